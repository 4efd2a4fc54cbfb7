//! A record as it was on a day, field by field; and what is wrong with what stands there. It knows no register.

use juyan_model::{Cell, Date, Decimal, Key, Record};
use juyan_register::Registers;
use smol_str::SmolStr;

/// What of the plan cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flaw {
    /// The register.
    pub register: SmolStr,
    /// The record.
    pub code: SmolStr,
    /// The wording that says what is wrong.
    pub says: &'static str,
    /// What stands there.
    pub text: SmolStr,
}

/// A record on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) record: &'a Record,
    pub(crate) day: Date,
}

/// The records of a register that were there on a day.
pub(crate) fn rows_of<'a>(
    registers: &'a Registers,
    register: &str,
    day: Date,
) -> impl Iterator<Item = Row<'a>> {
    let rows = registers.records(register).map(move |record| Row { record, day });
    rows.filter(move |row| row.record.is_there(day))
}

impl<'a> Row<'a> {
    fn cell(self, field: &str) -> Option<&'a Cell> {
        self.record.on(field, self.day)
    }

    /// The day from which a field holds what it does; none where it always did.
    pub(crate) fn since(self, field: &str) -> Option<Date> {
        let values = self.record.fields.get(field)?.iter().rev();
        let mut days = values.map(|dated| dated.since);
        days.find(|since| since.is_none_or(|since| since <= self.day))?
    }

    /// Words, a code, or the code of another record; empty where there are none.
    pub(crate) fn words(self, field: &str) -> SmolStr {
        match self.cell(field) {
            Some(Cell::Text(words) | Cell::Code(words) | Cell::Link(words)) => words.trim().into(),
            Some(Cell::Number(number)) => number.normalize().to_string().into(),
            Some(Cell::Day(day)) => day.to_string().into(),
            Some(Cell::Flag(_)) | None => SmolStr::default(),
        }
    }

    pub(crate) fn number(self, field: &str) -> Option<Decimal> {
        match self.cell(field)? {
            Cell::Number(number) => Some(*number),
            Cell::Text(_) | Cell::Day(_) | Cell::Code(_) | Cell::Flag(_) | Cell::Link(_) => None,
        }
    }

    pub(crate) fn date(self, field: &str) -> Option<Date> {
        match self.cell(field)? {
            Cell::Day(day) => Some(*day),
            Cell::Text(_) | Cell::Number(_) | Cell::Code(_) | Cell::Flag(_) | Cell::Link(_) => None,
        }
    }

    /// The key in a field; none where it is empty or, which is a flaw, no key.
    pub(crate) fn key(self, field: &str, flaws: &mut Vec<Flaw>) -> Option<Key> {
        let words = self.words(field);
        if words.is_empty() {
            return None;
        }
        let key = words.parse().ok();
        if key.is_none() {
            flaws.push(self.flaw("watch.flaw-key", &words));
        }
        key
    }

    pub(crate) fn flaw(self, says: &'static str, text: &str) -> Flaw {
        Flaw {
            register: self.record.register.clone(),
            code: self.record.code.clone(),
            says,
            text: text.into(),
        }
    }
}
