//! A fact's name as text 键: what is measured, of which, how, where and when.
//!
//! ```text
//! key       = indicator [ "{" dimension "=" term ("," …)* "}" ] [ "." measure ]* "@" region [ ":" period ] [ "~" accrual ] [ "#" mode ]
//! indicator = term                                   gdp, or "育苗面积" until it is bound
//! term      = id | '"' own words '"'                 within own words \" and \\ stand for " and \
//! measure   = level | growth(base) | change(base) | progress(term) | share(term) | rank(term) | contribution(term)
//! base      = yoy | mom | ytd | plan | other | vs(period or region) | avg(period)
//! period    = 2024 | 2024H1 | 2024Q1 | 2024M03 | 2024M01-M08 | 2024-06-30 | 2021..2025 | 2024-01-05..2024-02-09
//! accrual   = cum | cum(2019-01-01)
//! mode      = actual | plan | capacity | forecast
//! ```
//!
//! Every fact has one canonical spelling, which [`Key`] displays: the level, the base `yoy`, what accrues within the
//! period and the mode `actual` are left out, dimensions stand in the order of their names, a period is said as briefly
//! as it can be. All spellings are read. A term in brackets is left out where the text does not name it: the whole of a
//! share, the scope of a rank.
//!
//! ```
//! use juyan_model::Key;
//! let key: Key = "gdp.level@152923:2024M01-M06#actual".parse().unwrap();
//! assert_eq!(key.to_string(), "gdp@152923:2024H1");
//!
//! let error = "gdp.growht@152923:2024H1".parse::<Key>().unwrap_err();
//! assert_eq!(error.at, 4); // in characters
//! ```

mod parse;
mod period;

use crate::{Accrual, Date, Mode, Period};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::fmt::{self, Write};

pub use parse::{Expected, KeyError};
pub use period::PeriodName;

/// A fact's name: indicator × dimensions × measure × region × period × accrual × mode.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What is measured.
    pub indicator: Term,
    /// Whose or which, by the name of the dimension.
    pub dimensions: BTreeMap<SmolStr, Term>,
    /// Which value of it, each of what the one before it gives: the change of the growth. None is the level.
    pub measures: Vec<Measure>,
    /// Where: a code of GB/T 2260 (6 digits) or of the divisions below the county (9 or 12).
    pub region: SmolStr,
    /// When; a stock's is an instant. None where the fact has none.
    pub period: Option<Period>,
    /// Whether it accrues within its period or since earlier.
    pub accrual: Accrual,
    /// Since when, where it accrues since earlier and that is known.
    pub since: Option<Date>,
    /// Done, wanted, possible or foreseen.
    pub mode: Mode,
}

/// A name of the catalogue, or the text's own words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// A name of the catalogue: a small letter, then small letters, digits and `_`.
    Id(SmolStr),
    /// The text's own words, until they are bound.
    Words(SmolStr),
}

impl Term {
    /// A name of the catalogue where `text` has the form of one, else own words.
    ///
    /// ```
    /// use juyan_model::Term;
    /// assert_eq!(Term::new("gdp").to_string(), "gdp");
    /// assert_eq!(Term::new("育苗面积").to_string(), "\"育苗面积\"");
    /// ```
    pub fn new(text: &str) -> Self {
        if is_id(text) {
            Self::Id(text.into())
        } else {
            Self::Words(text.into())
        }
    }
}

/// Which value of an indicator 量.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Relative change 增速.
    Growth(Versus),
    /// Absolute change 增减.
    Change(Versus),
    /// Share of a plan that is done 进度; the plan where it is not the year's own.
    Progress(Option<Term>),
    /// Part of a whole 占比; the whole where it is named.
    Share(Option<Term>),
    /// Position 位次; among whom where that is named.
    Rank(Option<Term>),
    /// Points that a part adds to the growth of the whole 拉动.
    Contribution(Option<Term>),
}

/// What a growth or change compares with 基期.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Versus {
    /// The same period of last year 同比.
    #[default]
    Yoy,
    /// The period before 环比.
    Mom,
    /// The beginning of the year 较年初.
    Ytd,
    /// The plan 较计划.
    Plan,
    /// A base that is none of these and that nothing names.
    Other,
    /// A period that the text names.
    Period(Period),
    /// Another region.
    Region(SmolStr),
    /// The mean of a year over several 年均.
    Average(Period),
}

impl Key {
    /// How the texts of all keys of the same begin, of whatever time and mode: what is measured, and where.
    ///
    /// ```
    /// use juyan_model::Key;
    /// let key: Key = "gdp.growth@152923:2024H1#plan".parse().unwrap();
    /// assert_eq!(key.beginning(), "gdp.growth@152923");
    /// ```
    pub fn beginning(&self) -> String {
        let plain = Self {
            period: None,
            accrual: Accrual::Period,
            since: None,
            mode: Mode::Actual,
            ..self.clone()
        };
        plain.to_string()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.indicator.fmt(f)?;
        for (position, (name, term)) in self.dimensions.iter().enumerate() {
            let before = if position == 0 { '{' } else { ',' };
            write!(f, "{before}{name}={term}")?;
        }
        if !self.dimensions.is_empty() {
            f.write_char('}')?;
        }
        for measure in &self.measures {
            f.write_char('.')?;
            measure.fmt(f)?;
        }
        f.write_char('@')?;
        f.write_str(&self.region)?;
        if let Some(period) = self.period {
            f.write_char(':')?;
            PeriodName(period).fmt(f)?;
        }
        match (self.accrual, self.since) {
            (Accrual::Period, _) => {}
            (Accrual::Cumulative, None) => f.write_str("~cum")?,
            (Accrual::Cumulative, Some(day)) => write!(f, "~cum({day})")?,
        }
        match self.mode {
            Mode::Actual => Ok(()),
            Mode::Plan => f.write_str("#plan"),
            Mode::Capacity => f.write_str("#capacity"),
            Mode::Forecast => f.write_str("#forecast"),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => f.write_str(id),
            Self::Words(words) => {
                f.write_char('"')?;
                // Words are written as far as nothing in them has to be escaped, which is mostly all of them.
                let mut rest = words.as_str();
                let special = |byte: u8| matches!(byte, b'"' | b'\\');
                while let Some(at) = rest.bytes().position(special) {
                    let (plain, escaped) = rest.split_at(at);
                    f.write_str(plain)?;
                    f.write_char('\\')?;
                    let mut characters = escaped.chars();
                    characters.next().map_or(Ok(()), |sign| f.write_char(sign))?;
                    rest = characters.as_str();
                }
                f.write_str(rest)?;
                f.write_char('"')
            }
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, term) = match self {
            Self::Growth(versus) => return versus.behind("growth", f),
            Self::Change(versus) => return versus.behind("change", f),
            Self::Progress(term) => ("progress", term),
            Self::Share(term) => ("share", term),
            Self::Rank(term) => ("rank", term),
            Self::Contribution(term) => ("contribution", term),
        };
        f.write_str(name)?;
        term.as_ref().map_or(Ok(()), |term| write!(f, "({term})"))
    }
}

impl Versus {
    /// Writes `name` and, unless it is the usual one, the base.
    fn behind(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(name)?;
        match self {
            Self::Yoy => Ok(()),
            Self::Mom => f.write_str("(mom)"),
            Self::Ytd => f.write_str("(ytd)"),
            Self::Plan => f.write_str("(plan)"),
            Self::Other => f.write_str("(other)"),
            Self::Period(period) => write!(f, "(vs({}))", PeriodName(*period)),
            Self::Region(region) => write!(f, "(vs({region}))"),
            Self::Average(period) => write!(f, "(avg({}))", PeriodName(*period)),
        }
    }
}

/// Whether `text` has the form of a name of the catalogue.
fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase()) && text.chars().all(is_id_character)
}

fn is_id_character(character: char) -> bool {
    character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_'
}

/// Whether `text` has the form of the code of a region.
fn is_region(text: &str) -> bool {
    matches!(text.len(), 6 | 9 | 12) && text.bytes().all(|byte| byte.is_ascii_digit())
}
