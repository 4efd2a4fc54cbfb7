//! What a file of the catalogue may hold, as it is written; nothing is looked up or checked here.

use crate::{
    Class, Department, Disclosure, Example, Formula, Hotlines, Identity, Indicator, Lights, NamedResult,
    Partition, RegisterType, Rule, TimeWord, Unit, Wording,
};
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Words of one class, with the sentences that prove them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordGroup {
    pub(crate) classes: Vec<Class>,
    pub(crate) words: Vec<SmolStr>,
    #[serde(default)]
    pub(crate) reads: Vec<Example>,
}

/// A dimension, with the sentences that prove the words of its codes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DimensionRecord {
    pub(crate) id: SmolStr,
    pub(crate) name: SmolStr,
    #[serde(default)]
    pub(crate) codes: BTreeMap<SmolStr, Vec<SmolStr>>,
    #[serde(default)]
    pub(crate) reads: Vec<Example>,
}

/// Words that a rule looks for, without a meaning for the reader.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordList {
    pub(crate) id: SmolStr,
    pub(crate) words: Vec<SmolStr>,
}

/// Words that do one thing in a time expression.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimeGroup {
    pub(crate) means: TimeWord,
    pub(crate) words: Vec<SmolStr>,
}

/// Signs of numbers, as the files have them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct NumeralFile {
    pub(crate) arabic: BTreeMap<char, u8>,
    pub(crate) digit: BTreeMap<char, u8>,
    pub(crate) small: BTreeMap<char, u8>,
    pub(crate) tens: BTreeMap<char, u8>,
    pub(crate) large: BTreeMap<char, u8>,
    pub(crate) roman: BTreeMap<char, u8>,
    pub(crate) point: Vec<char>,
    pub(crate) dot: Vec<char>,
    pub(crate) group: Vec<char>,
    pub(crate) rough: Vec<char>,
    pub(crate) hotlines: Vec<Hotlines>,
}

/// One file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct File {
    pub(crate) numerals: NumeralFile,
    pub(crate) unit: Vec<Unit>,
    pub(crate) indicator: Vec<Indicator>,
    pub(crate) group: Vec<WordGroup>,
    pub(crate) time: Vec<TimeGroup>,
    pub(crate) identity: Vec<Identity>,
    pub(crate) partition: Vec<Partition>,
    pub(crate) rate: Vec<NamedResult>,
    pub(crate) difference: Vec<NamedResult>,
    pub(crate) dimension: Vec<DimensionRecord>,
    pub(crate) list: Vec<WordList>,
    pub(crate) rule: Vec<Rule>,
    pub(crate) wording: Vec<Wording>,
    pub(crate) register: Vec<RegisterType>,
    pub(crate) formula: Vec<Formula>,
    pub(crate) lights: Vec<Lights>,
    pub(crate) disclosure: Vec<Disclosure>,
    pub(crate) department: Vec<Department>,
}
