//! Whether the ledger is what it was: the file's pages, its schema, and every link of the chain.

use crate::act::Change;
use crate::chain::{Link, ROOT, TABLES};
use crate::error::Result;
use crate::ledger::Ledger;
use crate::schema;
use rusqlite::types::ValueRef;
use rusqlite::{Rows, Statement};
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
    /// Rows belong to a change that is not there, or point at a row that is not.
    Orphaned(String),
    /// No change has the head that one holds: the chain was rewritten or cut.
    NoSuchHead(String),
}

impl Ledger {
    /// Reckons the chain anew and compares the file with what it must be. With `head`, a head that was printed before,
    /// it must still be one of the chain.
    pub fn verify(&self, head: Option<&str>) -> Result<Verified> {
        let mut flaws = self.damage()?;
        flaws.extend(self.alterations()?);
        let mut chain = Chain::default();
        if flaws.is_empty() {
            chain = self.chain(head)?;
            flaws.append(&mut chain.flaws);
            let orphaned = self.orphaned()?.into_iter().map(Flaw::Orphaned);
            flaws.extend(orphaned.filter(|flaw| !flaws.contains(flaw)).collect::<Vec<_>>());
        }
        Ok(Verified {
            changes: chain.changes,
            head: chain.head,
            flaws,
        })
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

    /// The tables with rows that point at what is not there.
    fn orphaned(&self) -> Result<BTreeSet<String>> {
        let mut query = self
            .db
            .prepare("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check")?;
        let tables = query.query_map([], |row| row.get(0))?;
        Ok(tables.collect::<rusqlite::Result<_>>()?)
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
        let mut chain = Chain::default();
        let mut before: Option<Change> = None;
        for change in self.changes()? {
            let mut link = Link::new();
            for (place, table) in tables.iter_mut().enumerate() {
                table.take(change.seq, |row| link.row(place, row.iter().map(ValueRef::from)))?;
            }
            chain.follow(&change, before.as_ref(), link);
            before = Some(change);
        }
        for (table, name) in tables.iter().zip(TABLES) {
            if table.ahead.is_some() {
                chain.flaws.push(Flaw::Orphaned(name.to_owned()));
            }
        }
        if let Some(head) = head {
            let head = head.trim().to_lowercase();
            let changes = self.changes()?;
            if !changes.iter().any(|change| change.hash == head) {
                chain.flaws.push(Flaw::NoSuchHead(head));
            }
        }
        Ok(chain)
    }
}

#[derive(Default)]
struct Chain {
    changes: i64,
    head: String,
    flaws: Vec<Flaw>,
}

impl Chain {
    /// Goes one link further.
    fn follow(&mut self, change: &Change, before: Option<&Change>, link: Link) {
        let in_order = match before {
            Some(before) => change.seq == before.seq + 1 && change.at >= before.at,
            None => change.seq == 1,
        };
        if !in_order {
            self.flaws.push(Flaw::Disordered(change.seq));
        }
        let head_before = before.map_or(ROOT, |before| before.hash.as_str());
        let head = link.head(head_before, crate::writing::columns(change).into_iter());
        if head != change.hash {
            self.flaws.push(Flaw::Changed(change.seq));
        }
        self.changes += 1;
        self.head = head;
    }
}

/// The rows of a table, taken change by change.
struct Table<'s> {
    rows: Rows<'s>,
    columns: usize,
    /// A row that belongs to a later change.
    ahead: Option<Vec<rusqlite::types::Value>>,
}

impl<'s> Table<'s> {
    fn over(statement: &'s mut Statement<'_>) -> Result<Self> {
        let columns = statement.column_count();
        let mut table = Self {
            rows: statement.query([])?,
            columns,
            ahead: None,
        };
        table.ahead = table.next()?;
        Ok(table)
    }

    fn next(&mut self) -> Result<Option<Vec<rusqlite::types::Value>>> {
        let Some(row) = self.rows.next()? else {
            return Ok(None);
        };
        let values = (0..self.columns).map(|column| row.get(column));
        Ok(Some(values.collect::<rusqlite::Result<_>>()?))
    }

    /// Gives `each` the rows of the change `seq`, as long as they come in order.
    fn take(&mut self, seq: i64, mut each: impl FnMut(&[rusqlite::types::Value])) -> Result<()> {
        use rusqlite::types::Value;
        while let Some(row) = self.ahead.take() {
            if row.get(1) != Some(&Value::Integer(seq)) {
                self.ahead = Some(row);
                break;
            }
            each(&row);
            self.ahead = self.next()?;
        }
        Ok(())
    }
}
