//! J0214: 累计 without saying since when; said once, with the places.
//!
//! A report on whole years counts within them or from the beginning of the thing, and its readers know; half a year's may
//! mean January or the first day.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Severity, Span};

/// More places than these are not listed.
const MOST: usize = 12;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let whole_years = evidence
        .reading
        .period
        .is_some_and(|period| period.from.month() == 1 && period.to.month() == 12);
    if whole_years {
        return Vec::new();
    }
    let text = evidence.text();
    let mut spans: Vec<Span> = Vec::new();
    for sentence in evidence.prose().flat_map(|block| seek::sentences(text, block)) {
        let said = seek::all(text, sentence, evidence.list("cumulative.words"));
        if said.is_empty() || seek::any(text, sentence, evidence.list("cumulative.starts")) {
            continue;
        }
        let counted = |span: &Span| {
            evidence
                .figures(Span::new(span.end, sentence.end))
                .first()
                .is_some_and(Figure::is_fact)
        };
        spans.extend(said.into_iter().map(|(span, _)| span).filter(counted));
    }
    if spans.is_empty() {
        return Vec::new();
    }
    let count = spans.len().to_string();
    spans.truncate(MOST);
    vec![Finding::new("J0214", Severity::Note, spans).with("count", count)]
}
