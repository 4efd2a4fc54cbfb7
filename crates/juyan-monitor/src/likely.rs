//! Later figures of reports that may be what a target or a task asks for, though their words gave them other keys: 策克口岸过货量 of
//! 口岸货运量. Nothing is judged by them; somebody has to say whether they are, and until then nobody is reminded of a figure that may
//! have come.

use crate::amount::Amount;
use crate::known::{Given, Known, fits, number, stretch};
use crate::openness::Openness;
use crate::target::bare;
use crate::unsettled::Alike;
use crate::wording::{measures, names as names_of};
use juyan_model::{Accrual, Date, Key, Period, Term};
use std::cmp::Reverse;

/// A figure that may be what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// The number of its fact.
    pub fact: i64,
    /// The key that it has.
    pub key: Key,
    /// The key that it would have.
    pub would_be: Key,
    /// What it comes to, in the unit of what is asked for.
    pub amount: Amount,
    /// Who may see it.
    pub openness: Openness,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'w> {
    /// Its key; where that has a period, figures of that.
    pub(crate) key: &'w Key,
    /// What it is called beside the names of its indicator; empty where that is all.
    pub(crate) name: &'w str,
    /// What it shall come to.
    pub(crate) amount: &'w Amount,
    /// The day of the last figure that counts; only later ones are of interest.
    pub(crate) last: Option<Date>,
}

/// So many are told at most.
const MOST: usize = 3;

impl Known<'_> {
    /// What reports tell by `day` that may be what is wanted, the most alike first.
    pub(crate) fn likely(&self, wanted: Wanted<'_>, day: Date) -> Vec<Likely> {
        let Some(year) = stretch(wanted.key, day) else {
            return Vec::new();
        };
        let own = bare(wanted.key);
        let names = names_of(&own, self.catalogue).into_iter();
        let names: Vec<String> = names.chain([wanted.name.to_owned()]).collect();
        let alike = self.unsettled.alike(&names).into_iter();
        let open = alike.filter(|(_, key, _)| may_be(key, &own));
        let told = open.flat_map(|(alike, _, told)| told.iter().map(move |given| (alike, *given)));
        let is_later = |given: &Given| {
            let of = given.fact.key.period;
            of.is_some_and(|of| is_of(of, year) && wanted.last.is_none_or(|last| last < of.to))
        };
        let mut found: Vec<(Alike, Likely)> = told
            .filter(|(_, given)| is_later(given))
            .filter_map(|(alike, given)| Some((alike, self.likely_of(given, wanted.amount, &own)?)))
            .collect();
        // Of those that are as much alike the last that came.
        found.sort_by_key(|(alike, likely)| (Reverse(*alike), Reverse(likely.fact)));
        found.truncate(MOST);
        found.into_iter().map(|(_, likely)| likely).collect()
    }

    fn likely_of(&self, given: &Given, wanted: &Amount, own: &Key) -> Option<Likely> {
        let fact = &given.fact;
        let unit = fact.unit.as_deref().unwrap_or_default();
        Some(Likely {
            fact: given.number,
            key: fact.key.clone(),
            would_be: Key {
                period: fact.key.period,
                ..own.clone()
            },
            amount: wanted.alike(&number(fact)?, unit, self.catalogue)?,
            openness: Openness::of(fact.secrecy, given.released),
        })
    }
}

/// Whether a fact of the time `of` says what was so on a day of the stretch, since that began.
fn is_of(of: Period, year: Period) -> bool {
    year.from <= of.to && of.to <= year.to && fits(of, Period::new(year.from, of.to))
}

/// Whether what is told under `key` may be of `wanted` as far as the keys go. One that is an indicator of the catalogue and nothing else
/// says for itself what it is.
fn may_be(key: &Key, wanted: &Key) -> bool {
    let is_other = matches!(key.indicator, Term::Id(_)) && key.indicator != wanted.indicator;
    let is_certain = is_other && key.dimensions.is_empty() && key.accrual == Accrual::Period;
    key != wanted && !is_certain && key.region == wanted.region && measures(key) == measures(wanted)
}
