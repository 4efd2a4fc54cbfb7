//! Facts out of a ledger, as of one moment: what others write meanwhile is not seen.

use juyan::model::{Fact, Key, Period, Record, Source, Vouched};
use juyan::vocabulary::Catalogue;
use juyan_ledger::{Kept, Known, Ledger, LedgerError, Standing};
use juyan_writer::{Came, Held, Report, Voice};
use std::collections::{BTreeMap, BTreeSet};

/// A ledger as of its last change.
#[derive(Debug)]
pub struct Moment<'l> {
    ledger: &'l Ledger,
    known: Known,
    catalogue: &'l Catalogue,
}

impl<'l> Moment<'l> {
    /// The ledger as it is now.
    pub fn now(ledger: &'l Ledger, catalogue: &'l Catalogue) -> Result<Self, LedgerError> {
        let head = ledger.head()?;
        Ok(Self {
            ledger,
            catalogue,
            known: head.map_or(Known::Now, |change| Known::After(change.seq)),
        })
    }

    /// As of which change it is.
    pub const fn known(&self) -> Known {
        self.known
    }

    /// What stands under `keys`.
    pub fn held(&self, keys: &BTreeSet<Key>) -> Result<Held, LedgerError> {
        let mut facts: Vec<Fact> = Vec::new();
        for key in keys {
            facts.extend(self.under(key)?.into_iter().map(|kept| kept.fact));
        }
        self.settled(facts)
    }

    /// The same, with what follows from facts that were corrected reckoned anew.
    pub fn held_since(&self, keys: &BTreeSet<Key>, voice: Voice<'_>) -> Result<Held, LedgerError> {
        let (mut facts, mut came) = (Vec::new(), Vec::new());
        for key in keys {
            let kept = self.under(key)?;
            if let Some(change) = kept.iter().map(|kept| kept.change).max() {
                came.push((key.clone(), change));
            }
            facts.extend(kept.into_iter().map(|kept| kept.fact));
        }
        Ok(self.settled(facts)?.since(self.came(came)?, voice))
    }

    fn under(&self, key: &Key) -> Result<Vec<Kept>, LedgerError> {
        self.ledger.facts_under(key, self.known)
    }

    /// In which change what stands under each key came, and whether something else stood there before.
    fn came(&self, came: Vec<(Key, i64)>) -> Result<Vec<(Key, Came)>, LedgerError> {
        // What came first was told of nothing that had come before.
        let first = came.iter().map(|(_, change)| *change).min();
        let placed = came.into_iter().map(|(key, change)| {
            let is_revised = Some(change) != first && self.has_other(&key)?;
            Ok((key, Came { change, is_revised }))
        });
        placed.collect()
    }

    /// Whether something stood under a key that does not stand any more.
    fn has_other(&self, key: &Key) -> Result<bool, LedgerError> {
        let history = self.ledger.history(key)?;
        let is_seen = |change: i64| match self.known {
            Known::After(last) => change <= last,
            _ => true,
        };
        let is_other = |kept: &Kept| matches!(kept.standing, Standing::Revised(change) if is_seen(change));
        Ok(history.iter().any(is_other))
    }

    /// What the paper said of `keys` that most of them came from.
    pub fn paper(&self, keys: &BTreeSet<Key>) -> Result<Held, LedgerError> {
        let mut by_paper: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
        for key in keys {
            for kept in self.ledger.history(key)? {
                let is_told = !matches!(kept.standing, Standing::TakenBack(_));
                if let (Source::Document { document, .. }, true) = (&kept.fact.source, is_told) {
                    by_paper.entry(document.to_string()).or_default().push(kept.fact);
                }
            }
        }
        let most = by_paper.into_values().max_by_key(Vec::len);
        Ok(Held::new(most.unwrap_or_default()))
    }

    /// These facts, and of which of their keys somebody answered that all of them stand.
    pub fn settled(&self, facts: Vec<Fact>) -> Result<Held, LedgerError> {
        let mut by_key: BTreeMap<&Key, Vec<&Fact>> = BTreeMap::new();
        for fact in &facts {
            by_key.entry(&fact.key).or_default().push(fact);
        }
        let differ = |one: &Fact, other: &Fact| juyan::differ(one, other, self.catalogue);
        let mut answered = Vec::new();
        for (key, facts) in by_key {
            let first = facts.first();
            let is_one = first.is_none_or(|first| !facts.iter().any(|other| differ(first, other)));
            if !is_one && self.ledger.clash_where(key, self.known, &differ)?.is_none() {
                answered.push(key.clone());
            }
        }
        Ok(Held::new(facts).answered(answered))
    }

    /// All that stands.
    pub fn all(&self) -> Result<All, LedgerError> {
        let kept = self.ledger.facts(self.known)?;
        let renamed = kept
            .iter()
            .filter_map(|kept| Some((kept.came_as.clone()?, kept.fact.key.clone())));
        Ok(All {
            renamed: renamed.collect(),
            facts: kept.into_iter().map(|kept| kept.fact).collect(),
        })
    }

    /// How far the sheets of a register vouch for it; none where there were none.
    pub fn vouched(&self, register: &str) -> Result<Option<Vouched>, LedgerError> {
        Ok(self.ledger.vouched(self.known)?.remove(register))
    }

    /// The records of a register.
    pub fn records(&self, register: &str) -> Result<Vec<Record>, LedgerError> {
        self.ledger.records(register, self.known)
    }
}

/// All that stands in a ledger.
#[derive(Debug)]
pub struct All {
    /// The facts.
    pub facts: Vec<Fact>,
    /// The keys that somebody gave facts which came under their own words, by the key that they came with.
    pub renamed: BTreeMap<Key, Key>,
}

impl All {
    /// What a report may speak of: facts of its region, of its year and those next to it, or of no time.
    pub fn around<'a>(&'a self, report: Report<'a>) -> impl Iterator<Item = Fact> + 'a {
        let year = report.period.to.year();
        let first = report.period.from.year() - 1;
        let is_near = move |period: Period| period.from.year() >= first && period.to.year() <= year + 1;
        let facts = self
            .facts
            .iter()
            .filter(move |fact| fact.key.region == report.home && fact.key.period.is_none_or(is_near));
        facts.cloned()
    }
}
