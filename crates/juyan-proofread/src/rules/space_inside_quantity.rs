//! J0704: a blank between a number and its unit, `7500 亩`; said once. A blank of a web page that does not break is the page's typesetting.

use crate::evidence::Evidence;
use juyan_document::Format;
use juyan_model::{Finding, Severity, Span};

/// More places than these are not listed.
const MOST: usize = 12;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let figures = evidence.prose().flat_map(|block| evidence.figures(block));
    let spans: Vec<Span> = figures
        .filter(|figure| figure.is_fact() && figure.unit.is_some())
        .map(|figure| figure.span)
        .filter(|span| is_broken(span.of(evidence.text()), evidence.document.format))
        .collect();
    if spans.is_empty() {
        return Vec::new();
    }
    let count = spans.len().to_string();
    let spans = spans.into_iter().take(MOST).collect();
    vec![Finding::new("J0704", Severity::Note, spans).with("count", count)]
}

/// Whether a blank stands between a digit and a Han character.
fn is_broken(figure: &str, format: Format) -> bool {
    let digits = figure.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = figure.get(digits.len()..).unwrap_or_default();
    let set = format == Format::Html && unit.starts_with('\u{a0}');
    !set && unit.starts_with([' ', '\u{3000}', '\u{a0}'])
        && unit.trim_start().starts_with(crate::seek::is_han)
}
