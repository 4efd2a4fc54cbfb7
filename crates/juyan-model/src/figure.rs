//! One number in a document, and what it says.

use crate::{Period, Printed, Span, Term, Value};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Position of a figure in its document's list, from 0, in text order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FigureId(pub usize);

/// What a number does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The value of an indicator, an amount or a count 水平.
    Level,
    /// Relative change 增速.
    Growth,
    /// Absolute change 增减.
    Change,
    /// Share of a plan, budget or target that is done 进度.
    Progress,
    /// Part of a whole 占比.
    Share,
    /// Position 位次.
    Rank,
    /// Date, time span, time of year 时期.
    Period,
    /// Part of a name or fixed term 名称.
    Name,
    /// Numbering of headings and lists 序号.
    Heading,
}

impl Role {
    /// Its name in data.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Growth => "growth",
            Self::Change => "change",
            Self::Progress => "progress",
            Self::Share => "share",
            Self::Rank => "rank",
            Self::Period => "period",
            Self::Name => "name",
            Self::Heading => "heading",
        }
    }

    /// Whether a figure of this role states a fact.
    pub const fn is_fact(self) -> bool {
        !matches!(self, Self::Period | Self::Name | Self::Heading)
    }
}

/// Which way a printed value is loose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Approx {
    /// 约、左右: near it.
    About,
    /// 余、多、以上: at least it.
    Over,
    /// 不足、以内: at most it.
    Under,
}

/// Whether a value is done, wanted, possible or foreseen 性质.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Done, is so 实际.
    #[default]
    Actual,
    /// Target, to be done, budgeted 计划.
    Plan,
    /// What could be 能力.
    Capacity,
    /// Foreseen at the period's end 预计.
    Forecast,
}

impl Mode {
    /// Its name in data and in the attributes of pages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Plan => "plan",
            Self::Capacity => "capacity",
            Self::Forecast => "forecast",
        }
    }
}

/// What a growth or change compares with 基期.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// The same period of last year 同比.
    Yoy,
    /// The period before 环比.
    Mom,
    /// The beginning of the year 较年初.
    Ytd,
    /// The plan 较计划.
    Plan,
    /// Anything else.
    Other,
}

/// Since when a flow accrues 口径时段.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Accrual {
    /// Within its period 当期.
    #[default]
    Period,
    /// From an earlier beginning that the text may not tell 累计.
    Cumulative,
}

/// One number in a document: where it stands, what it is worth, what it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The numeral with its scale, unit and touching approximators.
    pub span: Span,
    /// What the number does.
    pub role: Role,
    /// Value in the base unit, negative for a fall; none for names, headings and calendar dates.
    pub value: Option<Value>,
    /// How the number was printed; none for ranges and where there is no value.
    pub printed: Option<Printed>,
    /// The base unit as the text writes it, without spaces: 元, 亩, 个百分点.
    pub unit: Option<SmolStr>,
    /// Which way the value is loose.
    pub approx: Option<Approx>,
    /// The words that name what is measured; several where they stand apart.
    pub subject: Option<Span>,
    /// Done, wanted or possible.
    pub mode: Mode,
    /// When; a stock's period is an instant.
    pub period: Option<Period>,
    /// Since when a flow accrues.
    pub accrual: Accrual,
    /// The level that a growth, change, share or progress speaks of.
    pub of: Option<FigureId>,
    /// What a growth or change compares with.
    pub base: Option<Base>,
    /// The catalogue's indicator; none where the fact keeps its own words.
    pub indicator: Option<SmolStr>,
    /// What tells the fact apart from others of its indicator, by the name of the dimension.
    pub dimensions: BTreeMap<SmolStr, Term>,
    /// Other indicators that the words may mean, best first.
    pub candidates: Vec<SmolStr>,
    /// The sentence it stands in.
    pub sentence: Span,
}

impl Figure {
    /// Whether the figure states a fact.
    pub const fn is_fact(&self) -> bool {
        self.role.is_fact()
    }
}

/// What a claim without a number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementKind {
    /// An event that did not happen: 未发生.
    NoneHappened,
    /// A class that is reached or surpassed: 优于Ⅲ类.
    Class,
    /// A milestone that is reached: 达到序时进度.
    OnSchedule,
}

/// A claim without a number 无数字的断言: a class (优于Ⅲ类), an event that did not happen, a milestone reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The words that make the claim.
    pub span: Span,
    /// What they speak of.
    pub subject: Option<Span>,
    /// What kind of claim.
    pub kind: StatementKind,
    /// When.
    pub period: Option<Period>,
}
