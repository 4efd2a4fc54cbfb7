//! The file's form: how it is made, how an older one is brought up, how a foreign one is told.

use crate::error::{LedgerError, Result};
use rusqlite::Connection;
use std::path::Path;
use std::sync::OnceLock;

/// "JUYN": what marks a ledger among `SQLite` files.
const APPLICATION: i64 = 0x4A55_594E;

/// What brings a file from one form to the next. Lines are only ever added: files of every form are in the world.
const MIGRATIONS: [&str; 7] = [
    include_str!("sql/0001-first.sql"),
    include_str!("sql/0002-derived.sql"),
    include_str!("sql/0003-tallies.sql"),
    include_str!("sql/0004-replaced.sql"),
    include_str!("sql/0005-publications.sql"),
    include_str!("sql/0006-years.sql"),
    include_str!("sql/0007-proved.sql"),
];

/// The first form in which the chain says what is held ready.
pub(crate) const PROVED: i64 = 7;

/// The form that this program writes.
const NEWEST: i64 = 7;
const _: () = assert!(MIGRATIONS.len() == 7 && NEWEST == 7, "a migration for every form");

/// Makes sure that `db` is a ledger of the newest form. An empty file becomes one only where `fresh` says so.
pub(crate) fn prepare(db: &mut Connection, path: &Path, fresh: bool) -> Result<()> {
    let transaction = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    if form(&transaction, path)? == 0 && !fresh {
        return Err(LedgerError::Foreign(path.to_owned()));
    }
    bring_up(&transaction, path)?;
    Ok(transaction.commit()?)
}

/// Brings `db` to the newest form, within the transaction that it is in.
pub(crate) fn bring_up(db: &Connection, path: &Path) -> Result<()> {
    let form = form(db, path)?;
    if form < NEWEST {
        for migration in MIGRATIONS.iter().skip(usize::try_from(form).unwrap_or_default()) {
            db.execute_batch(migration)?;
        }
        db.pragma_update(None, "application_id", APPLICATION)?;
        db.pragma_update(None, "user_version", NEWEST)?;
    }
    Ok(())
}

/// The form of the file, 0 for an empty one. Fails where it is no ledger or a newer one.
pub(crate) fn form(db: &Connection, path: &Path) -> Result<i64> {
    let number = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (application, form) = (number("application_id")?, number("user_version")?);
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, form) {
        (0, 0) if tables == 0 => Ok(0),
        (APPLICATION, found) if found > NEWEST => Err(LedgerError::Newer {
            path: path.to_owned(),
            found,
            known: NEWEST,
        }),
        (APPLICATION, form) if form > 0 => Ok(form),
        _ => Err(LedgerError::Foreign(path.to_owned())),
    }
}

/// The form of a file that is known to be a ledger.
pub(crate) fn version(db: &Connection) -> Result<i64> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// What must stand in the schema of a file of this form, in the order of names.
pub(crate) fn expected(form: i64) -> Result<Vec<(String, String)>> {
    static OF_NEWEST: OnceLock<Vec<(String, String)>> = OnceLock::new();
    if let Some(expected) = OF_NEWEST.get().filter(|_| form == NEWEST) {
        return Ok(expected.clone());
    }
    let expected = found(&of_form(form)?)?;
    if form == NEWEST {
        OF_NEWEST.get_or_init(|| expected.clone());
    }
    Ok(expected)
}

/// An empty file of this form, in memory.
pub(crate) fn of_form(form: i64) -> Result<Connection> {
    let db = Connection::open_in_memory()?;
    for migration in MIGRATIONS.iter().take(usize::try_from(form).unwrap_or_default()) {
        db.execute_batch(migration)?;
    }
    Ok(db)
}

/// What stands in the schema of `db`, in the order of names.
pub(crate) fn found(db: &Connection) -> Result<Vec<(String, String)>> {
    let mut query = db.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
