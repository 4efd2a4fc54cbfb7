//! The file beside the ledger in which stands what is on its way, `NAME.juyan-work`: submissions and drafts.

use crate::accounts::private;
use crate::problem::Problem;
use rusqlite::Connection;
use std::path::Path;
use std::time::Duration;

/// Why the file is not opened.
#[derive(Debug)]
pub(crate) enum WorkError {
    Database(rusqlite::Error),
    File(std::io::Error),
}

impl From<rusqlite::Error> for WorkError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<std::io::Error> for WorkError {
    fn from(error: std::io::Error) -> Self {
        Self::File(error)
    }
}

impl From<WorkError> for Problem {
    fn from(error: WorkError) -> Self {
        match error {
            WorkError::Database(error) => Self::broken(&error),
            WorkError::File(error) => Self::broken(&error),
        }
    }
}

const PATIENCE: Duration = Duration::from_secs(10);

/// The file beside the ledger at `path`, with the tables of `schema`; it is begun where it is not there.
pub(crate) fn beside(path: &Path, schema: &str) -> Result<Connection, WorkError> {
    let path = path.with_extension("juyan-work");
    private::begin(&path)?;
    let db = Connection::open(path)?;
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "foreign_keys", true)?;
    // What was acknowledged outlives a loss of power.
    db.pragma_update(None, "synchronous", "FULL")?;
    db.execute_batch(schema)?;
    Ok(db)
}
