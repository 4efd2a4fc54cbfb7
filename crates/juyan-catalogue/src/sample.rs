//! The sentences that prove the records: which record each is of, and what must be read from it. Reading them is the
//! business of who has a reader.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A sentence that proves a word: what the figure `figure` in `text` must be read as.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The figure's own words; `@2` behind them means their second occurrence.
    #[serde(default)]
    pub figure: String,
    /// The role it must have; empty where nothing is asked.
    #[serde(default)]
    pub role: String,
    /// The value in base units.
    #[serde(default)]
    pub value: String,
    /// The base unit.
    #[serde(default)]
    pub unit: String,
    /// The base of a growth or change.
    #[serde(default)]
    pub base: String,
    /// The words of the subject.
    #[serde(default)]
    pub subject: String,
    /// `about`, `over`, `under`.
    #[serde(default)]
    pub approx: String,
    /// `actual`, `plan`, `capacity`.
    #[serde(default)]
    pub mode: String,
    /// First and last day, `2024-01-01..2024-06-30`.
    #[serde(default)]
    pub period: String,
    /// What tells the fact apart from others of its indicator: `level=league,stage=new`.
    #[serde(default)]
    pub dimensions: String,
}

/// The sentence of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The layer of the record's file, from 0.
    pub layer: usize,
    /// The file.
    pub path: String,
    /// The record.
    pub proves: Proves,
}

/// What a sentence proves, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proves {
    /// That a number is read with the unit of this name.
    Unit(SmolStr),
    /// That a figure is bound to the indicator of this id.
    Indicator(SmolStr),
    /// That this sentence's rate is reckoned from the two numbers beside it.
    Rate(SmolStr),
    /// That this sentence's difference is reckoned from the two numbers beside it.
    Difference(SmolStr),
    /// That the parts in this sentence are known for all of the whole.
    Partition(SmolStr),
    /// That a row of a sheet becomes a record of the register of this id.
    Register(SmolStr),
    /// That the formula of this id gives what its rows say.
    Formula(SmolStr),
    /// That the words of a group do their work.
    Words(Box<Example>),
}
