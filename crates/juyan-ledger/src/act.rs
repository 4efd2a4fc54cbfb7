//! A change: who did what, when and why.

use crate::error::Result;
use crate::legible::Fault;
use jiff::Timestamp;
use jiff::tz::Offset;
use juyan_model::Date;

/// What a person is about to do: the part of a change that is known before it is made.
#[derive(Debug, Clone)]
pub struct Act {
    /// What kind of act.
    pub kind: ActKind,
    /// Who does it.
    pub person: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

impl Act {
    /// An act that gives no reason.
    pub fn new(kind: ActKind, person: &str, at: Timestamp) -> Self {
        Self {
            kind,
            person: person.to_owned(),
            reason: String::new(),
            at,
        }
    }

    /// The same, for `reason`.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        reason.clone_into(&mut self.reason);
        self
    }
}

/// What kind of act a change was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActKind {
    /// A ledger was begun.
    Init,
    /// The facts of a report were taken down.
    Record,
    /// A table was brought in.
    Import,
    /// A person entered or mended something.
    Enter,
    /// A fact was given its key.
    Bind,
    /// Two facts of one key were told apart, or one for the other's correction.
    Answer,
    /// What was not public became so.
    Release,
    /// A paper was reviewed for what may not become public 保密审查.
    Review,
    /// A paper was signed off by who answers for it 签发.
    SignOff,
    /// A paper was published 发布.
    Publish,
    /// An earlier change was taken back.
    Undo,
}

impl ActKind {
    const ALL: [Self; 11] = [
        Self::Init,
        Self::Record,
        Self::Import,
        Self::Enter,
        Self::Bind,
        Self::Answer,
        Self::Release,
        Self::Review,
        Self::SignOff,
        Self::Publish,
        Self::Undo,
    ];

    /// The name that is stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Record => "record",
            Self::Import => "import",
            Self::Enter => "enter",
            Self::Bind => "bind",
            Self::Answer => "answer",
            Self::Release => "release",
            Self::Review => "review",
            Self::SignOff => "sign-off",
            Self::Publish => "publish",
            Self::Undo => "undo",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A change as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its place among all changes, from 1.
    pub seq: i64,
    /// When it was recorded, in China's time: `2024-07-12T09:00:00.000+08:00`.
    pub at: String,
    /// What kind of act it was.
    pub kind: ActKind,
    /// Who did it.
    pub person: String,
    /// Why.
    pub reason: String,
    /// The change that it takes back.
    pub reverses: Option<i64>,
    /// The head of the chain after it, 64 hexadecimal digits.
    pub hash: String,
}

impl Change {
    /// The day on which it was recorded, where it was.
    pub fn day(&self) -> Option<Date> {
        self.at.get(..10)?.parse().ok()
    }

    /// When it was recorded, to the minute, for people: `2024-07-12 09:00`.
    pub fn minute(&self) -> String {
        self.at.get(..16).unwrap_or(&self.at).replace('T', " ")
    }

    pub(crate) fn from_row(row: &rusqlite::Row<'_>) -> Result<Self> {
        Self::behind(row, 0)
    }

    /// The change whose columns stand in a row behind `first` others.
    pub(crate) fn behind(row: &rusqlite::Row<'_>, first: usize) -> Result<Self> {
        let seq = row.get(first)?;
        let name: String = row.get(first + 2)?;
        let kind = ActKind::named(&name).ok_or_else(|| Fault::Word.of("change", seq, "act", &name))?;
        Ok(Self {
            seq,
            at: row.get(first + 1)?,
            kind,
            person: row.get(first + 3)?,
            reason: row.get(first + 4)?,
            reverses: row.get(first + 5)?,
            hash: row.get(first + 6)?,
        })
    }
}

/// All of China has one time of day.
const HOURS: i8 = 8;

/// `at` as the ledger writes it. Texts of this form are in the order of time.
pub(crate) fn written(at: Timestamp) -> String {
    let time = Offset::constant(HOURS).to_datetime(at);
    format!("{}+{HOURS:02}:00", time.strftime("%Y-%m-%dT%H:%M:%S.%3f"))
}

/// The text that no change of `day` comes after.
pub(crate) fn end_of(day: Date) -> String {
    format!("{day}T24")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_their_order() {
        let at = |text: &str| written(text.parse().unwrap());
        assert_eq!(at("2024-07-11T23:30:00Z"), "2024-07-12T07:30:00.000+08:00");
        assert!(at("2024-07-12T15:59:59.999Z") < end_of(Date::constant(2024, 7, 12)));
        assert!(at("2024-07-12T16:00:00Z") > end_of(Date::constant(2024, 7, 12)));
    }
}
