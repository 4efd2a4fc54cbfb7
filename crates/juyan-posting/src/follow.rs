//! The facts that follow from a ledger's records, brought up to what the records say now.
//!
//! Facts are reckoned for the periods that the ledger is kept for, and for other stretches where a paper states their very
//! key (the plan of the second half, last year's total). What came to something else revises what stood; what follows no
//! more is withdrawn.

use crate::Poster;
use crate::post::registers;
use juyan_catalogue::Formula;
use juyan_ledger::{Kept, LedgerError, Writing};
use juyan_model::{Fact, Key, Period};
use juyan_register::{Derived, Registers};
use smol_str::SmolStr;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The registers that changed, and of each the fields; none where records are new, which may count by any.
pub type Scope = BTreeMap<SmolStr, Option<BTreeSet<SmolStr>>>;

/// A fact that came to something else.
#[derive(Debug, Clone)]
pub struct Moved {
    /// Its key.
    pub key: Key,
    /// What stood; none where nothing did.
    pub was: Option<Kept>,
    /// What follows now; none where nothing does.
    pub is: Option<Fact>,
}

impl Poster<'_> {
    /// Reckons anew what follows from registers that changed, by the formulas that look at what changed and no others, and
    /// writes what came to something else.
    pub fn follow(&self, change: &mut Writing<'_>, changed: &Scope) -> Result<Vec<Moved>, LedgerError> {
        let mut scope: BTreeMap<&SmolStr, &Formula> = BTreeMap::new();
        for (register, fields) in changed {
            let fields: Option<Vec<&str>> = fields
                .as_ref()
                .map(|fields| fields.iter().map(SmolStr::as_str).collect());
            if fields.as_ref().is_some_and(Vec::is_empty) {
                continue;
            }
            let reading = self.formulas.reading(register, &fields.unwrap_or_default());
            let told = reading.into_iter().filter(|formula| !formula.beside);
            scope.extend(told.map(|formula| (&formula.id, formula)));
        }
        self.follow_by(change, scope.into_values().collect())
    }

    /// Reckons anew what follows by all formulas: after the periods of the ledger, or what its papers state, changed.
    pub fn follow_all(&self, change: &mut Writing<'_>) -> Result<Vec<Moved>, LedgerError> {
        let all = self.catalogue.formulas.iter().filter(|formula| !formula.beside);
        self.follow_by(change, all.collect())
    }

    fn follow_by(&self, change: &mut Writing<'_>, scope: Vec<&Formula>) -> Result<Vec<Moved>, LedgerError> {
        let wanted: BTreeSet<&SmolStr> = scope
            .iter()
            .flat_map(|formula| formula.parts.iter().map(|part| &part.from))
            .collect();
        let records = registers(change, wanted)?;
        let asked = Asked::of(change)?;
        let region = change.region()?;
        let mut moved = Vec::new();
        for formula in scope {
            let mut stood = stood(change, formula, &asked)?;
            for (key, fact) in self.follows(formula, &records, &region, &asked) {
                moved.extend(stands(change, fact, stood.remove(&key))?);
            }
            for (key, kept) in stood {
                change.withdraw(kept.seq)?;
                let was = Some(kept);
                moved.push(Moved { key, was, is: None });
            }
        }
        moved.sort_by(|one, other| one.key.cmp(&other.key));
        Ok(moved)
    }

    /// What follows by `formula`. Several periods may give one key, as the plan of their year; then the last is asked.
    fn follows(
        &self,
        formula: &Formula,
        records: &Registers,
        region: &str,
        asked: &Asked,
    ) -> BTreeMap<Key, Fact> {
        let facts = |period: Period| -> Vec<Fact> {
            let standing = self.formulas.standing(&formula.id, records, region, period);
            let derived = standing.map(|standing| standing.facts()).unwrap_or_default();
            derived.iter().filter_map(Derived::fact).collect()
        };
        let mut follows: BTreeMap<Key, Fact> = BTreeMap::new();
        for fact in asked.periods.iter().flat_map(|period| facts(*period)) {
            follows.insert(fact.key.clone(), fact);
        }
        for (period, keys) in &asked.stated {
            let is_asked = |key: &Key| {
                formula
                    .keys
                    .iter()
                    .any(|pattern| pattern.indicator == key.indicator)
            };
            if keys.iter().any(is_asked) {
                for fact in facts(*period).into_iter().filter(|fact| keys.contains(&fact.key)) {
                    follows.entry(fact.key.clone()).or_insert(fact);
                }
            }
        }
        follows
    }
}

/// What facts are reckoned for.
struct Asked {
    /// The periods that the ledger is kept for, for everything; what ends last comes last, and of that the longest.
    periods: Vec<Period>,
    /// Other stretches: the keys that papers state.
    stated: BTreeMap<Period, BTreeSet<Key>>,
}

impl Asked {
    fn of(change: &Writing<'_>) -> Result<Self, LedgerError> {
        let mut periods: Vec<Period> = change.periods()?.into_iter().collect();
        periods.sort_by_key(|period| (period.to, Reverse(period.from)));
        let mut stated: BTreeMap<Period, BTreeSet<Key>> = BTreeMap::new();
        for key in change.stated()? {
            if let Some(period) = key.period.filter(|period| !periods.contains(period)) {
                stated.entry(period).or_default().insert(key);
            }
        }
        Ok(Self { periods, stated })
    }

    fn all(&self) -> Vec<Period> {
        self.periods.iter().chain(self.stated.keys()).copied().collect()
    }
}

/// What stands by `formula`, by key. Where a change between two was taken back both stand; then the last is meant.
fn stood(
    change: &mut Writing<'_>,
    formula: &Formula,
    asked: &Asked,
) -> Result<BTreeMap<Key, Kept>, LedgerError> {
    let mut stood: BTreeMap<Key, Kept> = BTreeMap::new();
    let mut facts = Vec::new();
    for within in asked.all() {
        facts.extend(change.derived(&formula.id, within)?);
    }
    facts.sort_by_key(|kept| kept.seq);
    for kept in facts {
        if let Some(earlier) = stood.insert(kept.fact.key.clone(), kept) {
            change.withdraw(earlier.seq)?;
        }
    }
    Ok(stood)
}

/// Writes `fact`, unless what stood says the same.
fn stands(change: &mut Writing<'_>, fact: Fact, stood: Option<Kept>) -> Result<Option<Moved>, LedgerError> {
    if stood.as_ref().is_some_and(|kept| kept.fact == fact) {
        return Ok(None);
    }
    change.fact(&fact, stood.as_ref().map(|kept| kept.seq))?;
    let says = |fact: &Fact| (fact.worth.clone(), fact.printed, fact.unit.clone());
    // Asked for another period it may come to the same.
    let is_same = stood.as_ref().is_some_and(|kept| says(&kept.fact) == says(&fact));
    Ok((!is_same).then(|| Moved {
        key: fact.key.clone(),
        was: stood,
        is: Some(fact),
    }))
}
