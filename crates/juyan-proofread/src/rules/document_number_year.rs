//! J0736: a document number of a year before that in which the document was formed, or before the one that it reports on.

use crate::evidence::Evidence;
use juyan_document::FieldKind;
use juyan_model::{Finding, Severity, Span};

/// Until this day of January a document may bear the number that it was given in the year before.
const LATEST: i8 = 31;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some((field, number)) = evidence.field(FieldKind::DocumentNumber) else {
        return Vec::new();
    };
    let Some(year) = year(number) else {
        return Vec::new();
    };
    let formed = evidence.day(FieldKind::Formed);
    let against = formed.map_or_else(
        || reported_later(evidence, year),
        |(other, day)| {
            let turn = day.month() == 1 && day.day() <= LATEST && year + 1 == day.year();
            (year != day.year() && !turn).then_some((Some(other.value), day.year()))
        },
    );
    let finding = |(other, wanted): (Option<Span>, i16)| {
        let spans = std::iter::once(field.value).chain(other).collect();
        Finding::new("J0736", Severity::Warning, spans)
            .with("number", number)
            .with("year", wanted.to_string())
    };
    against.map(finding).into_iter().collect()
}

/// The title and the year that it reports on, where that is later.
fn reported_later(evidence: Evidence<'_>, year: i16) -> Option<(Option<Span>, i16)> {
    let title = evidence.title()?;
    let reported = evidence.reading.period?.to.year();
    (year < reported).then_some((Some(title), reported))
}

/// The year in a number's brackets: 2024 of 额政发〔2024〕5号.
fn year(number: &str) -> Option<i16> {
    const BRACKETS: [char; 6] = ['〔', '〕', '[', ']', '【', '】'];
    let mut parts = number.split(BRACKETS).skip(1);
    let year: i16 = parts.next()?.trim().parse().ok()?;
    (1900..2200).contains(&year).then_some(year)
}
