//! Words that say a number is not quite exact, before, inside and behind it.

use super::past_spaces;
use super::unit::{UnitHit, unit};
use crate::numeral::is_space;
use juyan_catalogue::{Catalogue, Class, Classes, Entry, NumeralSign, UnitClass};
use juyan_model::Approx;

/// The longest approximator is this many characters: 不低于, 不下于.
const LONGEST: usize = 4;

const BEFORE: Classes = Classes::of(&[Class::AboutBefore, Class::OverBefore, Class::UnderBefore]);

/// The approximator that ends where the number at `at` begins: its start and what it says.
///
/// Of the words that end there the longest counts, so that 节约3吨 saves three tons and not about three.
pub fn leading(text: &str, at: usize, catalogue: &Catalogue) -> Option<(usize, Approx)> {
    let before = text.get(..at)?.trim_end_matches(is_space);
    let (start, entry) = word_before(before, catalogue)?;
    if entry.classes.any(BEFORE) {
        return Some((start, meaning(entry)?));
    }
    let first = text.get(at..)?.chars().next()?;
    let bare = matches!(
        catalogue.numerals.sign(first),
        Some(NumeralSign::Small(_) | NumeralSign::Large(_))
    );
    (bare && entry.classes.has(Class::OverBare)).then_some((start, Approx::Over))
}

/// The longest word of the catalogue with which `text` ends, and where it begins.
pub(crate) fn word_before<'a>(text: &str, catalogue: &'a Catalogue) -> Option<(usize, &'a Entry)> {
    let mut longest = None;
    for (start, _) in text.char_indices().rev().take(LONGEST) {
        if let Some(entry) = text.get(start..).and_then(|word| catalogue.lexicon.get(word)) {
            longest = Some((start, entry));
        }
    }
    longest
}

fn meaning(entry: &Entry) -> Option<Approx> {
    const ABOUT: Classes = Classes::of(&[Class::AboutBefore, Class::AboutAfter]);
    const OVER: Classes = Classes::of(&[Class::OverBefore, Class::OverAfter, Class::OverInside]);
    const UNDER: Classes = Classes::of(&[Class::UnderBefore, Class::UnderAfter]);
    let says = |classes, approx| entry.classes.any(classes).then_some(approx);
    says(ABOUT, Approx::About)
        .or_else(|| says(OVER, Approx::Over))
        .or_else(|| says(UNDER, Approx::Under))
}

/// The length of 多 or 余 between number and unit.
pub(super) fn inside(text: &str, at: usize, catalogue: &Catalogue) -> Option<usize> {
    let hit = catalogue.lexicon.longest_if(text.get(at..)?, Class::OverInside)?;
    Some(hit.len)
}

/// 多 behind a unit (1倍多) or between 个 and a unit of time (两个多月): its length, and the unit with what follows.
pub(super) fn within_unit(
    text: &str,
    hit: &UnitHit,
    catalogue: &Catalogue,
) -> Option<(usize, Option<UnitHit>)> {
    let len = inside(text, hit.end, catalogue)?;
    if hit.class != UnitClass::Counter {
        return Some((len, None));
    }
    let mut further =
        unit(text, hit.end + len, catalogue).filter(|further| further.class == UnitClass::Time)?;
    let name = [text.get(hit.start..hit.end)?, further.name.as_str()].concat();
    further.name = catalogue
        .lexicon
        .get(&name)
        .filter(|entry| entry.unit.is_some())
        .map(|_| name.into())?;
    Some((len, Some(further)))
}

/// The approximator that begins at `at`, behind a number and its unit: its length and what it says.
pub(super) fn trailing(text: &str, at: usize, catalogue: &Catalogue) -> Option<(usize, Approx)> {
    const AFTER: Classes = Classes::of(&[Class::AboutAfter, Class::OverAfter, Class::UnderAfter]);
    let start = past_spaces(text, at);
    let hit = catalogue.lexicon.longest_if(text.get(start..)?, AFTER)?;
    Some((start - at + hit.len, meaning(hit.entry)?))
}
