//! A place in a text, seen as signs of numbers.

use juyan_catalogue::{NumeralSign, Numerals};

/// A place in a text.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    /// Bytes read so far.
    pub(super) at: usize,
    pub(super) numerals: &'a Numerals,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(text: &'a str, numerals: &'a Numerals) -> Self {
        Self {
            text,
            at: 0,
            numerals,
        }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn character(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn sign(&self) -> Option<NumeralSign> {
        self.numerals.sign(self.character()?)
    }

    /// Goes one character on.
    pub(super) fn step(&mut self) {
        self.at += self.character().map_or(0, char::len_utf8);
    }

    /// The cursor one character on.
    pub(super) fn next(mut self) -> Self {
        self.step();
        self
    }

    /// The cursor behind the spaces that stand here; a tab parts cells and is none.
    pub(super) fn past_spaces(mut self) -> Self {
        while self.character().is_some_and(is_space) {
            self.step();
        }
        self
    }

    /// The digit that stands here, in figures.
    pub(super) fn figure(&self) -> Option<u8> {
        match self.sign()? {
            NumeralSign::Arabic(digit) => Some(digit),
            _ => None,
        }
    }

    /// Whether a unit stands here that begins like a scale word: 千瓦.
    pub(super) fn at_unit(&self) -> bool {
        self.numerals.begins_with_unit(self.rest())
    }

    /// The power of ten of the scale words here (万, 千万, 万亿), and the cursor behind them; 0 where there are none.
    pub(super) fn scale(mut self) -> (u32, Self) {
        let mut power = 0;
        if let Some(NumeralSign::Small(small)) = self.sign() {
            let next = self.next();
            let scales_on = matches!(next.sign(), Some(NumeralSign::Large(_)));
            if self.at_unit() || (small == 1 && !scales_on) {
                return (0, self);
            }
            power = u32::from(small);
            self = next;
        }
        while let Some(NumeralSign::Large(large)) = self.sign() {
            power = u32::saturating_add(power, u32::from(large));
            self.step();
        }
        (power, self)
    }
}

/// A space within a line.
pub(crate) const fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{3000}' | '\u{a0}')
}
