//! Papers that facts were read from.

use crate::chain::digest;
use crate::error::Result;
use crate::ledger::Ledger;
use crate::writing::{Table, Writing, maybe, text};
use juyan_model::{Date, Period};
use rusqlite::{Connection, OptionalExtension, Row};
use smol_str::SmolStr;
use std::sync::Arc;

/// A document as the ledger keeps it: whole, so that a figure's place can be shown when the file is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The file's name.
    pub name: String,
    /// What kind of file: txt, html, docx, pdf.
    pub format: SmolStr,
    /// What it is called.
    pub title: Option<String>,
    /// The code of the region that it reports on.
    pub region: Option<SmolStr>,
    /// What it reports on.
    pub period: Option<Period>,
    /// Its text; the spans of facts are byte ranges of it.
    pub text: String,
}

impl Paper {
    /// What names the paper in sources of facts: the SM3 of its text.
    pub fn digest(&self) -> SmolStr {
        digest(&self.text).into()
    }
}

impl Writing<'_> {
    /// Keeps `paper` and gives its digest. One that is kept already is not kept twice.
    pub fn paper(&mut self, paper: &Paper) -> Result<SmolStr> {
        let digest = paper.digest();
        if self.document(&digest)?.is_none() {
            let days = paper
                .period
                .map(|period| (period.from.to_string(), period.to.to_string()));
            let row = self.insert(
                Table::Document,
                &[
                    text(&digest),
                    text(&paper.name),
                    text(&paper.format),
                    maybe(paper.title.as_deref()),
                    maybe(paper.region.as_deref()),
                    maybe(days.as_ref().map(|days| days.0.as_str())),
                    maybe(days.as_ref().map(|days| days.1.as_str())),
                    text(&paper.text),
                ],
            )?;
            self.remember(digest.to_string(), row);
        }
        Ok(digest)
    }
}

/// The texts of papers by their places, of which the last is asked for again and again.
pub(crate) struct PaperTexts<'l> {
    db: &'l Connection,
    last: (i64, Vec<u8>),
}

impl<'l> PaperTexts<'l> {
    pub(crate) const fn new(db: &'l Connection) -> Self {
        Self {
            db,
            last: (0, Vec::new()),
        }
    }

    /// The bytes of a text, which is none where somebody meddled with it.
    pub(crate) fn of(&mut self, document: i64) -> Result<&[u8]> {
        if self.last.0 != document {
            let query = "SELECT CAST(text AS BLOB) FROM document WHERE seq = ?1";
            self.last = (document, self.db.query_row(query, [document], |row| row.get(0))?);
        }
        Ok(&self.last.1)
    }
}

impl Ledger {
    /// The paper whose text has `digest`. It is read once for all that is asked of it in turn: its figures have thousands of places.
    pub fn paper(&self, digest: &str) -> Result<Option<Arc<Paper>>> {
        if let Some((of, paper)) = &*self.last_paper.borrow()
            && of == digest
        {
            return Ok(Some(Arc::clone(paper)));
        }
        let query = "SELECT name, format, title, region, period_from, period_to, text FROM document WHERE digest = ?1";
        let found = self.db.query_row(query, [digest], paper_of).optional()?;
        let found = found.map(Arc::new);
        if let Some(paper) = &found {
            *self.last_paper.borrow_mut() = Some((digest.into(), Arc::clone(paper)));
        }
        Ok(found)
    }

    /// The papers that facts were taken from and not taken back, in the order in which they came, each with its digest and without its
    /// text.
    pub fn papers(&self) -> Result<Vec<(SmolStr, Paper)>> {
        let mut query = self.db.prepare_cached(include_str!("sql/papers.sql"))?;
        let papers = query.query_map([], |row| Ok((row.get::<_, String>(7)?.into(), paper_of(row)?)))?;
        Ok(papers.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a paper with this text was recorded, and not taken back.
    pub fn holds(&self, paper: &Paper) -> Result<bool> {
        let query = include_str!("sql/holds-document.sql");
        Ok(self
            .db
            .query_row(query, [paper.digest().as_str()], |row| row.get(0))?)
    }
}

fn paper_of(row: &Row<'_>) -> rusqlite::Result<Paper> {
    let day = |text: Option<String>| text.and_then(|text| text.parse::<Date>().ok());
    let (from, to) = (day(row.get(4)?), day(row.get(5)?));
    Ok(Paper {
        name: row.get(0)?,
        format: row.get::<_, String>(1)?.into(),
        title: row.get(2)?,
        region: row.get::<_, Option<String>>(3)?.map(SmolStr::from),
        period: from.zip(to).map(|(from, to)| Period::new(from, to)),
        text: row.get(6)?,
    })
}
