//! A report becomes public in the ledger: its release is kept, once, as the ledger was when it was made. Its pages and files are made of
//! what was kept, wherever they go. What it tells that follows from other facts is kept before it.

use crate::report::Report;
use juyan::Context;
use juyan::document::{Document, ReadError};
use juyan::model::{Fact, Secrecy, Span};
use juyan_ledger::{Act, Change, Known, Ledger, LedgerError};
use juyan_publish::{KeptRelease, Origin, Release, Row};
use std::collections::BTreeMap;

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

/// The figures of a release that follow from other facts and that the ledger does not have.
pub fn unkept<'o>(release: &Release, written: &'o BTreeMap<Span, Origin>) -> Vec<&'o Origin> {
    let rows = release.rows.iter().filter(|row| row.fact == Row::NOT_KEPT);
    rows.filter_map(|row| written.get(row.places.first()?)).collect()
}

/// Keeps what follows from other facts, each in the place of what was told before those changed, where the ledger is as it was after
/// the change `before`. No fact is less secret than those that it follows from; what is not public is released with `ground`, for the
/// report that tells it was reviewed.
pub fn keep_what_follows(
    ledger: &mut Ledger,
    act: &Act,
    (follow, ground): (&[&Origin], &str),
    before: i64,
) -> Result<Change, NotKept> {
    let mut facts = Vec::new();
    for origin in follow {
        let Some(fact) = &origin.reckoned else { continue };
        let old = ledger.facts_under(&origin.key, Known::Now)?;
        let mut secrecy = fact.secrecy;
        for key in std::iter::once(&origin.key).chain(&origin.from) {
            let under = ledger.facts_under(key, Known::Now)?;
            let closed = under.iter().map(|kept| kept.fact.secrecy);
            secrecy = closed.fold(secrecy, Secrecy::max);
        }
        let fact = Fact {
            secrecy,
            ..fact.clone()
        };
        facts.push((fact, old.into_iter().map(|kept| kept.seq).collect::<Vec<i64>>()));
    }
    let (change, ()) = ledger.attempt(act, |change| {
        if change.seq() != before + 1 {
            return Err(NotKept::Moved);
        }
        for (fact, old) in &facts {
            let new = change.fact(fact, old.first().copied())?;
            for old in old.iter().skip(1) {
                change.is_revised_by(*old, new)?;
            }
            if fact.secrecy != Secrecy::Public {
                change.release(new, ground)?;
            }
        }
        Ok(())
    })?;
    Ok(change)
}
