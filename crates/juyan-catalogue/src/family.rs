//! Families of units: what the program knows of a unit beyond the name of its dimension, and which counters count alike.
//!
//! Dimensions are an open vocabulary and only compared with one another; what the grammar and the proofs ask of a unit is
//! one of these. Reader and prover ask here, so that what is bound as one thing is not reckoned as two.

use crate::Unit;
use serde::{Deserialize, Serialize};

/// What a unit is to grammar and arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Counts people: 人, 名, 位.
    Person,
    /// Counts how often people came: 人次.
    Visit,
    /// Counts households, and as the trade uses it enterprises too: 户.
    Household,
    /// Counts bodies: 家.
    Body,
    /// Counts how often bodies or things came: 户次, 台次.
    Event,
    /// Counts occasions: 次, 场, 趟.
    Occasion,
    /// Counts whatever has a counter of its own too: 个, 项, 件.
    General,
    /// Counts things of one sort: 座, 条. What counters are where nothing is said.
    Thing,
    /// Counts steps of an order, which no sum is of: 位次, 级, 分.
    Grade,
    /// A share: %. What ratios are where nothing is said.
    Share,
    /// A difference of shares: 个百分点.
    Points,
    /// Doublings: 番.
    Doublings,
    /// What a plant could do: 千瓦.
    Capacity,
    /// What works make or hold: 吨, 立方米, 千瓦时.
    Yield,
    /// What measures, times and currencies are where nothing is said.
    Amount,
}

impl Family {
    /// Whether it is of counters.
    pub const fn is_counted(self) -> bool {
        matches!(
            self,
            Self::Person
                | Self::Visit
                | Self::Household
                | Self::Body
                | Self::Event
                | Self::Occasion
                | Self::General
                | Self::Thing
                | Self::Grade
        )
    }

    /// Whether it is of ratios.
    pub const fn is_ratio(self) -> bool {
        matches!(self, Self::Share | Self::Points | Self::Doublings)
    }

    /// Whether things of both can be one sort of things: 个 counts what 座 or 家 count; 家 and 户 count enterprises.
    const fn counts_with(self, other: Self) -> bool {
        matches!(
            (self, other),
            (
                Self::General,
                Self::General | Self::Thing | Self::Body | Self::Household
            ) | (Self::Thing | Self::Body | Self::Household, Self::General)
                | (Self::Body | Self::Household, Self::Body | Self::Household)
        )
    }

    const fn is_of_people(self) -> bool {
        matches!(self, Self::Person | Self::Visit)
    }

    const fn is_of_times(self) -> bool {
        matches!(self, Self::Visit | Self::Event)
    }
}

impl Unit {
    /// Whether counts in both can be added and compared.
    pub fn counts_like(&self, other: &Self) -> bool {
        self.dimension == other.dimension
            || self.family().counts_with(other.family())
            || names_either(&self.name, &other.name)
            || names_either(&other.name, &self.name)
    }

    /// Whether a count in one can be of an indicator that is usually told in the other. Words have said by then what is
    /// meant, so that any counter of things will do; people are no things, and how often is not how many. People are
    /// counted by the head or by the household.
    pub fn may_be_told_for(&self, usual: &Self) -> bool {
        let (own, other) = (self.family(), usual.family());
        let alike = own.is_of_people() == other.is_of_people() && own.is_of_times() == other.is_of_times();
        let households =
            matches!((own, other), (Family::Household, one) | (one, Family::Household) if one.is_of_people());
        alike || households
    }
}

/// Whether `open` is a unit that leaves open in brackets what is counted, and `unit` is one of what it can be: 人（次） is 人 or
/// 人次, 头（只） is 头, 只 or 头只.
///
/// ```
/// use juyan_catalogue::names_either;
/// assert!(names_either("人（次）", "人次") && names_either("头(只)", "只"));
/// assert!(!names_either("人次", "人"));
/// ```
pub fn names_either(open: &str, unit: &str) -> bool {
    let either = || {
        let (outer, inner) = open.strip_suffix(['）', ')'])?.split_once(['（', '('])?;
        let joined = unit.strip_prefix(outer) == Some(inner);
        Some(joined || unit == outer || unit == inner)
    };
    either().unwrap_or(false)
}
