//! What a ledger is kept for: its region, the periods that facts are reckoned for, the registers that are kept.

use crate::error::Result;
use crate::ledger::Ledger;
use crate::read::Known;
use crate::writing::Writing;
use juyan_model::{Brought, Date, Period, Vouched};
use rusqlite::Connection;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const REGION: &str = "region";
pub(crate) const PERIOD: &str = "period";
pub(crate) const REGISTER: &str = "register";
/// How far a sheet reaches which does not have all of its register, or speaks as of a day: `NAME/whole/2024-07-31`,
/// `NAME/part/2024-07-31`, `NAME/part/`. It stands before the row of the register.
pub(crate) const REACH: &str = "reach";

impl Writing<'_> {
    /// Has facts reckoned for `period` from now on. Every change that wants it says so, though others did before: those may
    /// be taken back.
    pub fn keep_period(&mut self, period: Period) -> Result<()> {
        self.property(PERIOD, &format!("{}/{}", period.from, period.to))?;
        Ok(())
    }

    /// Has `register` kept from now on, of which such a sheet came; every change that wants it says so.
    pub fn keep_register(&mut self, register: &str, brought: Brought) -> Result<()> {
        if brought != PLAIN {
            let extent = if brought.whole { "whole" } else { "part" };
            let day = brought.since.map_or_else(String::new, |day| day.to_string());
            self.property(REACH, &format!("{register}/{extent}/{day}"))?;
        }
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

    /// How far each register was kept: by sheets without a day to the end of the last period that was over when they came, of
    /// those that the ledger was kept for; where it was kept for none then, of those that came next.
    pub fn vouched(&self, known: Known) -> Result<BTreeMap<SmolStr, Vouched>> {
        vouched(&self.db, self.seq_of(known)?, &[])
    }
}

/// A sheet that has all of its register and names no day, as they all were before sheets were told apart.
const PLAIN: Brought = Brought {
    whole: true,
    since: None,
};

/// A register, and the sheets of it that came before the ledger was kept for any period.
#[derive(Debug, Default)]
struct Came {
    vouched: Vouched,
    waiting: Vec<(Brought, Option<Date>)>,
}

impl Came {
    fn take(&mut self, brought: Brought, day: Option<Date>, ends: &BTreeSet<Date>) {
        let over = vouched_on(ends, day);
        if over.is_none() && brought.since.is_none() {
            self.waiting.push((brought, day));
        } else {
            self.vouched = std::mem::take(&mut self.vouched).with(brought, over);
        }
    }

    fn settle(&mut self, ends: &BTreeSet<Date>) {
        for (brought, day) in std::mem::take(&mut self.waiting) {
            self.take(brought, day, ends);
        }
    }
}

/// How far each register was kept, see [`Ledger::vouched`], once the ledger is kept for the periods that are `coming` too.
pub(crate) fn vouched(db: &Connection, known: i64, coming: &[Period]) -> Result<BTreeMap<SmolStr, Vouched>> {
    let mut query = db.prepare_cached(include_str!("sql/kept.sql"))?;
    let rows = query.query_map((PERIOD, REGISTER, REACH, known), |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
        ))
    })?;
    let mut ends = BTreeSet::new();
    let mut came: BTreeMap<SmolStr, Came> = BTreeMap::new();
    let mut reach: BTreeMap<SmolStr, Brought> = BTreeMap::new();
    for row in rows {
        let (name, value, day) = row?;
        match name.as_str() {
            PERIOD => {
                ends.extend(value.split_once('/').and_then(|(_, to)| to.parse::<Date>().ok()));
                for came in came.values_mut() {
                    came.settle(&ends);
                }
            }
            REACH => reach.extend(brought(&value)),
            _ => {
                let brought = reach.remove(value.as_str()).unwrap_or(PLAIN);
                let came = came.entry(value.into()).or_default();
                came.take(brought, day.parse().ok(), &ends);
            }
        }
    }
    for period in coming {
        ends.insert(period.to);
        for came in came.values_mut() {
            came.settle(&ends);
        }
    }
    let settled = came.into_iter().map(|(register, came)| (register, came.vouched));
    Ok(settled.filter(|(_, vouched)| !vouched.is_empty()).collect())
}

/// The register of a row of [`REACH`], and what its sheet says of it; none where it is not written so.
pub(crate) fn brought(value: &str) -> Option<(SmolStr, Brought)> {
    let (rest, day) = value.rsplit_once('/')?;
    let (register, extent) = rest.rsplit_once('/')?;
    let whole = match extent {
        "whole" => true,
        "part" => false,
        _ => return None,
    };
    let since = match day {
        "" => None,
        day => Some(day.parse().ok()?),
    };
    Some((register.into(), Brought { whole, since }))
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
    Ok(stored.iter().filter_map(|text| period_of(text)).collect())
}

/// The stretch of a row of [`PERIOD`]; none where it is not written so.
pub(crate) fn period_of(text: &str) -> Option<Period> {
    let (from, to) = text.split_once('/')?;
    let period = Period::new(from.parse().ok()?, to.parse().ok()?);
    (period.from <= period.to).then_some(period)
}

pub(crate) fn settings(db: &Connection, name: &str) -> Result<BTreeSet<SmolStr>> {
    let mut query = db.prepare_cached(include_str!("sql/settings.sql"))?;
    let rows = query.query_map([name], |row| row.get::<_, String>(0))?;
    Ok(rows
        .map(|row| row.map(SmolStr::from))
        .collect::<rusqlite::Result<_>>()?)
}
