//! What is said where nothing is known under a key: that there is no such indicator, with those that are spelt like it, or which
//! keys of the same indicator there are.

use super::Desk;
use juyan::model::{Key, Term};
use juyan_desk::writing::near;
use juyan_ledger::{Known, Ledger, LedgerError};
use std::fmt::Display;

/// So many keys are told.
const MOST: usize = 3;

/// The id of the indicator that a key wants and the catalogue does not have.
pub(super) fn unknown(key: &Key, desk: Desk<'_>) -> Option<String> {
    unknown_as(key, &key.to_string(), desk)
}

/// The same of a key that begins as `words` do, which have no region yet.
pub(super) fn no_indicator(words: &str, desk: Desk<'_>) -> Option<String> {
    unknown_as(&whole(words)?, words, desk)
}

/// Any region makes a key of a beginning that is whole.
fn whole(words: &str) -> Option<Key> {
    format!("{words}@000000").parse().ok()
}

fn unknown_as(key: &Key, spelt: &str, desk: Desk<'_>) -> Option<String> {
    let Term::Id(id) = &key.indicator else { return None };
    let context = desk.context();
    if context.catalogue.indicator(id).is_some() {
        return None;
    }
    let near = near::indicators(id, context);
    let near = if near.is_empty() {
        String::new()
    } else {
        let near = near.join("\u{3001}");
        context.fill("ledger.spelt-like", &[("near", &near)])
    };
    let told: [(&str, &dyn Display); 3] = [("id", id), ("key", &spelt), ("near", &near)];
    Some(context.fill("ledger.unknown-indicator", &told))
}

/// That nothing is known of what `words` begin a key with: of an indicator, of own words.
pub(super) fn of_beginning(words: &str, desk: Desk<'_>) -> Option<String> {
    let context = desk.context();
    if no_indicator(words, desk).is_some() || whole(words).is_none() {
        return None;
    }
    Some(context.fill("ledger.nothing", &[("key", &words)]))
}

/// That nothing is known under `key`, and what of the same indicator is.
pub(super) fn told(key: &Key, ledger: &Ledger, desk: Desk<'_>) -> Result<String, LedgerError> {
    if let Some(unknown) = unknown(key, desk) {
        return Ok(unknown);
    }
    // Those that differ in their time alone first.
    let timeless = |key: &Key| Key {
        period: None,
        ..key.clone()
    };
    let mut kin = ledger.keys_of(&key.indicator)?;
    kin.sort_by_cached_key(|other| (timeless(other) != timeless(key), other.clone()));
    let mut near = Vec::new();
    for other in kin {
        if near.len() < MOST && !ledger.facts_under(&other, Known::Now)?.is_empty() {
            near.push(other.to_string());
        }
    }
    let context = desk.context();
    if near.is_empty() {
        return Ok(context.fill("ledger.nothing", &[("key", key)]));
    }
    let near = near.join("\n  ");
    Ok(context.fill("ledger.nothing-but", &[("key", key), ("near", &near)]))
}
