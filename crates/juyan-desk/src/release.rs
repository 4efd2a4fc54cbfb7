//! A report becomes public in the ledger: its release is kept, once, as the ledger was when it was made. Its pages and files are made of
//! what was kept, wherever they go.

use crate::report::Report;
use juyan::Context;
use juyan::document::{Document, ReadError};
use juyan_ledger::{Act, Change, Ledger, LedgerError};
use juyan_publish::{KeptRelease, Release};

/// As what a line of a header is read.
const ONE_LINE: &str = "header.txt";

/// A line of a header, `索引号：…`. Each is read by itself: what stands in a report may be wrapped, and lines would be joined.
pub fn header_line(words: &str, context: Context<'_>) -> Result<Document, ReadError> {
    juyan::document::read(words.as_bytes(), ONE_LINE, context.catalogue)
}

/// The release among those that were `kept` that is this very one, and stands.
pub fn standing<'k>(kept: &'k [KeptRelease], release: &Release) -> Option<&'k KeptRelease> {
    kept.iter().find(|kept| {
        kept.taken_back.is_none()
            && (kept.release.index.as_str(), kept.release.version)
                == (release.index.as_str(), release.version)
    })
}

/// Why a release is not kept.
#[derive(Debug)]
pub enum NotKept {
    /// The ledger cannot be written.
    Ledger(LedgerError),
    /// Something else was written since: facts may differ, and numbers be taken.
    Moved,
}

impl From<LedgerError> for NotKept {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

/// Keeps a release with its report, where the ledger is as it was after the change `before`, of which the release was made.
pub fn keep(
    ledger: &mut Ledger,
    act: &Act,
    (report, release): (&Report, &Release),
    before: i64,
) -> Result<Change, NotKept> {
    let (change, ()) = ledger.attempt(act, |change| {
        if change.seq() != before + 1 {
            return Err(NotKept::Moved);
        }
        change.paper(&report.paper)?;
        change.publish(&release.record())?;
        Ok(())
    })?;
    Ok(change)
}
