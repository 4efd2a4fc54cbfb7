//! Numbers that Latin letters touch: codes and names (C919, PM2.5), and amounts right behind the letters that name them
//! (GDP180.26亿元).

use super::Sense;
use crate::quantity::{Quantity, quantity};
use juyan_catalogue::{Catalogue, UnitClass};
use juyan_model::Span;

/// Longest code of digits and signs that is told apart from numbers, in characters.
const LONGEST_CODE: usize = 256;

/// How many letters the name of what is measured has at most: R&D.
const LONGEST_NAME: usize = 8;

/// A code of digits and signs: 152900000000033/2024-01583, 〔2017〕27号, AGV3, C919.
pub(super) fn code(text: &str, at: usize, block: Span, catalogue: &Catalogue) -> Option<(Span, Sense)> {
    let rest = text.get(at..block.end)?;
    let before = text.get(block.start..at).unwrap_or_default();
    let first = rest.chars().next()?;
    if !first.is_ascii_digit() {
        return None;
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let len = digits
        + rest
            .bytes()
            .skip(digits)
            .take(LONGEST_CODE)
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, b'/' | b'-' | b'_'))
            .count();
    let body = rest.get(..len)?;
    let touched = before.ends_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let amount = || {
        quantity(text, at, catalogue).is_some_and(|found| {
            let behind = text.get(found.span.end..block.end).unwrap_or_default();
            is_amount(before, &found, behind, catalogue)
        })
    };
    let glued = touched && !amount();
    let hyphens = body.matches('-').count();
    let mixed = body.contains(['/', '_']) && body.len() > 8
        || hyphens == 2 && body.len() > 10
        || hyphens == 1 && body.len() > 9;
    let lettered = body.chars().any(|c| c.is_ascii_alphabetic())
        && catalogue
            .lexicon
            .words(rest.get(digits..)?)
            .all(|hit| hit.entry.unit.is_none());
    let dotted = rest.get(len..).is_some_and(|tail| tail.starts_with('.'));
    if glued || mixed || digits > 16 || (lettered && !dotted) {
        return Some((Span::new(at, at + len), Sense::Name));
    }
    None
}

/// Whether a number right behind letters is no part of their name: its unit is of money or a ratio, or the letters name an
/// indicator and the number measures. What 500 of GDP500强 counts is in a name, as the digits of PM2.5 are.
pub(super) fn is_amount(before: &str, quantity: &Quantity, behind: &str, catalogue: &Catalogue) -> bool {
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, sign)| sign.is_ascii_alphabetic() || *sign == '&')
        .take(LONGEST_NAME)
        .last();
    let letters = start
        .and_then(|(start, _)| before.get(start..))
        .unwrap_or_default();
    if letters.is_empty() || behind.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
        return false;
    }
    let entry = catalogue.lexicon.get(letters);
    let known = entry.is_some_and(|entry| !entry.indicators.is_empty());
    let decimal = quantity.printed.is_some_and(|printed| printed.digits.scale() > 0);
    match quantity.class {
        Some(UnitClass::Currency | UnitClass::Ratio) => true,
        Some(UnitClass::Measure) => known,
        Some(UnitClass::Scale | UnitClass::Time | UnitClass::Counter) => false,
        None => known && decimal,
    }
}
