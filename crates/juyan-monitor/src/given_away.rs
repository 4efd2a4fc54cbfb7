//! What lies open and lets others reckon what does not: what was done over its share of the plan is the plan. It judges nothing; whoever
//! releases a figure is to know what leaves the house with it.

use crate::known::Given;
use crate::openness::Openness;
use crate::target::Target;
use juyan_model::{Key, Measure, Mode, Period, Secrecy, Versus};
use std::collections::{BTreeMap, BTreeSet};

/// Something that is not open and can be reckoned from two things that are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GivenAway {
    /// What is not open.
    pub secret: Key,
    /// What it can be reckoned from.
    pub by: [Key; 2],
}

/// What can be reckoned of the facts and the targets that are not open from those that are.
///
/// Of three things each follows from the other two: what was done, its share of the plan, and the plan of the year; what was reached,
/// its growth or change on the year before, and what was reached then. Sums and shares of a whole are not looked at.
pub fn given_away(facts: &[Given], targets: &[Target]) -> Vec<GivenAway> {
    let told = Told::of(facts, targets);
    let mut found = BTreeSet::new();
    for key in told.open.keys() {
        let level = Key {
            measures: Vec::new(),
            ..key.clone()
        };
        let triples = match (key.measures.as_slice(), key.period) {
            ([Measure::Progress(None)], Some(period)) => told.plans(&level, key, period),
            ([Measure::Growth(Versus::Yoy) | Measure::Change(Versus::Yoy)], Some(period)) => {
                year_before(&level, key, period)
            }
            _ => Vec::new(),
        };
        found.extend(triples.iter().filter_map(|three| told.secret_of(three)));
    }
    found.into_iter().collect()
}

/// Keys, and whether what stands under them is open.
struct Told {
    open: BTreeMap<Key, bool>,
}

impl Told {
    fn of(facts: &[Given], targets: &[Target]) -> Self {
        let facts = facts.iter().map(|given| {
            let openness = Openness::of(given.fact.secrecy, given.released);
            (&given.fact.key, openness != Openness::Internal)
        });
        let targets = targets
            .iter()
            .map(|target| (&target.key, target.secrecy == Secrecy::Public));
        let mut open: BTreeMap<Key, bool> = BTreeMap::new();
        for (key, is_open) in facts.chain(targets) {
            // What is told anywhere for everybody is known to everybody.
            *open.entry(key.clone()).or_default() |= is_open;
        }
        Self { open }
    }

    /// What was done by the end of `period`, its share, and the plans of the year that it is of.
    fn plans(&self, level: &Key, share: &Key, period: Period) -> Vec<[Key; 3]> {
        let Some(year) = Period::year(period.to.year()) else {
            return Vec::new();
        };
        let ends = |key: &Key, end| key.period.is_some_and(|of| of.to == end);
        let done = self.like(level, Mode::Actual).filter(|key| ends(key, period.to));
        let done: Vec<&Key> = done.collect();
        let plans = self.like(level, Mode::Plan).filter(|key| ends(key, year.to));
        plans
            .flat_map(|plan| {
                done.iter()
                    .map(|done| [(*done).clone(), share.clone(), plan.clone()])
            })
            .collect()
    }

    /// The keys of the level that `level` is, of this mode, whatever their time.
    fn like<'k>(&'k self, level: &'k Key, mode: Mode) -> impl Iterator<Item = &'k Key> {
        self.open.keys().filter(move |key| {
            let same = Key {
                period: level.period,
                mode: level.mode,
                ..(*key).clone()
            };
            key.mode == mode && same == *level
        })
    }

    /// The one of three that is not open, where the others are.
    fn secret_of(&self, three: &[Key; 3]) -> Option<GivenAway> {
        let is_open = |key: &Key| self.open.get(key).copied();
        let [one, two, three] = three;
        [(one, [two, three]), (two, [one, three]), (three, [one, two])]
            .into_iter()
            .find(|(secret, by)| {
                is_open(secret) == Some(false) && by.iter().all(|key| is_open(key) == Some(true))
            })
            .map(|(secret, by)| GivenAway {
                secret: secret.clone(),
                by: by.map(Clone::clone),
            })
    }
}

/// What was reached in a period, how it grew, and what was reached in that of the year before.
fn year_before(level: &Key, growth: &Key, period: Period) -> Vec<[Key; 3]> {
    let before = period.shifted(-1).map(|before| Key {
        period: Some(before),
        ..level.clone()
    });
    before
        .map(|before| [level.clone(), growth.clone(), before])
        .into_iter()
        .collect()
}
