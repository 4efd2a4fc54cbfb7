//! What leaves the house with what is open: said to who keeps the ledger, never on the sheet that goes out.

use super::{Desk, shown};
use crate::output;
use juyan::model::{Date, Key};
use juyan_desk::held::Held;
use juyan_ledger::{Known, LedgerError};
use juyan_monitor::{GivenAway, Plan, given_away};
use std::path::Path;

/// Says what can be reckoned though it is not open.
pub(super) fn warn(found: &[GivenAway], desk: Desk<'_>) {
    let context = desk.context();
    for given in found {
        let [one, two] = &given.by;
        let named = shown::named(&given.secret, context);
        let told: [(&str, &dyn std::fmt::Display); 4] = [
            ("secret", &given.secret),
            ("name", &named),
            ("one", one),
            ("two", two),
        ];
        output::complain(desk.name, &context.fill("ledger.gives-away", &told));
    }
}

/// Says what can be reckoned now that what stands under `released` is open.
pub(super) fn by_release(released: &Key, path: &Path, desk: Desk<'_>) {
    // The release is kept; that what it gives away cannot be looked for changes nothing about it.
    let found = found(released, path, desk).unwrap_or_default();
    let by_it = found.into_iter().filter(|given| given.by.contains(released));
    warn(&by_it.collect::<Vec<_>>(), desk);
}

fn found(released: &Key, path: &Path, desk: Desk<'_>) -> Result<Vec<GivenAway>, LedgerError> {
    let ledger = juyan_ledger::Ledger::open_to_read(path)?;
    let held = Held::of(&ledger, Known::Now)?;
    let year = released.period.map(|period| period.to.year());
    let day = year
        .and_then(|year| Date::new(year, 12, 31).ok())
        .unwrap_or_else(super::today);
    let plan = Plan::on(
        &held.registers,
        &held.history,
        day,
        (desk.context().catalogue, &held.region),
    );
    Ok(given_away(&held.facts(&ledger)?, &plan.targets))
}
