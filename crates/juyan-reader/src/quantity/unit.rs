//! The unit behind a number: the longest unit word, with what is compounded to it: 元/户, 头(只), 元人民币.

use super::past_spaces;
use juyan_catalogue::{Catalogue, NumeralSign, UnitClass};
use smol_str::SmolStr;

/// A unit in the text.
#[derive(Debug, Clone)]
pub(super) struct UnitHit {
    /// As the text writes it, without spaces, in half width.
    pub(super) name: SmolStr,
    /// Position of its record in the catalogue.
    pub(super) record: u32,
    pub(super) class: UnitClass,
    pub(super) start: usize,
    /// One past its last byte, with what belongs to the span but not to the name (人民币 of 元人民币).
    pub(super) end: usize,
}

/// The unit that begins at `at`.
pub(super) fn unit(text: &str, at: usize, catalogue: &Catalogue) -> Option<UnitHit> {
    let mut hit = word(text, at, catalogue)?;
    if let Some(end) = per(text, hit.end, catalogue).or_else(|| bracketed(text, &hit, catalogue)) {
        hit.end = end;
    }
    hit.name = name(text.get(at..hit.end)?);
    if hit.class == UnitClass::Currency {
        let again = word(text, past_spaces(text, hit.end), catalogue);
        hit.end = again.filter(|again| again.record == hit.record).map_or(hit.end, |again| again.end);
    }
    Some(hit)
}

/// The longest unit word at `at`; none where a longer word that is no unit covers it (部门), or letters go on (`kmh`).
fn word(text: &str, at: usize, catalogue: &Catalogue) -> Option<UnitHit> {
    let rest = text.get(at..)?;
    let (mut longest, mut found) = (0, None);
    for hit in catalogue.lexicon.words(rest) {
        longest = hit.len;
        if let Some(record) = hit.entry.unit {
            found = Some((hit.len, record));
        }
    }
    let (len, record) = found?;
    let ends_in_letter = rest.get(..len)?.ends_with(|last: char| last.is_ascii_alphabetic());
    let letter_follows = rest.get(len..)?.starts_with(|next: char| next.is_ascii_alphanumeric());
    if len < longest || (ends_in_letter && letter_follows) {
        return None;
    }
    let class = catalogue.units.get(usize::try_from(record).ok()?)?.class;
    Some(UnitHit { name: SmolStr::default(), record, class, start: at, end: at + len })
}

/// The end of `/户` and the like at `at`.
fn per(text: &str, at: usize, catalogue: &Catalogue) -> Option<usize> {
    let rest = text.get(at..)?;
    let slash = rest.chars().next().filter(|character| matches!(character, '/' | '／'))?;
    let mut here = at + slash.len_utf8();
    let next = text.get(here..)?.chars().next()?;
    if matches!(catalogue.numerals.sign(next), Some(NumeralSign::Large(_) | NumeralSign::Small(3))) {
        here += next.len_utf8();
    }
    word(text, here, catalogue).map(|hit| hit.end)
}

/// The end of `(只)` and the like behind a counter.
fn bracketed(text: &str, hit: &UnitHit, catalogue: &Catalogue) -> Option<usize> {
    let rest = text.get(hit.end..)?;
    let open = rest.chars().next().filter(|character| matches!(character, '(' | '（'))?;
    let inner = word(text, hit.end + open.len_utf8(), catalogue)?;
    let close = text.get(inner.end..)?.chars().next().filter(|character| matches!(character, ')' | '）'))?;
    let counted = hit.class == UnitClass::Counter && inner.class == UnitClass::Counter;
    counted.then(|| inner.end + close.len_utf8())
}

/// The unit as it is kept: full-width letters and percent signs become half-width ones.
fn name(words: &str) -> SmolStr {
    let wide = |character: char| matches!(character, '％' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    if words.contains(wide) {
        words.chars().map(|character| if wide(character) { narrow(character) } else { character }).collect()
    } else {
        SmolStr::new(words)
    }
}

/// Full-width forms stand 0xFEE0 above ASCII.
fn narrow(character: char) -> char {
    char::from_u32(u32::from(character).saturating_sub(0xFEE0)).unwrap_or(character)
}
