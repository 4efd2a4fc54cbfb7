//! What reports tell under words that nobody settled, kept so that what is called as something else is found by the pairs of letters in
//! its names: facts are gone through once, and not once for each that asks.

use crate::known::Given;
use crate::wording::names;
use juyan_catalogue::Catalogue;
use juyan_model::Key;
use std::collections::{BTreeMap, BTreeSet};

/// Neighbouring letters of a name.
type Pair = (char, char);

/// How much two names have in common, in percent of the one that is asked for.
pub(crate) type Alike = usize;

/// From here on names are alike: half of all pairs of neighbouring letters.
const ENOUGH: Alike = 50;

/// The facts whose words nobody settled.
#[derive(Debug, Default)]
pub(crate) struct Unsettled<'a> {
    /// Those of one key without its period together.
    groups: Vec<(Key, Vec<&'a Given>)>,
    /// Of each name of a group the group.
    names: Vec<usize>,
    /// The names in which a pair stands.
    by_pair: BTreeMap<Pair, Vec<usize>>,
}

impl<'a> Unsettled<'a> {
    /// Takes in the facts whose words nobody settled under `key`, a key without a period.
    pub(crate) fn put(&mut self, key: &Key, open: Vec<&'a Given>, catalogue: &Catalogue) {
        if open.is_empty() {
            return;
        }
        for name in names(key, catalogue) {
            for pair in pairs(&name) {
                self.by_pair.entry(pair).or_default().push(self.names.len());
            }
            self.names.push(self.groups.len());
        }
        self.groups.push((key.clone(), open));
    }

    /// What is told under keys one of whose names is like one of `names`, with how much.
    pub(crate) fn alike(&self, names: &[String]) -> Vec<(Alike, &Key, &[&'a Given])> {
        let mut best: BTreeMap<usize, Alike> = BTreeMap::new();
        for asked in names.iter().map(|name| pairs(name)).filter(|name| name.len() > 2) {
            let mut common: BTreeMap<usize, usize> = BTreeMap::new();
            for name in asked.iter().filter_map(|pair| self.by_pair.get(pair)).flatten() {
                *common.entry(*name).or_default() += 1;
            }
            for (name, common) in common {
                let alike = common.saturating_mul(100) / asked.len();
                if let Some(group) = self.names.get(name).filter(|_| alike >= ENOUGH) {
                    let best = best.entry(*group).or_default();
                    *best = alike.max(*best);
                }
            }
        }
        let found = best.into_iter().filter_map(|(group, alike)| {
            let (key, told) = self.groups.get(group)?;
            Some((alike, key, told.as_slice()))
        });
        found.collect()
    }
}

fn pairs(name: &str) -> BTreeSet<Pair> {
    let letters = || name.chars().filter(|letter| letter.is_alphanumeric());
    letters().zip(letters().skip(1)).collect()
}
