//! Units of measure and of counting.

use crate::{Family, Numerals};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What kind of unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitClass {
    /// Multiplies the number: 千 of 千公顷. Scale words proper are numerals.
    Scale,
    /// Measured, rounded at its last printed digit: 吨.
    Measure,
    /// Days, years.
    Time,
    /// Money: measured.
    Currency,
    /// Percentages, points, times.
    Ratio,
    /// Counted, never rounded: 个.
    Counter,
}

/// A fraction of whole numbers, neither of them zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<SmolStr>", into = "Vec<SmolStr>")]
pub struct Factor {
    /// Above the line.
    pub numerator: u64,
    /// Below the line.
    pub denominator: u64,
}

impl Factor {
    /// Whether it is one.
    pub const fn is_one(self) -> bool {
        self.numerator == self.denominator
    }
}

impl TryFrom<Vec<SmolStr>> for Factor {
    type Error = &'static str;

    fn try_from(parts: Vec<SmolStr>) -> Result<Self, Self::Error> {
        let whole = |part: &SmolStr| part.parse().ok().filter(|number| *number > 0);
        match parts.as_slice() {
            [numerator, denominator] => whole(numerator).zip(whole(denominator)),
            _ => None,
        }
        .map(|(numerator, denominator)| Self {
            numerator,
            denominator,
        })
        .ok_or("factor is no fraction; write numerator and denominator, as in [\"2000\", \"3\"]")
    }
}

impl From<Factor> for Vec<SmolStr> {
    fn from(factor: Factor) -> Self {
        [factor.numerator, factor.denominator]
            .map(|part| SmolStr::new(part.to_string()))
            .into()
    }
}

/// A unit record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// The unit as it is written first: 平方千米.
    pub name: SmolStr,
    /// Other spellings.
    #[serde(default)]
    pub aliases: Vec<SmolStr>,
    /// What kind.
    pub class: UnitClass,
    /// What it measures: area, mass, CNY …; units of one dimension can be compared.
    pub dimension: SmolStr,
    /// What the program knows of it beyond its dimension's name; see [`Unit::family`].
    #[serde(default)]
    pub family: Option<Family>,
    /// The value in the dimension's base unit: `["2000", "3"]` for 亩 in square metres; none where calendar, currency or
    /// context decides.
    #[serde(default)]
    pub factor: Option<Factor>,
    /// The base unit, which all units of a dimension share that are measured; what `factor` is told in.
    #[serde(default)]
    pub si: SmolStr,
    /// A sentence in which the unit stands; its test finds the figure with this unit.
    #[serde(default)]
    pub example: SmolStr,
    /// What to know about it.
    #[serde(default)]
    pub note: SmolStr,
    /// Says that the record takes the place of one below it.
    #[serde(default)]
    pub replaces: bool,
}

impl Unit {
    /// What the program knows of it beyond its dimension's name: what the record says, else what is usual for its class.
    pub fn family(&self) -> Family {
        self.family.unwrap_or(match self.class {
            UnitClass::Counter => Family::Thing,
            UnitClass::Ratio => Family::Share,
            UnitClass::Scale | UnitClass::Measure | UnitClass::Time | UnitClass::Currency => Family::Amount,
        })
    }

    /// Whether one of it is one of its dimension: 倍, 人.
    pub fn is_one(&self) -> bool {
        self.factor.is_some_and(Factor::is_one)
    }
}

/// A printed unit, and what is left of it as signs of numbers are taken from its front: 亿千瓦时, 千瓦时, 瓦时.
pub(crate) fn unscaled<'a>(printed: &'a str, numerals: &'a Numerals) -> impl Iterator<Item = &'a str> {
    let mut scale = true;
    printed.char_indices().map_while(move |(at, character)| {
        let here = scale;
        scale = scale && numerals.sign(character).is_some();
        here.then(|| printed.get(at..)).flatten()
    })
}
