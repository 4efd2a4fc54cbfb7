//! J0214: 累计 without saying since when; said once, with the places.
//!
//! A report on whole years counts within them or from the beginning of the thing, and its readers know; half a year's may
//! mean January or the first day. A paragraph that opens with a time says it for all of its sentences.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Mode, Role, Severity, Span};

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
    for block in evidence.prose() {
        let sentences = seek::sentences(text, block);
        if sentences.first().is_some_and(|first| opens(evidence, *first)) {
            continue;
        }
        for sentence in sentences {
            let said = seek::all(text, sentence, evidence.list("cumulative.words"));
            if said.is_empty() || seek::any(text, sentence, evidence.list("cumulative.starts")) {
                continue;
            }
            let places = said.into_iter().map(|(span, _)| span);
            spans.extend(places.filter(|span| counts(evidence, *span, sentence)));
        }
    }
    if spans.is_empty() {
        return Vec::new();
    }
    let count = spans.len().to_string();
    spans.truncate(MOST);
    vec![Finding::new("J0214", Severity::Note, spans).with("count", count)]
}

/// Whether a sentence says in its first clause since when or within which time.
fn opens(evidence: Evidence<'_>, sentence: Span) -> bool {
    let text = evidence.text();
    let clauses = seek::clauses(text, sentence);
    let first = clauses.first().copied().unwrap_or(sentence);
    seek::any(text, first, evidence.list("cumulative.starts"))
}

/// Whether an amount that has come about is counted by the word at `place`: no growth, and nothing that is wanted.
fn counts(evidence: Evidence<'_>, place: Span, sentence: Span) -> bool {
    let figures = evidence.figures(Span::new(place.end, sentence.end));
    let is_done = |figure: &Figure| figure.role == Role::Level && figure.mode == Mode::Actual;
    figures.first().is_some_and(is_done)
}
