//! Small whole numbers before a word that counts: 三大, 3个, 八个方面.

use super::Words;
use juyan_catalogue::Catalogue;
use juyan_model::{Decimal, Span};
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashSet;

/// A small whole number and the word behind it that counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    /// The numeral.
    pub(super) span: Span,
    /// What it is.
    pub(super) value: i32,
    /// How many digits it has.
    pub(super) digits: u8,
    /// Where the counting word ends.
    pub(super) end: usize,
    /// Whether another such number stands before it in its paragraph.
    pub(super) follows: bool,
    /// What its counting word counts.
    pub(super) counter: Counter,
}

/// What a counting word counts, and the lists that hold such words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counter {
    /// Things before it; it seldom begins something new: 三大.
    Sure,
    /// Things before it, or something new: 三家.
    Thing,
    /// It is the noun itself: 三市.
    Noun,
    /// Rather what stands right before it: 三级管网.
    Near,
}

const COUNTERS: [(&str, Counter); 4] = [
    ("list-counters", Counter::Sure),
    ("list-counters-things", Counter::Thing),
    ("list-nouns", Counter::Noun),
    ("list-counters-near", Counter::Near),
];

/// A longer list than this is seldom told before its number, so that of two digits only these are wrong values.
pub(super) const SHORT: i32 = 12;

/// Lists are not longer than this.
const MOST: i32 = 99;

/// The signs with which such numbers begin.
pub(super) struct Signs(FxHashSet<char>);

impl Signs {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let signs = catalogue.list("list-numerals").iter();
        Self(signs.filter_map(|sign| sign.chars().next()).collect())
    }
}

/// All small numbers of `block` with a word that counts behind them.
pub(super) fn all(words: Words<'_>, block: Span, signs: &Signs) -> Vec<Number> {
    let text = block.of(words.text);
    let mut found = Vec::new();
    let numerals = &words.catalogue.numerals;
    let mut last = None;
    for (at, sign) in text.char_indices() {
        let before = last.replace(sign);
        // Few signs open a number: whether one does is asked first.
        if numerals.sign(sign).is_none() || !signs.0.contains(&sign) {
            continue;
        }
        let inside = before.is_some_and(|before| BEFORE.contains(&before) || numerals.sign(before).is_some());
        if !inside {
            let follows = !found.is_empty();
            found.extend(at_place(words, block.start + at).map(|number| Number { follows, ..number }));
        }
    }
    found
}

/// Signs that make the number behind them part of something else.
const BEFORE: [char; 6] = ['-', '—', '/', '%', ':', '∶'];

fn at_place(words: Words<'_>, at: usize) -> Option<Number> {
    let text = words.text.get(at..)?;
    let before = words.text.get(..at)?;
    let ordinal = words
        .catalogue
        .lexicon
        .get(before.chars().next_back()?.encode_utf8(&mut [0; 4]))
        .is_some_and(|entry| entry.classes.has(juyan_catalogue::Class::Ordinal));
    let numeral = crate::numeral_unspaced(text, &words.catalogue.numerals).filter(|_| !ordinal)?;
    let whole = numeral.scale == Decimal::ONE && numeral.lower.is_none() && !numeral.rough;
    let value = numeral
        .value
        .filter(|value| whole && value.is_integer())?
        .to_i32()?;
    let rest = text.get(numeral.len..)?.trim_start_matches(' ');
    if !(2..=MOST).contains(&value) || words.begins(rest, "list-counters-not").is_some() {
        return None;
    }
    let counters = COUNTERS
        .into_iter()
        .filter_map(|(id, counter)| Some((words.begins(rest, id)?.len(), counter)));
    let (len, counter) = counters.max_by_key(|(len, _)| *len)?;
    Some(Number {
        span: Span::new(at, at + numeral.len),
        value,
        digits: if value <= SHORT { 1 } else { 2 },
        end: at + (text.len() - rest.len()) + len,
        follows: false,
        counter,
    })
}
