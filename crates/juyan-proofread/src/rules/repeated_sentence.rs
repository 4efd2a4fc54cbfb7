//! J0723: a sentence with figures that stands twice word for word, or a passage of such sentences.
//!
//! Sentences that follow each other in both places are one finding: who pasted a page twice has made one mistake.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Finding, Severity, Span};
use rustc_hash::FxHashMap;

/// Shorter sentences may be said twice.
const SHORTEST: usize = 20;

/// A passage that stands twice, by its first sentence in both places.
struct Passage {
    first: Span,
    again: Span,
    /// The positions of its last sentence in both places.
    last: (usize, usize),
    sentences: usize,
    /// Whether a figure stands in it.
    tells: bool,
}

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let sentences = evidence
        .prose()
        .flat_map(|block| seek::sentences(text, block))
        .map(|sentence| seek::trimmed(text, sentence))
        .filter(|span| span.of(text).chars().nth(SHORTEST - 1).is_some());
    let mut seen: FxHashMap<&str, (usize, Span)> = FxHashMap::default();
    let mut passages: Vec<Passage> = Vec::new();
    for (at, span) in sentences.enumerate() {
        let words = span.of(text);
        let Some((first_at, first)) = seen.insert(words, (at, span)) else {
            continue;
        };
        let tells = words.contains(|c: char| c.is_ascii_digit());
        match passages.last_mut() {
            Some(passage) if (passage.last.0 + 1, passage.last.1 + 1) == (first_at, at) => {
                passage.last = (first_at, at);
                passage.sentences += 1;
                passage.tells |= tells;
            }
            Some(_) | None => passages.push(Passage {
                first,
                again: span,
                last: (first_at, at),
                sentences: 1,
                tells,
            }),
        }
    }
    passages.iter().map(finding).collect()
}

fn finding(passage: &Passage) -> Finding {
    let severity = if passage.tells {
        Severity::Warning
    } else {
        Severity::Question
    };
    Finding::new("J0723", severity, vec![passage.first, passage.again])
        .with("count", passage.sentences.to_string())
}
