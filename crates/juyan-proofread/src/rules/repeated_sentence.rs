//! J0723: a sentence with figures that stands twice word for word.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Finding, Severity, Span};
use rustc_hash::FxHashMap;

/// Shorter sentences may be said twice.
const SHORTEST: usize = 20;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
    let mut found = Vec::new();
    for sentence in evidence.prose().flat_map(|block| seek::sentences(text, block)) {
        let span = seek::trimmed(text, sentence);
        let words = span.of(text);
        if words.chars().count() < SHORTEST {
            continue;
        }
        if let Some(first) = seen.insert(words, span) {
            let severity = if words.contains(|c: char| c.is_ascii_digit()) {
                Severity::Warning
            } else {
                Severity::Question
            };
            found.push(Finding::new("J0723", severity, vec![first, span]));
        }
    }
    found
}
