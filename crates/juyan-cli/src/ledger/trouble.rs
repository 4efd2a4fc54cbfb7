//! What can go wrong with a ledger, in the words of the catalogue.

use juyan::Context;
use juyan_ledger::{Flaw, LedgerError};

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
        LedgerError::Unreadable { table, row, what } => context.fill(
            "ledger.unreadable",
            &[("table", table), ("row", row), ("what", what)],
        ),
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
/// anybody, in one each.
pub(super) fn flaws(flaws: &[Flaw], context: Context<'_>) -> Vec<String> {
    let damaged = flaws
        .iter()
        .filter(|flaw| matches!(flaw, Flaw::Damaged(_)))
        .count();
    let damaged = (damaged > 0).then(|| context.fill("flaw.damaged", &[("count", &damaged)]));
    let is_guard = |flaw: &&Flaw| matches!(flaw, Flaw::Dropped(_) | Flaw::Altered(_) | Flaw::Strange(_));
    let (guards, others): (Vec<&Flaw>, Vec<&Flaw>) = flaws.iter().partition(is_guard);
    let guards = (!guards.is_empty()).then(|| context.fill("flaw.guards", &[("count", &guards.len())]));
    let others = others
        .into_iter()
        .filter(|other| !matches!(other, Flaw::Damaged(_)));
    let others = others.map(|other| flaw(other, context));
    damaged.into_iter().chain(guards).chain(others).collect()
}

/// One thing that was found wrong, which is neither page nor guard.
fn flaw(flaw: &Flaw, context: Context<'_>) -> String {
    match flaw {
        Flaw::Changed(seq) => context.fill("flaw.changed", &[("change", seq)]),
        Flaw::Disordered(seq) => context.fill("flaw.disordered", &[("change", seq)]),
        Flaw::Orphaned(table) => context.fill("flaw.orphaned", &[("table", table)]),
        Flaw::NoSuchHead(head) => context.fill("flaw.no-such-head", &[("head", head)]),
        other => format!("{other:?}"),
    }
}
