//! The unit behind a number: the longest unit word, with what is compounded to it: 元/户, 头(只), 元人民币.

use super::past_spaces;
use juyan_catalogue::{Catalogue, Class, Entry, NumeralSign, UnitClass};
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
        hit.end = again
            .filter(|again| again.record == hit.record)
            .map_or(hit.end, |again| again.end);
    }
    Some(hit)
}

/// The longest unit word at `at`; none where a longer word that is no unit covers it (部门), or letters go on (`kmh`).
fn word(text: &str, at: usize, catalogue: &Catalogue) -> Option<UnitHit> {
    let rest = text.get(at..)?;
    let (mut cover, mut found, mut shorter) = (None, None, None);
    for hit in catalogue.lexicon.words(rest) {
        if hit.entry.unit.is_some() {
            (shorter, found) = (found, Some(hit));
        }
        cover = Some(hit);
    }
    let (mut hit, cover) = (found?, cover?);
    // 人年 of 110万人年度任务 is 人, for 年度 goes on.
    if let Some(shorter) = shorter.filter(|shorter| {
        is_cut(rest, shorter.len, hit.len, catalogue, |entry| {
            entry.time.is_some()
        })
    }) {
        hit = shorter;
    }
    let record = hit.entry.unit?;
    let class = catalogue.units.get(usize::try_from(record).ok()?)?.class;
    // 连续三年均: what a number counts is years, and 均 says that it was so in each.
    let timed =
        class == UnitClass::Time && (cover.entry.time.is_some() || cover.entry.classes.has(Class::Average));
    // 项 of 3项目标 is a unit although 项目 is a word, for 目标 goes on.
    let covered = hit.len < cover.len && !timed && !is_cut(rest, hit.len, cover.len, catalogue, |_| true);
    if covered || is_number(rest, hit.len, catalogue) || letters_go_on(rest, hit.len) {
        return None;
    }
    Some(UnitHit {
        name: SmolStr::default(),
        record,
        class,
        start: at,
        end: at + hit.len,
    })
}

/// Whether the word of `long` bytes is cut by a word that begins behind its first `short` bytes and goes on.
fn is_cut(
    text: &str,
    short: usize,
    long: usize,
    catalogue: &Catalogue,
    wanted: impl Fn(&Entry) -> bool,
) -> bool {
    let behind = text.get(short..).unwrap_or_default();
    catalogue
        .lexicon
        .words(behind)
        .any(|hit| short + hit.len > long && wanted(hit.entry))
}

/// Whether the unit is rather a number with its own unit: 两 of 5万亿两个台阶.
fn is_number(text: &str, len: usize, catalogue: &Catalogue) -> bool {
    let digit = text
        .chars()
        .next()
        .is_some_and(|first| matches!(catalogue.numerals.sign(first), Some(NumeralSign::Digit(_))));
    digit
        && catalogue
            .lexicon
            .words(text.get(len..).unwrap_or_default())
            .any(|hit| hit.entry.unit.is_some())
}

fn letters_go_on(text: &str, len: usize) -> bool {
    let (unit, behind) = text.split_at_checked(len).unwrap_or_default();
    unit.ends_with(|last: char| last.is_ascii_alphabetic())
        && behind.starts_with(|next: char| next.is_ascii_alphanumeric())
}

/// The end of `/户` and the like at `at`.
fn per(text: &str, at: usize, catalogue: &Catalogue) -> Option<usize> {
    let rest = text.get(at..)?;
    let slash = rest
        .chars()
        .next()
        .filter(|character| matches!(character, '/' | '／'))?;
    let here = at + slash.len_utf8();
    let next = text.get(here..)?.chars().next()?;
    let scaled = matches!(
        catalogue.numerals.sign(next),
        Some(NumeralSign::Large(_) | NumeralSign::Small(3))
    );
    let plain = word(text, here, catalogue);
    let hit = if scaled {
        plain.or_else(|| word(text, here + next.len_utf8(), catalogue))
    } else {
        plain
    };
    hit.map(|hit| hit.end)
}

/// The end of `(只)` and the like behind a counter.
fn bracketed(text: &str, hit: &UnitHit, catalogue: &Catalogue) -> Option<usize> {
    let rest = text.get(hit.end..)?;
    let open = rest
        .chars()
        .next()
        .filter(|character| matches!(character, '(' | '（'))?;
    let inner = word(text, hit.end + open.len_utf8(), catalogue)?;
    let close = text
        .get(inner.end..)?
        .chars()
        .next()
        .filter(|character| matches!(character, ')' | '）'))?;
    let counted = hit.class == UnitClass::Counter && inner.class == UnitClass::Counter;
    counted.then(|| inner.end + close.len_utf8())
}

/// The unit as it is kept: a full-width percent sign becomes the half-width one.
fn name(words: &str) -> SmolStr {
    if words.contains('％') {
        words.replace('％', "%").into()
    } else {
        SmolStr::new(words)
    }
}
