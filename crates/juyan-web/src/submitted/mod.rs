//! Submissions 填报 on their way: what departments wrote, the states it went through, why cells were returned. They are kept in a file
//! of their own beside the ledger, `NAME.juyan-work`; what is said to be saved is on the disk.

mod record;
mod state;

pub(crate) use record::{RecordError, record};
pub(crate) use state::State;

use crate::work::{self, WorkError};
use juyan_model::{Period, PeriodName};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// A submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Submission {
    pub(crate) number: i64,
    pub(crate) department: String,
    pub(crate) period: Period,
    /// The approved one that it puts right.
    pub(crate) corrects: Option<i64>,
    pub(crate) state: State,
}

/// The departments that have something to fill in for a period, as long as the ledger stays as it is.
#[derive(Debug, Clone)]
pub(crate) struct Owing {
    pub(crate) changes: i64,
    pub(crate) period: Period,
    pub(crate) departments: Arc<BTreeSet<String>>,
}

/// What was written into a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) value: String,
    pub(crate) explanation: String,
    /// How often it was saved.
    pub(crate) times: i64,
    pub(crate) person: String,
    pub(crate) at: i64,
}

/// A state that it went through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) state: State,
    pub(crate) person: String,
    pub(crate) at: i64,
    pub(crate) reason: String,
    /// Why cells were returned, by their keys.
    pub(crate) remarks: BTreeMap<String, String>,
}

/// Why something is not done.
#[derive(Debug)]
pub(crate) enum SubmissionError {
    /// The file cannot be used.
    Work(WorkError),
    /// It is in a state in which that cannot be done.
    State(State),
    /// Somebody else wrote the cell meanwhile.
    Written(Cell),
    /// There is one of the department and the period that is not settled.
    Open(i64),
    /// What is stored cannot be read.
    Unreadable(String),
}

impl<E: Into<WorkError>> From<E> for SubmissionError {
    fn from(error: E) -> Self {
        Self::Work(error.into())
    }
}

type Result<T> = std::result::Result<T, SubmissionError>;

/// The submissions of a workspace.
#[derive(Debug)]
pub(crate) struct Submissions(Connection);

const ALL: &str = "SELECT number, department, period, corrects, \
    (SELECT state FROM step WHERE submission = number ORDER BY seq DESC LIMIT 1) FROM submission";

impl Submissions {
    /// Those beside the ledger at `path`; the file is begun where it is not there.
    pub(crate) fn beside(path: &Path) -> Result<Self> {
        Ok(Self(work::beside(path, include_str!("schema.sql"))?))
    }

    fn change(&mut self) -> Result<Transaction<'_>> {
        Ok(self.0.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// Begins the submission of a department for a period, or one that corrects what was approved. Gives its number.
    pub(crate) fn begin(
        &mut self,
        department: &str,
        period: Period,
        (person, now): (&str, i64),
    ) -> Result<i64> {
        let change = self.change()?;
        let name = PeriodName(period).to_string();
        let of = "SELECT number FROM submission WHERE department = ?1 AND period = ?2 ORDER BY number DESC LIMIT 1";
        let last: Option<i64> = change
            .query_row(of, (department, &name), |row| row.get(0))
            .optional()?;
        if let Some(last) = last
            && state(&change, last)? != State::Locked
        {
            return Err(SubmissionError::Open(last));
        }
        change.execute(
            "INSERT INTO submission (department, period, corrects) VALUES (?1, ?2, ?3)",
            (department, &name, last),
        )?;
        let number = change.last_insert_rowid();
        step(&change, number, State::Drafted, (person, now), "")?;
        change.commit()?;
        Ok(number)
    }

    /// All of them, the newest first.
    pub(crate) fn all(&self) -> Result<Vec<Submission>> {
        let mut query = self.0.prepare(&format!("{ALL} ORDER BY number DESC"))?;
        let mut rows = query.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(submission(row)?);
        }
        Ok(all)
    }

    /// The one of a number.
    pub(crate) fn one(&self, number: i64) -> Result<Option<Submission>> {
        let mut query = self.0.prepare(&format!("{ALL} WHERE number = ?1"))?;
        let mut rows = query.query([number])?;
        rows.next()?.map(submission).transpose()
    }

    /// What stands in its cells, by their keys.
    pub(crate) fn cells(&self, number: i64) -> Result<BTreeMap<String, Cell>> {
        let mut query = self
            .0
            .prepare("SELECT key, value, explanation, times, person, at FROM cell WHERE submission = ?1")?;
        let cells = query.query_map([number], |row| Ok((row.get(0)?, cell(row, 1)?)))?;
        let cells: rusqlite::Result<BTreeMap<String, Cell>> = cells.collect();
        Ok(cells?)
    }

    /// Saves a cell over what was saved `times` times. Fails where somebody else wrote it meanwhile, or it is not open. Gives how often
    /// it was saved now.
    pub(crate) fn save(
        &mut self,
        (number, key): (i64, &str),
        (value, explanation): (&str, &str),
        times: i64,
        (person, now): (&str, i64),
    ) -> Result<i64> {
        let change = self.change()?;
        let state = state(&change, number)?;
        if !state.is_open() {
            return Err(SubmissionError::State(state));
        }
        let stood =
            "SELECT value, explanation, times, person, at FROM cell WHERE submission = ?1 AND key = ?2";
        let stood: Option<Cell> = change
            .query_row(stood, (number, key), |row| cell(row, 0))
            .optional()?;
        let stood = stood.unwrap_or_default();
        if stood.value == value && stood.explanation == explanation {
            return Ok(stood.times);
        }
        if stood.times != times {
            return Err(SubmissionError::Written(stood));
        }
        let times = times.saturating_add(1);
        change.execute(
            "INSERT OR REPLACE INTO cell (submission, key, value, explanation, times, person, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            (number, key, value, explanation, times, person, now),
        )?;
        change.commit()?;
        Ok(times)
    }

    /// Takes it into another state. Fails where that cannot become of it.
    pub(crate) fn become_of(
        &mut self,
        number: i64,
        next: State,
        who: (&str, i64),
        (reason, remarks): (&str, &[(String, String)]),
    ) -> Result<()> {
        let change = self.change()?;
        let state = state(&change, number)?;
        if !state.may_become(next) {
            return Err(SubmissionError::State(state));
        }
        let seq = step(&change, number, next, who, reason)?;
        for (key, reason) in remarks {
            change.execute(
                "INSERT INTO remark (step, key, reason) VALUES (?1, ?2, ?3)",
                (seq, key, reason),
            )?;
        }
        Ok(change.commit()?)
    }

    /// The states that it went through, in their order.
    pub(crate) fn steps(&self, number: i64) -> Result<Vec<Step>> {
        let mut query = self
            .0
            .prepare("SELECT seq, state, person, at, reason FROM step WHERE submission = ?1 ORDER BY seq")?;
        let mut remarks = self.0.prepare("SELECT key, reason FROM remark WHERE step = ?1")?;
        let mut rows = query.query([number])?;
        let mut steps = Vec::new();
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(0)?;
            let own = remarks.query_map([seq], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let own: rusqlite::Result<BTreeMap<String, String>> = own.collect();
            steps.push(Step {
                state: named(&row.get::<_, String>(1)?)?,
                person: row.get(2)?,
                at: row.get(3)?,
                reason: row.get(4)?,
                remarks: own?,
            });
        }
        Ok(steps)
    }
}

fn step(
    change: &Transaction<'_>,
    number: i64,
    state: State,
    (person, now): (&str, i64),
    reason: &str,
) -> Result<i64> {
    change.execute(
        "INSERT INTO step (submission, state, person, at, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
        (number, state.name(), person, now, reason),
    )?;
    Ok(change.last_insert_rowid())
}

fn state(change: &Transaction<'_>, number: i64) -> Result<State> {
    let last = "SELECT state FROM step WHERE submission = ?1 ORDER BY seq DESC LIMIT 1";
    named(&change.query_row(last, [number], |row| row.get::<_, String>(0))?)
}

fn named(name: &str) -> Result<State> {
    State::named(name).ok_or_else(|| SubmissionError::Unreadable(name.to_owned()))
}

fn submission(row: &Row<'_>) -> Result<Submission> {
    let period: String = row.get(2)?;
    let read = PeriodName::parse(&period).ok_or(SubmissionError::Unreadable(period))?;
    Ok(Submission {
        number: row.get(0)?,
        department: row.get(1)?,
        period: read.0,
        corrects: row.get(3)?,
        state: named(&row.get::<_, String>(4)?)?,
    })
}

fn cell(row: &Row<'_>, first: usize) -> rusqlite::Result<Cell> {
    Ok(Cell {
        value: row.get(first)?,
        explanation: row.get(first + 1)?,
        times: row.get(first + 2)?,
        person: row.get(first + 3)?,
        at: row.get(first + 4)?,
    })
}
