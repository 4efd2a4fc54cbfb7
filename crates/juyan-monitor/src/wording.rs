//! The plan's own words: what a target is called says what its key means, so that a report which says just that tells of the target,
//! whatever key its words gave the figure.

use crate::amount::Amount;
use crate::row::Row;
use crate::target::bare;
use juyan_catalogue::Catalogue;
use juyan_model::{Accrual, Date, Decimal, Key, Measure, Rational, Term};
use juyan_register::Registers;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What each target is called, with its key and its unit.
#[derive(Debug, Default)]
pub(crate) struct Wording(BTreeMap<SmolStr, Vec<(Key, SmolStr)>>);

impl Wording {
    /// That of the targets of all years.
    pub(crate) fn of(registers: &Registers, catalogue: &Catalogue) -> Self {
        let mut wording = Self::default();
        for record in registers.records("target") {
            let row = Row {
                record,
                day: Date::MAX,
            };
            let words = |field: &str| row.words(field);
            let Ok(key) = words("key").parse::<Key>() else {
                continue;
            };
            let key = catalogue.canonical(key);
            let named = (
                bare(&key),
                Amount::new(Decimal::ONE, &words("unit"), catalogue).unit,
            );
            let all = wording.0.entry(words("indicator")).or_default();
            if !all.contains(&named) {
                all.push(named);
            }
        }
        wording
    }

    /// What targets are called, each with its key.
    pub(crate) fn called(&self) -> impl Iterator<Item = (&str, &Key)> {
        let named = self.0.iter();
        named.flat_map(|(name, keys)| keys.iter().map(move |(key, _)| (name.as_str(), key)))
    }

    /// The key of the target whose very name figures of reports under `key` have, where they are told in `unit`.
    pub(crate) fn meant(&self, key: &Key, unit: &str, catalogue: &Catalogue) -> Option<Key> {
        if key.accrual != Accrual::Period {
            return None;
        }
        let called = names(key, catalogue).into_iter();
        let mut meant = called.filter_map(|name| self.0.get(name.as_str())).flatten();
        let fits = |(wanted, wanted_unit): &&(Key, SmolStr)| {
            let one = Amount::new(Decimal::ONE, wanted_unit, catalogue);
            wanted.region == key.region
                && measures(wanted) == measures(key)
                && one.alike(&Rational::one(), unit, catalogue).is_some()
        };
        meant.find(fits).map(|(wanted, _)| wanted.clone())
    }
}

/// The measures of a key; of a share of what was planned none, since a target may be one whether its key says so or not.
pub(crate) fn measures(key: &Key) -> &[Measure] {
    match key.measures.as_slice() {
        [Measure::Progress(_)] => &[],
        measures => measures,
    }
}

/// What a key is called: by its own words, or by each name of its indicator behind the words of its dimensions.
pub(crate) fn names(key: &Key, catalogue: &Catalogue) -> Vec<String> {
    let words: String = key
        .dimensions
        .iter()
        .map(|(name, term)| match term {
            Term::Words(words) => words.as_str(),
            Term::Id(code) => word_of(name, code, catalogue),
        })
        .collect();
    let names: Vec<&str> = match &key.indicator {
        Term::Words(words) => vec![words.as_str()],
        Term::Id(id) => catalogue.indicator(id).map_or_else(Vec::new, |indicator| {
            let aliases = indicator.aliases.iter().map(SmolStr::as_str);
            std::iter::once(indicator.name.as_str()).chain(aliases).collect()
        }),
    };
    names.into_iter().map(|name| format!("{words}{name}")).collect()
}

/// The first word of a dimension's code.
pub(crate) fn word_of<'c>(dimension: &str, code: &str, catalogue: &'c Catalogue) -> &'c str {
    let mut dimensions = catalogue.dimensions.iter();
    let words = dimensions
        .find(|known| known.id == dimension)
        .and_then(|known| known.codes.get(code));
    words.and_then(|words| words.first()).map_or("", SmolStr::as_str)
}
