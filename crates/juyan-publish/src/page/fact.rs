//! The page of one fact: what it comes to, of what, when, by whom; the sentence, the history, how to cite it.

use super::notice::{because, changed_to};
use super::{POLICY, Shown, cite, crumbs, framed};
use crate::naming;
use crate::row::{Openness, Row};
use juyan_model::Span;
use juyan_print::html::Escaped;

/// The page.
pub(crate) fn fact(shown: &Shown<'_>, row: &Row) -> String {
    let context = shown.context;
    let title = if row.measure == "level" {
        row.name.clone()
    } else {
        format!("{} {}", row.name, row.measure_name)
    };
    let home = format!("../{}index.html", shown.up());
    let way = [
        (Some(home.as_str()), context.say("publish.home")),
        (Some("../index.html"), shown.release.title()),
        (None, context.say("publish.fact")),
    ];
    let cited = cite(shown.release, row, context);
    let body = format!(
        "{crumbs}<main>\n<h1>{title}</h1>\n<p class=\"big\"><data value=\"{value}\">{printed}</data></p>\n{corrected}\
         <dl class=\"head\">{rows}</dl>\n<h2>{source}</h2>\n<blockquote>{sentence}</blockquote>\n<p class=\"small\"><a href=\"../index.html#n{number}\">{back}</a></p>\n\
         <h2>{history}</h2>\n{past}<h2>{how}</h2>\n<p class=\"cite\">{cited}</p>\n\
         <p><a href=\"{number}.json\">{json}</a> · <a href=\"../data.html#f{number}\">{table}</a></p>\n</main>\n",
        crumbs = crumbs(&way, context),
        title = Escaped(&title),
        value = row.value,
        printed = Escaped(&row.signed()),
        corrected = corrected(shown, row),
        rows = rows(shown, row),
        source = shown.say("publish.fact.sentence"),
        sentence = sentence(shown, row),
        number = row.number,
        back = shown.say("publish.fact.back"),
        history = shown.say("publish.fact.history"),
        past = past(shown, row),
        how = shown.say("publish.fact.cite"),
        cited = Escaped(&cited),
        json = shown.say("publish.fact.json"),
        table = shown.say("publish.data.table"),
    );
    framed(&format!("{title} {}", row.signed()), &cited, POLICY, "", &body)
}

fn rows(shown: &Shown<'_>, row: &Row) -> String {
    let context = shown.context;
    let value = match row.value_to {
        Some(to) => format!(
            "{}\u{2013}{}",
            grouped(&row.value.to_string()),
            grouped(&to.to_string())
        ),
        None => grouped(&row.value.to_string()),
    };
    let days = row.period.filter(|period| !period.is_instant());
    let days =
        days.map(|period| context.fill("publish.fact.days", &[("from", &period.from), ("to", &period.to)]));
    let parts: Vec<String> = row
        .parts
        .iter()
        .map(|(name, part)| format!("{name}\u{ff1a}{part}"))
        .collect();
    let limit = row
        .limit
        .map(|limit| context.fill(&format!("publish.limit.{}", limit.name()), &[]));
    let accrual = context.fill(naming::accrual(row.accrual), &[]);
    let basis = context.fill(&format!("publish.basis.{}", row.basis.name()), &[]);
    // What is public by itself needs no word.
    let openness = match row.openness {
        Openness::Public => String::new(),
        Openness::Released => context.say("publish.openness.released").to_owned(),
    };
    let time = format!("{}{}", row.time, days.unwrap_or_default());
    let told: [(&str, String); 12] = [
        ("publish.column.value", format!("{value} {}", row.unit)),
        ("publish.column.limit", limit.unwrap_or_default()),
        ("publish.column.time", time.trim().to_owned()),
        ("publish.column.accrual", accrual),
        ("publish.column.mode", context.fill(naming::mode(row.mode), &[])),
        (
            "publish.column.region_name",
            format!("{} {}", row.region_name, row.region),
        ),
        ("publish.column.parts", parts.join(context.say("publish.comma"))),
        ("publish.column.note", row.note.clone()),
        ("publish.column.department", row.department.clone()),
        ("publish.column.basis", basis),
        ("publish.column.openness", openness),
        ("publish.column.key", row.key.clone()),
    ];
    let mut out = String::new();
    for (id, value) in told {
        // What a figure covers is asked most; that nothing was noted is said, not passed over.
        let value = if value.is_empty() && id == "publish.column.note" {
            context.say("publish.fact.no-note").to_owned()
        } else {
            value
        };
        if !value.trim().is_empty() {
            out += &format!(
                "<div><dt>{}</dt><dd>{}</dd></div>",
                shown.say(id),
                Escaped(value.trim())
            );
        }
    }
    out
}

fn corrected(shown: &Shown<'_>, row: &Row) -> String {
    let Some(changed) = shown.since.changed.get(&row.number) else {
        return String::new();
    };
    format!(
        "<aside class=\"notice\"><p>{}</p></aside>\n",
        changed_to(shown, row, &row.name, changed)
    )
}

/// The sentence with the figure marked.
fn sentence(shown: &Shown<'_>, row: &Row) -> String {
    let text = shown.text;
    let flat = |span: Span| span.of(text).split_whitespace().collect::<String>();
    let Some(place) = row.places.first().filter(|place| row.sentence.contains(**place)) else {
        return Escaped(&flat(row.sentence)).to_string();
    };
    let before = flat(Span::new(row.sentence.start, place.start));
    let after = flat(Span::new(place.end, row.sentence.end));
    format!(
        "{}<mark>{}</mark>{}",
        Escaped(&before),
        Escaped(&flat(*place)),
        Escaped(&after)
    )
}

fn past(shown: &Shown<'_>, row: &Row) -> String {
    let history = shown
        .since
        .history
        .get(&row.key)
        .map(Vec::as_slice)
        .unwrap_or_default();
    if history.is_empty() {
        return format!("<p>{}</p>\n", shown.say("publish.fact.no-history"));
    }
    let lines: String = history
        .iter()
        .map(|past| {
            let day = past.day.map(|day| day.to_string()).unwrap_or_default();
            let state = match past.until {
                None => shown.say("publish.fact.stands"),
                Some(until) => {
                    shown.fill("publish.fact.stood", &[("day", &until)]) + &because(shown, &past.why)
                }
            };
            format!(
                "<tr><td class=\"number\">{day}</td><td>{}</td><td>{state}</td></tr>",
                Escaped(&past.said)
            )
        })
        .collect();
    format!(
        "<table><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>{lines}</tbody></table>\n",
        shown.say("publish.fact.known"),
        shown.say("publish.column.value"),
        shown.say("publish.fact.state"),
    )
}

/// A number with a thin gap between groups of three digits, for the eye.
fn grouped(number: &str) -> String {
    let (whole, rest) = number
        .split_once('.')
        .map_or((number, String::new()), |(whole, rest)| {
            (whole, format!(".{rest}"))
        });
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    let mut out = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 4 {
            out.push('\u{2009}');
        }
        out.push(digit);
    }
    out + &rest
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_are_grouped_where_there_are_many() {
        assert_eq!(grouped("1629000000"), "1\u{2009}629\u{2009}000\u{2009}000");
        assert_eq!(grouped("-12345.60"), "-12\u{2009}345.60");
        assert_eq!(grouped("2024"), "2024");
    }
}
