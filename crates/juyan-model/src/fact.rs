//! What is known under a key, and where it came from.

use crate::{Approx, Key, Mode, Period, Printed, Span, Value};
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

impl Fact {
    /// Whether two facts under one key say the same: values that one true value can be printed as are no difference, so
    /// what is compared is the value and the looseness, not the digits.
    pub fn agrees(&self, other: &Self) -> bool {
        self.worth == other.worth && self.limit == other.limit && self.unit == other.unit
    }

    /// Whether it is wanted and not done.
    pub fn is_plan(&self) -> bool {
        self.key.mode == Mode::Plan
    }
}
