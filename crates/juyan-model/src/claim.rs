//! Arithmetic that a document states or implies, and what its proof came to.

use crate::{FigureId, Interval, Rounding, Span};
use serde::{Deserialize, Serialize};

/// What kind of arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// Total = parts.
    Sum,
    /// Some parts of a whole, which must not exceed it.
    SumPartial,
    /// Ratio = numerator ÷ denominator.
    Ratio,
    /// Result = minuends − subtrahends; without any, from the share of the year that has passed at the end of the minuend's period.
    Difference,
    /// The same figure told twice.
    Same,
    /// Shares that make up the whole: 100%.
    Composition,
    /// Growth against the level and the level before; or against the level and what was added to it (a part).
    Growth,
    /// A level as so many times the one before: 是2020年的3倍, 增长到3倍.
    Multiple,
    /// Average yearly growth between two levels that are years apart.
    MeanGrowth,
    /// Growth of a whole against the levels and growths of all its parts: what the parts came to a year before is what the
    /// whole came to. Ratio is the whole's growth, total the whole; each part is followed by its growth as a figure.
    GrowthByParts,
    /// Change against the level and the level before.
    Change,
    /// Progress = actual ÷ plan.
    Progress,
    /// Average = total ÷ count; without a count, by the days of the total's period.
    Average,
    /// A rate of things that are counted: is there an integer numerator for the stated denominator?
    CountRate,
    /// What comes out is not more than what went in.
    Balance,
    /// What holds by definition (the catalogue's identities).
    Identity,
    /// A printed number of things = the things listed beside it: 甲、乙、丙三大工程.
    Enumeration,
    /// Some of the things that a printed number counts are listed: 甲、乙等5个城市.
    EnumerationPartial,
    /// As many values are dealt out as things are named before 分别.
    Dealt,
    /// A year = the year when something began + the years since: 新中国成立75周年, “十五五”开局之年.
    Calendar,
    /// What rose is not less than before, what fell is not more: 由15家增加到38家.
    Direction,
}

/// What a figure is in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MemberRole {
    /// The whole of a sum.
    Total,
    /// A part of a sum or composition.
    Part,
    /// The printed ratio, growth, progress, average or rate.
    Ratio,
    /// Above the line.
    Numerator,
    /// Below the line.
    Denominator,
    /// One of several that must agree.
    Figure,
    /// What a difference comes to.
    Result,
    /// What is taken from.
    Minuend,
    /// What is taken away.
    Subtrahend,
}

/// One figure that takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Member {
    /// What it is in the claim.
    pub role: MemberRole,
    /// Which figure.
    pub figure: FigureId,
}

/// A number that a claim takes from words and not from a figure's value: an item of a list, an ordinal, a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Told {
    /// What it is in the claim.
    pub role: MemberRole,
    /// The words.
    pub span: Span,
    /// What they count for: 1 for an item, the year for a year.
    pub value: i32,
    /// With how many digits the number is printed; 0 where it is no numeral (今年, an item).
    pub digits: u8,
}

/// Where a claim comes from; only what the text itself claims may be an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimOrigin {
    /// The sentence says it (其中, 占, 即).
    Stated,
    /// The text plainly implies it, maybe from another section.
    Implied,
    /// It holds by definition.
    Definition,
    /// It may be meant; a refutation is a question at most.
    Possible,
}

/// Arithmetic between figures.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// What kind.
    pub kind: ClaimKind,
    /// Who takes part, in the order of the formula.
    pub members: Vec<Member>,
    /// Where it comes from.
    pub origin: ClaimOrigin,
    /// Numbers that it takes from words: the total, then what comes to it. Only claims that count words or years have
    /// any; where there are some, the arithmetic is between them, and the members only tell which figures take part.
    pub told: Vec<Told>,
    /// Among how many readings this one was chosen because its numbers work out; 1 where the words alone chose it. A
    /// proof is worth so much less.
    pub tried: u32,
}

impl Claim {
    /// The figures that bear `role`, in order.
    pub fn of(&self, role: MemberRole) -> impl Iterator<Item = FigureId> + '_ {
        self.members
            .iter()
            .filter(move |member| member.role == role)
            .map(|member| member.figure)
    }

    /// The one figure that bears `role`.
    pub fn one(&self, role: MemberRole) -> Option<FigureId> {
        self.of(role).next()
    }
}

/// What a proof came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Holds under one rounding mode for all members.
    Proved,
    /// Holds under none.
    Refuted,
    /// Cannot be decided from what is printed.
    Undecided,
}

/// What a verdict hangs on: what keeps a claim undecided, or what would save a refuted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Premise {
    /// The growth rate is reckoned at constant prices, the levels are not 不变价.
    ConstantPrices,
    /// The growth rate is reckoned on a comparable basis, the levels need not be 可比口径.
    ComparableBasis,
    /// Nobody knows whether this growth rate is reckoned at current prices.
    UnknownBasis,
    /// The plan is not in the text.
    PlanAbsent,
    /// A figure that the arithmetic needs is not in the text.
    FigureAbsent,
    /// The units cannot be turned into one another.
    UnitsDiffer,
    /// A figure's digits are not known, or it is no single number.
    DigitsUnknown,
    /// The divisor may be zero.
    DivisorZero,
    /// Holds only if digits were cut off instead of rounded.
    DigitsCutOff,
    /// Holds only if the figures were rounded in different ways, or are rounder than they look.
    RoundedDifferently,
    /// Holds if the figure were ten to the `power` times what is printed.
    OtherScale {
        /// The figure that may have slipped.
        figure: FigureId,
        /// Exponent of ten.
        power: i8,
    },
    /// Holds if it spoke of another figure of the text.
    OtherFigure {
        /// The member that does not fit.
        figure: FigureId,
        /// The figure that does.
        instead: FigureId,
    },
}

/// The share of wrong values that a proof would have caught, as a fraction of 1.
pub type Power = num_rational::Ratio<u64>;

/// A claim with its verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Which claim, by its position in the list.
    pub claim: usize,
    /// What the proof came to.
    pub verdict: Verdict,
    /// The modes under which the claim holds.
    pub roundings: Vec<Rounding>,
    /// How much the proof is worth; none where nothing was proved.
    pub power: Option<Power>,
    /// The sum as a reader would write it: `17 ÷ 18 = 94.4%`.
    pub arithmetic: String,
    /// What the left side comes to, where it can be said; of an undecided progress, the plan that it implies.
    pub computed: Option<Interval>,
    /// What the verdict hangs on, where it hangs on something.
    pub premise: Option<Premise>,
}
