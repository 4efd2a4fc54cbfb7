//! The days that arguments name.

use juyan::Context;
use juyan::model::Date;
use juyan_register::{Unnamed, day_named};
use std::fmt::Display;

/// The day that `words` name and nothing else; else what is wrong with them.
pub(crate) fn named(words: &str, context: Context<'_>) -> Result<Date, String> {
    let unusable = match day_named(words, context.catalogue) {
        Ok(day) => return Ok(day),
        Err(unusable) => unusable,
    };
    let told =
        |id: &str, slot: &str, value: &dyn Display| context.fill(id, &[("day", &words), (slot, value)]);
    Err(match unusable {
        Unnamed::NoDay => context.fill("ledger.day", &[("day", &words)]),
        Unnamed::NoSuchDay(none) => told("ledger.no-such-day", "last", &none.last),
        Unnamed::Behind(rest) => told("ledger.behind-day", "rest", &rest),
        Unnamed::OfSpreadsheet(day) => told("ledger.day-of-spreadsheet", "is", &day),
    })
}
