//! The example of a banner's half-year, filled into a new ledger: its report, every sheet of its registers, and what was
//! released. It is part of the program, so that one can try everything without a file of one's own.

use super::record::{ask, read_bytes};
use super::shown::Row;
use super::{Desk, act, differ};
use crate::args::{Doing, Init};
use juyan::Stated;
use juyan::model::{Key, Secrecy, Source};
use juyan_ledger::{ActKind, Clash, Known, Ledger, LedgerError, Paper};
use juyan_posting::{PostError, Poster, Posting};
use juyan_register::Grid;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/example.rs"));
}

/// The name that the report bears in the ledger.
const REPORT: &str = "report.txt";

/// The report of the example, read.
pub(super) struct Example {
    paper: Paper,
    stated: Stated,
}

impl Example {
    /// Reads it; the report of the example is tested to be one.
    pub(super) fn read(desk: Desk<'_>) -> Option<Self> {
        let report = Desk::new(REPORT, desk.language);
        let (paper, stated) = read_bytes(embedded::REPORT.as_bytes(), "", report).ok()?;
        Some(Self { paper, stated })
    }

    /// The code of the region that it is of.
    pub(super) fn region(&self) -> &str {
        self.paper.region.as_deref().unwrap_or_default()
    }
}

/// Fills `ledger`, and tells what it holds and what is asked of it.
pub(super) fn fill(
    ledger: &mut Ledger,
    example: &Example,
    args: &Init,
    desk: Desk<'_>,
) -> Result<(), LedgerError> {
    let rows = put(ledger, example, &args.doing, desk)?;
    tell(
        ledger,
        desk,
        &[
            ("stated", &example.stated.facts.len()),
            ("sheets", &embedded::SHEETS.len()),
            ("rows", &rows),
        ],
    )?;
    let clashes = ledger.clashes_where(Known::Now, &differ)?;
    ask(
        &clashes.iter().collect::<Vec<&Clash>>(),
        ledger,
        &args.ledger,
        desk,
    )
}

/// Fills `ledger`; every sheet is a change of its own. Gives how many rows there were.
pub(super) fn put(
    ledger: &mut Ledger,
    example: &Example,
    doing: &Doing,
    desk: Desk<'_>,
) -> Result<usize, LedgerError> {
    let (poster, catalogue) = (Poster::new(desk.context().catalogue), desk.context().catalogue);
    let Example { paper, stated } = example;
    let recorded = act(ActKind::Record, doing);
    super::record::write(ledger, &recorded, (paper, stated), &poster)?;
    let mut rows = 0;
    for (name, text) in embedded::SHEETS {
        let register = name.strip_suffix(".csv").and_then(|id| catalogue.register(id));
        let Some(sheet) = poster.sheet(&Grid::of_csv(name, text), register) else {
            continue;
        };
        let sheets = [sheet];
        let posting = Posting::of(&sheets);
        let done = ledger.attempt(&act(ActKind::Import, doing), |change| {
            poster.post(change, &posting)
        });
        match done {
            Ok((_, told)) => rows += told.sheets.iter().map(|sheet| sheet.rows.len()).sum::<usize>(),
            Err(PostError::Ledger(error)) => return Err(error),
            Err(refused) => desk.tell("example.refused", &[("sheet", &name), ("reason", &refused)]),
        }
    }
    bound(ledger, doing, &poster)?;
    released(ledger, doing)?;
    Ok(rows)
}

/// Keeps under which keys figures of the report belong that stand under its own words.
fn bound(ledger: &mut Ledger, doing: &Doing, poster: &Poster<'_>) -> Result<(), LedgerError> {
    let rows = Grid::of_csv("", embedded::BINDINGS).rows;
    let mut facts = Vec::new();
    for row in rows.iter().skip(1) {
        let [printed, own, key] = row.as_slice() else {
            continue;
        };
        let (Ok(own), Ok(key)) = (own.parse::<Key>(), key.parse::<Key>()) else {
            continue;
        };
        for kept in ledger.facts_under(&own, Known::Now)? {
            let is_told = matches!(kept.fact.source, Source::Document { .. });
            if is_told && Row::of(&kept, ledger)?.value == *printed {
                facts.push((kept.seq, key.clone()));
            }
        }
    }
    ledger.change(&act(ActKind::Bind, doing), |change| {
        for (fact, key) in &facts {
            change.bind(*fact, key)?;
        }
        poster.follow(change)
    })?;
    Ok(())
}

/// Keeps what was released of what is not public, each with its ground.
fn released(ledger: &mut Ledger, doing: &Doing) -> Result<(), LedgerError> {
    let rows = Grid::of_csv("", embedded::RELEASES).rows;
    let mut facts = Vec::new();
    for row in rows.iter().skip(1) {
        let [key, ground] = row.as_slice() else { continue };
        let Ok(key) = key.parse::<Key>() else { continue };
        let closed = ledger.facts_under(&key, Known::Now)?.into_iter();
        let closed = closed.filter(|kept| kept.fact.secrecy != Secrecy::Public);
        facts.extend(closed.map(|kept| (kept.seq, ground.clone())));
    }
    ledger.change(&act(ActKind::Release, doing), |change| {
        facts
            .iter()
            .try_for_each(|(fact, ground)| change.release(*fact, ground).map(drop))
    })?;
    Ok(())
}

/// Says what the ledger holds, and how much of what the report states follows from its registers.
fn tell(
    ledger: &Ledger,
    desk: Desk<'_>,
    counts: &[(&str, &dyn std::fmt::Display)],
) -> Result<(), LedgerError> {
    let facts = ledger.facts(Known::Now)?;
    let is_derived = |source: &Source| matches!(source, Source::Formula { .. });
    let (derived, others): (Vec<_>, Vec<_>) = facts.iter().partition(|kept| is_derived(&kept.fact.source));
    let follows = others.iter().filter(|stated| {
        let says =
            |one: &&&juyan_ledger::Kept| one.fact.key == stated.fact.key && one.fact.agrees(&stated.fact);
        derived.iter().any(|kept| says(&kept))
    });
    let own: [(&str, &dyn std::fmt::Display); 2] = [("derived", &derived.len()), ("same", &follows.count())];
    desk.tell("example.filled", &[counts, &own].concat());
    Ok(())
}
