//! What can go wrong with a ledger, in the words of the catalogue.

use juyan::Context;
use juyan_ledger::{Flaw, Illegible, LedgerError};
use std::fmt::Display;

/// What is wrong and what to do.
pub(crate) fn told(error: &LedgerError, context: Context<'_>) -> String {
    let say = |id: &str| context.fill(id, &[]);
    // What SQLite says is English, and for those who wrote it: its number is enough to ask them by.
    let coded = |id: &str| {
        let code = error
            .code()
            .map_or_else(|| "-".to_owned(), |code| code.to_string());
        context.fill(id, &[("code", &code)])
    };
    match error {
        LedgerError::Missing(path) => context.fill("ledger.missing", &[("path", &path.display())]),
        LedgerError::IsFolder(_) => say("ledger.is-folder"),
        LedgerError::NoFolder(path) => context.fill("ledger.no-folder", &[("path", &path.display())]),
        LedgerError::Denied(_) => say("ledger.denied"),
        LedgerError::Exists(path) => context.fill("ledger.exists", &[("path", &path.display())]),
        LedgerError::Foreign(_) => say("ledger.foreign"),
        LedgerError::Newer { .. } => say("ledger.newer"),
        LedgerError::ReadOnly => say("ledger.read-only"),
        LedgerError::Full => context.fill("ledger.full", &[("path", &context.name)]),
        LedgerError::Corrupt(_) => say("ledger.corrupt"),
        LedgerError::Busy => say("ledger.busy"),
        LedgerError::ClockBack { now, last } => context.fill("ledger.clock", &[("now", now), ("last", last)]),
        LedgerError::NoChange(seq) => context.fill("ledger.no-change", &[("change", seq)]),
        LedgerError::NotUndone(seq) => context.fill("ledger.not-undone", &[("change", seq)]),
        LedgerError::Reversed(seq, by) => context.fill("ledger.reversed", &[("change", seq), ("by", by)]),
        LedgerError::BuiltUpon { change, by } => {
            context.fill("ledger.built-upon", &[("change", change), ("by", by)])
        }
        LedgerError::NoFact(seq) => context.fill("ledger.no-fact", &[("fact", seq)]),
        LedgerError::Unreadable(row) => {
            let what = illegible(row, context);
            context.fill("ledger.unreadable", &[("what", &what)])
        }
        LedgerError::NoDocument(digest) => {
            let named = digest.get(..12).unwrap_or(digest);
            context.fill("ledger.no-document", &[("document", &named)])
        }
        LedgerError::System(_) => coded("ledger.system"),
        LedgerError::Database(_) => coded("ledger.database"),
        other => context.fill("ledger.other", &[("reason", other)]),
    }
}

/// What was found wrong when the ledger was looked through, line by line; its damaged pages and its guards, whose names say nothing to
/// anybody, in one each. Behind rows that cannot be read stands what to do.
pub(super) fn flaws(flaws: &[Flaw], context: Context<'_>) -> Vec<String> {
    let count = |is: fn(&Flaw) -> bool| flaws.iter().filter(|flaw| is(flaw)).count();
    let said = |id: &str, count: usize| (count > 0).then(|| context.fill(id, &[("count", &count)]));
    let damaged = said("flaw.damaged", count(is_damage));
    let guards = said("flaw.guards", count(is_guard));
    let others = flaws.iter().filter(|flaw| !is_damage(flaw) && !is_guard(flaw));
    let others = others.map(|other| flaw(other, context));
    let rows = said("flaw.rows", count(|flaw| matches!(flaw, Flaw::Illegible(_))));
    damaged
        .into_iter()
        .chain(guards)
        .chain(others)
        .chain(rows)
        .collect()
}

const fn is_damage(flaw: &Flaw) -> bool {
    matches!(flaw, Flaw::Damaged(_))
}

const fn is_guard(flaw: &Flaw) -> bool {
    matches!(flaw, Flaw::Dropped(_) | Flaw::Altered(_) | Flaw::Strange(_))
}

/// One thing that was found wrong, which is neither page nor guard.
fn flaw(flaw: &Flaw, context: Context<'_>) -> String {
    match flaw {
        Flaw::Changed(seq) => context.fill("flaw.changed", &[("change", seq)]),
        Flaw::Disordered(seq) => context.fill("flaw.disordered", &[("change", seq)]),
        Flaw::Ahead(seq) => context.fill("flaw.ahead", &[("change", seq)]),
        Flaw::Orphaned { table, row } => context.fill("flaw.orphaned", &[("table", table), ("row", row)]),
        Flaw::Illegible(row) => illegible(row, context),
        Flaw::Tally(name) if name.is_empty() => context.fill("flaw.tallies", &[]),
        Flaw::Tally(name) => context.fill("flaw.tally", &[("formula", &formula(name))]),
        Flaw::NoSuchHead(head) => context.fill("flaw.no-such-head", &[("head", head)]),
        other => format!("{other:?}"),
    }
}

/// That what is held ready under a name is not what the rows come to, though the chain vouches for it.
pub(super) fn sums(name: &str, context: Context<'_>) -> String {
    context.fill("flaw.sums", &[("formula", &formula(name))])
}

/// The formula whose sums are held under a name.
fn formula(name: &str) -> &str {
    name.split('/').next().unwrap_or(name)
}

/// So many characters are shown of what a row holds.
const SHOWN: usize = 40;

/// What is wrong with a row.
fn illegible(row: &Illegible, context: Context<'_>) -> String {
    let mut holds: String = row.holds.chars().take(SHOWN).collect();
    if holds.len() < row.holds.len() {
        holds.push('…');
    }
    let fault = context.fill(&format!("flaw.row-{}", row.fault.name()), &[]);
    let told: [(&str, &dyn Display); 5] = [
        ("table", &row.table),
        ("row", &row.row),
        ("column", &row.column),
        ("holds", &holds),
        ("fault", &fault),
    ];
    context.fill("flaw.row", &told)
}
