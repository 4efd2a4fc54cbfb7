//! A key out of its text, or the character at which it is none.

use super::{Key, Measure, PeriodName, Term, Versus, is_id_character, is_region};
use crate::{Accrual, Date, Mode};
use smol_str::{SmolStr, SmolStrBuilder};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Why a text is no key: what was expected, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyError {
    /// Position of the character that does not fit, from 0; one behind the last where the text ends too early.
    pub at: usize,
    /// What should stand there.
    pub expected: Expected,
}

/// What a key should go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expected {
    /// A name of the catalogue, or own words in quotation marks.
    Term,
    /// The quotation mark that ends own words.
    ClosingQuote,
    /// The name of a dimension that has not been given yet.
    Dimension,
    /// What a dimension is: a name of the catalogue, or own words in quotation marks.
    DimensionValue,
    /// `=` behind the name of a dimension.
    Equals,
    /// `,` and a further dimension, or `}`.
    ClosingBrace,
    /// The name of a measure.
    Measure,
    /// A base: `yoy`, `mom`, `ytd`, `plan`, `other`, `vs(…)`, `avg(…)`.
    Base,
    /// `(`.
    OpeningParenthesis,
    /// `)`.
    ClosingParenthesis,
    /// `@` and a region.
    At,
    /// The code of a region, of 6, 9 or 12 digits.
    Region,
    /// A period.
    Period,
    /// A period or the code of a region.
    Reference,
    /// A day, as in `2024-06-30`.
    Day,
    /// `cum`.
    Accrual,
    /// `actual`, `plan`, `capacity` or `forecast`.
    Mode,
    /// Nothing more.
    End,
}

impl Expected {
    /// Its name, by which other languages say it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::ClosingQuote => "closing-quote",
            Self::Dimension => "dimension",
            Self::DimensionValue => "dimension-value",
            Self::Equals => "equals",
            Self::ClosingBrace => "closing-brace",
            Self::Measure => "measure",
            Self::Base => "base",
            Self::OpeningParenthesis => "opening-parenthesis",
            Self::ClosingParenthesis => "closing-parenthesis",
            Self::At => "at",
            Self::Region => "region",
            Self::Period => "period",
            Self::Reference => "reference",
            Self::Day => "day",
            Self::Accrual => "accrual",
            Self::Mode => "mode",
            Self::End => "end",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Term => "a name of the catalogue, or own words in quotation marks",
            Self::ClosingQuote => "the quotation mark that ends the words",
            Self::Dimension => "the name of a further dimension",
            Self::DimensionValue => {
                "a name of the catalogue, or own words in quotation marks, for the dimension"
            }
            Self::Equals => "`=`",
            Self::ClosingBrace => "`,` or `}`",
            Self::Measure => "a measure: level, growth, change, progress, share, rank or contribution",
            Self::Base => "a base: yoy, mom, ytd, plan, other, vs(…) or avg(…)",
            Self::OpeningParenthesis => "`(`",
            Self::ClosingParenthesis => "`)`",
            Self::At => "`@` and a region",
            Self::Region => "the code of a region, of 6, 9 or 12 digits",
            Self::Period => "a period, as in 2024, 2024H1, 2024Q3, 2024M01-M08, 2024-06-30 or 2021..2025",
            Self::Reference => "a period or the code of a region",
            Self::Day => "a day, as in 2024-06-30",
            Self::Accrual => "`cum`",
            Self::Mode => "a mode: actual, plan, capacity or forecast",
            Self::End => "the end",
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "expected {} at character {}",
            self.expected.words(),
            self.at + 1
        )
    }
}

impl std::error::Error for KeyError {}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut cursor = Cursor { text, at: 0 };
        let key = cursor.key()?;
        cursor.end()?;
        Ok(key)
    }
}

/// The text and how far it has been read, in bytes.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn key(&mut self) -> Result<Key, KeyError> {
        let indicator = self.term(Expected::Term)?;
        let dimensions = self.dimensions()?;
        let measures = self.measures()?;
        self.expect('@', Expected::At)?;
        let region = self.region()?;
        let period = self.period()?;
        let (accrual, since) = self.accrual()?;
        let mode = self.mode()?;
        Ok(Key {
            indicator,
            dimensions,
            measures,
            region,
            period,
            accrual,
            since,
            mode,
        })
    }

    fn term(&mut self, expected: Expected) -> Result<Term, KeyError> {
        if self.eat('"') {
            return self.words().map(Term::Words);
        }
        self.id(expected).map(Term::Id)
    }

    /// Own words behind their opening quotation mark.
    fn words(&mut self) -> Result<SmolStr, KeyError> {
        let mut words = SmolStrBuilder::new();
        loop {
            match self.next() {
                Some('"') => return Ok(words.finish()),
                Some('\\') => words.push(self.next().ok_or_else(|| self.error(Expected::ClosingQuote))?),
                Some(character) => words.push(character),
                None => return Err(self.error(Expected::ClosingQuote)),
            }
        }
    }

    fn dimensions(&mut self) -> Result<BTreeMap<SmolStr, Term>, KeyError> {
        let mut dimensions = BTreeMap::new();
        if !self.eat('{') {
            return Ok(dimensions);
        }
        loop {
            let start = self.at;
            let name = self.id(Expected::Dimension)?;
            self.expect('=', Expected::Equals)?;
            let term = self.term(Expected::DimensionValue)?;
            if dimensions.insert(name, term).is_some() {
                return Err(self.error_at(start, Expected::Dimension));
            }
            if !self.eat(',') {
                self.expect('}', Expected::ClosingBrace)?;
                return Ok(dimensions);
            }
        }
    }

    fn measures(&mut self) -> Result<Vec<Measure>, KeyError> {
        let mut measures = Vec::new();
        while self.eat('.') {
            measures.extend(self.measure()?);
        }
        Ok(measures)
    }

    /// One measure; none for the level.
    fn measure(&mut self) -> Result<Option<Measure>, KeyError> {
        let start = self.at;
        Ok(Some(match self.id(Expected::Measure)?.as_str() {
            "level" => return Ok(None),
            "growth" => Measure::Growth(self.versus()?),
            "change" => Measure::Change(self.versus()?),
            "progress" => Measure::Progress(self.bracketed_term()?),
            "share" => Measure::Share(self.bracketed_term()?),
            "rank" => Measure::Rank(self.bracketed_term()?),
            "contribution" => Measure::Contribution(self.bracketed_term()?),
            _ => return Err(self.error_at(start, Expected::Measure)),
        }))
    }

    fn bracketed_term(&mut self) -> Result<Option<Term>, KeyError> {
        if !self.eat('(') {
            return Ok(None);
        }
        let term = self.term(Expected::Term)?;
        self.expect(')', Expected::ClosingParenthesis)?;
        Ok(Some(term))
    }

    fn versus(&mut self) -> Result<Versus, KeyError> {
        if !self.eat('(') {
            return Ok(Versus::default());
        }
        let start = self.at;
        let versus = match self.id(Expected::Base)?.as_str() {
            "yoy" => Versus::Yoy,
            "mom" => Versus::Mom,
            "ytd" => Versus::Ytd,
            "plan" => Versus::Plan,
            "other" => Versus::Other,
            "vs" => self.reference()?,
            "avg" => self.average()?,
            _ => return Err(self.error_at(start, Expected::Base)),
        };
        self.expect(')', Expected::ClosingParenthesis)?;
        Ok(versus)
    }

    fn reference(&mut self) -> Result<Versus, KeyError> {
        self.expect('(', Expected::OpeningParenthesis)?;
        let start = self.at;
        let words = self.until(&[')']);
        let versus = if is_region(words) {
            Versus::Region(words.into())
        } else {
            let period = PeriodName::parse(words).ok_or_else(|| self.error_at(start, Expected::Reference))?;
            Versus::Period(period.0)
        };
        self.expect(')', Expected::ClosingParenthesis)?;
        Ok(versus)
    }

    fn average(&mut self) -> Result<Versus, KeyError> {
        self.expect('(', Expected::OpeningParenthesis)?;
        let start = self.at;
        let period =
            PeriodName::parse(self.until(&[')'])).ok_or_else(|| self.error_at(start, Expected::Period))?;
        self.expect(')', Expected::ClosingParenthesis)?;
        Ok(Versus::Average(period.0))
    }

    fn region(&mut self) -> Result<SmolStr, KeyError> {
        let start = self.at;
        let words = self.until(&[':', '~', '#']);
        if is_region(words) {
            Ok(words.into())
        } else {
            Err(self.error_at(start, Expected::Region))
        }
    }

    fn period(&mut self) -> Result<Option<crate::Period>, KeyError> {
        if !self.eat(':') {
            return Ok(None);
        }
        let start = self.at;
        let period = PeriodName::parse(self.until(&['~', '#']));
        let period = period.ok_or_else(|| self.error_at(start, Expected::Period))?;
        Ok(Some(period.0))
    }

    fn accrual(&mut self) -> Result<(Accrual, Option<Date>), KeyError> {
        if !self.eat('~') {
            return Ok((Accrual::Period, None));
        }
        let start = self.at;
        if self.id(Expected::Accrual)? != "cum" {
            return Err(self.error_at(start, Expected::Accrual));
        }
        if !self.eat('(') {
            return Ok((Accrual::Cumulative, None));
        }
        let start = self.at;
        let named = PeriodName::parse(self.until(&[')'])).filter(|named| named.0.is_instant());
        let day = named.ok_or_else(|| self.error_at(start, Expected::Day))?.0.from;
        self.expect(')', Expected::ClosingParenthesis)?;
        Ok((Accrual::Cumulative, Some(day)))
    }

    fn mode(&mut self) -> Result<Mode, KeyError> {
        if !self.eat('#') {
            return Ok(Mode::Actual);
        }
        let start = self.at;
        match self.id(Expected::Mode)?.as_str() {
            "actual" => Ok(Mode::Actual),
            "plan" => Ok(Mode::Plan),
            "capacity" => Ok(Mode::Capacity),
            "forecast" => Ok(Mode::Forecast),
            _ => Err(self.error_at(start, Expected::Mode)),
        }
    }

    fn end(&self) -> Result<(), KeyError> {
        if self.at == self.text.len() {
            Ok(())
        } else {
            Err(self.error(Expected::End))
        }
    }

    fn id(&mut self, expected: Expected) -> Result<SmolStr, KeyError> {
        let rest = self.rest();
        let len = rest
            .find(|character| !is_id_character(character))
            .unwrap_or(rest.len());
        let id = rest.get(..len).unwrap_or_default();
        if !super::is_id(id) {
            return Err(self.error(expected));
        }
        self.at += len;
        Ok(id.into())
    }

    /// What stands before the first of `stops`, or before the end.
    fn until(&mut self, stops: &[char]) -> &'a str {
        let rest = self.rest();
        let len = rest.find(stops).unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<char> {
        let character = self.rest().chars().next()?;
        self.at += character.len_utf8();
        Some(character)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn expect(&mut self, wanted: char, expected: Expected) -> Result<(), KeyError> {
        if self.eat(wanted) {
            Ok(())
        } else {
            Err(self.error(expected))
        }
    }

    fn error(&self, expected: Expected) -> KeyError {
        self.error_at(self.at, expected)
    }

    fn error_at(&self, at: usize, expected: Expected) -> KeyError {
        let before = self.text.get(..at).unwrap_or_default();
        KeyError {
            at: before.chars().count(),
            expected,
        }
    }
}
