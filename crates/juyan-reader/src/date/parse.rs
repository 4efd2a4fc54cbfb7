//! What kind of time begins at a place: the kinds are tried in order, the most particular first.

use super::place::{Counted, Reader};
use super::{DateExpr, DateKind};
use crate::numeral::is_space;
use juyan_catalogue::{Catalogue, Class, Classes, Entry, NumeralSign};

/// The time that begins at `at`.
pub(super) fn expression(
    text: &str,
    at: usize,
    catalogue: &Catalogue,
    counted: &Counted,
) -> Option<DateExpr> {
    let first = text.get(at..)?.chars().next()?;
    let reader = Reader {
        text,
        at,
        catalogue,
        has_numeral: false,
        first: None,
        counted,
    };
    let begins_number = match catalogue.numerals.sign(first) {
        Some(NumeralSign::Arabic(_)) => {
            if reader.is_inside() || !may_be_time(text.get(at..)?, catalogue) {
                return None;
            }
            true
        }
        Some(NumeralSign::Digit(_) | NumeralSign::Small(_) | NumeralSign::Tens(_)) => {
            let numerals = &catalogue.numerals;
            let run = text.get(at..)?.chars().take(LONGEST + 1);
            let run = run.take_while(|c| numerals.sign(*c).is_some());
            let (count, len) = run.fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
            if count > LONGEST || !may_end_time(text.get(at + len..)?, catalogue) {
                return None;
            }
            true
        }
        Some(_) => return None,
        None => false,
    };
    let mut after = reader;
    let kind = if begins_number {
        after.begin();
        after.numbered()?
    } else {
        after.worded()?
    };
    Some(DateExpr {
        len: after.at - at,
        has_numeral: after.has_numeral,
        kind,
    })
}

/// Whether what follows a run of Arabic digits lets it be a time; most numbers are told to be none by one look.
fn may_be_time(text: &str, catalogue: &Catalogue) -> bool {
    let digits: usize = text
        .chars()
        .take_while(|c| catalogue.numerals.is_figure(*c))
        .map(char::len_utf8)
        .sum();
    let rest = text
        .get(digits..)
        .unwrap_or_default()
        .trim_start_matches([' ', '\u{3000}']);
    let Some(next) = rest.chars().next() else {
        return true;
    };
    let year = text
        .chars()
        .take_while(|c| catalogue.numerals.is_figure(*c))
        .count()
        == YEAR_DIGITS;
    let joined = matches!(
        next,
        '-' | '—' | '–' | '－' | '−' | '~' | '～' | '/' | '／' | ':' | '：' | '、'
    );
    let told = |entry: &Entry| entry.time.is_some() || entry.classes.has(Class::Through);
    year || joined || catalogue.lexicon.words(rest).any(|hit| told(hit.entry))
}

/// Whether what follows a number in characters lets it be a time, or the number of a plan in quotes.
fn may_end_time(text: &str, catalogue: &Catalogue) -> bool {
    let rest = text.trim_start_matches(is_space);
    let Some(next) = rest.chars().next() else {
        return false;
    };
    let told = |entry: &Entry| entry.time.is_some() || entry.unit.is_some() || entry.classes.any(GOES_ON);
    !next.is_alphanumeric() || catalogue.lexicon.words(rest).any(|hit| told(hit.entry))
}

/// Words that may stand between a number and the time it counts: 二十余年, 三至五年.
const GOES_ON: Classes = Classes::of(&[Class::Through, Class::OverInside, Class::Fraction]);

/// How many signs of numbers stand together in a time at most; a longer row would be read once for each kind of time, and
/// again from each of its signs.
const LONGEST: usize = 24;

/// How many digits the number of a year has.
const YEAR_DIGITS: usize = 4;

/// Words that name a base of comparison; a time inside them is none.
const BASES: Classes = Classes::of(&[Class::Yoy, Class::Mom, Class::Ytd, Class::YearEnd, Class::VsPlan]);

impl Reader<'_> {
    /// What begins with a numeral.
    fn numbered(&mut self) -> Option<DateKind> {
        if let Some(kind) = self.attempt(Self::calendar_day) {
            return Some(kind);
        }
        if let Some(kind) = self.attempt(Self::plan) {
            return Some(kind);
        }
        if let Some(kind) = self.attempt(Self::clock) {
            return Some(kind);
        }
        if let Some(kind) = self.attempt(Self::span) {
            return Some(kind);
        }
        self.attempt(Self::bare_years)
            .or_else(|| self.attempt(Self::duration))
    }

    /// What begins with a word; not where a longer word that is none covers it, nor where a word of the same length does
    /// more (年初以来 is a base of comparison).
    fn worded(&mut self) -> Option<DateKind> {
        let start = *self;
        let (mut longest, mut is_base, mut any) = (0, false, false);
        for hit in self.catalogue.lexicon.words(self.rest()) {
            (longest, is_base) = (hit.len, hit.entry.classes.any(BASES));
            any |= hit.entry.time.is_some() || hit.entry.classes.has(Class::Ordinal);
        }
        if !any {
            return None;
        }
        if let Some(kind) = self.attempt(Self::ordinal_year) {
            return Some(kind);
        }
        let kind = self.attempt(Self::span)?;
        let len = self.at - start.at;
        if len > longest || (len == longest && !is_base) {
            Some(kind)
        } else {
            None
        }
    }
}
