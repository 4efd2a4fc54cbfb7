//! One page for a browser and for one sheet of A4: lights, bars against time, months, courses, who is late with what. It is
//! whole in itself: no request leaves it, and no script runs in it.

use super::chart::{bar, class, course, gap, sign, strip};
use super::table::counts;
use super::{Sheet, tasks, told};
use crate::html::Escaped;
use juyan::vocabulary::{Bound, Course};
use juyan_monitor::{Due, Item};
use std::io::{self, Write};

const STYLE: &str = include_str!("../../assets/watch.css");

/// Courses that are drawn: those that are furthest behind.
const DRAWN: usize = 2;

/// Writes the page. Fails where `out` does.
pub fn write(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    let title = sheet.title();
    write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n\
         <title>{1}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header><h1>{1}</h1><p>{2}</p></header>\n",
        sheet.context.language.code(),
        Escaped(&title),
        Escaped(&sheet.lead()),
    )?;
    tiles(out, sheet)?;
    unnamed(out, sheet)?;
    flows(out, sheet)?;
    points(out, sheet)?;
    courses(out, sheet)?;
    writeln!(out, "<div class=\"two\">")?;
    due(out, sheet)?;
    if !sheet.watch.is_public {
        reminders(out, sheet)?;
    }
    writeln!(out, "</div>")?;
    remarks(out, sheet)?;
    write!(
        out,
        "<footer><p>{}</p><p class=\"chain\">{}</p></footer>\n</body>\n</html>\n",
        Escaped(&rules(sheet)),
        Escaped(&sheet.chain()),
    )
}

fn rules(sheet: &Sheet<'_>) -> String {
    sheet.context.fill(
        "watch.by-rules",
        &[("rules", &sheet.rules()), ("note", &sheet.lights.note)],
    )
}

fn tiles(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    let counts = sheet.watch.counts();
    let tiles = [
        ("red", counts.red, "watch.red"),
        ("yellow", counts.yellow, "watch.yellow"),
        ("green", counts.green, "watch.green"),
        ("none", counts.none, "watch.none"),
        ("plain", counts.silent, "watch.tile-silent"),
        ("plain", counts.overdue, "watch.tile-overdue"),
        ("plain", counts.soon, "watch.tile-soon"),
        ("plain", counts.untested, "watch.tile-untested"),
    ];
    writeln!(
        out,
        "<ul class=\"tiles\" aria-label=\"{}\">",
        Escaped(&self::counts(sheet))
    )?;
    for (class, count, name) in tiles {
        writeln!(
            out,
            "<li class=\"{class}\"><b>{count}</b><span>{}</span></li>",
            Escaped(sheet.say(name))
        )?;
    }
    writeln!(out, "</ul>")
}

/// What is behind and no problem names: the first thing to see.
fn unnamed(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    for item in sheet.watch.unnamed() {
        let pace = sheet.pace(item);
        let told = [sheet.why(item), pace.clone()].join(if pace.is_empty() {
            ""
        } else {
            sheet.say("watch.semicolon")
        });
        writeln!(
            out,
            "<p class=\"alarm\"><b>{}</b> {}{}{}</p>",
            Escaped(sheet.say("watch.unnamed-short")),
            Escaped(&sheet.name(item)),
            Escaped(sheet.say("watch.colon")),
            Escaped(&told),
        )?;
    }
    Ok(())
}

fn of<'a>(sheet: &Sheet<'a>, is: impl Fn(Course) -> bool) -> Vec<&'a Item> {
    let items = sheet.by_gravity().into_iter();
    items.filter(|item| is(item.target.course)).collect()
}

fn head(out: &mut impl Write, sheet: &Sheet<'_>, title: &str, columns: &[&str]) -> io::Result<()> {
    write!(
        out,
        "<table class=\"items\"><caption>{}</caption><thead><tr>",
        Escaped(sheet.say(title))
    )?;
    for column in columns {
        write!(out, "<th scope=\"col\">{}</th>", Escaped(sheet.say(column)))?;
    }
    writeln!(out, "</tr></thead><tbody>")
}

fn name(out: &mut impl Write, sheet: &Sheet<'_>, item: &Item) -> io::Result<()> {
    write!(
        out,
        "<tr><td class=\"light {0}\" title=\"{1}\">{2}<span class=\"word\">{3}</span></td>\
         <th scope=\"row\">{4}<small>{5} {6}</small></th>",
        class(item.light.colour),
        Escaped(&sheet.why(item)),
        sign(item.light.colour),
        Escaped(sheet.light(item)),
        Escaped(&sheet.name(item)),
        Escaped(&item.target.owner),
        Escaped(&sheet.stale(item)),
    )
}

fn flows(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    let items = of(sheet, |course| course == Course::Flow);
    if items.is_empty() {
        return Ok(());
    }
    let columns = [
        "watch.light",
        "watch.target",
        "watch.against-time",
        "watch.progress",
        "watch.of-plan",
        "watch.times",
        "watch.months",
        "watch.year-end",
    ];
    head(out, sheet, "watch.flows", &columns)?;
    for item in items {
        name(out, sheet, item)?;
        let actual = item.actual.as_ref().map(told).unwrap_or_default();
        writeln!(
            out,
            "<td>{}</td><td class=\"number\"><b>{}</b></td><td class=\"number\" title=\"{}\">{}<small>/ {}</small></td>\
             <td class=\"number\">{}</td><td>{}</td><td class=\"number\">{}<small>{}</small></td></tr>",
            bar(sheet, item),
            Sheet::progress(item),
            Escaped(&sheet.source(item)),
            Escaped(&actual),
            Escaped(&sheet.planned(item)),
            Sheet::times(item),
            strip(sheet, &item.months),
            Escaped(&sheet.forecast(item)),
            Escaped(&sheet.trials(item)),
        )?;
    }
    writeln!(
        out,
        "</tbody></table>\n<p class=\"legend\">{}</p>",
        Escaped(sheet.say("watch.legend"))
    )
}

fn points(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    let items = of(sheet, |course| course != Course::Flow);
    if items.is_empty() {
        return Ok(());
    }
    let columns = [
        "watch.light",
        "watch.target",
        "watch.against-target",
        "watch.actual",
        "watch.planned",
        "watch.months",
        "watch.why",
    ];
    head(out, sheet, "watch.points", &columns)?;
    for item in items {
        name(out, sheet, item)?;
        let actual = item.actual.as_ref().map(told).unwrap_or_default();
        writeln!(
            out,
            "<td>{}</td><td class=\"number\" title=\"{}\"><b>{}</b></td><td class=\"number\">{}{}</td><td>{}</td><td class=\"why\">{}</td></tr>",
            gap(sheet, item),
            Escaped(&sheet.source(item)),
            Escaped(&actual),
            match item.target.bound() {
                Bound::Most => "≤",
                Bound::About => "≈",
                Bound::Least => "≥",
            },
            Escaped(&sheet.planned(item)),
            strip(sheet, &item.months),
            Escaped(&sheet.why(item)),
        )?;
    }
    writeln!(out, "</tbody></table>")
}

/// The courses of what is furthest behind.
fn courses(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    let mut items = of(sheet, |course| course == Course::Flow);
    items.retain(|item| item.months.iter().filter(|month| month.stood.is_some()).count() > 1);
    items.sort_by(|one, other| other.measures.get("behind").cmp(&one.measures.get("behind")));
    items.truncate(DRAWN);
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "<div class=\"two courses\">")?;
    for item in items {
        writeln!(
            out,
            "<figure><figcaption><b>{}</b> {}</figcaption>{}</figure>",
            Escaped(&sheet.name(item)),
            Escaped(sheet.say("watch.course")),
            course(sheet, item)
        )?;
    }
    writeln!(out, "</div>")
}

fn due(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    let open: Vec<_> = tasks::in_order(sheet)
        .into_iter()
        .filter(|state| state.is_open())
        .collect();
    let near = open
        .iter()
        .filter(|state| !matches!(state.due, Due::Later(_)))
        .count();
    let rows = open.into_iter().take(near.max(5));
    writeln!(
        out,
        "<section><h2>{}</h2><ul class=\"tasks\">",
        Escaped(sheet.say("watch.next-tasks"))
    )?;
    for state in rows {
        writeln!(
            out,
            "<li><span class=\"sign {}\">{}</span> {} <small>{}</small> <i>{} {}</i></li>",
            class(state.light.colour),
            sign(state.light.colour),
            Escaped(&state.task.text),
            Escaped(&state.task.owner),
            state.task.due,
            Escaped(&sheet.due(state)),
        )?;
    }
    writeln!(out, "</ul></section>")
}

fn reminders(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    writeln!(out, "<section><h2>{}</h2>", Escaped(sheet.say("watch.reminders")))?;
    if sheet.watch.reminders.is_empty() {
        return writeln!(
            out,
            "<p>{}</p></section>",
            Escaped(sheet.say("watch.no-reminders"))
        );
    }
    for reminder in &sheet.watch.reminders {
        let asked = sheet.asked(reminder, false).join(sheet.say("watch.semicolon"));
        writeln!(
            out,
            "<p class=\"asked\"><b>{}</b> {}</p>",
            Escaped(&reminder.owner),
            Escaped(&asked)
        )?;
    }
    writeln!(out, "</section>")
}

/// Claims without support, problems without a task, targets changed without approval, what could not be used.
fn remarks(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    let rivals = sheet.watch.items.iter().map(|item| (item, sheet.rivals(item)));
    let rivals = rivals.filter(|(_, told)| !told.is_empty());
    for (item, told) in rivals {
        writeln!(
            out,
            "<p class=\"remark\"><b>{}</b> {}</p>",
            Escaped(&sheet.name(item)),
            Escaped(&told)
        )?;
    }
    let told = super::table::sections(sheet).into_iter();
    let skipped = [sheet.say("watch.unnamed"), sheet.say("watch.reminders")];
    for (title, lines) in told.filter(|(title, lines)| !lines.is_empty() && !skipped.contains(title)) {
        let lines = lines.join(sheet.say("watch.semicolon"));
        writeln!(
            out,
            "<p class=\"remark\"><b>{}</b> {}</p>",
            Escaped(title),
            Escaped(&lines)
        )?;
    }
    Ok(())
}
