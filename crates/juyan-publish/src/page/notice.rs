//! The notice of correction: what is not so any more, what it was before, and why.

use super::Shown;
use crate::naming;
use crate::row::Row;
use crate::since::Changed;
use std::collections::BTreeMap;

/// The notices that stand above a release; nothing where there is nothing to correct.
pub(super) fn notices(shown: &Shown<'_>) -> String {
    let mut out = String::new();
    if shown.is_old() {
        let newest: [(&str, &dyn std::fmt::Display); 2] =
            [("version", &shown.release.version), ("newest", &shown.newest())];
        out += &format!(
            "<aside class=\"notice old\"><p>{} <a href=\"../../index.html\">{}</a></p></aside>\n",
            shown.fill("publish.notice.old", &newest),
            shown.say("publish.notice.to-newest"),
        );
    }
    out += &since(shown);
    out + &between(shown)
}

/// Figures that the ledger has corrected since.
fn since(shown: &Shown<'_>) -> String {
    let rows = shown.release.rows.iter();
    let changed = rows.filter_map(|row| Some((row, shown.since.changed.get(&row.number)?)));
    let items: Vec<String> = changed
        .map(|(row, changed)| {
            format!(
                "<li><a href=\"#n{}\">{}</a></li>",
                row.number,
                changed_to(shown, row, &named(row), changed)
            )
        })
        .collect();
    if items.is_empty() {
        return String::new();
    }
    format!(
        "<aside class=\"notice\" id=\"correction\"><h2>{}</h2><p>{}</p><ul>{}</ul></aside>\n",
        shown.say("publish.notice.heading"),
        shown.say("publish.notice.since"),
        items.concat(),
    )
}

/// What a figure was and is now, under the name that the page has for it.
pub(super) fn changed_to(shown: &Shown<'_>, row: &Row, name: &str, changed: &Changed) -> String {
    let day = changed
        .day
        .map(|day| naming::day(day, shown.context))
        .unwrap_or_default();
    let id = if changed.now.is_empty() {
        "publish.notice.withdrawn"
    } else {
        "publish.notice.changed"
    };
    let told: [(&str, &dyn std::fmt::Display); 4] = [
        ("name", &name),
        ("was", &row.signed()),
        ("now", &changed.now),
        ("day", &day),
    ];
    shown.fill(id, &told) + &because(shown, &changed.why)
}

/// Why something was changed, behind what was; nothing where nobody said.
pub(super) fn because(shown: &Shown<'_>, why: &str) -> String {
    if why.is_empty() {
        return String::new();
    }
    shown.fill("publish.notice.because", &[("reason", &why)])
}

/// The figures that were others between the end of the period and the release: what each was and is, since when, and why.
pub(super) fn revised(shown: &Shown<'_>) -> String {
    let row = |number: usize| shown.release.rows.iter().find(|row| row.number == number);
    let items: Vec<String> = shown
        .since
        .revised
        .iter()
        .filter_map(|revised| {
            let row = row(revised.row)?;
            let day = revised.day.map(|day| naming::day(day, shown.context));
            let told: [(&str, &dyn std::fmt::Display); 4] = [
                ("name", &named(row)),
                ("was", &revised.was),
                ("now", &row.signed()),
                ("day", &day.unwrap_or_default()),
            ];
            let said = shown.fill("publish.revised.line", &told) + &because(shown, &revised.why);
            Some(format!("<li><a href=\"#n{}\">{said}</a></li>", row.number))
        })
        .collect();
    if items.is_empty() {
        return String::new();
    }
    let cut_off = shown
        .release
        .period
        .map(|period| naming::day(period.to, shown.context));
    format!(
        "<section aria-labelledby=\"revised\"><h2 id=\"revised\">{}</h2><p class=\"small\">{}</p><ul>{}</ul></section>\n",
        shown.say("publish.revised"),
        shown.fill("publish.revised.about", &[("day", &cut_off.unwrap_or_default())]),
        items.concat(),
    )
}

/// What this text says otherwise than the one before it.
fn between(shown: &Shown<'_>) -> String {
    let version = shown.release.version;
    let Some(before) = shown
        .versions
        .iter()
        .rev()
        .find(|kept| kept.release.version < version)
    else {
        return String::new();
    };
    let by_key = |rows: &'_ [Row]| -> BTreeMap<String, Vec<String>> {
        let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in rows {
            keys.entry(row.key.clone()).or_default().push(row.signed());
        }
        keys
    };
    let (old, new) = (by_key(&before.release.rows), by_key(&shown.release.rows));
    let names: BTreeMap<&str, (String, usize)> = shown
        .release
        .rows
        .iter()
        .rev()
        .map(|row| (row.key.as_str(), (named(row), row.number)))
        .collect();
    let comma = shown.context.say("publish.comma");
    let mut items = String::new();
    for (key, now) in &new {
        let was = old.get(key);
        if was == Some(now) {
            continue;
        }
        let (name, number) = names.get(key.as_str()).cloned().unwrap_or_default();
        let id = if was.is_some() {
            "publish.notice.line"
        } else {
            "publish.notice.added"
        };
        let was = was.map(|was| was.join(comma)).unwrap_or_default();
        let told: [(&str, &dyn std::fmt::Display); 3] =
            [("name", &name), ("was", &was), ("now", &now.join(comma))];
        items += &format!("<li><a href=\"#n{number}\">{}</a></li>", shown.fill(id, &told));
    }
    for row in before
        .release
        .rows
        .iter()
        .filter(|row| !new.contains_key(&row.key))
    {
        let told: [(&str, &dyn std::fmt::Display); 2] = [("name", &named(row)), ("was", &row.signed())];
        items += &format!("<li>{}</li>", shown.fill("publish.notice.removed", &told));
    }
    let told: [(&str, &dyn std::fmt::Display); 3] = [
        ("version", &version),
        ("day", &naming::day(shown.release.published, shown.context)),
        ("reason", &shown.release.correction),
    ];
    format!(
        "<aside class=\"notice\"><h2>{}</h2><p>{}</p><ul>{items}</ul></aside>\n",
        shown.say("publish.notice.heading"),
        shown.fill("publish.notice.version", &told),
    )
}

/// What a row is of, with its time.
fn named(row: &Row) -> String {
    let measure = if row.measure == "level" {
        ""
    } else {
        row.measure_name.as_str()
    };
    let words: Vec<&str> = [row.time.as_str(), row.name.as_str(), measure]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
