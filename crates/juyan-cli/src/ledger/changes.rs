//! `juyan changes`: what was done to a ledger, change by change.

use super::Desk;
use crate::args::Changes;
use crate::output;
use juyan::Language;
use juyan_ledger::{Change, Ledger, LedgerError};
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

/// Lists the changes in their order.
pub(crate) fn changes(args: &Changes, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let ledger = match desk.open_to_read(&args.ledger) {
        Ok(ledger) => ledger,
        Err(status) => return status,
    };
    match listed(&ledger, desk) {
        Ok(lines) => output::show(lines.as_bytes(), desk.context()),
        Err(error) => desk.complain(&error),
    }
}

fn listed(ledger: &Ledger, desk: Desk<'_>) -> Result<String, LedgerError> {
    let changes = ledger.changes()?;
    let contents = ledger.contents()?;
    let mut on: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for given in ledger.same_words()? {
        on.entry(given.change).or_default().insert(given.answer);
    }
    let back = changes
        .iter()
        .filter_map(|change| Some((change.reverses?, change.seq)));
    let back: BTreeMap<i64, i64> = back.collect();
    let lines = changes.iter().map(|change| {
        let brought = contents.get(&change.seq).map_or(&[][..], Vec::as_slice);
        let on = on.get(&change.seq).filter(|on| !on.contains(&change.seq));
        line(change, brought, (back.get(&change.seq), on), desk) + "\n"
    });
    Ok(lines.collect())
}

/// What a change was, what it `brought`, by which it was taken `back`, and on which answers for the same words keys stand that it gave.
fn line(
    change: &Change,
    brought: &[String],
    (back, on): (Option<&i64>, Option<&BTreeSet<i64>>),
    desk: Desk<'_>,
) -> String {
    let context = desk.context();
    let named = |name: &String| {
        let register = context.catalogue.register(name);
        register.map_or_else(
            || name.clone(),
            |register| context.either(&register.zh, &register.en).to_owned(),
        )
    };
    let mut what: Vec<String> = brought.iter().map(named).collect();
    what.dedup();
    what.extend(
        change
            .reverses
            .map(|taken| context.fill("changes.takes-back", &[("change", &taken)])),
    );
    what.extend(back.map(|by| context.fill("changes.taken-back", &[("by", by)])));
    what.extend(on.map(|on| {
        let on: Vec<String> = on.iter().map(ToString::to_string).collect();
        let on = on.join(context.say("watch.comma"));
        context.fill("changes.same-words", &[("changes", &on)])
    }));
    let act = format!("changes.{}", change.kind.name());
    let act = context.fill(&act, &[]);
    let told: [(&str, &dyn std::fmt::Display); 6] = [
        ("seq", &format!("{:>5}", change.seq)),
        ("at", &change.minute()),
        ("act", &act),
        ("person", &change.person),
        ("what", &what.join(" ")),
        ("reason", &change.reason),
    ];
    context.fill("changes.line", &told).trim_end().to_owned()
}
