//! A ledger's file: making, opening, changing.

use crate::act::{Act, ActKind, Change, end_of, written};
use crate::document::Paper;
use crate::error::{LedgerError, Result};
use crate::schema;
use crate::settings::{Gone, REGION};
use crate::writing::Writing;
use juyan_model::Date;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior};
use smol_str::SmolStr;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long one waits for others who write.
const PATIENCE: Duration = Duration::from_secs(20);

/// Memory for pages, in KiB and negative, as `SQLite` wants it: the years that are added to fit into it. Every
/// change that brings a new page goes through all that is in it, so that more is slower.
const CACHE: i32 = -16 * 1024;

/// Pages of the file beside the ledger that are taken over together. A batch of a thousand facts touches about as many pages of the
/// indexes; taken over after each, as is usual, every page would be written twice every time.
const CHECKPOINT: i32 = 16 * 1024;

/// A ledger of so many bytes is copied into memory to rehearse what is not kept.
const COPIED: u64 = 256 << 20;

/// Clocks of two machines that write one ledger may differ by so many seconds.
const SLACK: i64 = 300;

/// What is known, in one file.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Connection,
    /// The paper that was asked for last, by its digest; a paper never changes.
    pub(crate) last_paper: RefCell<Option<(SmolStr, Arc<Paper>)>>,
    /// What settings came to when they were last asked for.
    pub(crate) gone: RefCell<Gone>,
}

impl Ledger {
    /// Begins a ledger for `region` in a new file. Fails where a file is already there; a ledger that could not be begun
    /// leaves none behind.
    pub fn create(path: &Path, region: &str, act: &Act) -> Result<Self> {
        // Made before it is opened, so that of two who begin one file one is told.
        std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)
            .map_err(|error| match error.kind() {
                std::io::ErrorKind::AlreadyExists => LedgerError::Exists(path.to_owned()),
                std::io::ErrorKind::NotFound => LedgerError::NoFolder(folder(path)),
                std::io::ErrorKind::StorageFull => LedgerError::Full,
                _ => LedgerError::ReadOnly,
            })?;
        Self::begun(Connection::open(path), path, region, act).inspect_err(|_| {
            // What was begun a moment ago holds nothing of anybody's.
            let _ = std::fs::remove_file(path);
        })
    }

    /// A ledger for `region` that is gone with the program.
    pub fn in_memory(region: &str, act: &Act) -> Result<Self> {
        Self::begun(Connection::open_in_memory(), Path::new(""), region, act)
    }

    fn begun(db: rusqlite::Result<Connection>, path: &Path, region: &str, act: &Act) -> Result<Self> {
        let mut ledger = Self::over(db?)?;
        ledger.settle()?;
        schema::prepare(&mut ledger.db, path, true)?;
        ledger.change(act, |change| change.property(REGION, region))?;
        Ok(ledger)
    }

    /// Opens a ledger to read and to write, and brings an older one to the newest form.
    pub fn open(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut ledger = Self::opened(path, flags)?;
        if schema::form(&ledger.db, path)? == 0 {
            return Err(LedgerError::Foreign(path.to_owned()));
        }
        // Who set the mark means everybody, though the system lets root pass.
        if path.metadata().is_ok_and(|file| file.permissions().readonly()) {
            return Err(LedgerError::ReadOnly);
        }
        ledger.settle()?;
        schema::prepare(&mut ledger.db, path, false)?;
        Ok(ledger)
    }

    /// Opens a ledger to read only; on a disk that cannot be written to, or has no room, as well.
    pub fn open_to_read(path: &Path) -> Result<Self> {
        // A connection that may write takes the files beside the ledger away when it closes; one that may not leaves them.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let ledger = match Self::opened(path, flags) {
            Err(LedgerError::ReadOnly) => Self::opened_unchanging(path)?,
            // What somebody wrote and nobody took over yet stands beside the file, and is not to be passed over.
            Err(LedgerError::Full) if !has_pending(path) => Self::opened_unchanging(path)?,
            opened => opened?,
        };
        if schema::form(&ledger.db, path)? == 0 {
            return Err(LedgerError::Foreign(path.to_owned()));
        }
        ledger.db.pragma_update(None, "query_only", true)?;
        Ok(ledger)
    }

    /// Opens a ledger that nobody can be writing to, since its disk does not let them or has no room.
    fn opened_unchanging(path: &Path) -> Result<Self> {
        let escaped = path
            .to_string_lossy()
            .replace('%', "%25")
            .replace('?', "%3f")
            .replace('#', "%23");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let db = Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags)?;
        schema::form(&db, path)?;
        Self::over(db)
    }

    fn opened(path: &Path, flags: OpenFlags) -> Result<Self> {
        if path.is_dir() {
            return Err(LedgerError::IsFolder(path.to_owned()));
        }
        if !path.is_file() {
            return Err(LedgerError::Missing(path.to_owned()));
        }
        let db = Connection::open_with_flags(path, flags).map_err(|error| unopened(path, error))?;
        db.busy_timeout(PATIENCE)?;
        let ledger = Self::over(db)?;
        // The first look into the file: not a database is not a ledger.
        match schema::form(&ledger.db, path) {
            Err(LedgerError::Corrupt(_)) if !is_database(path) => Err(LedgerError::Foreign(path.to_owned())),
            Err(error) => Err(error),
            Ok(_) => Ok(ledger),
        }
    }

    /// A ledger over a connection, whose questions are planned once. They would be planned anew for every value that is asked for, to
    /// suit statistics that a ledger does not keep, and that takes longer than most answers.
    pub(crate) fn over(db: Connection) -> Result<Self> {
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(Self {
            db,
            last_paper: RefCell::new(None),
            gone: RefCell::default(),
        })
    }

    /// Sets what holds for every connection that writes: acknowledged is on the disk, and who writes waits his turn.
    fn settle(&self) -> Result<()> {
        self.db.busy_timeout(PATIENCE)?;
        // Readers are not kept out by one who writes; the file beside it goes away when the last one closes.
        self.db.pragma_update(None, "journal_mode", "WAL")?;
        self.db.pragma_update(None, "synchronous", "FULL")?;
        self.db.pragma_update(None, "cache_size", CACHE)?;
        self.db.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
        // Whoever writes here asks whether what a row points at is there, once and not for every row; `verify` asks of all.
        self.db.pragma_update(None, "foreign_keys", false)?;
        self.db.pragma_update(None, "trusted_schema", false)?;
        self.db.set_prepared_statement_cache_capacity(64);
        Ok(())
    }

    /// Makes one change: all that `work` writes, or nothing. Gives the change and what `work` gave.
    ///
    /// Fails where the clock stands before the last change by more than clocks of two machines may differ.
    pub fn change<T>(
        &mut self,
        act: &Act,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T>,
    ) -> Result<(Change, T)> {
        self.changing(act, None, work)
    }

    /// Makes one change as [`Ledger::change`] does, where `work` may fail for reasons of its own; then nothing is written.
    pub fn attempt<T, E: From<LedgerError>>(
        &mut self,
        act: &Act,
        work: impl FnOnce(&mut Writing<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<(Change, T), E> {
        self.changing(act, None, work)
    }

    /// Takes back all that `change` wrote: reading as of now is as if it had never been, reading as of before is unchanged.
    ///
    /// Fails where it was taken back already, where it began the ledger, and where later changes build on it.
    pub fn undo(&mut self, change: i64, act: &Act) -> Result<Change> {
        let (undone, ()) = self.undo_and(change, act, |_| Ok::<(), LedgerError>(()))?;
        Ok(undone)
    }

    /// Takes `change` back as [`Ledger::undo`] does, and in the same change writes what `work` does: what followed from
    /// what is no more there. `work` reads the ledger as if `change` had never been; where it fails nothing is kept.
    pub fn undo_and<T, E: From<LedgerError>>(
        &mut self,
        change: i64,
        act: &Act,
        work: impl FnOnce(&mut Writing<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<(Change, T), E> {
        self.changing(&undoing(act), Some(change), |writing| {
            may_be_undone(writing.db, change)?;
            work(writing)
        })
    }

    /// Takes `change` back as [`Ledger::undo_and`] does in the ledger at `path`, has `work` see what that comes to, and keeps nothing
    /// of it: the file stays byte for byte what it is, of the form that it has. Up to 256 MiB it need not be one that can be written to.
    pub fn rehearse_undo<T, E: From<LedgerError>>(
        path: &Path,
        change: i64,
        act: &Act,
        work: impl FnOnce(&mut Writing<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut ledger = Self::to_rehearse(path)?;
        // What is not kept is not written to the file in between either.
        let spill = ledger.db.pragma_update(None, "cache_spill", false);
        spill.map_err(LedgerError::from)?;
        let Self { db, gone, .. } = &mut ledger;
        let transaction = transaction(db)?;
        schema::bring_up(&transaction, path)?;
        let mut writing = begin((&transaction, gone), &undoing(act), Some(change))?;
        may_be_undone(&transaction, change)?;
        let seen = work(&mut writing)?;
        drop(writing);
        transaction.rollback().map_err(LedgerError::from)?;
        Ok(seen)
    }

    /// A ledger for what is not kept: a copy in memory, so that it is done where nothing may be written, and while others write; one
    /// that is too large for that itself.
    fn to_rehearse(path: &Path) -> Result<Self> {
        let size = std::fs::metadata(path).map(|file| file.len());
        if size.is_ok_and(|size| size > COPIED) {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let ledger = Self::opened(path, flags)?;
            return match schema::form(&ledger.db, path)? {
                0 => Err(LedgerError::Foreign(path.to_owned())),
                _ => Ok(ledger),
            };
        }
        Self::open_to_read(path)?.in_memory_copy()
    }

    fn changing<T, E: From<LedgerError>>(
        &mut self,
        act: &Act,
        reverses: Option<i64>,
        work: impl FnOnce(&mut Writing<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<(Change, T), E> {
        let is_gathering = self.is_gathering();
        let Self { db, gone, .. } = self;
        if is_gathering {
            // What fails is taken out, and what was gathered before it stays.
            let savepoint = db.savepoint().map_err(LedgerError::from)?;
            let changed = changed((&savepoint, gone), act, reverses, work)?;
            savepoint.commit().map_err(LedgerError::from)?;
            return Ok(changed);
        }
        let transaction = transaction(db)?;
        let changed = changed((&transaction, gone), act, reverses, work)?;
        transaction.commit().map_err(LedgerError::from)?;
        Ok(changed)
    }

    /// Has the changes that are made from now on wait for [`Ledger::keep_gathered`], which makes all of them durable at once: to wait for
    /// the disk takes longer than most changes. Each stays a change of its own, and one that fails leaves the others as they are. Nobody
    /// may be told that any was made, nor what it read, before they are kept; a ledger that is closed before keeps none.
    ///
    /// ```
    /// use juyan_ledger::{Act, ActKind, Ledger};
    ///
    /// let act = Act::new(ActKind::Import, "clerk", "2024-07-12T09:00:00+08:00".parse().unwrap());
    /// let mut ledger = Ledger::in_memory("152923", &act).unwrap();
    /// ledger.gather().unwrap();
    /// let (one, ()) = ledger.change(&act, |_| Ok(())).unwrap();
    /// let (two, ()) = ledger.change(&act, |_| Ok(())).unwrap();
    /// ledger.keep_gathered().unwrap();
    /// assert_eq!((one.seq, two.seq), (2, 3));
    /// ```
    pub fn gather(&mut self) -> Result<()> {
        Ok(self.db.execute_batch("BEGIN IMMEDIATE")?)
    }

    /// Whether changes wait to be made durable.
    pub fn is_gathering(&self) -> bool {
        !self.db.is_autocommit()
    }

    /// Makes all changes durable that were made since [`Ledger::gather`]. Where it fails none of them was made; so too where the disk
    /// failed under one of them, with which the database gives up all.
    pub fn keep_gathered(&mut self) -> Result<()> {
        if !self.is_gathering() {
            return Err(LedgerError::GivenUp);
        }
        self.db.execute_batch("COMMIT").map_err(|error| {
            // The database may have done so already.
            let _ = self.db.execute_batch("ROLLBACK");
            error.into()
        })
    }

    /// The region whose ledger it is.
    pub fn region(&self) -> Result<SmolStr> {
        region(&self.db)
    }

    /// The last change.
    pub fn head(&self) -> Result<Option<Change>> {
        last_change(&self.db)
    }

    /// All changes in their order.
    pub fn changes(&self) -> Result<Vec<Change>> {
        let mut query = self.db.prepare(include_str!("sql/changes.sql"))?;
        let mut rows = query.query([])?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            changes.push(Change::from_row(row)?);
        }
        Ok(changes)
    }

    /// The last change that was recorded up to the end of `day`, 0 before the first.
    pub(crate) fn last_of(&self, day: Date) -> Result<i64> {
        let query = "SELECT max(seq) FROM change WHERE at < ?1";
        let seq: Option<i64> = self.db.query_row(query, [end_of(day)], |row| row.get(0))?;
        Ok(seq.unwrap_or_default())
    }
}

pub(crate) fn region(db: &Connection) -> Result<SmolStr> {
    let query = "SELECT value FROM property WHERE name = 'region' ORDER BY seq DESC LIMIT 1";
    let region: String = db.query_row(query, [], |row| row.get(0))?;
    Ok(region.into())
}

fn last_change(db: &Connection) -> Result<Option<Change>> {
    let mut query = db.prepare_cached(include_str!("sql/last-change.sql"))?;
    query
        .query_row([], |row| Ok(Change::from_row(row)))
        .optional()?
        .transpose()
}

/// The act of taking something back.
fn undoing(act: &Act) -> Act {
    Act {
        kind: ActKind::Undo,
        ..act.clone()
    }
}

/// One change: all that `work` writes. What is around it keeps it or not.
fn changed<'l, T, E: From<LedgerError>>(
    over: (&'l Connection, &'l RefCell<Gone>),
    act: &Act,
    reverses: Option<i64>,
    work: impl FnOnce(&mut Writing<'_>) -> std::result::Result<T, E>,
) -> std::result::Result<(Change, T), E> {
    let mut writing = begin(over, act, reverses)?;
    let done = work(&mut writing)?;
    Ok((writing.seal()?, done))
}

/// A transaction that waits its turn to write.
fn transaction(db: &mut Connection) -> Result<Transaction<'_>> {
    Ok(db.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// Begins a change behind the last one.
fn begin<'l>(
    (db, gone): (&'l Connection, &'l RefCell<Gone>),
    act: &Act,
    reverses: Option<i64>,
) -> Result<Writing<'l>> {
    let last = last_change(db)?;
    if let Some(reversed) = reverses {
        is_there_to_undo(db, reversed)?;
    }
    let change = Change {
        seq: last.as_ref().map_or(0, |last| last.seq) + 1,
        at: recorded_at(act, last.as_ref())?,
        kind: act.kind,
        person: act.person.clone(),
        reason: act.reason.clone(),
        reverses,
        hash: String::new(),
    };
    Writing::begin((db, gone), change, last)
}

/// Fails where there is no change `seq`, or where it was taken back already.
fn is_there_to_undo(db: &Connection, seq: i64) -> Result<()> {
    let kind: Option<String> = db
        .query_row("SELECT act FROM change WHERE seq = ?1", [seq], |row| row.get(0))
        .optional()?;
    match kind.as_deref().and_then(ActKind::named) {
        None => return Err(LedgerError::NoChange(seq)),
        Some(ActKind::Init | ActKind::Undo) => return Err(LedgerError::NotUndone(seq)),
        Some(_) => {}
    }
    let by: Option<i64> = db
        .query_row("SELECT seq FROM change WHERE reverses = ?1", [seq], |row| {
            row.get(0)
        })
        .optional()?;
    by.map_or(Ok(()), |by| Err(LedgerError::Reversed(seq, by)))
}

/// Fails where later changes build on the change `seq`.
fn may_be_undone(db: &Connection, seq: i64) -> Result<()> {
    let by: Option<i64> = db.query_row(include_str!("sql/builds-upon.sql"), [seq], |row| row.get(0))?;
    by.map_or(Ok(()), |by| Err(LedgerError::BuiltUpon { change: seq, by }))
}

/// When the change is recorded: never before the last one.
fn recorded_at(act: &Act, last: Option<&Change>) -> Result<String> {
    let now = written(act.at);
    let Some(last) = last.filter(|last| last.at > now) else {
        return Ok(now);
    };
    let ahead = written(
        act.at
            .saturating_add(jiff::SignedDuration::from_secs(SLACK))
            .unwrap_or(act.at),
    );
    if ahead < last.at {
        let last = last.at.clone();
        return Err(LedgerError::ClockBack { now, last });
    }
    Ok(last.at.clone())
}

/// Whether there are changes in the file beside the ledger.
fn has_pending(path: &Path) -> bool {
    let mut beside = path.as_os_str().to_owned();
    beside.push("-wal");
    std::fs::metadata(beside).is_ok_and(|file| file.len() > 0)
}

/// Whether the file begins as `SQLite`'s do.
fn is_database(path: &Path) -> bool {
    use std::io::Read;
    let mut begin = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut begin));
    read.is_ok() && &begin == b"SQLite format 3\0"
}

/// Why a file could not be opened; the database calls all of that by one name. Asked only then: whoever opens the file beside it and
/// closes it gives the locks of the program's other connections away.
fn unopened(path: &Path, error: rusqlite::Error) -> LedgerError {
    match std::fs::File::open(path) {
        Err(refused) if refused.kind() == std::io::ErrorKind::PermissionDenied => {
            LedgerError::Denied(path.to_owned())
        }
        _ => error.into(),
    }
}

fn folder(path: &Path) -> PathBuf {
    path.parent().unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Known;
    use juyan_model::{Fact, Source, Value, Worth};

    /// The database may not grow any more, which `SQLite` tells as it tells a full disk.
    #[test]
    fn a_full_disk_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.juyan");
        let act = Act::new(ActKind::Enter, "clerk", "2024-08-01T00:00:00Z".parse().unwrap());
        let mut ledger = Ledger::create(&path, "152923", &act).unwrap();
        let fact = Fact::new(
            "grain@152923:2024H1".parse().unwrap(),
            Worth::Number(Value::One("1".parse().unwrap())),
            Source::Entry,
        );
        ledger.change(&act, |change| change.fact(&fact, None)).unwrap();
        let pages: i64 = ledger
            .db
            .pragma_query_value(None, "page_count", |row| row.get(0))
            .unwrap();
        ledger.db.pragma_update(None, "max_page_count", pages).unwrap();
        let long = act.clone().because(&"long ".repeat(100_000));
        let error = ledger
            .change(&long, |change| change.fact(&fact, None))
            .unwrap_err();
        assert!(matches!(error, LedgerError::Full), "{error}");
        drop(ledger);
        let ledger = Ledger::open(&path).unwrap();
        assert_eq!(ledger.facts(Known::Now).unwrap().len(), 1);
        assert_eq!(ledger.verify(None).unwrap().flaws, []);
    }
}
