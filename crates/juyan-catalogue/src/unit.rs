//! Units of measure and of counting.

use crate::Numerals;
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
    /// The value in the dimension's base unit, as a fraction: `["2000", "3"]` for 亩 in square metres; empty where
    /// calendar, currency or context decides.
    #[serde(default)]
    pub factor: Vec<SmolStr>,
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

/// A printed unit, and what is left of it as signs of numbers are taken from its front: 亿千瓦时, 千瓦时, 瓦时.
pub(crate) fn unscaled<'a>(printed: &'a str, numerals: &'a Numerals) -> impl Iterator<Item = &'a str> {
    let mut scale = true;
    printed.char_indices().map_while(move |(at, character)| {
        let here = scale;
        scale = scale && numerals.sign(character).is_some();
        here.then(|| printed.get(at..)).flatten()
    })
}
