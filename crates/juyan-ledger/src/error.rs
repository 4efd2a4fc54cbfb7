//! What can go wrong with a ledger, and what to do about it.

use crate::legible::Illegible;
use std::path::PathBuf;
use std::sync::Arc;
use thiserror::Error;

/// Why something could not be done. Nothing that was acknowledged before is lost by it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// There is no file at the path.
    #[error("{} is not there", .0.display())]
    Missing(PathBuf),
    /// A folder is at the path, and no file.
    #[error("{} is a folder", .0.display())]
    IsFolder(PathBuf),
    /// The folder in which the file is to stand is not there.
    #[error("the folder {} is not there", .0.display())]
    NoFolder(PathBuf),
    /// The file may not be read.
    #[error("{} may not be read", .0.display())]
    Denied(PathBuf),
    /// A file is already at the path.
    #[error("{} is already there", .0.display())]
    Exists(PathBuf),
    /// The file is no ledger: another program's database, or no database at all.
    #[error("{} is no ledger", .0.display())]
    Foreign(PathBuf),
    /// A newer program wrote it.
    #[error("{} was written by a newer program (form {found}, this one knows {known})", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The form that the file has.
        found: i64,
        /// The newest form that this program knows.
        known: i64,
    },
    /// The file or its folder cannot be written to.
    #[error("the ledger cannot be written to")]
    ReadOnly,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// Pages of the file are damaged.
    #[error("the ledger's file is damaged: {0}")]
    Corrupt(String),
    /// Others kept writing for as long as one waits.
    #[error("another program is writing to the ledger")]
    Busy,
    /// The clock stands before the ledger's last change.
    #[error("the clock says {now}, but the ledger's last change was at {last}")]
    ClockBack {
        /// What the clock says.
        now: String,
        /// When the last change was recorded.
        last: String,
    },
    /// There is no such change.
    #[error("there is no change {0}")]
    NoChange(i64),
    /// The change that began the ledger, or one that took another back.
    #[error("change {0} is not one that can be taken back")]
    NotUndone(i64),
    /// A change that is taken back already.
    #[error("change {0} was taken back already, by change {1}")]
    Reversed(i64, i64),
    /// Later changes stand on this one.
    #[error("change {change} cannot be taken back: change {by} builds on it")]
    BuiltUpon {
        /// The change that was to be taken back.
        change: i64,
        /// The first change that builds on it.
        by: i64,
    },
    /// A fact names a document that the ledger does not hold.
    #[error("the ledger holds no document {0}")]
    NoDocument(String),
    /// There is no such fact.
    #[error("there is no fact {0}")]
    NoFact(i64),
    /// A stored value that this program cannot understand.
    #[error("what stands in {0} this program cannot read")]
    Unreadable(Box<Illegible>),
    /// The database gave up what was gathered, since the disk failed or was full under one of the changes.
    #[error("what was written together was given up: the disk failed or is full")]
    GivenUp,
    /// What was written together with what others wrote could not be kept, and so none of it was.
    #[error("nothing was written: {0}")]
    Together(Arc<LedgerError>),
    /// The system fails where it reads or writes the file: a disk, or a folder of another machine.
    #[error("the ledger's file cannot be read or written: {0}")]
    System(rusqlite::Error),
    /// Anything else that the database says.
    #[error("the ledger's database says: {0}")]
    Database(rusqlite::Error),
}

impl LedgerError {
    /// The database's own number for what went wrong, where it is the database that says so.
    #[must_use]
    pub fn code(&self) -> Option<i32> {
        match self {
            Self::System(error) | Self::Database(error) => {
                error.sqlite_error().map(|error| error.extended_code)
            }
            Self::Together(error) => error.code(),
            _ => None,
        }
    }
}

impl From<Illegible> for LedgerError {
    fn from(row: Illegible) -> Self {
        Self::Unreadable(Box::new(row))
    }
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            // Without room the file beside the ledger, which readers want too, cannot be made.
            Some(ErrorCode::SystemIoFailure) if is_of_room(&error) => Self::Full,
            Some(ErrorCode::SystemIoFailure) => Self::System(error),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt(error.to_string()),
            _ => Self::Database(error),
        }
    }
}

fn is_of_room(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    matches!(
        code,
        Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE | rusqlite::ffi::SQLITE_IOERR_SHMOPEN)
    )
}

/// What came of asking the ledger.
pub(crate) type Result<T> = std::result::Result<T, LedgerError>;
