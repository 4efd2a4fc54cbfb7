//! Rows of a register to be looked through: which there are on a day, in which order, a page of them.

use crate::act::Change;
use crate::error::Result;
use crate::ledger::Ledger;
use crate::reading::Reading;
use crate::record::{gathered, one_after};
use juyan_model::{Date, Record};
use rusqlite::{OptionalExtension, named_params};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// Which rows of a register are asked for, in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsAsked<'a> {
    /// The type of the register.
    pub register: &'a str,
    /// The day on which they hold something.
    pub day: Date,
    /// What stands in one of their fields or in their code; empty where all are meant.
    pub words: &'a str,
    /// The fields that are looked into.
    pub fields: Vec<&'a str>,
    /// Fields, each with a code that the words mean.
    pub coded: Vec<(&'a str, &'a str)>,
    /// What orders them; else they come as they were begun.
    pub order: Option<RowOrder<'a>>,
}

/// What orders rows; of the last value first, where it falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowOrder<'a> {
    /// The field.
    pub field: &'a str,
    /// Whether it holds numbers.
    pub is_number: bool,
}

const BY_CODE: &str = concat!(include_str!("sql/rows.sql"), include_str!("sql/rows-by-code.sql"));
const BY_NUMBER: &str = concat!(
    include_str!("sql/rows.sql"),
    include_str!("sql/rows-by-number.sql")
);
const BY_TEXT: &str = concat!(include_str!("sql/rows.sql"), include_str!("sql/rows-by-text.sql"));

impl Ledger {
    /// The places of the rows that are asked for, in their order. Numbers of more than 15 digits that differ behind these are in no
    /// particular order.
    pub fn rows(&self, asked: &RowsAsked<'_>) -> Result<Vec<i64>> {
        let fields = serde_json::to_string(&asked.fields).unwrap_or_default();
        let coded = serde_json::to_string(&asked.coded).unwrap_or_default();
        let day = asked.day.to_string();
        let query = match asked.order {
            None => BY_CODE,
            Some(order) if order.is_number => BY_NUMBER,
            Some(_) => BY_TEXT,
        };
        let mut query = self.db.prepare_cached(query)?;
        for (name, value) in [
            (":register", asked.register),
            (":day", &day),
            (":words", asked.words),
            (":fields", &fields),
            (":coded", &coded),
        ] {
            let place = query.parameter_index(name)?.unwrap_or_default();
            query.raw_bind_parameter(place, value)?;
        }
        if let (Some(order), Some(place)) = (asked.order, query.parameter_index(":sort")?) {
            query.raw_bind_parameter(place, order.field)?;
        }
        let (mut rows, mut places) = (query.raw_query(), Vec::new());
        while let Some(row) = rows.next()? {
            places.push(row.get(0)?);
        }
        Ok(places)
    }

    /// The places of all rows of a register that hold something on a day, where `places` are those that did before anything was written
    /// behind the value `since` and nothing was taken back meanwhile. No more is looked at than was written to.
    pub fn rows_since(&self, asked: &RowsAsked<'_>, places: &[i64], since: i64) -> Result<Vec<i64>> {
        let mut query = self.db.prepare_cached(include_str!("sql/touched-rows.sql"))?;
        let rows = query.query_map((since, asked.register), |row| row.get(0))?;
        let touched: BTreeSet<i64> = rows.collect::<rusqlite::Result<_>>()?;
        let mut all: Vec<i64> = places
            .iter()
            .filter(|place| !touched.contains(place))
            .copied()
            .collect();
        for place in touched {
            let record = self.record_at(asked.register, place)?;
            if record.is_some_and(|record| record.is_there(asked.day)) {
                all.push(place);
            }
        }
        all.sort_unstable();
        Ok(all)
    }

    /// The record at a place that [`Ledger::rows`] gave.
    pub fn record_at(&self, register: &str, place: i64) -> Result<Option<Record>> {
        let mut query = self.db.prepare_cached(include_str!("sql/fields-of-any.sql"))?;
        Ok(gathered(register, query.query(named_params! { ":place": place })?)?.pop())
    }

    /// What tells whether any row of any register may be another than it was: nothing that is recorded leaves it as it is.
    pub fn rows_version(&self) -> Result<(i64, i64)> {
        let query = "SELECT coalesce((SELECT max(seq) FROM field), 0), coalesce((SELECT max(seq) FROM change WHERE reverses IS NOT NULL), 0)";
        let mut query = self.db.prepare_cached(query)?;
        Ok(query.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// The registers to whose records a change wrote.
    pub fn registers_of(&self, change: i64) -> Result<BTreeSet<SmolStr>> {
        let mut query = self
            .db
            .prepare_cached(include_str!("sql/registers-of-change.sql"))?;
        let rows = query.query_map([change], |row| Ok(SmolStr::from(row.get::<_, String>(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The change of this number; none where there is none.
    pub fn change_of(&self, seq: i64) -> Result<Option<Change>> {
        let mut query = self.db.prepare_cached(include_str!("sql/change.sql"))?;
        let found = query
            .query_row([seq], |row| Ok(Change::from_row(row)))
            .optional()?;
        found.transpose()
    }
}

impl Reading<'_> {
    /// The last change that wrote to a record or took back what was written to it; none where there never was one of this code.
    pub fn newest(&self, register: &str, code: &str) -> Result<Option<i64>> {
        let mut query = self.db.prepare_cached(include_str!("sql/newest-of-record.sql"))?;
        Ok(query.query_row([register, code], |row| row.get(0))?)
    }

    /// One record as known after a change; none where it was not there.
    pub fn record_after(&self, register: &str, code: &str, change: i64) -> Result<Option<Record>> {
        one_after(self.db, register, code, change)
    }
}
