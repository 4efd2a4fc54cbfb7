//! An approved submission into the ledger: once, whatever breaks off.

use super::{Cell, Submission};
use juyan::vocabulary::Catalogue;
use juyan_desk::form::Form;
use juyan_ledger::{Act, Known, Ledger, LedgerError};
use juyan_model::{Fact, Source};
use juyan_posting::Poster;
use std::collections::BTreeMap;

/// Why nothing was recorded.
#[derive(Debug)]
pub(crate) enum RecordError {
    Ledger(LedgerError),
    /// A cell holds no value of its key any more.
    Unfit(String),
}

impl From<LedgerError> for RecordError {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

/// Records what `cells` say, in one change, with `source` as the name of what it comes from. What the ledger has from this source
/// already stays: the second time nothing is written. A correction takes the place of what its department reported before, and what is
/// said as it stands is not said again. Gives the number of facts.
pub(crate) fn record(
    ledger: &mut Ledger,
    submission: &Submission,
    (form, cells): (&Form, &BTreeMap<String, Cell>),
    (source, act): (&str, &Act),
    (catalogue, poster): (&Catalogue, &Poster<'_>),
) -> Result<usize, RecordError> {
    let mut facts: Vec<(Fact, Option<i64>)> = Vec::new();
    for (place, field) in form.fields.iter().enumerate() {
        let key = field.key.to_string();
        let written = cells.get(&key).filter(|cell| !cell.value.is_empty());
        let Some(cell) = written.filter(|_| !field.follows()) else {
            continue;
        };
        let from = Source::Cell {
            workbook: source.into(),
            sheet: juyan_model::PeriodName(submission.period).to_string().into(),
            cell: format!("{}", place + 1).into(),
        };
        let fact = field.fact(&cell.value, from, catalogue);
        let fact = fact.map_err(|_| RecordError::Unfit(key))?;
        let standing = ledger.facts_under(&field.key, Known::Now)?;
        let is_ours = |own: &Source| matches!(own, Source::Cell { workbook, .. } if workbook == source);
        let is_reported = |own: &Fact| {
            let by_hand = matches!(own.source, Source::Cell { .. } | Source::Entry);
            by_hand && own.department == submission.department
        };
        let stands = |own: &Fact| is_ours(&own.source) || is_reported(own) && says_the_same(own, &fact);
        if standing.iter().any(|kept| stands(&kept.fact)) {
            continue;
        }
        let revised = standing
            .iter()
            .rev()
            .find(|kept| submission.corrects.is_some() && is_reported(&kept.fact));
        let fact = Fact {
            department: submission.department.as_str().into(),
            ..fact
        };
        facts.push((fact, revised.map(|kept| kept.seq)));
    }
    if facts.is_empty() {
        return Ok(0);
    }
    ledger.change(act, |change| {
        for (fact, revised) in &facts {
            change.fact(fact, *revised)?;
        }
        poster.follow(change)
    })?;
    Ok(facts.len())
}

/// Whether a fact stands already as it is reported.
fn says_the_same(stands: &Fact, fact: &Fact) -> bool {
    stands.worth == fact.worth && stands.unit == fact.unit && stands.limit == fact.limit
}
