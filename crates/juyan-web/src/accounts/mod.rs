//! Accounts: who may sign in, as what; their sessions; what was done with them. They are kept in a file of their own beside the
//! ledger, `NAME.juyan-users`.

pub(crate) mod bearer;
mod password;
pub(crate) mod private;
mod session;

pub(crate) use session::Signed;

use crate::rule::Role;
use crate::together::{Held, Store, Together};
use password::Cost;
use rusqlite::{Connection, OptionalExtension, Row};
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Who may sign in, as others see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What one signs in with.
    pub name: String,
    /// What others see.
    pub shown: String,
    /// The department; empty where it is of none.
    pub department: String,
    /// What it works as.
    pub role: Role,
    /// Whether nobody may sign in with it any more.
    pub is_closed: bool,
}

/// An account that is to be.
#[derive(Debug, Clone, Copy)]
pub struct NewAccount<'a> {
    /// What one signs in with.
    pub name: &'a str,
    /// What others see.
    pub shown: &'a str,
    /// The department; empty where it is of none.
    pub department: &'a str,
    /// What it works as.
    pub role: Role,
}

/// A thing that was done with accounts, or in administration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deed {
    pub(crate) at: i64,
    pub(crate) account: String,
    pub(crate) what: String,
    pub(crate) of: String,
}

/// Why accounts cannot be had.
#[derive(Debug)]
pub enum AccountError {
    /// The file, or what stands in it.
    Database(rusqlite::Error),
    /// The file cannot be begun.
    File(std::io::Error),
    /// The system gives no randomness.
    Random(getrandom::Error),
    /// The password could not be hashed.
    Hash(String),
    /// There is an account of this name.
    Taken(String),
    /// There is none.
    Unknown(String),
    /// Nobody could administer any more.
    LastAdministrator,
    /// The name has signs that names do not have, or none.
    BadName,
    /// The password is too short.
    ShortPassword,
}

impl fmt::Display for AccountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(f, "{error}"),
            Self::File(error) => write!(f, "{error}"),
            Self::Random(error) => write!(f, "{error}"),
            Self::Hash(error) => write!(f, "{error}"),
            Self::Taken(name) => write!(f, "{name} is taken"),
            Self::Unknown(name) => write!(f, "{name} is no account"),
            Self::LastAdministrator => write!(f, "the last administrator"),
            Self::BadName => write!(f, "not a name"),
            Self::ShortPassword => write!(f, "the password is too short"),
        }
    }
}

impl std::error::Error for AccountError {}

impl From<rusqlite::Error> for AccountError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<std::io::Error> for AccountError {
    fn from(error: std::io::Error) -> Self {
        Self::File(error)
    }
}

impl From<getrandom::Error> for AccountError {
    fn from(error: getrandom::Error) -> Self {
        Self::Random(error)
    }
}

/// The accounts of a workspace.
pub struct Accounts {
    db: Together<Connection>,
    cost: Cost,
    /// Held while a password is hashed, which takes 19 MiB: many who sign in at once wait for each other.
    hashing: Mutex<()>,
}

impl fmt::Debug for Accounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Accounts").finish_non_exhaustive()
    }
}

/// The letters that a password has at least.
const SHORTEST: usize = 10;

const PATIENCE: Duration = Duration::from_secs(10);

type Result<T> = std::result::Result<T, AccountError>;

impl Store for Connection {
    type Error = rusqlite::Error;

    fn gather(&mut self) -> rusqlite::Result<()> {
        self.execute_batch("BEGIN IMMEDIATE")
    }

    fn is_gathering(&self) -> bool {
        !self.is_autocommit()
    }

    fn keep(&mut self) -> rusqlite::Result<()> {
        self.execute_batch("COMMIT").inspect_err(|_| {
            // The database may have done so already.
            let _ = self.execute_batch("ROLLBACK");
        })
    }

    fn to_each(error: &Arc<rusqlite::Error>) -> rusqlite::Error {
        let unknown = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ERROR);
        let code = error.sqlite_error().copied().unwrap_or(unknown);
        rusqlite::Error::SqliteFailure(code, Some(error.to_string()))
    }
}

impl Accounts {
    /// The accounts in the file at `path`, which is begun where it is not there; its owner alone may read it.
    pub fn open(path: &Path) -> Result<Self> {
        private::begin(path)?;
        Self::over(Connection::open(path)?, Cost::Full)
    }

    /// Accounts that are gone with the program, whose passwords cost little to try.
    pub fn in_memory() -> Result<Self> {
        Self::over(Connection::open_in_memory()?, Cost::Trial)
    }

    fn over(db: Connection, cost: Cost) -> Result<Self> {
        db.busy_timeout(PATIENCE)?;
        // Who is asked who somebody is does not wait for the disk, and a deed goes to it once and not three times.
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "foreign_keys", true)?;
        db.execute_batch(include_str!("schema.sql"))?;
        Ok(Self {
            db: Together::new(db),
            cost,
            hashing: Mutex::new(()),
        })
    }

    fn db(&self) -> Held<'_, Connection> {
        self.db.alone()
    }

    /// Adds an account. Fails where its name is taken or no name, or the password too short.
    pub fn add(&self, new: &NewAccount<'_>, password: &str) -> Result<()> {
        let is_sign = |c: char| c.is_control() || c.is_whitespace();
        if new.name.is_empty() || new.name.chars().count() > 64 || new.name.contains(is_sign) {
            return Err(AccountError::BadName);
        }
        let hash = self.hash(password)?;
        let added = self.db().execute(
            "INSERT INTO account (name, shown, department, role, hash) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            (new.name, new.shown, new.department, new.role.name(), hash),
        )?;
        if added == 0 {
            return Err(AccountError::Taken(new.name.to_owned()));
        }
        Ok(())
    }

    /// Adds an account with a password that nobody chose, and gives that.
    pub fn add_with_any_password(&self, new: &NewAccount<'_>) -> Result<String> {
        let password = crate::token::password()?;
        self.add(new, &password)?;
        Ok(password)
    }

    /// All accounts, by name.
    pub fn all(&self) -> Result<Vec<Account>> {
        let db = self.db();
        let mut query =
            db.prepare("SELECT name, shown, department, role, closed FROM account ORDER BY name")?;
        let rows = query.query_map([], account)?;
        let accounts: rusqlite::Result<Vec<Account>> = rows.collect();
        Ok(accounts?)
    }

    /// Closes or opens an account; closing ends its sessions. The last administrator stays.
    pub(crate) fn set_closed(&self, name: &str, closed: bool) -> Result<()> {
        let mut db = self.db();
        let change = db.transaction()?;
        let changed = change.execute("UPDATE account SET closed = ?2 WHERE name = ?1", (name, closed))?;
        if changed == 0 {
            return Err(AccountError::Unknown(name.to_owned()));
        }
        let left = "SELECT count(*) FROM account WHERE role = 'administrator' AND closed = 0";
        let left: i64 = change.query_row(left, [], |row| row.get(0))?;
        if left == 0 {
            return Err(AccountError::LastAdministrator);
        }
        if closed {
            change.execute("DELETE FROM session WHERE account = ?1", [name])?;
        }
        Ok(change.commit()?)
    }

    /// Gives an account another password; its sessions and its tokens end.
    pub fn set_password(&self, name: &str, password: &str) -> Result<()> {
        let hash = self.hash(password)?;
        let mut db = self.db();
        let change = db.transaction()?;
        let changed = change.execute("UPDATE account SET hash = ?2 WHERE name = ?1", (name, hash))?;
        if changed == 0 {
            return Err(AccountError::Unknown(name.to_owned()));
        }
        for ends in [
            "DELETE FROM session WHERE account = ?1",
            "DELETE FROM bearer WHERE account = ?1",
        ] {
            change.execute(ends, [name])?;
        }
        Ok(change.commit()?)
    }

    /// The account that `name` and `password` open; none where they open none. It takes as long whether there is one or not.
    pub(crate) fn opened(&self, name: &str, password: &str) -> Result<Option<Account>> {
        let query = "SELECT name, shown, department, role, closed, hash FROM account WHERE name = ?1";
        let found: Option<(Account, String)> = self
            .db()
            .query_row(query, [name], |row| Ok((account(row)?, row.get(5)?)))
            .optional()?;
        let guard = self.hashing.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = match &found {
            Some((_, hash)) => password::fits(password, hash),
            None => self.cost.hash(password).is_err(),
        };
        drop(guard);
        Ok(found
            .map(|(account, _)| account)
            .filter(|account| fits && !account.is_closed))
    }

    /// Keeps that something was done.
    pub(crate) fn note(&self, account: &str, what: &str, of: &str, now: i64) -> Result<()> {
        let account: String = account.chars().take(64).collect();
        let row = (now, account, what, of);
        // Many do something at the same time, and none is told that it is kept before it is.
        let noted = self.db.write(|db| {
            let mut insert =
                db.prepare_cached("INSERT INTO deed (at, account, what, of) VALUES (?1, ?2, ?3, ?4)")?;
            insert.execute(row)
        })?;
        Ok(noted.map(drop)?)
    }

    /// What was done last, the newest first.
    pub(crate) fn deeds(&self, most: usize) -> Result<Vec<Deed>> {
        let db = self.db();
        let mut query = db.prepare("SELECT at, account, what, of FROM deed ORDER BY seq DESC LIMIT ?1")?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = query.query_map([most], |row| {
            Ok(Deed {
                at: row.get(0)?,
                account: row.get(1)?,
                what: row.get(2)?,
                of: row.get(3)?,
            })
        })?;
        let deeds: rusqlite::Result<Vec<Deed>> = rows.collect();
        Ok(deeds?)
    }

    fn hash(&self, password: &str) -> Result<String> {
        if password.chars().count() < SHORTEST {
            return Err(AccountError::ShortPassword);
        }
        let _guard = self.hashing.lock().unwrap_or_else(PoisonError::into_inner);
        self.cost.hash(password)
    }
}

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    let role: String = row.get(3)?;
    let unknown = || rusqlite::Error::InvalidColumnType(3, role.clone(), rusqlite::types::Type::Text);
    Ok(Account {
        name: row.get(0)?,
        shown: row.get(1)?,
        department: row.get(2)?,
        role: Role::named(&role).ok_or_else(unknown)?,
        is_closed: row.get(4)?,
    })
}

#[cfg(test)]
mod tests;
