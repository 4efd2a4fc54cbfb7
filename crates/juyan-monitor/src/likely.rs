//! Later figures of reports that may be a target's own, though their words gave them other keys: 策克口岸过货量 of 口岸货运量. Nothing
//! is judged by them; somebody has to say whether they are, and until then nobody is reminded of a figure that may have come.

use crate::amount::Amount;
use crate::known::{Given, Known, fits, number, stretch};
use crate::openness::Openness;
use crate::target::Target;
use crate::wording::{measures, names as names_of};
use juyan_model::{Accrual, Date, Key, Period, Source, Term};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A figure that may be a target's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// The number of its fact.
    pub fact: i64,
    /// The key that it has.
    pub key: Key,
    /// The key that it would have.
    pub would_be: Key,
    /// What it comes to, in the target's unit.
    pub amount: Amount,
    /// Who may see it.
    pub openness: Openness,
}

/// So many are told at most.
const MOST: usize = 3;

impl Known<'_> {
    /// What reports tell behind the last reading, by `day`, that may be of `target`, the most alike first.
    pub(crate) fn likely(&self, target: &Target, last: Option<Date>, day: Date) -> Vec<Likely> {
        let wanted = target.actual();
        let Some(year) = stretch(&wanted, day) else {
            return Vec::new();
        };
        let names = names_of(&wanted, self.catalogue);
        let names: Vec<String> = names.into_iter().chain([target.name.to_string()]).collect();
        let facts = self.told.values().flatten();
        let later = facts.filter(|given| {
            let of = given.fact.key.period;
            of.is_some_and(|of| is_of(of, year) && last.is_none_or(|last| last < of.to))
        });
        let open = later.filter(|given| is_open(given, &wanted));
        let mut found: Vec<(Alike, Likely)> = open
            .filter_map(|given| {
                let alike = alike(&names, &names_of(&given.fact.key, self.catalogue))?;
                Some((alike, self.of_target(given, target)?))
            })
            .collect();
        // Of those that are as much alike the last that came.
        found.sort_by_key(|(alike, likely)| (Reverse(*alike), Reverse(likely.fact)));
        found.truncate(MOST);
        found.into_iter().map(|(_, likely)| likely).collect()
    }

    fn of_target(&self, given: &Given, target: &Target) -> Option<Likely> {
        let fact = &given.fact;
        let unit = fact.unit.as_deref().unwrap_or_default();
        let amount = target.amount.alike(&number(fact)?, unit, self.catalogue)?;
        Some(Likely {
            fact: given.number,
            key: fact.key.clone(),
            would_be: Key {
                period: fact.key.period,
                ..target.actual()
            },
            amount,
            openness: Openness::of(fact.secrecy, given.released),
        })
    }
}

/// Whether a fact of the time `of` says what was so on a day of the stretch, since that began.
fn is_of(of: Period, year: Period) -> bool {
    year.from <= of.to && of.to <= year.to && fits(of, Period::new(year.from, of.to))
}

/// Whether a fact may be of the target whose key is `wanted` as far as its own goes: told by a report under words that nobody settled. One whose key is
/// an indicator of the catalogue and nothing else says for itself what it is.
fn is_open(given: &Given, wanted: &Key) -> bool {
    let key = &given.fact.key;
    let is_told = matches!(given.fact.source, Source::Document { .. });
    let is_other = matches!(key.indicator, Term::Id(_)) && key.indicator != wanted.indicator;
    let is_certain = is_other && key.dimensions.is_empty() && key.accrual == Accrual::Period;
    is_told
        && !given.is_bound
        && !is_certain
        && key.region == wanted.region
        && measures(key) == measures(wanted)
}

/// How much two names have in common, in percent of the one that is asked for.
type Alike = usize;

/// From here on names are alike: half of all pairs of neighbouring characters.
const ENOUGH: Alike = 50;

/// How much the names that come closest have in common; none where that is too little.
fn alike(names: &[String], others: &[String]) -> Option<Alike> {
    let others: Vec<BTreeSet<(char, char)>> = others.iter().map(|name| pairs(name)).collect();
    let all = names.iter().map(|name| pairs(name)).filter(|name| name.len() > 2);
    let shares = all.flat_map(|name| {
        others
            .iter()
            .map(move |other| name.intersection(other).count().saturating_mul(100) / name.len())
            .collect::<Vec<_>>()
    });
    shares.max().filter(|share| *share >= ENOUGH)
}

fn pairs(name: &str) -> BTreeSet<(char, char)> {
    let letters = || name.chars().filter(|letter| letter.is_alphanumeric());
    letters().zip(letters().skip(1)).collect()
}
