//! A ledger as it is to be: what it holds, with records, registers and periods that are about to be written. Nothing is
//! written here, so that what would follow can be told without a change.

use crate::RowChange;
use crate::difference::take_in;
use juyan_ledger::{LedgerError, Reading, vouched_on};
use juyan_model::{Brought, Date, Period, Record, Vouched};
use juyan_register::Registers;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// A record that comes to be another.
#[derive(Debug, Clone)]
pub(crate) struct Revised {
    /// As it was; none where it is new.
    pub(crate) before: Option<Record>,
    /// As it is to be.
    pub(crate) after: Record,
}

/// A ledger as it is to be.
#[derive(Debug, Clone)]
pub(crate) struct Prospect<'l> {
    pub(crate) reading: Reading<'l>,
    /// The periods that facts are reckoned for.
    pub(crate) periods: BTreeSet<Period>,
    /// The registers that are kept.
    pub(crate) kept: BTreeSet<SmolStr>,
    /// How far each register was kept.
    pub(crate) vouched: BTreeMap<SmolStr, Vouched>,
    /// Whether all records are gone through, whatever was held ready.
    pub(crate) anew: bool,
    /// The records that come to be others, by register and code.
    revised: BTreeMap<SmolStr, BTreeMap<SmolStr, Revised>>,
}

impl<'l> Prospect<'l> {
    /// The ledger as it is.
    pub(crate) fn of(reading: Reading<'l>) -> Result<Self, LedgerError> {
        Ok(Self {
            reading,
            periods: reading.periods()?,
            kept: reading.kept_registers()?,
            vouched: reading.vouched(&[])?,
            anew: false,
            revised: BTreeMap::new(),
        })
    }

    /// Has registers kept, of which such sheets come `today`; gives those that come to reach further.
    pub(crate) fn keep(
        &mut self,
        registers: &BTreeMap<SmolStr, Brought>,
        today: Option<Date>,
    ) -> BTreeSet<SmolStr> {
        let ends: BTreeSet<Date> = self.periods.iter().map(|period| period.to).collect();
        let over = vouched_on(&ends, today);
        let mut longer = BTreeSet::new();
        for (register, brought) in registers {
            self.kept.insert(register.clone());
            let was = self.vouched.remove(register).unwrap_or_default();
            let is = was.clone().with(*brought, over);
            // That the end of a period came nearer is no news every day.
            let is_news = brought.since.is_some() || over.is_some_and(|over| ends.contains(&over));
            if is != was && is_news {
                longer.insert(register.clone());
            }
            if !is.is_empty() {
                self.vouched.insert(register.clone(), is);
            }
        }
        longer
    }

    /// The day of which a sheet spoke that came last, named or not, where the whole of its register does not reach it.
    pub(crate) fn untold(&self, register: &str, since: Option<Date>) -> Option<Date> {
        let vouched = self.vouched.get(register)?;
        let day = since.or(vouched.events)?;
        let reaches = vouched.list(day).is_some_and(|(to, _)| to >= day);
        (!reaches).then_some(day)
    }

    /// Takes a row in, which stands for a record that was `before`.
    pub(crate) fn revise(&mut self, register: &SmolStr, before: Option<&Record>, row: &RowChange) {
        let records = self.revised.entry(register.clone()).or_default();
        let new = || Record {
            register: register.clone(),
            code: row.code.clone(),
            fields: BTreeMap::new(),
        };
        let revised = records.entry(row.code.clone()).or_insert_with(|| Revised {
            before: before.cloned(),
            after: before.cloned().unwrap_or_else(new),
        });
        take_in(&mut revised.after, row);
    }

    /// The records of a register that come to be others.
    pub(crate) fn revised(&self, register: &str) -> impl Iterator<Item = &Revised> {
        self.revised.get(register).into_iter().flat_map(BTreeMap::values)
    }

    /// Puts the records of a register as they are to be into `registers`; of one that is not kept none, not even that it is
    /// empty.
    pub(crate) fn load(&self, register: &str, registers: &mut Registers) -> Result<(), LedgerError> {
        if self.kept.contains(register) && !registers.keeps(register) {
            registers.open(register);
            for record in self.reading.records(register)? {
                registers.put(record);
            }
            for revised in self.revised(register) {
                registers.put(revised.after.clone());
            }
        }
        Ok(())
    }
}
