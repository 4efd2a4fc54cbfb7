//! A copy of the whole ledger, taken while others write.

use crate::error::{LedgerError, Result};
use crate::ledger::Ledger;
use rusqlite::Connection;
use std::path::Path;

/// Pages that are copied before others have their turn.
const PAGES: std::ffi::c_int = 4096;

impl Ledger {
    /// Copies the ledger to a new file; fails where one is there. A copy that could not be finished leaves none behind.
    pub fn backup(&self, to: &Path) -> Result<()> {
        if to.is_dir() {
            return Err(LedgerError::IsFolder(to.to_owned()));
        }
        if to.exists() {
            return Err(LedgerError::Exists(to.to_owned()));
        }
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(LedgerError::NoFolder(folder.to_owned()));
        }
        self.copied(to).inspect_err(|_| {
            // It was begun a moment ago, by this very call, and so was what SQLite puts beside it.
            for beside in ["", "-journal", "-wal", "-shm"] {
                let mut path = to.as_os_str().to_owned();
                path.push(beside);
                let _ = std::fs::remove_file(path);
            }
        })
    }

    /// The same ledger, gone with the program.
    pub(crate) fn in_memory_copy(&self) -> Result<Self> {
        let mut db = Connection::open_in_memory()?;
        let backup = rusqlite::backup::Backup::new(&self.db, &mut db)?;
        backup.run_to_completion(PAGES, std::time::Duration::ZERO, None)?;
        drop(backup);
        Self::over(db)
    }

    fn copied(&self, to: &Path) -> Result<()> {
        let mut target = Connection::open(to)?;
        let backup = rusqlite::backup::Backup::new(&self.db, &mut target)?;
        backup.run_to_completion(PAGES, std::time::Duration::ZERO, None)?;
        drop(backup);
        // One file: a copy does not wait for those that belong beside it.
        target.pragma_update(None, "journal_mode", "DELETE")?;
        Ok(())
    }
}
