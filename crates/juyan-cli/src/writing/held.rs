//! Facts out of a ledger, as of one moment: what others write meanwhile is not seen.

use juyan::model::{Fact, Key, Period};
use juyan_ledger::{Known, Ledger, LedgerError, Place};
use juyan_writer::Held;
use std::collections::{BTreeMap, BTreeSet};

/// A ledger as of its last change.
pub(super) struct Moment<'l> {
    ledger: &'l Ledger,
    known: Known,
}

impl<'l> Moment<'l> {
    /// The ledger as it is now.
    pub(super) fn now(ledger: &'l Ledger) -> Result<Self, LedgerError> {
        let head = ledger.head()?;
        Ok(Self {
            ledger,
            known: head.map_or(Known::Now, |change| Known::After(change.seq)),
        })
    }

    /// What stands under `keys`.
    pub(super) fn held(&self, keys: &BTreeSet<Key>) -> Result<Held, LedgerError> {
        let mut facts: Vec<Fact> = Vec::new();
        for key in keys {
            let kept = self.ledger.facts_under(key, self.known)?;
            facts.extend(kept.into_iter().map(|kept| kept.fact));
        }
        Ok(Held::new(facts))
    }

    /// All that stands of the years around a report.
    pub(super) fn around(&self, report: Period) -> Result<Vec<Fact>, LedgerError> {
        let years = |years: i16| report.shifted(years).unwrap_or(report);
        let (Some(first), Some(last)) = (
            Period::year(years(-1).from.year()),
            Period::year(years(1).to.year()),
        ) else {
            return Ok(Vec::new());
        };
        let place = Place {
            region: self.ledger.region()?,
            within: Period::new(first.from, last.to),
        };
        let dated = self.ledger.facts_of(&place, self.known)?;
        let all = self
            .ledger
            .facts(self.known)?
            .into_iter()
            .filter(|kept| kept.fact.key.period.is_none());
        Ok(dated.into_iter().chain(all).map(|kept| kept.fact).collect())
    }

    /// The keys that somebody gave facts which came under their own words, by the key that they came with.
    pub(super) fn renamed(&self) -> Result<BTreeMap<Key, Key>, LedgerError> {
        let all = self.ledger.facts(self.known)?;
        let renamed = all
            .into_iter()
            .filter_map(|kept| Some((kept.came_as?, kept.fact.key)));
        Ok(renamed.collect())
    }
}
