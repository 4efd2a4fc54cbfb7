//! What a ledger is kept for: its region, the periods that facts are reckoned for, the registers that are kept.

use crate::error::Result;
use crate::ledger::Ledger;
use crate::read::Known;
use crate::writing::Writing;
use juyan_model::{Brought, Date, Period, Vouched};
use rusqlite::{Connection, OptionalExtension};
use smol_str::SmolStr;
use std::cell::RefCell;
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
        let mut kept = Kept::default();
        kept.go_on(&self.db, 0, self.seq_of(known)?)?;
        Ok(kept.vouched(&[]))
    }
}

/// A sheet that has all of its register and names no day, as they all were before sheets were told apart.
const PLAIN: Brought = Brought {
    whole: true,
    since: None,
};

/// A register, and the sheets of it that came before the ledger was kept for any period.
#[derive(Debug, Clone, Default)]
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

/// What settings come to, change by change.
#[derive(Debug, Clone, Default)]
struct Kept {
    /// The ends of the periods that the ledger is kept for.
    ends: BTreeSet<Date>,
    came: BTreeMap<SmolStr, Came>,
    /// What the change that is gone through says of registers that it is yet to name.
    reach: BTreeMap<SmolStr, Brought>,
}

impl Kept {
    fn take(&mut self, name: &str, value: &str, day: &str) {
        match name {
            PERIOD => {
                let end = value.split_once('/').and_then(|(_, to)| to.parse::<Date>().ok());
                self.ends.extend(end);
                self.settle();
            }
            REACH => self.reach.extend(brought(value)),
            _ => {
                let brought = self.reach.remove(value).unwrap_or(PLAIN);
                let came = self.came.entry(value.into()).or_default();
                came.take(brought, day.parse().ok(), &self.ends);
            }
        }
    }

    fn settle(&mut self) {
        for came in self.came.values_mut() {
            came.settle(&self.ends);
        }
    }

    /// Takes in what was kept behind the setting `after` up to the change `known`. Gives the last setting that it came to.
    fn go_on(&mut self, db: &Connection, after: i64, known: i64) -> Result<i64> {
        let mut query = db.prepare_cached(include_str!("sql/kept.sql"))?;
        let mut rows = query.query((PERIOD, REGISTER, REACH, known, after))?;
        let mut last = after;
        while let Some(row) = rows.next()? {
            let text = |column: usize| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str()?);
            self.take(text(0)?, text(1)?, text(2)?);
            last = last.max(row.get(3)?);
        }
        Ok(last)
    }

    /// How far each register was kept, once the ledger is kept for the periods that are `coming` too.
    fn vouched(mut self, coming: &[Period]) -> BTreeMap<SmolStr, Vouched> {
        for period in coming {
            self.ends.insert(period.to);
            self.settle();
        }
        let settled = self
            .came
            .into_iter()
            .map(|(register, came)| (register, came.vouched));
        settled.filter(|(_, vouched)| !vouched.is_empty()).collect()
    }
}

/// What settings came to up to a change, to be taken up there: every row that is saved keeps its register, and a ledger of some years
/// has more of them than a change has time to go through.
#[derive(Debug, Default)]
pub(crate) struct Gone {
    change: i64,
    /// The head of the chain then. Where it is another, something else was written.
    head: String,
    /// The last setting that was gone through.
    last: i64,
    kept: Kept,
}

impl Gone {
    /// Whether the ledger still says all that was gone through, and nothing of it was taken back since.
    fn stands(&self, db: &Connection) -> Result<bool> {
        let mut head = db.prepare_cached("SELECT hash FROM seal WHERE seq = ?1")?;
        let head: Option<String> = head.query_row([self.change], |row| row.get(0)).optional()?;
        Ok(head.as_ref() == Some(&self.head) && !is_any_taken_back_since(db, self.change)?)
    }
}

/// Whether a change behind `change` takes another back.
fn is_any_taken_back_since(db: &Connection, change: i64) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM change WHERE seq > ?1 AND reverses IS NOT NULL)";
    Ok(db.prepare_cached(query)?.query_row([change], |row| row.get(0))?)
}

/// What settings come to with all that is written, taken up where one was last. What the change that is being written says is not kept
/// for others: it may be taken out again.
fn taken_up(db: &Connection, gone: &RefCell<Gone>) -> Result<Kept> {
    let mut gone = gone.borrow_mut();
    if !gone.stands(db)? {
        *gone = Gone::default();
    }
    let mut last = db.prepare_cached("SELECT seq, hash FROM seal ORDER BY seq DESC LIMIT 1")?;
    let sealed: Option<(i64, String)> = last
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((change, head)) = sealed.filter(|(change, _)| *change > gone.change) {
        // Where a row fails, all is gone through anew the next time.
        let mut own = std::mem::take(&mut *gone);
        own.last = own.kept.go_on(db, own.last, change)?;
        (own.change, own.head) = (change, head);
        *gone = own;
    }
    if is_any_taken_back_since(db, gone.change)? {
        // The change that is being written takes another back.
        let mut kept = Kept::default();
        kept.go_on(db, 0, i64::MAX)?;
        return Ok(kept);
    }
    let mut kept = gone.kept.clone();
    kept.go_on(db, gone.last, i64::MAX)?;
    Ok(kept)
}

/// How far each register was kept, see [`Ledger::vouched`], once the ledger is kept for the periods that are `coming` too.
pub(crate) fn vouched_now(
    db: &Connection,
    gone: &RefCell<Gone>,
    coming: &[Period],
) -> Result<BTreeMap<SmolStr, Vouched>> {
    Ok(taken_up(db, gone)?.vouched(coming))
}

/// The registers that are kept now.
pub(crate) fn registers_now(db: &Connection, gone: &RefCell<Gone>) -> Result<BTreeSet<SmolStr>> {
    Ok(taken_up(db, gone)?.came.into_keys().collect())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Act, ActKind, LedgerError};
    use juyan_model::PeriodName;

    fn act() -> Act {
        Act::new(
            ActKind::Import,
            "clerk",
            "2024-07-12T09:00:00+08:00".parse().unwrap(),
        )
    }

    /// What is taken up is what one comes to who goes through all.
    fn is_the_same(ledger: &Ledger) {
        let told =
            ledger.read(|reading| Ok::<_, LedgerError>((reading.vouched(&[])?, reading.kept_registers()?)));
        let all = (
            ledger.vouched(Known::Now).unwrap(),
            ledger.kept_registers().unwrap(),
        );
        assert_eq!(told.unwrap(), all);
    }

    fn row(ledger: &mut Ledger, register: &str, since: Option<&str>) -> i64 {
        let brought = Brought {
            whole: register == "whole",
            since: since.map(|day| day.parse().unwrap()),
        };
        let (change, ()) = ledger
            .change(&act(), |change| {
                change.keep_register(register, brought)?;
                // Within the change too, and before others.
                assert!(change.reading().kept_registers()?.contains(register));
                Ok(())
            })
            .unwrap();
        change.seq
    }

    #[test]
    fn what_is_taken_up_is_what_all_comes_to() {
        let mut ledger = Ledger::in_memory("152923", &act()).unwrap();
        row(&mut ledger, "before", None);
        is_the_same(&ledger);
        let half = PeriodName::parse("2024H1").unwrap().0;
        let (period, ()) = ledger.change(&act(), |change| change.keep_period(half)).unwrap();
        is_the_same(&ledger);
        let first = row(&mut ledger, "a", None);
        row(&mut ledger, "whole", Some("2024-03-31"));
        is_the_same(&ledger);
        // One that fails is nowhere, though it was looked at, and another comes to stand at its place.
        let failed = ledger.change(&act(), |change| {
            change.keep_register("never", PLAIN)?;
            change.keep_register("a", PLAIN)?;
            assert!(change.reading().kept_registers()?.contains("never"));
            Err::<(), _>(LedgerError::NoChange(0))
        });
        assert!(failed.is_err());
        is_the_same(&ledger);
        row(&mut ledger, "b", Some("2024-05-31"));
        is_the_same(&ledger);
        // So with what was gathered, which is given up as a whole.
        ledger.gather().unwrap();
        row(&mut ledger, "gathered", None);
        row(&mut ledger, "gathered", Some("2024-06-30"));
        is_the_same(&ledger);
        ledger.db.execute_batch("ROLLBACK").unwrap();
        is_the_same(&ledger);
        row(&mut ledger, "c", None);
        is_the_same(&ledger);
        // Who takes one back sees the ledger without it already.
        let without = |change: &mut Writing<'_>| {
            let kept = change.reading().kept_registers()?;
            assert!(!kept.contains("a") && kept.contains("c"), "{kept:?}");
            Ok::<(), LedgerError>(())
        };
        ledger.undo_and(first, &act(), without).unwrap();
        is_the_same(&ledger);
        ledger.undo(period.seq, &act()).unwrap();
        is_the_same(&ledger);
        row(&mut ledger, "d", None);
        is_the_same(&ledger);
    }
}
