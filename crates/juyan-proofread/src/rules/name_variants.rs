//! J0706: a town under its full name and under a short one: 达来呼布镇, 达镇.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Finding, Severity, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// The longest name of a town, in characters, its ending included.
const LONGEST: usize = 6;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let ends: Vec<Span> = evidence
        .prose()
        .flat_map(|block| seek::all(text, block, evidence.list("towns.ends")))
        .map(|(span, _)| span)
        .collect();
    // The first full name by its first character and its ending.
    let mut fulls: FxHashMap<(char, &str), Span> = FxHashMap::default();
    for end in &ends {
        for (first, full) in full(evidence, *end) {
            fulls.entry((first, end.of(text))).or_insert(full);
        }
    }
    let mut found = Vec::new();
    let mut seen = FxHashSet::default();
    for end in &ends {
        let Some((first, short)) = short(evidence, *end) else {
            continue;
        };
        if let Some(full) = fulls.get(&(first, end.of(text)))
            && seen.insert(short.of(text))
        {
            found.push(
                Finding::new("J0706", Severity::Note, vec![short, *full])
                    .with("short", short.of(text))
                    .with("full", full.of(text)),
            );
        }
    }
    found
}

/// A name of one character before `end`, where a name begins.
fn short(evidence: Evidence<'_>, end: Span) -> Option<(char, Span)> {
    let text = evidence.text();
    let first = seek::before(text, end.start)?;
    let span = Span::new(end.start - first.len_utf8(), end.end);
    let common = evidence
        .list("towns.common")
        .iter()
        .any(|word| word.chars().eq([first]));
    (seek::is_han(first) && !common && begins(evidence, span.start)).then_some((first, span))
}

/// The longer names that end in `end`, each with its first character.
fn full(evidence: Evidence<'_>, end: Span) -> Vec<(char, Span)> {
    let text = evidence.text();
    let before = text.get(..end.start).unwrap_or_default();
    let name = before
        .char_indices()
        .rev()
        .take(LONGEST - 1)
        .take_while(|(_, c)| seek::is_han(*c))
        .skip(1);
    let starts = name
        .filter(|(at, _)| begins(evidence, *at))
        .map(|(at, first)| (first, Span::new(at, end.end)));
    starts
        .filter(|(_, span)| span.of(text).matches(end.of(text)).count() == 1)
        .collect()
}

/// Whether a name may begin at `at`: behind a mark, or behind a word that stands before places.
fn begins(evidence: Evidence<'_>, at: usize) -> bool {
    let before = evidence.text().get(..at).unwrap_or_default();
    let bare = before.chars().next_back().is_none_or(|c| !seek::is_han(c));
    bare || evidence
        .list("places.before")
        .iter()
        .any(|word| before.ends_with(word.as_str()))
}
