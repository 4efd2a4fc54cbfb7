//! J0732: an index number whose form, year or region cannot be right.

use crate::evidence::Evidence;
use juyan_document::FieldKind;
use juyan_model::{Finding, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some((field, number)) = evidence.field(FieldKind::IndexNumber) else {
        return Vec::new();
    };
    let told = |severity, reason: &str| {
        vec![
            Finding::new("J0732", severity, vec![field.value])
                .with("number", number)
                .with_wording("reason", reason),
        ]
    };
    if number.contains(|c: char| c.is_whitespace() || crate::seek::is_han(c)) {
        return told(Severity::Question, "proofread.index-signs");
    }
    let Some((code, serial)) = number.split_once('/') else {
        return Vec::new();
    };
    // Sites have schemes of their own; the national one is code/year-serial.
    let Some((year, serial)) = serial.split_once('-') else {
        return Vec::new();
    };
    let Some(year) = year_of(year).filter(|_| !serial.is_empty()) else {
        return told(Severity::Warning, "proofread.index-form");
    };
    if foreign(evidence, code) {
        return told(Severity::Question, "proofread.index-region");
    }
    let formed = evidence
        .day(FieldKind::Formed)
        .or_else(|| evidence.day(FieldKind::Published));
    match formed {
        Some((other, day)) if year.parse() != Ok(day.year()) => {
            let spans: Vec<Span> = vec![field.value, other.value];
            vec![
                Finding::new("J0732", Severity::Question, spans)
                    .with("number", number)
                    .with_wording("reason", "proofread.index-year"),
            ]
        }
        _ => Vec::new(),
    }
}

/// The year that an index number tells: four digits, behind which some provinces put the month.
fn year_of(digits: &str) -> Option<&str> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month) = digits.split_at_checked(4)?;
    let fits = month.is_empty() || month.len() == 2 && ("01"..="12").contains(&month);
    (is_number && fits).then_some(year)
}

/// Whether the code names a region that neither holds the reporting one nor lies in it.
fn foreign(evidence: Evidence<'_>, code: &str) -> bool {
    let (Some(own), Some(code)) = (evidence.region(), code.get(..6)) else {
        return false;
    };
    let Some(named) = evidence
        .catalogue
        .regions
        .iter()
        .find(|region| region.code == code)
    else {
        return false;
    };
    !own.is_within(&named.code) && !named.is_within(&own.code)
}
