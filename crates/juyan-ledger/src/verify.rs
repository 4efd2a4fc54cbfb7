//! Whether the ledger is what it was: the file's pages, its schema, every link of the chain, and every row.

use crate::act::end_of;
use crate::chain::{Link, ROOT, TABLES};
use crate::error::Result;
use crate::ledger::Ledger;
use crate::legible::{Illegible, illegible};
use crate::{schema, tally};
use juyan_model::Date;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::{Row, Rows, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// What came of looking through a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many changes it has.
    pub changes: i64,
    /// The head of the chain as it was reckoned anew.
    pub head: String,
    /// All that is wrong; nothing where the ledger is what it was.
    pub flaws: Vec<Flaw>,
}

/// Something that is wrong with a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flaw {
    /// The database finds its own pages in disorder.
    Damaged(String),
    /// A table, index or trigger is gone.
    Dropped(String),
    /// A table, index or trigger is not as it was made.
    Altered(String),
    /// A table, index or trigger was added.
    Strange(String),
    /// The hash of a change is not that of its rows.
    Changed(i64),
    /// A change is not one behind the change before, or was recorded before it.
    Disordered(i64),
    /// A row belongs to a change that is not there, or points at a row that is not.
    Orphaned {
        /// The table.
        table: String,
        /// The row.
        row: i64,
    },
    /// A row holds what this program cannot read or never writes, though the chain may be sound.
    Illegible(Illegible),
    /// What was held ready of a formula, by its name, is not what the chain says; without a name, all that was.
    Tally(String),
    /// A change, and all behind it, was recorded on a day that is yet to come.
    Ahead(i64),
    /// No change has the head that one holds: the chain was rewritten or cut.
    NoSuchHead(String),
}

impl Ledger {
    /// Reckons the chain anew, reads every row as all questions read it, and compares the file with what it must be. With `head`, a
    /// head that was printed before, it must still be one of the chain.
    pub fn verify(&self, head: Option<&str>) -> Result<Verified> {
        let mut flaws = self.damage()?;
        let alterations = self.alterations()?;
        // Without its tables there is nothing to go through; guards that are gone keep nobody from looking.
        let is_whole = flaws.is_empty() && !alterations.iter().any(is_of_a_table);
        flaws.extend(alterations);
        let mut chain = Chain::default();
        if is_whole {
            chain = self.chain(head)?;
            flaws.append(&mut chain.flaws);
            flaws.extend(self.orphaned()?);
            flaws.extend(illegible(&self.db)?.into_iter().map(Flaw::Illegible));
            flaws.extend(tally::flaws(&self.db)?);
        }
        Ok(Verified {
            changes: chain.changes,
            head: chain.head,
            flaws,
        })
    }

    /// The first change that was recorded after the day behind `today`: that clocks and zones differ by a day forges nothing.
    pub fn ahead_of(&self, today: Date) -> Result<Option<Flaw>> {
        let last = today.tomorrow().map(end_of);
        let query = "SELECT min(seq) FROM change WHERE at > ?1";
        // The last day that there is has none behind it.
        let found = last.map(|last| {
            self.db
                .query_row(query, [last], |row| row.get::<_, Option<i64>>(0))
        });
        Ok(found.ok().transpose()?.flatten().map(Flaw::Ahead))
    }

    fn damage(&self) -> Result<Vec<Flaw>> {
        let mut query = self.db.prepare("PRAGMA integrity_check(20)")?;
        let rows = query.query_map([], |row| row.get::<_, String>(0))?;
        let mut flaws = Vec::new();
        for row in rows {
            match row {
                Ok(told) if told == "ok" => {}
                Ok(told) => flaws.push(Flaw::Damaged(told)),
                Err(error) => flaws.push(Flaw::Damaged(error.to_string())),
            }
        }
        Ok(flaws)
    }

    fn alterations(&self) -> Result<Vec<Flaw>> {
        let mut found: BTreeMap<String, String> = schema::found(&self.db)?.into_iter().collect();
        let mut flaws = Vec::new();
        for (name, made) in schema::expected(schema::version(&self.db)?)? {
            match found.remove(&name) {
                None => flaws.push(Flaw::Dropped(name)),
                Some(sql) if sql != made => flaws.push(Flaw::Altered(name)),
                Some(_) => {}
            }
        }
        flaws.extend(found.into_keys().map(Flaw::Strange));
        Ok(flaws)
    }

    /// Rows that point at what is not there.
    fn orphaned(&self) -> Result<Vec<Flaw>> {
        let query = "SELECT DISTINCT \"table\", rowid FROM pragma_foreign_key_check LIMIT 100";
        let mut query = self.db.prepare(query)?;
        let rows = query.query_map([], |row| {
            Ok(Flaw::Orphaned {
                table: row.get(0)?,
                row: row.get(1)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn chain(&self, head: Option<&str>) -> Result<Chain> {
        let mut statements = Vec::new();
        for table in TABLES {
            statements.push(self.db.prepare(&format!("SELECT * FROM {table} ORDER BY seq"))?);
        }
        let mut tables = Vec::new();
        for statement in &mut statements {
            tables.push(Table::over(statement)?);
        }
        let wanted = head.map(|head| head.trim().to_lowercase());
        let mut chain = Chain::default();
        let mut query = self.db.prepare(include_str!("sql/links.sql"))?;
        let mut changes = query.query([])?;
        while let Some(row) = changes.next()? {
            let sealed = Sealed::of(row)?;
            let mut link = Link::new();
            for (place, table) in tables.iter_mut().enumerate() {
                table.take(sealed.seq, (&mut link, place))?;
            }
            chain
                .strays
                .extend(tables.iter_mut().flat_map(|table| table.strays.drain(..)));
            chain.has_head |= wanted.as_deref() == Some(sealed.hash.as_str());
            chain.follow(row, sealed, link)?;
        }
        chain.take_strays();
        if let Some(head) = wanted.filter(|_| !chain.has_head) {
            chain.flaws.push(Flaw::NoSuchHead(head));
        }
        Ok(chain)
    }
}

/// Whether a table is gone, or has other columns.
fn is_of_a_table(flaw: &Flaw) -> bool {
    let (Flaw::Dropped(name) | Flaw::Altered(name)) = flaw else {
        return false;
    };
    ["change", "seal", "tally"]
        .iter()
        .chain(&TABLES)
        .any(|table| table == name)
}

/// A change as far as the chain asks of it.
#[derive(Debug, Default)]
struct Sealed {
    seq: i64,
    at: Vec<u8>,
    /// What it was sealed with; empty where it was not.
    hash: String,
}

impl Sealed {
    fn of(row: &Row<'_>) -> Result<Self> {
        let hash = row.get_ref(COLUMNS)?;
        Ok(Self {
            seq: row.get(0)?,
            at: row.get_ref(1)?.as_bytes().unwrap_or_default().to_vec(),
            hash: hash
                .as_str_or_null()
                .ok()
                .flatten()
                .unwrap_or_default()
                .to_owned(),
        })
    }
}

/// How many columns a change has.
const COLUMNS: usize = 6;

#[derive(Default)]
struct Chain {
    changes: i64,
    head: String,
    flaws: Vec<Flaw>,
    /// The change before.
    before: Option<Sealed>,
    /// The changes to which rows belong that came behind those of later ones.
    strays: BTreeSet<i64>,
    /// Whether any change has the head that one holds.
    has_head: bool,
}

impl Chain {
    /// Goes one link further.
    fn follow(&mut self, row: &Row<'_>, sealed: Sealed, link: Link) -> Result<()> {
        let in_order = match &self.before {
            Some(before) => sealed.seq == before.seq + 1 && sealed.at >= before.at,
            None => sealed.seq == 1,
        };
        if !in_order {
            self.flaws.push(Flaw::Disordered(sealed.seq));
        }
        let before = self.before.as_ref().map_or(ROOT, |before| before.hash.as_str());
        let columns = (0..COLUMNS).map(|column| row.get_ref(column));
        let columns = columns.collect::<rusqlite::Result<Vec<_>>>()?;
        let head = link.head(before, columns.into_iter());
        if head != sealed.hash {
            self.flaws.push(Flaw::Changed(sealed.seq));
        }
        self.changes += 1;
        self.head = head;
        self.before = Some(sealed);
        Ok(())
    }

    /// What was added to a change that was over is none of its rows; of a change that is not there the row is an orphan.
    fn take_strays(&mut self) {
        for change in std::mem::take(&mut self.strays) {
            let flaw = Flaw::Changed(change);
            if (1..=self.changes).contains(&change) && !self.flaws.contains(&flaw) {
                self.flaws.push(flaw);
            }
        }
    }
}

/// The rows of a table, taken change by change.
struct Table<'s> {
    /// At a row that belongs to a later change, or behind the last.
    rows: Rows<'s>,
    columns: usize,
    /// The changes, over already, to which rows belong that came since.
    strays: Vec<i64>,
}

impl<'s> Table<'s> {
    fn over(statement: &'s mut Statement<'_>) -> Result<Self> {
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        rows.advance()?;
        Ok(Self {
            rows,
            columns,
            strays: Vec::new(),
        })
    }

    /// Takes the rows of the change `seq` into `link`, as the table at `place`, as long as they come in order.
    fn take(&mut self, seq: i64, (link, place): (&mut Link, usize)) -> Result<()> {
        while let Some(row) = self.rows.get() {
            let change: i64 = row.get(1)?;
            if change > seq {
                break;
            }
            if change == seq {
                let values = (0..self.columns).map(|column| row.get_ref(column));
                let values = values.collect::<rusqlite::Result<Vec<_>>>()?;
                link.row(place, values.into_iter());
            } else {
                self.strays.push(change);
            }
            self.rows.advance()?;
        }
        Ok(())
    }
}
