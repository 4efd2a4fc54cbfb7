//! J0705: a term that stands once with and once without quotation marks: 科技“突围”工程, 科技突围工程.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Finding, Severity, Span};
use rustc_hash::FxHashMap;

/// The longest term in quotes, in characters.
const LONGEST: usize = 8;
/// How many characters of its surroundings make the term one that is known again.
const AROUND: usize = 2;
/// A term of so many characters needs no words before it.
const LONG: usize = 4;
/// How many terms that begin with the same two characters are remembered.
const ALIKE: usize = 64;
/// More terms than these are not listed.
const MOST: usize = 5;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut terms: FxHashMap<(char, char), Vec<(Span, String)>> = FxHashMap::default();
    for (whole, plain) in evidence
        .prose()
        .flat_map(|block| quoted(text, block))
        .filter_map(|span| surrounded(text, span))
    {
        let mut characters = plain.chars();
        if let (Some(first), Some(second)) = (characters.next(), characters.next()) {
            let alike = terms.entry((first, second)).or_default();
            if alike.len() < ALIKE && alike.iter().all(|(_, known)| *known != plain) {
                alike.push((whole, plain));
            }
        }
    }
    let mut found = Vec::new();
    for ((at, first), (_, second)) in text.char_indices().zip(text.char_indices().skip(1)) {
        let Some(alike) = terms.get_mut(&(first, second)) else {
            continue;
        };
        let rest = text.get(at..).unwrap_or_default();
        let Some(place) = alike
            .iter()
            .position(|(_, plain)| rest.starts_with(plain.as_str()))
        else {
            continue;
        };
        let (whole, plain) = alike.swap_remove(place);
        found.push(
            Finding::new(
                "J0705",
                Severity::Note,
                vec![whole, Span::new(at, at + plain.len())],
            )
            .with("term", plain),
        );
        if found.len() == MOST {
            break;
        }
    }
    found
}

/// The terms in quotes, the marks included.
fn quoted(text: &str, block: Span) -> Vec<Span> {
    let body = block.of(text);
    let mut found = Vec::new();
    let mut open = None;
    for (at, character) in body.char_indices() {
        match character {
            '“' => open = Some(at),
            '”' => {
                if let Some(start) = open.take() {
                    let span = Span::new(block.start + start, block.start + at + character.len_utf8());
                    let count = span.of(text).chars().count();
                    if (4..=LONGEST + 2).contains(&count) {
                        found.push(span);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// A quoted term with the words on both sides, as it stands and without the marks; none where it stands alone.
fn surrounded(text: &str, span: Span) -> Option<(Span, String)> {
    let before = text.get(..span.start)?;
    let after = text.get(span.end..)?;
    let left: Vec<(usize, char)> = before
        .char_indices()
        .rev()
        .take(AROUND)
        .take_while(|(_, c)| seek::is_han(*c))
        .collect();
    let right: Vec<(usize, char)> = after
        .char_indices()
        .take(AROUND)
        .take_while(|(_, c)| seek::is_han(*c))
        .collect();
    // A long term is known again by what follows; a short one (突围) needs both sides.
    let long = span.of(text).chars().count() >= LONG + 2;
    if right.len() < AROUND || (left.len() < AROUND && !long) {
        return None;
    }
    let start = if long { span.start } else { left.last()?.0 };
    let (at, last) = right.last()?;
    let whole = Span::new(start, span.end + at + last.len_utf8());
    let plain = whole.of(text).replace(['“', '”'], "");
    Some((whole, plain))
}
