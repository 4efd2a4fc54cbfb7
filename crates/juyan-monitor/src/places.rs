//! Places that are each measured, stations or sites, where a target does not say of which it is: what one shows is not what the
//! region does, so somebody has to say which counts.

use crate::amount::Amount;
use crate::dated::speaks_of;
use crate::known::{Known, stretch};
use crate::openness::Openness;
use crate::wording::word_of;
use juyan_catalogue::Formula;
use juyan_model::{Date, Key, Mode, Period, Secrecy, Term};
use juyan_register::Derived;
use smol_str::SmolStr;

/// What one place shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// What it is called.
    pub place: SmolStr,
    /// The key of its figure, with the day.
    pub key: Key,
    /// The day that it is of.
    pub day: Date,
    /// What it shows, in the unit of the target.
    pub amount: Amount,
    /// Who may see it.
    pub openness: Openness,
}

impl Known<'_> {
    /// What places show by `day` of what stands under no key of the region as a whole since `last`; none where fewer than two do.
    pub(crate) fn places(
        &self,
        key: &Key,
        wanted: &Amount,
        (last, day): (Option<Date>, Date),
    ) -> Vec<Measured> {
        let Some(stretch) = stretch(key, day) else {
            return Vec::new();
        };
        // Only what has to be of one place can be of several.
        let formulas = self.catalogue.formulas.iter();
        let formulas = formulas.filter(|formula| !formula.alike.is_empty() && gives(formula, key));
        let shown = formulas.map(|formula| self.shown(formula, key, wanted, stretch));
        let mut shown = shown.filter(|shown| shown.len() > 1);
        let found = shown.next().unwrap_or_default();
        let is_later = |one: &Measured| last.is_none_or(|last| last < one.day);
        if found.iter().any(is_later) {
            found
        } else {
            Vec::new()
        }
    }

    /// What `formula` shows of places on the last day of `stretch` of which it speaks.
    fn shown(&self, formula: &Formula, key: &Key, wanted: &Amount, stretch: Period) -> Vec<Measured> {
        let days = speaks_of(formula, (self.catalogue, &self.formulas), self.registers, stretch);
        let Some(day) = days.into_iter().flatten().next_back() else {
            return Vec::new();
        };
        let period = Period::new(stretch.from, day);
        let derived = self
            .formulas
            .evaluate(&formula.id, self.registers, &self.region, period)
            .into_iter();
        derived
            .filter(|derived| is_part_of(&derived.key, key) && !derived.operands().is_empty())
            .filter_map(|derived| self.measured(&derived, key, wanted))
            .collect()
    }

    fn measured(&self, derived: &Derived, whole: &Key, wanted: &Amount) -> Option<Measured> {
        let fact = derived.fact()?;
        let unit = fact.unit.as_deref().unwrap_or_default();
        let own = derived.key.dimensions.iter();
        let own = own.filter(|(name, _)| !whole.dimensions.contains_key(*name));
        let place = own.map(|(name, term)| match term {
            Term::Words(words) => words.as_str(),
            Term::Id(code) => word_of(name, code, self.catalogue),
        });
        Some(Measured {
            place: place.collect::<String>().into(),
            day: derived.key.period?.to,
            amount: wanted.alike(&derived.value, unit, self.catalogue)?,
            openness: if fact.secrecy == Secrecy::Public {
                Openness::Public
            } else {
                Openness::Internal
            },
            key: derived.key.clone(),
        })
    }
}

fn gives(formula: &Formula, key: &Key) -> bool {
    formula.keys.iter().any(|pattern| {
        pattern.indicator == key.indicator
            && pattern.measures == key.measures
            && pattern.accrual == key.accrual
            && pattern.mode == Mode::Actual
    })
}

/// Whether `part` is of the same as `whole`, of a place or another part of it.
fn is_part_of(part: &Key, whole: &Key) -> bool {
    let same = part.indicator == whole.indicator
        && part.measures == whole.measures
        && part.accrual == whole.accrual
        && part.region == whole.region;
    let within = whole
        .dimensions
        .iter()
        .all(|(name, term)| part.dimensions.get(name) == Some(term));
    same && within && part.dimensions.len() > whole.dimensions.len()
}
