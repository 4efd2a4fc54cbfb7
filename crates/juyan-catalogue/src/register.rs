//! The types of registers 台账: which fields a record has, what they may hold, what must hold between them. Records
//! themselves are not here.

use crate::{Condition, Written};
use juyan_model::Secrecy;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What the records of one register are like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterType {
    /// Its name in formulas and on the command line: `key_project`. Never changed again.
    pub id: SmolStr,
    /// Its name: 重点项目台账.
    pub zh: SmolStr,
    /// Its name in English.
    pub en: SmolStr,
    /// What sheets of it are called as well.
    #[serde(default)]
    pub aliases: Vec<SmolStr>,
    /// The fields that together make a record's code.
    pub code: Vec<SmolStr>,
    /// Who keeps it.
    #[serde(default)]
    pub dept: SmolStr,
    /// Who may see its records, where nothing else is said.
    #[serde(default)]
    pub secrecy: Secrecy,
    /// The fields that name the thing itself: records that hold the same in all of them, under different codes, may be one, and are
    /// asked about.
    #[serde(default)]
    pub names: Vec<SmolStr>,
    /// Whether its records say what shall be: a sheet of it may speak of a day to come.
    #[serde(default)]
    pub ahead: bool,
    /// What to know about it.
    #[serde(default)]
    pub note: SmolStr,
    /// A row of a sheet, by heading; it must be taken without a complaint.
    #[serde(default)]
    pub example: BTreeMap<SmolStr, SmolStr>,
    /// What a record holds, in the order of a sheet's columns.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
    /// What must hold between the fields of a row.
    #[serde(default, rename = "rule")]
    pub rules: Vec<RowRule>,
    /// Says that the record takes the place of one below it.
    #[serde(default)]
    pub replaces: bool,
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word of the catalogue's files"
)]
pub struct Field {
    /// Its name in formulas.
    pub id: SmolStr,
    /// The heading of its column.
    pub zh: SmolStr,
    /// What headings say as well.
    #[serde(default)]
    pub aliases: Vec<SmolStr>,
    /// What it holds.
    pub kind: FieldKind,
    /// Of a number: its unit with its scale, 万元.
    #[serde(default)]
    pub unit: SmolStr,
    /// Of a number without a unit of its own: the field in which its unit stands; that of the record a link leads to as
    /// `target.unit`.
    #[serde(default)]
    pub unit_in: SmolStr,
    /// Of such a number: the field of the key of what it measures, whose unit it has to convert to.
    #[serde(default)]
    pub measures: SmolStr,
    /// Of a number that only rises: since when it is added up, so that a fall is asked about.
    #[serde(default)]
    pub cumulates: Option<Cumulates>,
    /// Of a number: whether it is told for each year anew, as a year's plan is; what cumulates since the year began is anyway.
    #[serde(default)]
    pub annual: bool,
    /// Of a number with a unit: whether it may be below nought, as revenue that is paid back. Shares have no need of it.
    #[serde(default)]
    pub signed: bool,
    /// Of a code: what it may be; where it has stages, in the order in which they are reached.
    #[serde(default, rename = "code")]
    pub codes: Vec<Choice>,
    /// Of a code: whether the codes are stages, which only move forward.
    #[serde(default)]
    pub stages: bool,
    /// Of stages: the field that must be filled where a record is withdrawn.
    #[serde(default)]
    pub reason: SmolStr,
    /// Of a day: whether it is told before it comes, as a day on which something is due.
    #[serde(default)]
    pub ahead: bool,
    /// Of a day: whether the record is there no more from it on, as an enterprise that left.
    #[serde(default)]
    pub ends: bool,
    /// Of a day in the code: whether the row tells how things stood on it, so that a later one takes its place and is not added.
    #[serde(default)]
    pub snapshot: bool,
    /// Of a day: of how long each row is where rows come for every month or every day, so that the last of them says how far they
    /// reach, and none tells the same month twice. Days of events do not, though one may fall on the end of a month.
    #[serde(default)]
    pub series: Option<Step>,
    /// Of a link: the register that it leads to.
    #[serde(default)]
    pub register: SmolStr,
    /// Whether every row must have it.
    #[serde(default)]
    pub required: bool,
    /// The dimension that facts are told apart by with it.
    #[serde(default)]
    pub dimension: SmolStr,
    /// Who may see it, where that is other than the register's.
    #[serde(default)]
    pub secrecy: Option<Secrecy>,
    /// What to know about it; it stands beside the column in a workbook.
    #[serde(default)]
    pub note: SmolStr,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// Words.
    Text,
    /// An exact number in the field's unit.
    Number,
    /// A day.
    Date,
    /// One of a list.
    Code,
    /// Yes or no.
    Flag,
    /// The code of a record of another register.
    Link,
}

/// Of how long a row of a series is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Of a day.
    Day,
    /// Of a month.
    Month,
}

/// Since when a number is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cumulates {
    /// Since the beginning of the year.
    Year,
    /// Since ever.
    Ever,
}

/// One of the codes of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name in formulas and keys.
    pub id: SmolStr,
    /// What a cell says: 已开工.
    pub zh: SmolStr,
    /// What cells say as well.
    #[serde(default)]
    pub aliases: Vec<SmolStr>,
    /// Of a stage: the field of the day on which it was reached.
    #[serde(default)]
    pub reached: SmolStr,
    /// Of a stage: whether it ends a record at any time, for a reason.
    #[serde(default)]
    pub withdraws: bool,
}

/// What must hold in each row that has the fields it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowRule {
    /// What must hold: `completed <= total`.
    pub holds: Written<Condition>,
    /// Rows of which it must hold; all where nothing is said.
    #[serde(default, rename = "where")]
    pub only: Vec<Written<Condition>>,
    /// Whether it is only worth a look where it does not; the row is taken all the same.
    #[serde(default)]
    pub mild: bool,
    /// What is said where it does not; fields stand in braces.
    pub zh: SmolStr,
    /// The same in English.
    pub en: SmolStr,
}

impl RegisterType {
    /// Whether it is what `name` means: its id, its name or another that sheets of it bear.
    pub fn is_called(&self, name: &str) -> bool {
        let names = [&self.id, &self.zh, &self.en];
        names.into_iter().chain(&self.aliases).any(|known| known == name)
    }

    /// The field of this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }
}

impl Field {
    /// Whether what it holds is of one year and says nothing of the next.
    pub fn is_of_year(&self) -> bool {
        self.annual || self.cumulates == Some(Cumulates::Year)
    }

    /// The code of this id.
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.codes.iter().find(|choice| choice.id == id)
    }

    /// All headings that mean it, its name first.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.zh.as_str()).chain(self.aliases.iter().map(SmolStr::as_str))
    }
}

impl Choice {
    /// All words that say it, its name first.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.zh.as_str()).chain(self.aliases.iter().map(SmolStr::as_str))
    }
}
