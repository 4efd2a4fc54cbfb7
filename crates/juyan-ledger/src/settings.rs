//! What a ledger is kept for: its region, the periods that facts are reckoned for, the registers that are kept.

use crate::error::Result;
use crate::ledger::Ledger;
use crate::read::Known;
use crate::writing::Writing;
use juyan_model::{Date, Period};
use rusqlite::Connection;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

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

    /// What each change brought, by its number: the registers of its sheets, the names of its papers.
    pub fn contents(&self) -> Result<BTreeMap<i64, Vec<String>>> {
        let mut query = self.db.prepare(include_str!("sql/contents.sql"))?;
        let rows = query.query_map([REGISTER], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut contents: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for row in rows {
            let (change, name) = row?;
            contents.entry(change).or_default().push(name);
        }
        Ok(contents)
    }

    /// The day up to which each register was kept: to the end of the last period that was over when a sheet of it came, of
    /// those that the ledger was kept for; where it was kept for none then, of those that came next.
    pub fn vouched(&self, known: Known) -> Result<BTreeMap<SmolStr, Date>> {
        vouched(&self.db, self.seq_of(known)?, &[])
    }
}

/// The day up to which each register was kept, see [`Ledger::vouched`], once the ledger is kept for the periods that are
/// `coming` too.
pub(crate) fn vouched(db: &Connection, known: i64, coming: &[Period]) -> Result<BTreeMap<SmolStr, Date>> {
    let mut query = db.prepare_cached(include_str!("sql/kept.sql"))?;
    let rows = query.query_map((PERIOD, REGISTER, known), |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
        ))
    })?;
    let mut ends = BTreeSet::new();
    let mut came: BTreeMap<SmolStr, (Option<Date>, Option<Date>)> = BTreeMap::new();
    let settle = |came: &mut BTreeMap<SmolStr, (Option<Date>, Option<Date>)>, ends: &BTreeSet<Date>| {
        let waiting = came.values_mut().filter(|(kept, _)| kept.is_none());
        waiting.for_each(|(kept, day)| *kept = vouched_on(ends, *day));
    };
    for row in rows {
        let (name, value, day) = row?;
        if name == PERIOD {
            ends.extend(value.split_once('/').and_then(|(_, to)| to.parse::<Date>().ok()));
            settle(&mut came, &ends);
        } else {
            let day = day.parse().ok();
            came.insert(value.into(), (vouched_on(&ends, day), day));
        }
    }
    for period in coming {
        ends.insert(period.to);
        settle(&mut came, &ends);
    }
    let bounded = came
        .into_iter()
        .filter_map(|(register, (kept, _))| Some((register, kept?)));
    Ok(bounded.collect())
}

/// Up to when a register is kept of which a sheet came `today`, in a ledger that is kept for periods that end on these days:
/// to the last of them that is over, to the day itself where none is. None where it is kept for none.
pub fn vouched_on(ends: &BTreeSet<Date>, today: Option<Date>) -> Option<Date> {
    let today = today.unwrap_or(Date::MAX);
    let over = ends.range(..=today).next_back().copied();
    over.or_else(|| (!ends.is_empty()).then_some(today))
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
