//! A place in a text that is read for a time: numbers, marks and words, one step after the other.

use crate::numeral::{Style, is_space, numeral_unspaced};
use crate::quantity::{Quantity, quantity};
use juyan_catalogue::{Catalogue, Class, NumeralSign, TimeWord};
use juyan_model::Decimal;
use std::cell::OnceCell;

/// A place in the text, which only goes on where something was read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) catalogue: &'a Catalogue,
    pub(super) has_numeral: bool,
    /// The number at the place where the reading began, which each kind of time asks for.
    pub(super) first: Option<First>,
    /// The quantity at that place, where it was asked for.
    pub(super) counted: &'a Counted,
}

/// The quantity at a place, which is read once: whoever asks for a time there asks next what is counted.
pub(crate) type Counted = OnceCell<Option<Quantity>>;

/// A place and the number that was read there, with its length.
pub(super) type First = (usize, Option<(Number, usize)>);

/// A whole number without scale.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) value: i64,
    pub(super) digits: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn before(&self) -> &'a str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// Whether digits, letters or a point stand right before, so that the number here is a part of something.
    pub(super) fn is_inside(&self) -> bool {
        let last = self.before().chars().next_back();
        last.is_some_and(|c| {
            let pointed = matches!(c, '.' | '．') && !self.is_year();
            pointed || c.is_ascii_alphanumeric() || c == '/' || self.catalogue.numerals.is_figure(c)
        })
    }

    /// Whether the four digits of a year stand here with its mark: behind the point of a heading, 1.2025年 is one.
    fn is_year(&self) -> bool {
        let figures = self
            .rest()
            .chars()
            .take_while(|c| self.catalogue.numerals.is_figure(*c));
        let (count, len) = figures.fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
        let behind = self.rest().get(len..).unwrap_or_default();
        let marks = |time: Option<TimeWord>| time == Some(TimeWord::YearMark);
        count == 4
            && self
                .catalogue
                .lexicon
                .words(behind)
                .any(|hit| marks(hit.entry.time))
    }

    /// Reads `what`; goes nowhere where it is not there.
    pub(super) fn attempt<T>(&mut self, what: impl Fn(&mut Self) -> Option<T>) -> Option<T> {
        let mut there = *self;
        let found = what(&mut there)?;
        *self = there;
        Some(found)
    }

    pub(super) fn spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
    }

    /// Goes to a place with a number, and keeps it.
    pub(super) fn begin(&mut self) {
        self.first = Some((self.at, self.whole_number()));
    }

    /// A whole number in figures or characters, of at most four digits.
    pub(super) fn number(&mut self) -> Option<Number> {
        let (number, len) = match self.first {
            Some((at, number)) if at == self.at => number,
            Some(_) | None => self.whole_number(),
        }?;
        self.at += len;
        self.has_numeral = true;
        Some(number)
    }

    fn whole_number(&self) -> Option<(Number, usize)> {
        let first = self.rest().chars().next()?;
        self.catalogue.numerals.sign(first)?;
        let found = numeral_unspaced(self.rest(), &self.catalogue.numerals)?;
        if found.style == Style::Roman
            || found.style == Style::Mixed
            || found.scale != Decimal::ONE
            || found.digits.scale() != 0
        {
            return None;
        }
        let words = self.rest().get(..found.len)?;
        let digits = words.chars().count();
        let value = i64::try_from(found.value?.mantissa()).ok()?;
        let grouped = words.contains(|c| matches!(c, ',' | '，') || is_space(c));
        if grouped || found.lower.is_some() || digits > 4 {
            return None;
        }
        Some((Number { value, digits }, found.len))
    }

    /// The quantity here, where the reading began.
    pub(super) fn quantity(&self) -> Option<&'a Quantity> {
        let read = || quantity(self.text, self.at, self.catalogue);
        self.counted.get_or_init(read).as_ref()
    }

    /// One or two digits, for the parts of a date in figures.
    pub(super) fn figures(&mut self, most: usize) -> Option<Number> {
        let mut value = 0_i64;
        let mut digits = 0;
        let mut here = *self;
        while let Some(NumeralSign::Arabic(digit)) = here
            .rest()
            .chars()
            .next()
            .and_then(|c| here.catalogue.numerals.sign(c))
        {
            value = value.checked_mul(10)?.checked_add(i64::from(digit))?;
            digits += 1;
            here.at += here.rest().chars().next().map_or(0, char::len_utf8);
            if digits > most {
                return None;
            }
        }
        if digits == 0 {
            return None;
        }
        here.has_numeral = true;
        *self = here;
        Some(Number { value, digits })
    }

    pub(super) fn sign(&mut self, signs: &[char]) -> Option<char> {
        let sign = self.rest().chars().next().filter(|c| signs.contains(c))?;
        self.at += sign.len_utf8();
        Some(sign)
    }

    /// The time word here, where no longer word that is none covers it.
    pub(super) fn peek(&self) -> Option<(usize, TimeWord)> {
        let lexicon = &self.catalogue.lexicon;
        // It is asked after in vain at most places.
        if !lexicon.beginning(self.rest()).times {
            return None;
        }
        let (mut longest, mut found) = (0, None);
        for hit in lexicon.words(self.rest()) {
            longest = hit.len;
            if let Some(word) = hit.entry.time {
                found = Some((hit.len, word));
            }
        }
        found.filter(|(len, word)| {
            *len == longest
                || matches!(
                    word,
                    TimeWord::Year(_)
                        | TimeWord::YearBefore
                        | TimeWord::YearMark
                        | TimeWord::YearEnd
                        | TimeWord::YearBegin
                        | TimeWord::MonthMark
                        | TimeWord::DayMark
                )
        })
    }

    /// Whether a plan's name begins here, which is no part of the time before it: 年初预算 of 上年年初预算.
    pub(super) fn begins_plan(&self) -> bool {
        let longest = self.catalogue.lexicon.longest(self.rest());
        longest.is_some_and(|hit| hit.entry.classes.has(Class::PlanWhole))
    }

    pub(super) fn word(&mut self, wanted: impl Fn(TimeWord) -> bool) -> Option<TimeWord> {
        let (len, word) = self.peek().filter(|(_, word)| wanted(*word))?;
        self.at += len;
        Some(word)
    }

    pub(super) fn is(&mut self, wanted: TimeWord) -> Option<()> {
        self.word(|word| word == wanted).map(|_| ())
    }

    /// A dash or 至 between the ends of a range.
    pub(super) fn join(&mut self) -> Option<()> {
        if let Some(dash) = self.sign(&['-', '－', '—', '–', '~', '～', '〜', '―']) {
            self.sign(&[dash]);
            return Some(());
        }
        let hit = self.catalogue.lexicon.longest_of(self.rest(), Class::Through)?;
        self.at += hit.len;
        Some(())
    }
}
