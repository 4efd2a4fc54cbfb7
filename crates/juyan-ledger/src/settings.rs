//! What a ledger is kept for: its region, the periods that facts are reckoned for, the registers that are kept.

use crate::error::Result;
use crate::ledger::{Ledger, region};
use crate::writing::Writing;
use juyan_model::Period;
use rusqlite::Connection;
use smol_str::SmolStr;
use std::collections::BTreeSet;

const PERIOD: &str = "period";
const REGISTER: &str = "register";

impl Writing<'_> {
    /// The region whose ledger it is.
    pub fn region(&self) -> Result<SmolStr> {
        region(self.db)
    }

    /// The periods that facts are reckoned for.
    pub fn periods(&self) -> Result<BTreeSet<Period>> {
        periods(self.db)
    }

    /// Has facts reckoned for `period` from now on.
    pub fn keep_period(&mut self, period: Period) -> Result<()> {
        if !self.periods()?.contains(&period) {
            self.property(PERIOD, &format!("{}/{}", period.from, period.to))?;
        }
        Ok(())
    }

    /// The registers that are kept, maybe without a record: nothing happened is something else than nobody noted it.
    pub fn kept_registers(&self) -> Result<BTreeSet<SmolStr>> {
        settings(self.db, REGISTER)
    }

    /// Has `register` kept from now on.
    pub fn keep_register(&mut self, register: &str) -> Result<()> {
        if !self.kept_registers()?.contains(register) {
            self.property(REGISTER, register)?;
        }
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

fn periods(db: &Connection) -> Result<BTreeSet<Period>> {
    let stored = settings(db, PERIOD)?;
    let period = |text: &SmolStr| {
        let (from, to) = text.split_once('/')?;
        Some(Period::new(from.parse().ok()?, to.parse().ok()?))
    };
    Ok(stored.iter().filter_map(period).collect())
}

fn settings(db: &Connection, name: &str) -> Result<BTreeSet<SmolStr>> {
    let mut query = db.prepare_cached(include_str!("sql/settings.sql"))?;
    let rows = query.query_map([name], |row| row.get::<_, String>(0))?;
    Ok(rows
        .map(|row| row.map(SmolStr::from))
        .collect::<rusqlite::Result<_>>()?)
}
