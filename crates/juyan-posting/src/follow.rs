//! The facts that follow from a ledger's records, brought up to what the records say now.
//!
//! Facts are reckoned for the periods that the ledger is kept for, and for other stretches where a paper states their very
//! key (the plan of the second half, last year's total). What came to something else revises what stood; what follows no
//! more is withdrawn. What somebody said of a fact stays as long as the same follows.

use crate::Poster;
use crate::prospect::Prospect;
use crate::standings::Standings;
use juyan_catalogue::Formula;
use juyan_ledger::{Followed, Kept, LedgerError, Reading, Tally, Writing};
use juyan_model::{Fact, Key, Period};
use juyan_register::Uneven;
use smol_str::SmolStr;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What is to be reckoned anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All formulas: after the periods of the ledger, or what its papers state, changed.
    All,
    /// Those that look at registers that changed, and of each at the fields; none where records are new, which may count
    /// by any.
    Of(BTreeMap<SmolStr, Option<BTreeSet<SmolStr>>>),
}

/// A fact that came to something else.
#[derive(Debug, Clone)]
pub struct Moved {
    /// Its key.
    pub key: Key,
    /// What stood; none where nothing did.
    pub was: Option<Kept>,
    /// What follows now; none where nothing does.
    pub is: Option<Fact>,
    /// Whether somebody had said something of what stood, which has to be said anew.
    pub lapsed: bool,
}

/// What is to be written so that the facts are those that follow.
#[derive(Debug, Default)]
pub(crate) struct Following {
    /// Facts that follow, each with the one whose place it takes.
    facts: Vec<(Fact, Option<i64>)>,
    /// Facts that follow no more.
    withdrawn: Vec<i64>,
    /// What formulas have come to.
    tallies: Vec<Tally>,
    /// What is held ready and worth nothing any more.
    lost: Vec<String>,
    /// What came to something else.
    pub(crate) moved: Vec<Moved>,
    /// What does not follow since years are not covered alike.
    pub(crate) uneven: Vec<Uneven>,
    /// What is held ready and not what the rows come to, where all of them were gone through.
    wrong: Vec<String>,
}

/// What stands or is held ready, and is not what the rows come to.
#[derive(Debug, Default)]
pub struct Unfounded {
    /// The facts that stand and do not follow, or follow and do not stand.
    pub facts: Vec<Moved>,
    /// The sums that are held ready and that nobody may reckon with, by their names: formula and stretch of time.
    pub sums: Vec<String>,
}

impl Unfounded {
    /// Whether all is as it follows.
    pub const fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.sums.is_empty()
    }
}

impl Poster<'_> {
    /// Brings all facts that follow up to what a change has written so far: the reversal of another change, what a paper
    /// states, a key that a fact was given.
    pub fn follow(&self, change: &mut Writing<'_>) -> Result<Vec<Moved>, LedgerError> {
        let following = self.following(&Prospect::of(change.reading())?, &Scope::All)?;
        following.hold_ready(change)?;
        following.write(change)?;
        Ok(following.moved)
    }

    /// What the facts that stand are not, and those that follow are; and what of the sums that are held ready is not what the rows come
    /// to: nothing, unless somebody meddled with the file, or the formulas have become others. All records are gone through.
    pub fn unfounded(&self, reading: Reading<'_>) -> Result<Unfounded, LedgerError> {
        let mut prospect = Prospect::of(reading)?;
        prospect.anew = true;
        let following = self.following(&prospect, &Scope::All)?;
        Ok(Unfounded {
            facts: following.moved,
            sums: following.wrong,
        })
    }

    /// The facts that do not follow since the years that they hold against each other are not covered alike. All records are gone
    /// through.
    pub fn uneven(&self, reading: Reading<'_>) -> Result<Vec<Uneven>, LedgerError> {
        let mut prospect = Prospect::of(reading)?;
        prospect.anew = true;
        Ok(self.following(&prospect, &Scope::All)?.uneven)
    }

    /// What is to be written so that the facts of `scope` are those that follow.
    pub(crate) fn following(&self, prospect: &Prospect<'_>, scope: &Scope) -> Result<Following, LedgerError> {
        let asked = Asked::of(prospect)?;
        let mut standings = Standings::new(self, prospect)?;
        let mut following = Following::default();
        let formulas = self.scope(scope);
        for formula in &formulas {
            let follows = asked.follows(formula, &mut standings)?;
            following.compare(follows, prospect.reading.followed(&formula.id)?);
        }
        following.uneven = std::mem::take(&mut standings.uneven);
        following.wrong = std::mem::take(&mut standings.wrong);
        (following.tallies, following.lost) = standings.into_tallies(&formulas);
        following.moved.sort_by(|one, other| one.key.cmp(&other.key));
        Ok(following)
    }

    /// The formulas of `scope`, without those that stand beside another.
    fn scope(&self, scope: &Scope) -> Vec<&Formula> {
        let Scope::Of(changed) = scope else {
            let all = self.catalogue.formulas.iter();
            return all.filter(|formula| !formula.beside).collect();
        };
        let mut found: BTreeMap<&SmolStr, &Formula> = BTreeMap::new();
        for (register, fields) in changed {
            let fields: Option<Vec<&str>> = fields
                .as_ref()
                .map(|fields| fields.iter().map(SmolStr::as_str).collect());
            if fields.as_ref().is_some_and(Vec::is_empty) {
                continue;
            }
            let reading = self.formulas.reading(register, &fields.unwrap_or_default());
            let told = reading.into_iter().filter(|formula| !formula.beside);
            found.extend(told.map(|formula| (&formula.id, formula)));
        }
        found.into_values().collect()
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
    fn of(prospect: &Prospect<'_>) -> Result<Self, LedgerError> {
        let mut periods: Vec<Period> = prospect.periods.iter().copied().collect();
        periods.sort_by_key(|period| (period.to, Reverse(period.from)));
        let mut stated: BTreeMap<Period, BTreeSet<Key>> = BTreeMap::new();
        for key in prospect.reading.stated()? {
            if let Some(period) = key.period.filter(|period| !periods.contains(period)) {
                stated.entry(period).or_default().insert(key);
            }
        }
        Ok(Self { periods, stated })
    }

    /// What follows by `formula`. Several periods may give one key, as the plan of their year; then the last is asked.
    fn follows(
        &self,
        formula: &Formula,
        standings: &mut Standings<'_>,
    ) -> Result<BTreeMap<Key, Fact>, LedgerError> {
        let mut follows: BTreeMap<Key, Fact> = BTreeMap::new();
        for period in &self.periods {
            for fact in standings.facts(formula, *period)? {
                follows.insert(fact.key.clone(), fact);
            }
        }
        for (period, keys) in &self.stated {
            let is_asked = |key: &Key| {
                formula
                    .keys
                    .iter()
                    .any(|pattern| pattern.indicator == key.indicator)
            };
            if keys.iter().any(is_asked) {
                let facts = standings.facts(formula, *period)?.into_iter();
                for fact in facts.filter(|fact| keys.contains(&fact.key)) {
                    follows.entry(fact.key.clone()).or_insert(fact);
                }
            }
        }
        Ok(follows)
    }
}

impl Following {
    /// Holds what follows by a formula against what followed, in the order in which it came.
    fn compare(&mut self, follows: BTreeMap<Key, Fact>, followed: Vec<Followed>) {
        let mut there: BTreeMap<Key, Followed> = BTreeMap::new();
        for one in followed {
            // Where a change between two was taken back both are there; then the last is meant.
            if let Some(earlier) = there.insert(own_key(&one.kept).clone(), one) {
                self.withdrawn.push(earlier.kept.seq);
            }
        }
        for (key, fact) in follows {
            self.stands(fact, there.remove(&key));
        }
        for (key, gone) in there {
            self.withdrawn.push(gone.kept.seq);
            if !gone.overruled {
                self.moved.push(Moved {
                    key,
                    was: Some(gone.kept),
                    is: None,
                    lapsed: gone.spoken_of,
                });
            }
        }
    }

    /// Has `fact` stand, unless what was there says the same. What somebody spoke of is then left alone, though it may have
    /// been asked for another period.
    fn stands(&mut self, fact: Fact, there: Option<Followed>) {
        let says = |fact: &Fact| (fact.worth.clone(), fact.printed, fact.unit.clone(), fact.secrecy);
        let is_same = there
            .as_ref()
            .is_some_and(|there| says(&there.kept.fact) == says(&fact));
        let as_it_was = there
            .as_ref()
            .is_some_and(|there| there.spoken_of || is_as_it_came(&there.kept, &fact));
        if is_same && as_it_was {
            return;
        }
        if !is_same {
            self.moved.push(Moved {
                key: fact.key.clone(),
                lapsed: there.as_ref().is_some_and(|there| there.spoken_of),
                was: there.as_ref().map(|there| there.kept.clone()),
                is: Some(fact.clone()),
            });
        }
        self.facts.push((fact, there.map(|there| there.kept.seq)));
    }

    /// Holds ready what formulas have come to; before the fields are written that they have taken in.
    pub(crate) fn hold_ready(&self, change: &mut Writing<'_>) -> Result<(), LedgerError> {
        change.hold_ready(&self.tallies, &self.lost)
    }

    /// Writes the facts.
    pub(crate) fn write(&self, change: &mut Writing<'_>) -> Result<(), LedgerError> {
        for fact in &self.withdrawn {
            change.withdraw(*fact)?;
        }
        for (fact, revised) in &self.facts {
            change.fact(fact, *revised)?;
        }
        Ok(())
    }
}

/// The key that a fact came with, whatever it was given later.
fn own_key(kept: &Kept) -> &Key {
    kept.came_as.as_ref().unwrap_or(&kept.fact.key)
}

/// Whether `fact` is what came, but for the key that it was given later.
fn is_as_it_came(kept: &Kept, fact: &Fact) -> bool {
    Fact {
        key: own_key(kept).clone(),
        ..kept.fact.clone()
    } == *fact
}
