//! J0735: a document formed before the period that it reports has ended, or published before it was formed.

use crate::evidence::Evidence;
use juyan_document::FieldKind;
use juyan_model::{Date, Finding, Period, Severity};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let formed = evidence.day(FieldKind::Formed);
    let published = evidence.day(FieldKind::Published);
    if let (Some((field, day)), Some(period)) = (formed.or(published), evidence.reading.period)
        && day < period.to
        // A year's report is drawn up before the year is quite over, or read as this year's where it is last year's.
        && (is_part(period) || day.year() < period.to.year())
        && !is_nearly_over(day, period)
        && evidence.title().is_some()
    {
        let severity = if is_part(period) {
            Severity::Warning
        } else {
            Severity::Question
        };
        found.push(
            Finding::new("J0735", severity, vec![field.value])
                .with("day", day.to_string())
                .with("limit", period.to.to_string()),
        );
    }
    if let (Some((one, formed)), Some((other, published))) = (formed, published)
        && published < formed
    {
        found.push(
            Finding::new("J0735", Severity::Warning, vec![one.value, other.value])
                .with("day", published.to_string())
                .with("limit", formed.to_string()),
        );
    }
    found
}

/// Whether a period is less than a year.
fn is_part(period: Period) -> bool {
    period.to.year() == period.from.year() && (period.from.month() != 1 || period.to.month() != 12)
}

/// From this day of the last month on a period is summed up: departments hand in their part by then.
const SUMMED_UP: i8 = 20;

/// Whether a part of a year is so nearly over that its summary is drawn up.
fn is_nearly_over(day: Date, period: Period) -> bool {
    is_part(period) && day >= period.to.first_of_month() && day.day() >= SUMMED_UP
}
