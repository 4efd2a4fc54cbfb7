//! Reports on their way 报告: their passages, every text that each had, what the office adds, and what was done with them. They stand in
//! the file beside the ledger in which submissions stand; what is said to be saved is on the disk.

mod cut;
mod deed;
pub(crate) mod progress;

pub(crate) use cut::passages;
pub(crate) use deed::{Deed, Doing, Kind};

use crate::work::{self, WorkError};
use juyan_model::{Period, PeriodName};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior};
use std::path::Path;

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) number: i64,
    /// What lists call it.
    pub(crate) name: String,
    pub(crate) period: Period,
    /// The period of the report whose words it began with.
    pub(crate) told: Option<Period>,
    pub(crate) person: String,
    pub(crate) at: i64,
}

/// A passage, as it was saved last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) number: i64,
    /// Its words, with bindings; empty where it was taken out.
    pub(crate) text: String,
    /// How often it was saved.
    pub(crate) times: i64,
    pub(crate) person: String,
    pub(crate) at: i64,
}

/// Why something is not done.
#[derive(Debug)]
pub(crate) enum DraftError {
    /// The file cannot be used.
    Work(WorkError),
    /// Somebody else wrote the passage meanwhile.
    Written(Passage),
    /// What was done with a draft is not what was kept of it.
    Altered(i64),
    /// What is stored cannot be read.
    Unreadable(String),
}

impl<E: Into<WorkError>> From<E> for DraftError {
    fn from(error: E) -> Self {
        Self::Work(error.into())
    }
}

type Result<T> = std::result::Result<T, DraftError>;

/// The drafts of a workspace.
#[derive(Debug)]
pub(crate) struct Drafts(Connection);

const DRAFT: &str = "SELECT number, name, period, told, person, at FROM draft";

const PASSAGES: &str = "SELECT p.number, w.text, w.times, w.person, w.at FROM passage p JOIN wording w ON w.passage = p.number \
    WHERE p.draft = ?1 AND w.times = (SELECT max(times) FROM wording WHERE passage = p.number) ORDER BY p.place, p.number";

impl Drafts {
    /// Those beside the ledger at `path`.
    pub(crate) fn beside(path: &Path) -> Result<Self> {
        Ok(Self(work::beside(path, include_str!("schema.sql"))?))
    }

    fn change(&mut self) -> Result<Transaction<'_>> {
        Ok(self.0.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// Begins one with these passages. Gives its number.
    pub(crate) fn begin(
        &mut self,
        (name, period, told): (&str, Period, Option<Period>),
        passages: &[String],
        (person, now): (&str, i64),
    ) -> Result<i64> {
        let spelled = |period: Period| PeriodName(period).to_string();
        let change = self.change()?;
        change.execute(
            "INSERT INTO draft (name, period, told, person, at) VALUES (?1, ?2, ?3, ?4, ?5)",
            (
                name,
                spelled(period),
                told.map(spelled).unwrap_or_default(),
                person,
                now,
            ),
        )?;
        let number = change.last_insert_rowid();
        for (place, text) in (1_i64..).zip(passages) {
            put(&change, (number, place), text, (person, now))?;
        }
        change.commit()?;
        Ok(number)
    }

    /// All of them, the newest first.
    pub(crate) fn all(&self) -> Result<Vec<Draft>> {
        let mut query = self.0.prepare(&format!("{DRAFT} ORDER BY number DESC"))?;
        let mut rows = query.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(draft(row)?);
        }
        Ok(all)
    }

    /// The one of a number.
    pub(crate) fn one(&self, number: i64) -> Result<Option<Draft>> {
        let mut query = self.0.prepare(&format!("{DRAFT} WHERE number = ?1"))?;
        let mut rows = query.query([number])?;
        rows.next()?.map(draft).transpose()
    }

    /// The passages of a draft in their order; not those that were taken out.
    pub(crate) fn passages(&self, draft: i64) -> Result<Vec<Passage>> {
        let mut query = self.0.prepare(PASSAGES)?;
        let passages = query.query_map([draft], passage)?;
        let passages: rusqlite::Result<Vec<Passage>> = passages.collect();
        let mut passages = passages?;
        passages.retain(|passage| !passage.text.is_empty());
        Ok(passages)
    }

    /// A passage of a draft as it was saved last, be it taken out.
    pub(crate) fn passage(&self, draft: i64, number: i64) -> Result<Option<Passage>> {
        let query = "SELECT w.passage, w.text, w.times, w.person, w.at FROM wording w JOIN passage p ON p.number = w.passage \
            WHERE p.number = ?1 AND p.draft = ?2 ORDER BY w.times DESC LIMIT 1";
        Ok(self.0.query_row(query, (number, draft), passage).optional()?)
    }

    /// Every text that a passage had, the oldest first.
    pub(crate) fn texts(&self, number: i64) -> Result<Vec<Passage>> {
        let query = "SELECT passage, text, times, person, at FROM wording WHERE passage = ?1 ORDER BY times";
        let mut query = self.0.prepare(query)?;
        let texts = query.query_map([number], passage)?;
        Ok(texts.collect::<rusqlite::Result<_>>()?)
    }

    /// Saves a passage over what was saved `times` times: its first text in its place, the others behind it. Fails where somebody else
    /// wrote it meanwhile.
    pub(crate) fn save(
        &mut self,
        draft: i64,
        (number, times): (i64, i64),
        texts: &[String],
        who: (&str, i64),
    ) -> Result<()> {
        let change = self.change()?;
        let stood = "SELECT passage, text, times, person, at FROM wording WHERE passage = ?1 ORDER BY times DESC LIMIT 1";
        let stood = change.query_row(stood, [number], passage)?;
        let first = texts.first().map_or("", String::as_str);
        if stood.times != times && !(stood.text == first && texts.len() <= 1) {
            return Err(DraftError::Written(stood));
        }
        if stood.text != first {
            write(&change, (number, stood.times + 1), first, who)?;
        }
        behind(&change, draft, number, texts.get(1..).unwrap_or_default(), who)?;
        Ok(change.commit()?)
    }

    /// Puts new passages behind one, or at the beginning where it is 0.
    pub(crate) fn insert(
        &mut self,
        draft: i64,
        after: i64,
        texts: &[String],
        who: (&str, i64),
    ) -> Result<()> {
        let change = self.change()?;
        behind(&change, draft, after, texts, who)?;
        Ok(change.commit()?)
    }

    /// What the office adds, as a form wrote it, and how often it was saved.
    pub(crate) fn imprint(&self, draft: i64) -> Result<(String, i64)> {
        let query = "SELECT fields, times FROM imprint WHERE draft = ?1 ORDER BY times DESC LIMIT 1";
        let last = self
            .0
            .query_row(query, [draft], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(last.unwrap_or_default())
    }

    /// Saves what the office adds.
    pub(crate) fn print(&mut self, draft: i64, fields: &str, (person, now): (&str, i64)) -> Result<()> {
        self.0.execute(
            "INSERT INTO imprint (draft, times, fields, person, at) \
             SELECT ?1, coalesce(max(times), 0) + 1, ?2, ?3, ?4 FROM imprint WHERE draft = ?1",
            (draft, fields, person, now),
        )?;
        Ok(())
    }
}

/// Makes room behind a passage and puts texts there.
fn behind(
    change: &Transaction<'_>,
    draft: i64,
    after: i64,
    texts: &[String],
    who: (&str, i64),
) -> Result<()> {
    let Ok(count) = i64::try_from(texts.len()) else {
        return Ok(());
    };
    if count == 0 {
        return Ok(());
    }
    let place = "SELECT coalesce((SELECT place FROM passage WHERE number = ?1 AND draft = ?2), 0)";
    let place: i64 = change.query_row(place, (after, draft), |row| row.get(0))?;
    change.execute(
        "UPDATE passage SET place = place + ?3 WHERE draft = ?1 AND place > ?2",
        (draft, place, count),
    )?;
    for (place, text) in (place + 1..).zip(texts) {
        put(change, (draft, place), text, who)?;
    }
    Ok(())
}

fn put(change: &Transaction<'_>, (draft, place): (i64, i64), text: &str, who: (&str, i64)) -> Result<()> {
    change.execute(
        "INSERT INTO passage (draft, place) VALUES (?1, ?2)",
        (draft, place),
    )?;
    write(change, (change.last_insert_rowid(), 1), text, who)
}

fn write(
    change: &Transaction<'_>,
    (passage, times): (i64, i64),
    text: &str,
    (person, now): (&str, i64),
) -> Result<()> {
    change.execute(
        "INSERT INTO wording (passage, times, text, person, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (passage, times, text, person, now),
    )?;
    Ok(())
}

fn draft(row: &Row<'_>) -> Result<Draft> {
    let read = |name: String| {
        let period = PeriodName::parse(&name).map(|name| name.0);
        period.ok_or(DraftError::Unreadable(name))
    };
    let told: String = row.get(3)?;
    Ok(Draft {
        number: row.get(0)?,
        name: row.get(1)?,
        period: read(row.get(2)?)?,
        told: (!told.is_empty()).then(|| read(told)).transpose()?,
        person: row.get(4)?,
        at: row.get(5)?,
    })
}

fn passage(row: &Row<'_>) -> rusqlite::Result<Passage> {
    Ok(Passage {
        number: row.get(0)?,
        text: row.get(1)?,
        times: row.get(2)?,
        person: row.get(3)?,
        at: row.get(4)?,
    })
}
