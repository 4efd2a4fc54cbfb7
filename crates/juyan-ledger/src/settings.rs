//! What a ledger is kept for: its region, the periods that facts are reckoned for, the registers that are kept.

use crate::error::Result;
use crate::ledger::Ledger;
use crate::writing::Writing;
use juyan_model::Period;
use rusqlite::Connection;
use smol_str::SmolStr;
use std::collections::BTreeSet;

pub(crate) const PERIOD: &str = "period";
pub(crate) const REGISTER: &str = "register";

impl Writing<'_> {
    /// Has facts reckoned for `period` from now on. Every change that wants it says so, though others did before: those may
    /// be taken back.
    pub fn keep_period(&mut self, period: Period) -> Result<()> {
        self.property(PERIOD, &format!("{}/{}", period.from, period.to))?;
        Ok(())
    }

    /// Has `register` kept from now on; every change that wants it says so.
    pub fn keep_register(&mut self, register: &str) -> Result<()> {
        self.property(REGISTER, register)?;
        Ok(())
    }
}

impl Ledger {
    /// The periods that facts are reckoned for.
    pub fn periods(&self) -> Result<BTreeSet<Period>> {
        periods(&self.db)
    }

    /// The registers that are kept, maybe without a record.
    pub fn kept_registers(&self) -> Result<BTreeSet<SmolStr>> {
        settings(&self.db, REGISTER)
    }
}

pub(crate) fn periods(db: &Connection) -> Result<BTreeSet<Period>> {
    let stored = settings(db, PERIOD)?;
    let period = |text: &SmolStr| {
        let (from, to) = text.split_once('/')?;
        Some(Period::new(from.parse().ok()?, to.parse().ok()?))
    };
    Ok(stored.iter().filter_map(period).collect())
}

pub(crate) fn settings(db: &Connection, name: &str) -> Result<BTreeSet<SmolStr>> {
    let mut query = db.prepare_cached(include_str!("sql/settings.sql"))?;
    let rows = query.query_map([name], |row| row.get::<_, String>(0))?;
    Ok(rows
        .map(|row| row.map(SmolStr::from))
        .collect::<rusqlite::Result<_>>()?)
}
