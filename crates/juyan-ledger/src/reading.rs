//! What a ledger holds as of its last change, or within a change as of what that has written: for those who decide what to
//! write. It writes nothing.

use crate::error::{LedgerError, Result};
use crate::fact::Kept;
use crate::ledger::{Ledger, region};
use crate::read::{UNDER_KEY, kept, period_to};
use crate::record::{count, one, records};
use crate::settings::{Gone, periods, registers_now, vouched_now};
use crate::writing::Writing;
use juyan_model::{Date, Key, Period, Record, Vouched};
use rusqlite::{Connection, OptionalExtension, named_params};
use smol_str::SmolStr;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A look at what a ledger holds.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'l> {
    pub(crate) db: &'l Connection,
    /// What settings came to when they were last asked for.
    pub(crate) gone: &'l RefCell<Gone>,
}

/// A fact that follows from records and that no later one has taken the place of.
#[derive(Debug, Clone, PartialEq)]
pub struct Followed {
    /// The fact.
    pub kept: Kept,
    /// Whether somebody said that another fact corrects it: then it does not stand.
    pub overruled: bool,
    /// Whether anybody said anything of it: gave it another key, answered for it, released it.
    pub spoken_of: bool,
}

impl Ledger {
    /// Gives `work` one look at the ledger: what others write meanwhile is not seen.
    pub fn read<T, E: From<LedgerError>>(
        &self,
        work: impl FnOnce(Reading<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        // Where changes wait to be kept together one looks from within what holds them.
        let around = (!self.is_gathering()).then(|| self.db.unchecked_transaction());
        let _around = around.transpose().map_err(LedgerError::from)?;
        work(Reading {
            db: &self.db,
            gone: &self.gone,
        })
    }
}

impl<'l> Writing<'l> {
    /// What the ledger holds, with what this change has written.
    pub const fn reading(&self) -> Reading<'l> {
        Reading {
            db: self.db,
            gone: self.gone,
        }
    }
}

impl Reading<'_> {
    /// The region whose ledger it is.
    pub fn region(&self) -> Result<SmolStr> {
        region(self.db)
    }

    /// The periods that facts are reckoned for.
    pub fn periods(&self) -> Result<BTreeSet<Period>> {
        periods(self.db)
    }

    /// The registers that are kept, maybe without a record: nothing happened is something else than nobody noted it.
    pub fn kept_registers(&self) -> Result<BTreeSet<SmolStr>> {
        registers_now(self.db, self.gone)
    }

    /// How far each register was kept, see [`Ledger::vouched`], once the ledger is kept for the periods that are `coming` too.
    pub fn vouched(&self, coming: &[Period]) -> Result<BTreeMap<SmolStr, Vouched>> {
        vouched_now(self.db, self.gone, coming)
    }

    /// The day of the last change.
    pub fn today(&self) -> Result<Option<Date>> {
        let mut query = self
            .db
            .prepare_cached("SELECT substr(at, 1, 10) FROM change ORDER BY seq DESC LIMIT 1")?;
        let day: Option<String> = query.query_row([], |row| row.get(0)).optional()?;
        Ok(day.and_then(|day| day.parse().ok()))
    }

    /// The records of a register, in the order in which they were begun.
    pub fn records(&self, register: &str) -> Result<Vec<Record>> {
        records(self.db, register, i64::MAX)
    }

    /// One record; none where it is not there.
    pub fn record(&self, register: &str, code: &str) -> Result<Option<Record>> {
        one(self.db, register, code)
    }

    /// Whether a record of this very code is there, of which not all was taken back.
    pub fn has(&self, register: &str, code: &str) -> Result<bool> {
        let mut query = self.db.prepare_cached(include_str!("sql/has-record.sql"))?;
        Ok(query.exists([register, code])?)
    }

    /// The codes of a register's records of which not all was taken back, the last first.
    pub fn codes(&self, register: &str) -> Result<Vec<SmolStr>> {
        let mut query = self.db.prepare_cached(include_str!("sql/codes.sql"))?;
        let rows = query.query_map([register], |row| row.get::<_, String>(0))?;
        Ok(rows
            .map(|row| row.map(SmolStr::from))
            .collect::<rusqlite::Result<_>>()?)
    }

    /// What records of a register hold in a field, or held before, by their codes.
    pub fn holding(&self, register: &str, field: &str) -> Result<Vec<(SmolStr, String)>> {
        let mut query = self.db.prepare_cached(include_str!("sql/holding.sql"))?;
        let rows = query.query_map([register, field], |row| {
            Ok((SmolStr::from(row.get::<_, String>(0)?), row.get(1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many records a register has.
    pub fn count(&self, register: &str) -> Result<i64> {
        count(self.db, register)
    }

    /// How many records a register has, up to `most`: no more than these are gone through.
    pub fn count_to(&self, register: &str, most: usize) -> Result<usize> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut query = self.db.prepare_cached(include_str!("sql/count-records-to.sql"))?;
        let count: i64 = query.query_row((register, most), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// The facts that follow from records by `formula`, in the order in which they came.
    pub fn followed(&self, formula: &str) -> Result<Vec<Followed>> {
        let origin = |end: char| format!("{{\"kind\":\"formula\",\"formula\":\"{formula}{end}");
        let mut query = self.db.prepare_cached(include_str!("sql/followed.sql"))?;
        // All origins of the formula lie between its name with a quotation mark behind it and with the next character.
        let mut rows = query.query(named_params! { ":from": origin('"'), ":to": origin('#') })?;
        let mut followed = Vec::new();
        while let Some(row) = rows.next()? {
            followed.push(Followed {
                kept: Kept::from_row(row)?,
                overruled: row.get(24)?,
                spoken_of: row.get(25)?,
            });
        }
        Ok(followed)
    }

    /// The facts that stood under `key` after the change `known`.
    pub fn stood(&self, key: &Key, known: i64) -> Result<Vec<Kept>> {
        kept(
            self.db,
            UNDER_KEY,
            named_params! { ":key": key.to_string(), ":region": key.region.as_str(), ":to": period_to(key), ":known": known },
        )
    }

    /// The keys under which what a change wrote may have something else stand, whether it is taken back or not.
    pub fn touched(&self, change: i64) -> Result<BTreeSet<Key>> {
        let mut query = self.db.prepare_cached(include_str!("sql/touched.sql"))?;
        let rows = query.query_map([change], |row| row.get::<_, String>(0))?;
        let texts = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(texts.iter().filter_map(|text| text.parse().ok()).collect())
    }

    /// The keys under which papers state what took some time.
    pub fn stated(&self) -> Result<Vec<Key>> {
        let mut query = self.db.prepare_cached(include_str!("sql/stated.sql"))?;
        let rows = query.query_map([], |row| row.get::<_, String>(0))?;
        let texts = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(texts.iter().filter_map(|text| text.parse().ok()).collect())
    }
}
