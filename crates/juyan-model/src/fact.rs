//! What is known under a key, and where it came from.

use crate::{
    Approx, Decimal, Interval, Key, Mode, Period, Printed, Rational, Rounding, Span, Value, rational,
};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A value under its key 事实, with all that a reader may ask of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it is the value of.
    pub key: Key,
    /// What it comes to.
    pub worth: Worth,
    /// The base unit as the source writes it: 元, 亩, %, 个百分点.
    pub unit: Option<SmolStr>,
    /// How it was printed; none where it was reckoned and not printed.
    pub printed: Option<Printed>,
    /// Which way it is loose.
    pub limit: Option<Limit>,
    /// At whose prices, where that was told.
    pub prices: Option<Prices>,
    /// What it covers 口径.
    pub note: SmolStr,
    /// Who reported it.
    pub department: SmolStr,
    /// Who may see it.
    pub secrecy: Secrecy,
    /// Where it can be looked up.
    pub source: Source,
}

/// What a fact comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worth {
    /// A number or a range of numbers, in the base unit.
    Number(Value),
    /// A class of an ordered scale: Ⅲ of 优于Ⅲ类.
    Class(SmolStr),
}

/// Which way a value is loose 限定.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// 约、左右: near it.
    About,
    /// 余、以上: at least it.
    Over,
    /// 不足、以内: at most it.
    Under,
    /// 优于: better than it.
    Better,
    /// 稳定在: it, and kept.
    Steady,
}

impl Limit {
    /// Its name in data, in the attributes of pages and in the catalogue's wordings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Over => "over",
            Self::Under => "under",
            Self::Better => "better",
            Self::Steady => "steady",
        }
    }
}

impl From<Approx> for Limit {
    fn from(approx: Approx) -> Self {
        match approx {
            Approx::About => Self::About,
            Approx::Over => Self::Over,
            Approx::Under => Self::Under,
        }
    }
}

/// At whose prices a value is told 价格.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prices {
    /// Those of its own time 现价.
    Current,
    /// Those of a base year 不变价.
    Constant,
    /// On a revised base, so that levels of two reports do not compare 可比口径.
    Comparable,
}

/// Who may see a fact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Secrecy {
    /// Everybody.
    #[default]
    Public,
    /// Nobody outside, until a recorded act of release.
    Internal,
}

/// Where a fact came from 出处.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Source {
    /// A figure of a document.
    Document {
        /// The SM3 hash of the document's text.
        document: SmolStr,
        /// The figure.
        span: Span,
        /// The sentence it stands in.
        sentence: Span,
    },
    /// A cell of a workbook.
    Cell {
        /// The file's name.
        workbook: SmolStr,
        /// The sheet's name.
        sheet: SmolStr,
        /// The cell's address: `F7`.
        cell: SmolStr,
    },
    /// Records of registers, by a formula of the catalogue.
    Formula {
        /// The formula's name.
        formula: SmolStr,
        /// The period that it was asked for: a stock's key has the last day of it only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within: Option<Period>,
    },
    /// What a person entered.
    Entry,
}

impl Source {
    /// As the formula of what follows from facts by its nature, a progress of what was done and what was planned: no formula of the
    /// catalogue.
    pub const RECKONED: &'static str = "reckoned";

    /// Whether it is no record's but follows from other facts.
    pub fn is_reckoned(&self) -> bool {
        matches!(self, Self::Formula { formula, .. } if formula == Self::RECKONED)
    }
}

impl Fact {
    /// A public fact of which nothing else is told: no unit, no printed form, nobody who answers for it.
    ///
    /// ```
    /// use juyan_model::{Fact, Source, Value, Worth};
    /// let worth = Worth::Number(Value::One(18.into()));
    /// let fact = Fact::new("key_project@152923:2024H1".parse()?, worth, Source::Entry);
    /// assert!(fact.unit.is_none() && fact.department.is_empty());
    /// # Ok::<(), juyan_model::KeyError>(())
    /// ```
    pub fn new(key: Key, worth: Worth, source: Source) -> Self {
        Self {
            key,
            worth,
            unit: None,
            printed: None,
            limit: None,
            prices: None,
            note: SmolStr::default(),
            department: SmolStr::default(),
            secrecy: Secrecy::Public,
            source,
        }
    }

    /// Whether one true value can be told as both: 16.3亿元 and 16.29亿元 can, and 90%以上 and 98%; one rounding mode is
    /// assumed for the two.
    ///
    /// ```
    /// use juyan_model::{Fact, Limit, Printed, Source, Value, Worth};
    /// let key = "sewage_rate@152923:2024H1".parse().unwrap();
    /// let rate = Fact::new(key, Worth::Number(Value::One(0.into())), Source::Entry);
    /// let fact = |digits: &str, limit| Fact {
    ///     worth: Worth::Number(Value::One(digits.parse().unwrap())),
    ///     unit: Some("%".into()),
    ///     printed: Some(Printed { digits: digits.parse().unwrap(), scale: 1.into(), exact: false }),
    ///     limit,
    ///     ..rate.clone()
    /// };
    /// assert!(fact("98.2", None).agrees(&fact("98", None)));
    /// assert!(!fact("99.1", None).agrees(&fact("98", None)));
    /// assert!(fact("98", None).agrees(&fact("90", Some(Limit::Over))));
    /// assert!(!fact("88", None).agrees(&fact("90", Some(Limit::Over))));
    /// ```
    pub fn agrees(&self, other: &Self) -> bool {
        let meets = |rounding: Rounding| match (self.truth(rounding), other.truth(rounding)) {
            (Some(one), Some(two)) => one.meets(&two),
            _ => self.worth == other.worth && self.limit == other.limit,
        };
        self.unit == other.unit && Rounding::ALL.into_iter().any(meets)
    }

    /// The true values that are told as `value`, which is this fact's. What was reckoned and lost nothing when it was printed is
    /// the true one: eight hundred million yuan are no 7.996亿元, though both are printed as 8亿元.
    ///
    /// ```
    /// use juyan_model::{Fact, Printed, Rational, Rounding, Source, Value, Worth};
    /// let value = 800_000_000.into();
    /// let printed = Printed { digits: "8.00".parse().unwrap(), scale: 100_000_000.into(), exact: true };
    /// let source = Source::Formula { formula: "rev_general".into(), within: None };
    /// let key = "rev_general@152923:2024H1".parse().unwrap();
    /// let fact = Fact { printed: Some(printed), ..Fact::new(key, Worth::Number(Value::One(value)), source) };
    /// let said = Fact { source: Source::Entry, ..fact.clone() };
    /// let near = Rational::whole(799_600_000);
    /// assert!(!fact.interval(value, Rounding::HalfUp).holds(&near));
    /// assert!(said.interval(value, Rounding::HalfUp).holds(&near));
    /// ```
    pub fn interval(&self, value: Decimal, rounding: Rounding) -> Interval {
        let is_reckoned = matches!(self.source, Source::Formula { .. });
        match self.printed {
            Some(printed) if !(is_reckoned && printed.exact) => printed.interval(value, rounding),
            Some(_) | None => Interval::exactly(rational(value)),
        }
    }

    /// The true values that it can be told of; none where it is no number.
    fn truth(&self, rounding: Rounding) -> Option<Interval> {
        let Worth::Number(value) = self.worth else {
            return None;
        };
        let told = match value {
            Value::Range(from, to) => Interval::closed(rational(from), rational(to)),
            Value::One(value) => self.interval(value, rounding),
        };
        let Interval { low, high } = told;
        Some(match self.limit {
            Some(Limit::Over) => Interval { low, high: None },
            Some(Limit::Under) => Interval { low: None, high },
            Some(Limit::About) => {
                let near = self
                    .printed
                    .map_or_else(Rational::zero, |printed| printed.last_significant_digit());
                Interval { low, high }.plus(&Interval::closed(-&near, near))
            }
            Some(Limit::Better | Limit::Steady) | None => Interval { low, high },
        })
    }

    /// Whether it is wanted and not done.
    pub fn is_plan(&self) -> bool {
        self.key.mode == Mode::Plan
    }
}
