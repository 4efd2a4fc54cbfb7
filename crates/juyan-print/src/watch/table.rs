//! The table for a terminal: 80 columns, the gravest first, with the reason below what is behind.

use super::columns::{WIDTH, left, right, wrapped};
use super::{Sheet, told};
use juyan::vocabulary::Colour;
use juyan_monitor::Item;
use std::io::{self, Write};

/// Writes the table, with colours where `colours`. Fails where `out` does.
pub fn write(out: &mut impl Write, sheet: &Sheet<'_>, colours: bool) -> io::Result<()> {
    writeln!(out, "{}", sheet.title())?;
    writeln!(out, "{}", sheet.lead())?;
    for line in wrapped("", &counts(sheet), 0) {
        writeln!(out, "{line}")?;
    }
    if !sheet.watch.items.is_empty() {
        writeln!(out, "\n{}", heading(sheet))?;
        writeln!(out, "{}", "-".repeat(WIDTH))?;
    }
    for item in sheet.by_gravity() {
        writeln!(out, "{}", row(sheet, item, colours))?;
        for line in reasons(sheet, item) {
            writeln!(out, "{line}")?;
        }
    }
    for (title, lines) in sections(sheet) {
        if !lines.is_empty() {
            writeln!(out, "\n{title}")?;
            for line in lines.iter().flat_map(|line| wrapped("-", line, 2)) {
                writeln!(out, "{line}")?;
            }
        }
    }
    writeln!(out)?;
    for line in wrapped("", &sheet.chain(), 0) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// How many there are of what.
pub(super) fn counts(sheet: &Sheet<'_>) -> String {
    let counts = sheet.watch.counts();
    sheet.context.fill(
        "watch.counts",
        &[
            ("red", &counts.red),
            ("yellow", &counts.yellow),
            ("green", &counts.green),
            ("none", &counts.none),
            ("silent", &counts.silent),
            ("tasks", &sheet.watch.tasks.len()),
            ("done", &counts.done),
            ("overdue", &counts.overdue),
            ("soon", &counts.soon),
            ("unanswered", &counts.unanswered),
            ("untested", &counts.untested),
        ],
    )
}

fn heading(sheet: &Sheet<'_>) -> String {
    let say = |id| sheet.say(id);
    [
        left(say("watch.light"), 4),
        left(say("watch.target"), 22),
        right(say("watch.planned"), 10),
        right(say("watch.actual"), 10),
        right(say("watch.progress"), 6),
        right(say("watch.behind"), 6),
        left(say("watch.owner"), 16),
    ]
    .join(" ")
    .trim_end()
    .to_owned()
}

fn row(sheet: &Sheet<'_>, item: &Item, colours: bool) -> String {
    let light = left(sheet.light(item), 4);
    let actual = item.actual.as_ref().map(told).unwrap_or_default();
    [
        if colours {
            painted(&light, item.light.colour)
        } else {
            light
        },
        left(&sheet.name(item), 22),
        right(&sheet.planned(item), 10),
        right(&actual, 10),
        right(&Sheet::progress(item), 6),
        right(&Sheet::behind(item), 6),
        left(&item.target.owner, 16),
    ]
    .join(" ")
    .trim_end()
    .to_owned()
}

/// Why what is behind is so, how fast it has to go, what the year may come to.
fn reasons(sheet: &Sheet<'_>, item: &Item) -> Vec<String> {
    let stale = sheet.stale(item);
    let rivals = sheet.rivals(item);
    let told = if item.lags || item.actual.is_none() || item.silence.is_some() {
        let why = sheet.why(item);
        // Why there is no light says up to which day figures go.
        let stale = if item.silence.is_some() {
            String::new()
        } else {
            stale
        };
        vec![why, sheet.pace(item), forecast(sheet, item), stale, rivals]
    } else {
        vec![stale, rivals]
    };
    let told: Vec<String> = told.into_iter().filter(|words| !words.is_empty()).collect();
    if told.is_empty() {
        return told;
    }
    wrapped("", &told.join(sheet.say("watch.semicolon")), 5)
}

/// The forecast, marked as one, with how well it would have done.
pub(super) fn forecast(sheet: &Sheet<'_>, item: &Item) -> String {
    if item.forecast.is_none() {
        return String::new();
    }
    let (value, trials) = (sheet.forecast(item), sheet.trials(item));
    sheet.context.fill(
        "watch.forecast-line",
        &[
            ("value", &value),
            ("unit", &item.target.amount.told_in),
            ("trials", &trials),
        ],
    )
}

/// Further sections: a title and its lines.
pub(super) fn sections<'a>(sheet: &Sheet<'a>) -> Vec<(&'a str, Vec<String>)> {
    let watch = sheet.watch;
    let unnamed = watch.unnamed().map(|item| {
        format!(
            "{}{}{}",
            sheet.name(item),
            sheet.say("watch.colon"),
            sheet.why(item)
        )
    });
    let overwritten = watch.items.iter().flat_map(|item| sheet.overwritings(item));
    let planned = watch.items.iter();
    let planned = planned.flat_map(|item| sheet.planned_otherwise(item));
    let likely = watch.items.iter().flat_map(|item| sheet.likely(item));
    let of_tasks = watch.tasks.iter().flat_map(|state| sheet.likely_of_task(state));
    let places = watch.items.iter().filter_map(|item| sheet.places(item));
    let likely = likely.chain(of_tasks).chain(places);
    let loose = watch.loose_problems().map(|problem| problem.text.to_string());
    let unsupported = watch
        .unsupported
        .iter()
        .map(|statement| statement.text.to_string());
    let reminders = watch.reminders.iter().map(|reminder| {
        let asked = sheet.asked(reminder, false).join(sheet.say("watch.semicolon"));
        format!("{}{}{asked}", reminder.owner, sheet.say("watch.colon"))
    });
    vec![
        (sheet.say("watch.unnamed"), unnamed.collect()),
        (sheet.say("watch.overwritten"), overwritten.collect()),
        (sheet.say("watch.planned-otherwise-title"), planned.collect()),
        (sheet.say("watch.likely-title"), likely.collect()),
        (sheet.say("watch.loose"), loose.collect()),
        (sheet.say("watch.unsupported"), unsupported.collect()),
        (sheet.say("watch.reminders"), reminders.collect()),
        (sheet.say("watch.flaws"), sheet.flaws.to_vec()),
    ]
}

fn painted(text: &str, colour: Colour) -> String {
    let code = match colour {
        Colour::None => return text.to_owned(),
        Colour::Green => "32",
        Colour::Yellow => "33",
        Colour::Red => "1;31",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}
