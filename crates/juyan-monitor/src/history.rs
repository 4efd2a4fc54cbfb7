//! What fields of records ever held, in the order in which it was recorded: who overwrote what, and when.

use juyan_model::{Cell, Date, Record};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The changes of records, by register and code. A record without any is taken as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History(BTreeMap<(SmolStr, SmolStr), Vec<Change>>);

/// What one act wrote to the fields of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The day on which it was recorded; none where nothing tells.
    pub recorded: Option<Date>,
    /// Who did it.
    pub by: SmolStr,
    /// Why.
    pub reason: SmolStr,
    /// The fields, each with the day from which it holds and what it holds; none where it was emptied.
    pub fields: BTreeMap<SmolStr, (Option<Date>, Option<Cell>)>,
}

impl History {
    /// Keeps the changes of a record, in their order.
    pub fn put(&mut self, register: &str, code: &str, changes: Vec<Change>) {
        self.0.insert((register.into(), code.into()), changes);
    }

    /// The changes of a record; of one that has none, what it has held from day to day.
    pub(crate) fn of(&self, record: &Record) -> Vec<Change> {
        let kept = self.0.get(&(record.register.clone(), record.code.clone()));
        kept.cloned().unwrap_or_else(|| by_days(record))
    }
}

/// The values of a record's fields, those together that hold from one day on.
fn by_days(record: &Record) -> Vec<Change> {
    let mut changes: BTreeMap<Option<Date>, Change> = BTreeMap::new();
    for (field, values) in &record.fields {
        for dated in values {
            let change = changes.entry(dated.since).or_default();
            change
                .fields
                .insert(field.clone(), (dated.since, dated.cell.clone()));
        }
    }
    changes.into_values().collect()
}
