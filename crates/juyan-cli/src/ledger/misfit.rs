//! Whether a fact can stand under a key that somebody gives it. As far as its unit goes: 吨 are no 亿元, and under own words what
//! stands there already says what is told. As far as time and place go: what is told of the half-year is not the year's, unless
//! somebody says that the paper was misread.

use super::{Desk, shown};
use juyan::model::{Key, Period, Term};
use juyan::vocabulary::Misfit;
use juyan_ledger::{Kept, Known, Ledger, LedgerError};
use std::fmt::Display;

/// Says why `kept` cannot stand under `key`; nothing where it can.
pub(super) fn said(
    kept: &Kept,
    key: &Key,
    ledger: &Ledger,
    desk: Desk<'_>,
) -> Result<Option<String>, LedgerError> {
    let context = desk.context();
    let unit = kept.fact.unit.as_deref();
    let wanted = match context.catalogue.may_stand_under(key, unit) {
        Err(Misfit::NoIndicator(id)) => {
            return Ok(Some(
                context.fill("ledger.no-indicator", &[("id", &id), ("key", key)]),
            ));
        }
        Err(Misfit::Unit(usual)) => context.fill("ledger.told-in", &[("unit", &usual)]),
        Err(Misfit::Rate) => context.say("ledger.told-as-rate").to_owned(),
        Err(Misfit::Position) => context.say("ledger.told-as-position").to_owned(),
        Ok(()) => match other_unit(kept, key, ledger, desk)? {
            Some(unit) => context.fill("ledger.told-in", &[("unit", &unit)]),
            None => return Ok(None),
        },
    };
    let value = shown::Row::of(kept, ledger)?.value;
    let told: [(&str, &dyn Display); 4] = [
        ("fact", &kept.seq),
        ("value", &value),
        ("key", key),
        ("wanted", &wanted),
    ];
    Ok(Some(context.fill("ledger.other-unit", &told)))
}

/// Says that `kept` is of another region or time than `key`, with a caret under where the key says so; nothing where it is not.
pub(super) fn elsewhere(kept: &Kept, key: &Key, desk: Desk<'_>) -> Option<String> {
    let own = &kept.fact.key;
    let spelt = key.to_string();
    let place = spelt.rfind(PLACE).map_or(0, |at| at + PLACE.len_utf8());
    let (at, id) = if own.region != key.region {
        (place, "ledger.other-place")
    } else if is_other_time(own.period, key.period) {
        let time = spelt.get(place..).and_then(|place| place.find(TIME));
        let at = time.map_or(spelt.len(), |at| place + at + TIME.len_utf8());
        (at, "ledger.other-time")
    } else {
        return None;
    };
    Some(pointed(kept, &spelt, at, id, desk))
}

/// Says that `kept` is planned and `key` of what was done, or the like, with a caret at the key's word for it; nothing where it is not.
pub(super) fn otherwise_meant(kept: &Kept, key: &Key, desk: Desk<'_>) -> Option<String> {
    if kept.fact.key.mode == key.mode {
        return None;
    }
    let spelt = key.to_string();
    let at = spelt.rfind(MODE).unwrap_or(spelt.len());
    Some(pointed(kept, &spelt, at, "ledger.other-mode", desk))
}

/// The wording `id` with a caret under byte `at` of the key.
fn pointed(kept: &Kept, spelt: &str, at: usize, id: &str, desk: Desk<'_>) -> String {
    let own = &kept.fact.key;
    let lead = shown::under(spelt.get(..at).unwrap_or_default());
    let caret = format!("{lead}^");
    let told: [(&str, &dyn Display); 5] = [
        ("fact", &kept.seq),
        ("own", own),
        ("key", &spelt),
        ("caret", &caret),
        ("ledger", &desk.name),
    ];
    desk.context().fill(id, &told)
}

/// What stands before the region of a key, and before its time.
const PLACE: char = '@';
const TIME: char = ':';
/// And before whether it was done or is planned.
const MODE: char = '#';

/// Whether what is told of one time cannot be of the other. What stands on a day may be told of the stretch that the day ends, and
/// what has no time may be given one.
fn is_other_time(own: Option<Period>, key: Option<Period>) -> bool {
    match (own, key) {
        (Some(own), Some(key)) => own != key && (own.to != key.to || !(own.is_instant() || key.is_instant())),
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// The unit in which others are told under the same own words, of whatever period, where that of `kept` cannot be it.
fn other_unit(
    kept: &Kept,
    key: &Key,
    ledger: &Ledger,
    desk: Desk<'_>,
) -> Result<Option<String>, LedgerError> {
    let own = kept.fact.unit.as_deref();
    if !matches!(key.indicator, Term::Words(_)) || own.is_none() {
        return Ok(None);
    }
    let catalogue = desk.context().catalogue;
    let bare = |key: &Key| Key {
        period: None,
        ..key.clone()
    };
    let wanted = bare(key);
    let facts = ledger.facts(Known::Now)?.into_iter();
    let others = facts.filter(|other| other.seq != kept.seq && bare(&other.fact.key) == wanted);
    let units: Vec<String> = others
        .filter_map(|other| other.fact.unit.map(String::from))
        .collect();
    let is_alike = |unit: &String| {
        let units = own.and_then(|own| catalogue.unit(own)).zip(catalogue.unit(unit));
        own == Some(unit) || units.is_some_and(|(own, other)| own.measures_like(other))
    };
    Ok(if units.iter().any(is_alike) {
        None
    } else {
        units.into_iter().next()
    })
}
