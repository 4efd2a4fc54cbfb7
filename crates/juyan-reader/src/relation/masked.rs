//! Amounts that are left open, XX亿元 and ××%: which sentences hold one. How its figures hang together nobody can tell where some
//! are not there.

use super::stops::Stops;
use juyan_catalogue::Catalogue;
use std::collections::BTreeSet;

/// The signs that may stand where a number would; [`sentences`] wants to know where they stand.
pub(super) fn signs(catalogue: &Catalogue) -> Vec<char> {
    let masks = catalogue.list("masks").iter();
    masks.filter_map(|mask| mask.chars().next()).collect()
}

/// The sentences in which such signs stand right before a scale word or a unit.
pub(super) fn sentences(text: &str, stops: &Stops, catalogue: &Catalogue) -> BTreeSet<usize> {
    let places = stops.asked.iter().copied();
    places
        .filter(|at| stands_for_number(text, *at, catalogue))
        .map(|at| stops.sentence(at))
        .collect()
}

/// Whether the sign at `at` is the last of those that stand for a number, and none of a name (V2X) or of a reckoning (3×5).
fn stands_for_number(text: &str, at: usize, catalogue: &Catalogue) -> bool {
    let masks = catalogue.list("masks");
    let is_mask = |sign: char| masks.iter().any(|mask| mask.starts_with(sign));
    let before = text.get(..at).unwrap_or_default().trim_end_matches(is_mask);
    let before = before
        .strip_suffix(['.', '．'])
        .map_or(before, |whole| whole.trim_end_matches(is_mask));
    let alone = before
        .chars()
        .next_back()
        .is_none_or(|sign| !sign.is_ascii_alphanumeric());
    let mut behind = text.get(at..).unwrap_or_default().chars();
    behind.next();
    let rest = behind.as_str();
    let scale = rest
        .chars()
        .next()
        .is_some_and(|sign| !sign.is_ascii() && catalogue.numerals.sign(sign).is_some());
    let unit = || catalogue.lexicon.words(rest).any(|hit| hit.entry.unit.is_some());
    alone && (scale || unit())
}
