//! The targets as rows for a spreadsheet or a program.

use super::{Sheet, in_unit};
use juyan::model::Rational;
use juyan_monitor::{Item, rounded};
use std::io::{self, Write};

const HEADING: [&str; 27] = [
    "code",
    "name",
    "key",
    "course",
    "target",
    "actual",
    "unit",
    "day",
    "progress",
    "time",
    "behind",
    "gap",
    "light",
    "why",
    "pace",
    "forecast",
    "low",
    "high",
    "lags",
    "named",
    "owner",
    "secrecy",
    "openness",
    "awaited",
    "rivals",
    "overwritten",
    "likely",
];

/// Writes one row a target. Fails where `out` does.
pub fn write(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    let mut rows = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    rows.write_record(HEADING)?;
    for item in &sheet.watch.items {
        rows.write_record(cells(sheet, item))?;
    }
    rows.flush()
}

fn cells(sheet: &Sheet<'_>, item: &Item) -> [String; 27] {
    let unit = &item.target.amount;
    let value = |value: &Rational| in_unit(unit, value);
    let measure = |name: &str| {
        let found = item.measures.get(name);
        found.map(|value| rounded(value, 2, true)).unwrap_or_default()
    };
    let forecast = item.forecast.as_ref();
    let band = forecast.and_then(|forecast| forecast.band.as_ref());
    [
        item.target.code.to_string(),
        item.target.name.to_string(),
        item.target.key.to_string(),
        item.target.course.name().to_owned(),
        if item.hides_target {
            String::new()
        } else {
            value(&unit.value)
        },
        item.actual
            .as_ref()
            .map(|actual| value(&actual.value))
            .unwrap_or_default(),
        unit.told_in.to_string(),
        item.reading
            .as_ref()
            .map(|reading| reading.day.to_string())
            .unwrap_or_default(),
        measure("progress"),
        measure("time"),
        measure("behind"),
        item.measures.get("gap").map(value).unwrap_or_default(),
        item.light.colour.name().to_owned(),
        sheet.why(item),
        Sheet::times(item),
        forecast
            .map(|forecast| value(&forecast.value))
            .unwrap_or_default(),
        band.map(|(low, _)| value(low)).unwrap_or_default(),
        band.map(|(_, high)| value(high)).unwrap_or_default(),
        item.lags.to_string(),
        item.is_named.to_string(),
        item.target.owner.to_string(),
        super::wire::secrecy(item.target.secrecy).to_owned(),
        item.openness.name().to_owned(),
        item.silence
            .map(|silence| silence.due.to_string())
            .unwrap_or_default(),
        sheet.rivals(item),
        sheet.overwritings(item).join("\n"),
        sheet.questions(item).join("\n"),
    ]
}
