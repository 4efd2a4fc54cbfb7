//! How facts follow from the records of registers. Formulas are records too; working them out is not done here.

use crate::{Aggregate, Condition, Expression, Pattern, Written};
use juyan_model::Secrecy;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// How the facts of one kind follow from records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// Its name, which facts give as their source. Never changed again.
    pub id: SmolStr,
    /// What the facts are called; several where the same is reckoned for all rows and for each code.
    pub keys: Vec<Written<Pattern>>,
    /// What their time is, of the period that is asked for.
    pub time: FactTime,
    /// What they come to, over the parts: `started / all`.
    pub is: Written<Expression>,
    /// The unit that they are printed in, with its scale: 亿元, %.
    #[serde(default)]
    pub unit: SmolStr,
    /// Digits behind the point when they are printed.
    #[serde(default)]
    pub decimals: u32,
    /// Whether zeros behind the point are left off at the end: 12万元 and 32.7万元 beside 94.94万元.
    #[serde(default)]
    pub trim: bool,
    /// Fields in which the rows of a fact must be alike unless its key tells them apart: the list of one level goes by the
    /// bare name in reports, and over several levels that name would say something else.
    #[serde(default)]
    pub alike: Vec<SmolStr>,
    /// Who may see its facts, where that is other than of the rows: incomes of surveyed households are not public, their
    /// mean is.
    #[serde(default)]
    pub secrecy: Option<Secrecy>,
    /// In words, for who asks why.
    pub zh: SmolStr,
    /// The same in English.
    pub en: SmolStr,
    /// What to know about it.
    #[serde(default)]
    pub note: SmolStr,
    /// Whether it is another way to reckon what a formula of the same key is declared for; shown beside that, never told.
    #[serde(default)]
    pub beside: bool,
    /// What rows it is reckoned over.
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
    /// A few rows and what follows from them.
    #[serde(default)]
    pub example: Option<WorkedExample>,
    /// Says that the record takes the place of one below it.
    #[serde(default)]
    pub replaces: bool,
}

/// Rows of one register taken together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name in the formula.
    pub id: SmolStr,
    /// In words.
    pub zh: SmolStr,
    /// How the rows are taken together.
    pub take: Written<Aggregate>,
    /// The register.
    pub from: SmolStr,
    /// Which rows; all of these hold.
    #[serde(default, rename = "where")]
    pub only: Vec<Written<Condition>>,
    /// How many years before the period that is asked for.
    #[serde(default)]
    pub years_before: i16,
}

/// Which time facts have that are asked for a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactTime {
    /// The period: flows.
    Period,
    /// Its last day: stocks and what is so at a time.
    End,
    /// Its calendar year: plans.
    Year,
    /// None.
    None,
}

/// A few rows and what follows from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkedExample {
    /// The period that is asked for.
    pub period: SmolStr,
    /// Rows by register, their cells by field.
    pub rows: BTreeMap<SmolStr, Vec<BTreeMap<SmolStr, SmolStr>>>,
    /// What each key comes to, as printed.
    pub gives: BTreeMap<SmolStr, SmolStr>,
}

impl Formula {
    /// The part of this name.
    pub fn part(&self, id: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.id == id)
    }

    /// The fields that a part looks at, with those by which its facts are told apart or kept alike; none of rows that are merely
    /// counted.
    pub fn looks_at<'f>(&'f self, part: &'f Part) -> BTreeSet<&'f str> {
        let keys = self.keys.iter().flat_map(|key| key.fields());
        let alike = self.alike.iter().map(SmolStr::as_str);
        part.fields().chain(keys).chain(alike).collect()
    }
}

impl Part {
    /// The fields that it looks at, without those of the keys.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        let conditions = self.only.iter().flat_map(|condition| condition.names());
        self.take.names().into_iter().chain(conditions)
    }
}
