//! Small whole numbers before a word that counts: 三大, 3个, 八个方面.

use super::Words;
use juyan_catalogue::{Catalogue, Numerals};
use juyan_model::{Decimal, Span};
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

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

/// How many digits [`MOST`] has; noughts before them are no number of things.
const DIGITS: usize = 2;

/// The signs with which such numbers begin, and the words that may follow them.
pub(super) struct Signs<'a> {
    opening: Vec<char>,
    /// For each byte whether one of them begins with it.
    leading: [bool; 1 << u8::BITS],
    /// For each byte whether one of them ends with it: most characters of a text are told apart by their ends.
    closing: [bool; 1 << u8::BITS],
    /// By their first character; those that count nothing are there without a counter.
    words: FxHashMap<char, Vec<(&'a str, Option<Counter>)>>,
}

impl<'a> Signs<'a> {
    pub(super) fn new(catalogue: &'a Catalogue) -> Self {
        let numerals = catalogue.list("list-numerals").iter();
        let numerals = numerals.filter_map(|sign| sign.chars().next());
        let opening: Vec<char> = numerals
            .filter(|sign| catalogue.numerals.sign(*sign).is_some())
            .collect();
        let mut signs = Self {
            leading: told_by(&opening, <[u8]>::first),
            closing: told_by(&opening, <[u8]>::last),
            opening,
            words: FxHashMap::default(),
        };
        signs.add(catalogue.list("list-counters-not"), None);
        for (id, counter) in COUNTERS {
            signs.add(catalogue.list(id), Some(counter));
        }
        signs
    }

    fn add(&mut self, words: &'a [SmolStr], counter: Option<Counter>) {
        for word in words {
            if let Some(first) = word.chars().next() {
                self.words.entry(first).or_default().push((word, counter));
            }
        }
    }

    /// Where signs stand in `text` with which such numbers begin.
    fn places<'s>(&'s self, text: &'s str) -> impl Iterator<Item = usize> + 's {
        let is_one = |of: &[bool; 1 << u8::BITS], byte: &u8| of.get(usize::from(*byte)) == Some(&true);
        let mut rest = text.as_bytes();
        std::iter::from_fn(move || {
            loop {
                // The first byte of a character tells how many it has; nearly all are passed over by their last and first.
                let (first, last, behind) = match rest {
                    [first @ 0xe0..0xf0, _, last, behind @ ..]
                    | [first @ 0xc0..0xe0, last, behind @ ..]
                    | [first @ 0xf0..=0xff, _, _, last, behind @ ..] => (first, last, behind),
                    [first, behind @ ..] => (first, first, behind),
                    [] => return None,
                };
                let at = text.len() - rest.len();
                rest = behind;
                if !is_one(&self.closing, last) || !is_one(&self.leading, first) {
                    continue;
                }
                let sign = text.get(at..).and_then(|sign| sign.chars().next());
                if sign.is_some_and(|sign| self.opening.contains(&sign)) {
                    return Some(at);
                }
            }
        })
    }

    /// Whether a counting word may stand behind the number with which `text` begins, wherever it ends: whether one begins with
    /// a sign of the number or the character behind them. Asked before the number is read, for most count nothing here.
    fn may_count(&self, text: &str, numerals: &Numerals) -> bool {
        let mut behind = text.chars().skip(1).skip_while(|sign| {
            let goes_on = *sign == ' ' || numerals.sign(*sign).is_some();
            goes_on && !self.words.contains_key(sign)
        });
        behind.next().is_some_and(|sign| self.words.contains_key(&sign))
    }

    /// The length of the longest counting word with which `text` begins, and what it counts; none where it begins with a
    /// word that counts nothing.
    fn counter(&self, text: &str) -> Option<(usize, Counter)> {
        let words = self.words.get(&text.chars().next()?)?;
        let here = || words.iter().filter(|(word, _)| text.starts_with(word));
        let counts = here().all(|(_, counter)| counter.is_some());
        let (word, counter) = here().filter(|_| counts).max_by_key(|(word, _)| word.len())?;
        Some((word.len(), (*counter)?))
    }
}

/// For each byte whether one of `signs` has it as its `end`.
fn told_by(signs: &[char], end: impl Fn(&[u8]) -> Option<&u8>) -> [bool; 1 << u8::BITS] {
    let mut told = [false; 1 << u8::BITS];
    for sign in signs {
        let mut bytes = [0; 4];
        let byte = end(sign.encode_utf8(&mut bytes).as_bytes()).copied();
        if let Some(is) = byte.and_then(|byte| told.get_mut(usize::from(byte))) {
            *is = true;
        }
    }
    told
}

/// All small numbers of `block` with a word that counts behind them.
pub(super) fn all(words: Words<'_>, block: Span, signs: &Signs<'_>) -> Vec<Number> {
    let mut found = Vec::new();
    let numerals = &words.catalogue.numerals;
    // Whatever counts is a figure: the text between them need not be looked at.
    for span in words.figures_in(block).map(|(_, figure)| figure.span) {
        for at in signs.places(span.of(words.text)).map(|at| span.start + at) {
            let before = words.text.get(block.start..at);
            let before = before.and_then(|before| before.chars().next_back());
            let inside =
                before.is_some_and(|before| BEFORE.contains(&before) || numerals.sign(before).is_some());
            if !inside {
                let follows = !found.is_empty();
                let number = at_place(words, at, signs);
                found.extend(number.map(|number| Number { follows, ..number }));
            }
        }
    }
    found
}

/// Signs that make the number behind them part of something else.
const BEFORE: [char; 6] = ['-', '—', '/', '%', ':', '∶'];

fn at_place(words: Words<'_>, at: usize, signs: &Signs<'_>) -> Option<Number> {
    let text = words.text.get(at..)?;
    if !signs.may_count(text, &words.catalogue.numerals) {
        return None;
    }
    if text.bytes().take_while(u8::is_ascii_digit).count() > DIGITS {
        return None;
    }
    let before = words.text.get(..at)?;
    let ordinal = words.catalogue.lexicon.is(
        before.chars().next_back()?.encode_utf8(&mut [0; 4]),
        juyan_catalogue::Class::Ordinal,
    );
    let numeral = crate::numeral_unspaced(text, &words.catalogue.numerals).filter(|_| !ordinal)?;
    let whole = numeral.scale == Decimal::ONE && numeral.lower.is_none() && !numeral.rough;
    let value = numeral
        .value
        .filter(|value| whole && value.is_integer())?
        .to_i32()?;
    let rest = text.get(numeral.len..)?.trim_start_matches(' ');
    let (len, counter) = signs.counter(rest).filter(|_| (2..=MOST).contains(&value))?;
    Some(Number {
        span: Span::new(at, at + numeral.len),
        value,
        digits: if value <= SHORT { 1 } else { 2 },
        end: at + (text.len() - rest.len()) + len,
        follows: false,
        counter,
    })
}
