//! The ledger as the workspace writes to it.

use crate::together::Store;
use juyan_ledger::{Ledger, LedgerError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A ledger that is opened to write when somebody first does: one that only is looked at need not be one that can be written to.
pub(crate) struct Writer {
    path: PathBuf,
    ledger: Option<Ledger>,
}

impl Writer {
    pub(crate) fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            ledger: None,
        }
    }

    pub(crate) fn ledger(&mut self) -> Result<&mut Ledger, LedgerError> {
        Ok(match &mut self.ledger {
            Some(ledger) => ledger,
            closed => closed.insert(Ledger::open(&self.path)?),
        })
    }
}

impl Store for Writer {
    type Error = LedgerError;

    fn gather(&mut self) -> Result<(), LedgerError> {
        self.ledger()?.gather()
    }

    fn is_gathering(&self) -> bool {
        self.ledger.as_ref().is_some_and(Ledger::is_gathering)
    }

    fn keep(&mut self) -> Result<(), LedgerError> {
        self.ledger()?.keep_gathered()
    }

    fn to_each(error: &Arc<LedgerError>) -> LedgerError {
        LedgerError::Together(Arc::clone(error))
    }
}
