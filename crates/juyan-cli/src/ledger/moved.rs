//! Facts that came to something else, and the sentences of reports that say otherwise.

use super::import::{TOLD, more};
use super::{Desk, differ, plans, record, shown};
use crate::output;
use juyan::model::{Fact, Key, Source};
use juyan_ledger::{Clash, Kept, Known, Ledger, LedgerError};
use juyan_posting::{Moved, Turned};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// Says which facts changed and how, which sentences state them, and what has to be answered for now.
pub(super) fn tell(moved: &[Moved], ledger: &Ledger, path: &Path, desk: Desk<'_>) {
    tell_facts(moved, ledger, desk);
    ask(moved.iter().map(|moved| &moved.key), ledger, path, desk);
}

/// Asks for an answer where facts of one of the keys differ now.
pub(super) fn ask<'k>(keys: impl Iterator<Item = &'k Key>, ledger: &Ledger, path: &Path, desk: Desk<'_>) {
    // What is known is told already; that a clash cannot be read changes nothing about it.
    let clash = |key: &Key| ledger.clash_where(key, Known::Now, &differ).ok().flatten();
    let keys: BTreeSet<Key> = keys.cloned().collect();
    let clashes: Vec<Clash> = keys.iter().filter_map(clash).collect();
    let _ = record::ask(&clashes.iter().collect::<Vec<&Clash>>(), ledger, path, desk);
    plans::ask(&keys, ledger, path, desk);
}

/// Says under which keys something else stands than before, and which sentences say otherwise than what follows.
pub(super) fn tell_turned(turned: &[Turned], ledger: &Ledger, desk: Desk<'_>) {
    tell_shifts(
        turned,
        |turned| turned.was.is_empty(),
        |turned| {
            let is_reckoned = |kept: &&Kept| matches!(kept.fact.source, Source::Formula { .. });
            let follows = turned.is.iter().find(is_reckoned);
            Shift {
                key: &turned.key,
                was: values(&turned.was, ledger, desk),
                is: values(&turned.is, ledger, desk),
                lapsed: turned.lapsed,
                stated: follows.map(|follows| otherwise(&turned.is, &follows.fact, ledger, desk)),
            }
        },
        desk,
    );
}

/// Says which facts changed and how, and which sentences state them.
pub(super) fn tell_facts(moved: &[Moved], ledger: &Ledger, desk: Desk<'_>) {
    tell_shifts(
        moved,
        |moved| moved.was.is_none(),
        |moved| {
            let (was, is) = from_to(moved);
            Shift {
                key: &moved.key,
                was,
                is,
                lapsed: moved.lapsed,
                stated: Some(stated(moved, ledger, desk)),
            }
        },
        desk,
    );
}

/// What stood under a key and what stands there now.
pub(super) fn from_to(moved: &Moved) -> (Option<String>, Option<String>) {
    match (&moved.was, &moved.is) {
        (Some(was), Some(is)) => {
            let (was, is) = shown::from_to(&was.fact, is);
            (Some(was), Some(is))
        }
        (was, is) => (
            was.as_ref().map(|kept| shown::said(&kept.fact)),
            is.as_ref().map(shown::said),
        ),
    }
}

/// How what stands under a key changed.
struct Shift<'k> {
    key: &'k Key,
    was: Option<String>,
    is: Option<String>,
    /// Whether what somebody had said of it has to be said anew.
    lapsed: bool,
    /// The sentences that say otherwise.
    stated: Option<Result<String, LedgerError>>,
}

/// Tells those that changed and then those that are new, the first of each in full.
fn tell_shifts<T>(all: &[T], is_new: impl Fn(&T) -> bool, shift: impl Fn(&T) -> Shift<'_>, desk: Desk<'_>) {
    let context = desk.context();
    let (new, changed): (Vec<&T>, Vec<&T>) = all.iter().partition(|one| is_new(one));
    for (id, some) in [("import.moved", changed), ("import.new", new)] {
        if some.is_empty() {
            continue;
        }
        desk.tell(id, &[("count", &some.len())]);
        let mut lines = String::new();
        for one in some.iter().take(TOLD) {
            lines += &line(shift(one), desk);
        }
        more(&mut lines, some.len(), context);
        output::show(lines.as_bytes(), context);
    }
}

fn line(shift: Shift<'_>, desk: Desk<'_>) -> String {
    let Shift { key, was, is, .. } = shift;
    let nothing = || desk.context().say("import.nothing").to_owned();
    let named = shown::named(key, desk.context());
    let mut lines = match (was, is) {
        (None, is) => format!("  {key}  {}{named}\n", is.unwrap_or_else(nothing)),
        (Some(was), is) => format!("  {key}  {was} → {}{named}\n", is.unwrap_or_else(nothing)),
    };
    if shift.lapsed {
        let _ = writeln!(lines, "    {}", desk.context().say("import.lapsed"));
    }
    // What is known is told already; that a paper cannot be read changes nothing about it.
    lines += &shift.stated.and_then(Result::ok).unwrap_or_default();
    lines
}

/// The values of facts, each once; none where there is no fact.
fn values(facts: &[Kept], ledger: &Ledger, desk: Desk<'_>) -> Option<String> {
    let mut values: Vec<String> = Vec::new();
    for kept in facts {
        // That a paper cannot be read takes only the form away in which it prints the value.
        let value = shown::Row::of(kept, ledger).map_or_else(|_| shown::said(&kept.fact), |row| row.value);
        if !values.contains(&value) {
            values.push(value);
        }
    }
    (!values.is_empty()).then(|| values.join(desk.context().say("watch.comma")))
}

/// The sentences that say something else under the key.
fn stated(moved: &Moved, ledger: &Ledger, desk: Desk<'_>) -> Result<String, LedgerError> {
    let facts = ledger.facts_under(&moved.key, Known::Now)?;
    match &moved.is {
        Some(is) => otherwise(&facts, is, ledger, desk),
        None => sentences(facts.iter(), ledger, desk),
    }
}

/// The sentences of those facts that say something else than `is`.
fn otherwise(facts: &[Kept], is: &Fact, ledger: &Ledger, desk: Desk<'_>) -> Result<String, LedgerError> {
    sentences(facts.iter().filter(|kept| !is.agrees(&kept.fact)), ledger, desk)
}

/// The sentences that state facts.
fn sentences<'k>(
    facts: impl Iterator<Item = &'k Kept>,
    ledger: &Ledger,
    desk: Desk<'_>,
) -> Result<String, LedgerError> {
    let mut lines = String::new();
    for kept in facts {
        let Source::Document {
            document,
            span,
            sentence,
        } = &kept.fact.source
        else {
            continue;
        };
        if let Some(paper) = ledger.paper(document)? {
            let quoted = shown::quoted(&paper.text, *sentence, *span);
            let told = desk
                .context()
                .fill("import.stated", &[("path", &paper.name), ("sentence", &quoted)]);
            let _ = writeln!(lines, "    {told}");
        }
    }
    Ok(lines)
}
