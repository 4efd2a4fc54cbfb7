//! The rows of a register that a report of some period lists: those that were there at its end, and of what happens on days those that
//! happened within it, each as it was at the end.
//!
//! On which day a row of a register happened is what its formulas ask for (`held in period`), or the day in its code.

use super::moment::Moment;
use juyan::Context;
use juyan::model::{Cell, Date, Period, Record};
use juyan::vocabulary::{Condition, Field, RegisterType, Stretch};
use juyan_ledger::LedgerError;
use juyan_register::shown;
use juyan_writer::Records;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Registers as of one moment, for the report of a period.
#[derive(Debug)]
pub struct Rows<'m> {
    /// The moment.
    pub moment: &'m Moment<'m>,
    /// The period.
    pub period: Period,
    /// The registers that are not known of the period, for people.
    pub told: RefCell<BTreeSet<String>>,
}

impl Rows<'_> {
    /// The records of registers that rows repeat over, as they are shown. What the ledger does not hold has no rows.
    pub fn records(&self, ids: Vec<String>, context: Context<'_>) -> Result<Records, LedgerError> {
        let mut records = Records::new();
        for id in ids {
            let Some(register) = context.catalogue.register(&id) else {
                continue;
            };
            let mut kept = self.moment.records(&id)?;
            self.keep_of_period(&mut kept, register, context);
            let is_event = dated(&kept, register).is_some() || !happens(register, context).is_empty();
            let vouched = self.moment.vouched(&id)?.filter(|_| !is_event);
            let known = vouched.map(|vouched| vouched.list(self.period.to).map(|(day, _)| day));
            if let Some(known) = known.filter(|known| known.is_none_or(|day| day < self.period.from)) {
                // A sheet of some rows vouches for these.
                kept.retain(|record| self.is_told_within(record));
                self.tell((register, known), context);
            }
            let rows = kept.iter().map(|record| {
                let fields = register.fields.iter().map(|field| {
                    let cell = record.on(&field.id, self.period.to);
                    let words = cell.map_or_else(String::new, |cell| shown(cell, field, context.catalogue));
                    (field.id.to_string(), words)
                });
                fields.collect()
            });
            records.insert(id, rows.collect());
        }
        Ok(records)
    }

    /// Whether a sheet told something of the record as of a day of the period.
    fn is_told_within(&self, record: &Record) -> bool {
        let mut days = record.fields.values().flatten().filter_map(|dated| dated.since);
        days.any(|day| self.period.from <= day && day <= self.period.to)
    }

    /// What the list says of another time is none of this report.
    fn tell(&self, (register, known): (&RegisterType, Option<Date>), context: Context<'_>) {
        let name = context.either(&register.zh, &register.en);
        let told = match known {
            Some(day) => context.fill("write.rows-before", &[("register", &name), ("day", &day)]),
            None => context.fill("write.rows-later", &[("register", &name)]),
        };
        self.told.borrow_mut().insert(told + "\n");
    }

    fn keep_of_period(&self, records: &mut Vec<Record>, register: &RegisterType, context: Context<'_>) {
        let end = self.period.to;
        let day = |record: &Record, field: &str| match record.on(field, end) {
            Some(Cell::Day(day)) => Some(*day),
            _ => None,
        };
        let ends = register.fields.iter().filter(|field| field.ends);
        let ends: Vec<&str> = ends.map(|field| field.id.as_str()).collect();
        let has_left = |record: &Record| {
            let mut days = ends.iter().filter_map(|field| day(record, field));
            days.any(|left| left <= end)
        };
        records.retain(|record| record.is_there(end) && !has_left(record));
        let coded = dated(records, register);
        if let Some(field) = coded.filter(|field| field.snapshot) {
            keep_last(records, register, &field.id, self.period);
            return;
        }
        let happens = match coded {
            Some(field) => BTreeSet::from([field.id.as_str()]),
            None => happens(register, context),
        };
        if !happens.is_empty() {
            let is_within = |day: Date| self.period.from <= day && day <= end;
            records.retain(|record| {
                let mut days = happens.iter().filter_map(|field| day(record, field));
                days.any(is_within)
            });
        }
    }
}

/// The day in the code of a register's rows.
fn dated<'r>(records: &[Record], register: &'r RegisterType) -> Option<&'r Field> {
    let mut coded = register
        .fields
        .iter()
        .filter(|field| register.code.contains(&field.id));
    coded.find(|field| is_day(records, &field.id))
}

/// Whether a field holds days.
fn is_day(records: &[Record], field: &str) -> bool {
    let mut held = records.iter().filter_map(|record| record.last(field));
    held.any(|dated| matches!(dated.cell, Some(Cell::Day(_))))
}

/// The days on which rows of a register happen, where all that follows from it asks for what happened within a period.
fn happens<'c>(register: &RegisterType, context: Context<'c>) -> BTreeSet<&'c str> {
    let parts = context
        .catalogue
        .formulas
        .iter()
        .flat_map(|formula| &formula.parts);
    let mut days = BTreeSet::new();
    for part in parts.filter(|part| part.from == register.id) {
        let mut within = part.only.iter().filter_map(|condition| match &**condition {
            Condition::Within(field, Stretch::Period) => Some(field.as_str()),
            _ => None,
        });
        let Some(field) = within.next() else {
            return BTreeSet::new();
        };
        days.insert(field);
    }
    days
}

/// Of rows that tell how things stood on days, the last of each thing within `period`.
fn keep_last(records: &mut Vec<Record>, register: &RegisterType, day: &str, period: Period) {
    let end = period.to;
    let thing = |record: &Record| {
        let others = register.code.iter().filter(|field| field.as_str() != day);
        others
            .map(|field| record.on(field, end).cloned())
            .collect::<Vec<Option<Cell>>>()
    };
    let told = |record: &Record| match record.on(day, end) {
        Some(Cell::Day(day)) if period.from <= *day && *day <= end => Some(*day),
        _ => None,
    };
    let mut last: BTreeMap<Vec<Option<Cell>>, Date> = BTreeMap::new();
    for record in records.iter() {
        if let Some(day) = told(record) {
            let known = last.entry(thing(record)).or_insert(day);
            *known = (*known).max(day);
        }
    }
    records.retain(|record| {
        let day = told(record);
        day.is_some() && last.get(&thing(record)).copied() == day
    });
}
