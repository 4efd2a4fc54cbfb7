//! What somebody has to answer before figures are relied on, as a paper asks it: who, what, of which figure. A paper speaks to people;
//! the commands that keep an answer stand in the forms that the keeper of the ledger reads.

use super::{Sheet, in_unit, told};
use juyan_monitor::{Item, Likely, Origin, Overwriting, Reading};
use std::collections::BTreeMap;

/// What each department is asked, by its name.
pub(super) fn answers(sheet: &Sheet<'_>) -> Vec<(String, Vec<String>)> {
    let mut by_owner: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for item in &sheet.watch.items {
        let asked = by_owner.entry(item.target.owner.as_str()).or_default();
        asked.extend(
            item.target
                .overwritten
                .iter()
                .map(|change| change_of(sheet, item, change)),
        );
        let differs = item.reading.iter().filter(|reading| !reading.rivals.is_empty());
        asked.extend(differs.map(|reading| which(sheet, item, reading)));
        let planned = item.planned.iter();
        asked.extend(planned.map(|other| sheet.told_plan("bulletin.asks-plan", item, other)));
        if let Some(first) = item.places.first() {
            let told: [(&str, &dyn std::fmt::Display); 4] = [
                ("name", &sheet.name(item)),
                ("places", &sheet.shown_by(item)),
                ("count", &item.places.len()),
                ("day", &sheet.day(first.day)),
            ];
            asked.push(sheet.context.fill("bulletin.asks-place", &told));
        }
        asked.extend(item.likely.iter().map(|likely| whether(sheet, item, likely)));
    }
    for state in &sheet.watch.tasks {
        let name = sheet.context.fill("watch.quoted", &[("text", &state.task.text)]);
        let asked = by_owner.entry(state.task.owner.as_str()).or_default();
        asked.extend(state.likely.iter().map(|likely| shows(sheet, &name, likely)));
    }
    let asked = by_owner.into_iter().filter(|(_, asked)| !asked.is_empty());
    asked
        .map(|(owner, asked)| (sheet.named_owner(owner), asked))
        .collect()
}

/// Whether anybody approved that the number of a target was written over. Who wrote it is for the house to know.
fn change_of(sheet: &Sheet<'_>, item: &Item, change: &Overwriting) -> String {
    let day = change.recorded.map(|day| sheet.day(day));
    sheet.context.fill(
        "bulletin.asks-approval",
        &[
            ("name", &sheet.name(item)),
            ("was", &told(&change.was)),
            ("is", &told(&change.is)),
            (
                "day",
                &day.unwrap_or_else(|| sheet.say("watch.unknown").to_owned()),
            ),
            ("target", &told(&item.target.amount)),
        ],
    )
}

/// Which of the figures of one day is right.
fn which(sheet: &Sheet<'_>, item: &Item, reading: &Reading) -> String {
    let unit = &item.target.amount;
    let others = reading.rivals.iter().map(|rival| {
        let from = if rival.origin == reading.origin {
            sheet.say("bulletin.same-place").to_owned()
        } else {
            place(sheet, &rival.origin)
        };
        let value = in_unit(unit, &rival.value);
        sheet.context.fill(
            "bulletin.says",
            &[("from", &from), ("value", &value), ("unit", &unit.told_in)],
        )
    });
    let others: Vec<String> = others.collect();
    sheet.context.fill(
        "bulletin.asks-which",
        &[
            ("name", &sheet.name(item)),
            ("day", &sheet.day(reading.day)),
            ("value", &in_unit(unit, &reading.value)),
            ("unit", &unit.told_in),
            ("from", &place(sheet, &reading.origin)),
            ("others", &others.join(sheet.say("watch.comma"))),
        ],
    )
}

/// Whether a figure that a report tells in other words is the target's.
fn whether(sheet: &Sheet<'_>, item: &Item, likely: &Likely) -> String {
    let day = likely.key.period.map(|of| sheet.day(of.to)).unwrap_or_default();
    let quote = sheet.quotes.get(&likely.fact);
    sheet.context.fill(
        "bulletin.asks-whether",
        &[
            ("name", &sheet.name(item)),
            ("day", &day),
            (
                "paper",
                &quote.map(|quote| quote.paper.as_str()).unwrap_or_default(),
            ),
            (
                "words",
                &quote.map(|quote| quote.words.as_str()).unwrap_or_default(),
            ),
            ("value", &told(&likely.amount)),
        ],
    )
}

/// Whether a figure that a report tells in other words shows that a task is done.
fn shows(sheet: &Sheet<'_>, name: &str, likely: &Likely) -> String {
    let quote = sheet.quotes.get(&likely.fact);
    sheet.context.fill(
        "bulletin.asks-task",
        &[
            ("task", &name),
            (
                "paper",
                &quote.map(|quote| quote.paper.as_str()).unwrap_or_default(),
            ),
            (
                "words",
                &quote.map(|quote| quote.words.as_str()).unwrap_or_default(),
            ),
            ("value", &told(&likely.amount)),
        ],
    )
}

/// Who says something, in words that need no key.
fn place(sheet: &Sheet<'_>, origin: &Origin) -> String {
    match origin {
        Origin::Noted | Origin::Formula(_) => sheet.origin(origin),
        Origin::Fact(_) => sheet.say("bulletin.other-record").to_owned(),
    }
}
