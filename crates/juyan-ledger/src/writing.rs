//! A change in the making: rows are added, and every row goes into the hash.

use crate::act::Change;
use crate::chain::{Encoded, Link, ROOT};
use crate::error::Result;
use crate::settings::Gone;
use crate::texts::Texts;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OptionalExtension, params_from_iter};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Adds rows to a ledger within one change.
pub struct Writing<'l> {
    pub(crate) db: &'l Connection,
    /// What settings came to when they were last asked for.
    pub(crate) gone: &'l RefCell<Gone>,
    change: Change,
    before: String,
    link: Link,
    /// The tables that are being added to.
    inserts: BTreeMap<Table, Insert<'l>>,
    /// Memory for what rows say.
    pub(crate) texts: Texts,
    /// Documents of this change and those that were looked up, by their digest.
    documents: BTreeMap<String, i64>,
}

impl std::fmt::Debug for Writing<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writing")
            .field("change", &self.change)
            .finish_non_exhaustive()
    }
}

/// A table whose rows belong to changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    Property,
    Document,
    Fact,
    Binding,
    Answer,
    Release,
    Record,
    Field,
}

impl Table {
    /// Its place in [`TABLES`], and what adds a row.
    const fn insert(self) -> (usize, &'static str) {
        match self {
            Self::Property => (0, include_str!("sql/insert-property.sql")),
            Self::Document => (1, include_str!("sql/insert-document.sql")),
            Self::Fact => (2, include_str!("sql/insert-fact.sql")),
            Self::Binding => (3, include_str!("sql/insert-binding.sql")),
            Self::Answer => (4, include_str!("sql/insert-answer.sql")),
            Self::Release => (5, include_str!("sql/insert-release.sql")),
            Self::Record => (6, include_str!("sql/insert-record.sql")),
            Self::Field => (7, include_str!("sql/insert-field.sql")),
        }
    }
}

/// What adds rows to a table. Mostly a row says in most columns what the row before it said, and what did not change is neither
/// given to the database again nor written out again for the hash.
struct Insert<'l> {
    statement: CachedStatement<'l>,
    /// The columns behind `seq`, as the last row had them.
    columns: Vec<Encoded>,
}

impl<'l> Insert<'l> {
    fn new(statement: CachedStatement<'l>) -> Self {
        let columns = std::iter::repeat_with(Encoded::default);
        Self {
            columns: columns.take(statement.parameter_count()).collect(),
            statement,
        }
    }

    fn add<'v>(&mut self, values: impl Iterator<Item = ValueRef<'v>>) -> Result<()> {
        for (place, (value, column)) in values.zip(&mut self.columns).enumerate() {
            if !column.holds(value) {
                self.statement
                    .raw_bind_parameter(place + 1, ToSqlOutput::Borrowed(value))?;
                column.hold(value);
            }
        }
        self.statement.raw_execute()?;
        Ok(())
    }
}

impl<'l> Writing<'l> {
    pub(crate) fn begin(
        (db, gone): (&'l Connection, &'l RefCell<Gone>),
        change: Change,
        last: Option<Change>,
    ) -> Result<Self> {
        let mut insert = db.prepare_cached(include_str!("sql/insert-change.sql"))?;
        insert.execute(params_from_iter(columns(&change).map(ToSqlOutput::Borrowed)))?;
        Ok(Self {
            db,
            gone,
            change,
            before: last.map_or_else(|| ROOT.to_owned(), |last| last.hash),
            link: Link::new(),
            inserts: BTreeMap::new(),
            texts: Texts::default(),
            documents: BTreeMap::new(),
        })
    }

    /// The place of the change among all changes.
    pub fn seq(&self) -> i64 {
        self.change.seq
    }

    /// Adds a row behind the last of `table`; `values` are its columns behind `seq` and `change`. Gives its place.
    pub(crate) fn insert(&mut self, table: Table, values: &[ValueRef<'_>]) -> Result<i64> {
        let (place, insert) = table.insert();
        let insert = match self.inserts.entry(table) {
            Entry::Occupied(open) => open.into_mut(),
            Entry::Vacant(closed) => closed.insert(Insert::new(self.db.prepare_cached(insert)?)),
        };
        let change = ValueRef::Integer(self.change.seq);
        insert.add(std::iter::once(change).chain(values.iter().copied()))?;
        // The database counts, so that it need not ask of every row whether its place is free.
        let seq = self.db.last_insert_rowid();
        let columns = insert.columns.iter().map(Encoded::bytes);
        self.link.row_of(place, seq, columns);
        Ok(seq)
    }

    /// Keeps a setting of the ledger.
    pub(crate) fn property(&mut self, name: &str, value: &str) -> Result<i64> {
        self.insert(Table::Property, &[text(name), text(value)])
    }

    /// The document whose text has this digest.
    pub(crate) fn document(&mut self, digest: &str) -> Result<Option<i64>> {
        if let Some(known) = self.documents.get(digest) {
            return Ok(Some(*known));
        }
        let mut query = self
            .db
            .prepare_cached("SELECT max(seq) FROM document WHERE digest = ?1")?;
        let found: Option<i64> = query.query_row([digest], |row| row.get(0)).optional()?.flatten();
        if let Some(found) = found {
            self.documents.insert(digest.to_owned(), found);
        }
        Ok(found)
    }

    pub(crate) fn remember(&mut self, digest: String, document: i64) {
        self.documents.insert(digest, document);
    }

    /// Ends the change: its hash becomes the head of the chain.
    pub(crate) fn seal(mut self) -> Result<Change> {
        let hash = self.link.head(&self.before, columns(&self.change).into_iter());
        let mut insert = self.db.prepare_cached(include_str!("sql/insert-seal.sql"))?;
        insert.execute((self.change.seq, &hash))?;
        self.change.hash = hash;
        Ok(self.change)
    }
}

/// The columns of `change` but the hash.
pub(crate) fn columns(change: &Change) -> [ValueRef<'_>; 6] {
    [
        ValueRef::Integer(change.seq),
        text(&change.at),
        text(change.kind.name()),
        text(&change.person),
        text(&change.reason),
        change.reverses.map_or(ValueRef::Null, ValueRef::Integer),
    ]
}

/// A column of text.
pub(crate) const fn text(text: &str) -> ValueRef<'_> {
    ValueRef::Text(text.as_bytes())
}

/// A column of text or of nothing.
pub(crate) fn maybe(words: Option<&str>) -> ValueRef<'_> {
    words.map_or(ValueRef::Null, text)
}

/// A column of a number or of nothing.
pub(crate) fn number(number: Option<i64>) -> ValueRef<'static> {
    number.map_or(ValueRef::Null, ValueRef::Integer)
}
