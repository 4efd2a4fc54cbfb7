//! An entry of a register, and the values of its fields over time.

use crate::{Date, Decimal};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// One entry of a register 台账, with every field's values over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The type of the register.
    pub register: SmolStr,
    /// What names the entry within its register.
    pub code: SmolStr,
    /// The fields, by name; of each its values in the order of the days from which they hold.
    pub fields: BTreeMap<SmolStr, Vec<Dated>>,
}

/// A field's value and the day from which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The first day on which it is so; none where it has always been.
    pub since: Option<Date>,
    /// The value; none where the field was emptied.
    pub cell: Option<Cell>,
}

/// A field's value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// Words.
    Text(SmolStr),
    /// An exact number in the field's unit, with the digits it was given in.
    Number(Decimal),
    /// A day.
    Day(Date),
    /// One of the field's code list.
    Code(SmolStr),
    /// Yes or no.
    Flag(bool),
    /// The code of a record of another register.
    Link(SmolStr),
}

impl Record {
    /// Whether the entry was there on `day`: whether a field held anything.
    pub fn is_there(&self, day: Date) -> bool {
        self.fields.keys().any(|field| self.on(field, day).is_some())
    }

    /// The day from which the entry is there; none where it always was.
    pub fn begins(&self) -> Option<Date> {
        let firsts = self.fields.values().filter_map(|values| values.first());
        firsts.map(|dated| dated.since).min().flatten()
    }

    /// What `field` came to hold last, and the day from which it does; none where it never held anything.
    pub fn last(&self, field: &str) -> Option<&Dated> {
        let mut values = self.fields.get(field)?.iter().rev();
        values.find(|dated| dated.cell.is_some())
    }

    /// What `field` held on `day`.
    ///
    /// ```
    /// use juyan_model::{Cell, Date, Dated, Record};
    /// let day = |text: &str| text.parse::<Date>().unwrap();
    /// let stage = vec![
    ///     Dated { since: None, cell: Some(Cell::Code("approved".into())) },
    ///     Dated { since: Some(day("2024-07-10")), cell: Some(Cell::Code("started".into())) },
    /// ];
    /// let record = Record { register: "project".into(), code: "18".into(), fields: [("stage".into(), stage)].into() };
    /// assert_eq!(record.on("stage", day("2024-06-30")), Some(&Cell::Code("approved".into())));
    /// assert_eq!(record.on("stage", day("2024-07-10")), Some(&Cell::Code("started".into())));
    /// ```
    pub fn on(&self, field: &str, day: Date) -> Option<&Cell> {
        self.dated_on(field, day)?.cell.as_ref()
    }

    /// What `field` held on `day`, with the day from which it did.
    pub fn dated_on(&self, field: &str, day: Date) -> Option<&Dated> {
        let mut values = self.fields.get(field)?.iter().rev();
        values.find(|dated| dated.since.is_none_or(|since| since <= day))
    }
}
