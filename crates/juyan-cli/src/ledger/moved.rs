//! Facts that came to something else, and the sentences of reports that say otherwise.

use super::import::{TOLD, more};
use super::{Desk, record, shown};
use crate::output;
use juyan::model::{Fact, Key, Source};
use juyan_ledger::{Clash, Kept, Known, Ledger, LedgerError};
use juyan_posting::{Moved, Turned};
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
    let clash = |key: &Key| ledger.clash(key, Known::Now).ok().flatten();
    let clashes: Vec<Clash> = keys.filter_map(clash).collect();
    let _ = record::ask(&clashes.iter().collect::<Vec<&Clash>>(), ledger, path, desk);
}

/// Says under which keys something else stands than before, and which sentences say otherwise than what follows.
pub(super) fn tell_turned(turned: &[Turned], ledger: &Ledger, desk: Desk<'_>) {
    let context = desk.context();
    let (changed, new): (Vec<&Turned>, Vec<&Turned>) =
        turned.iter().partition(|turned| !turned.was.is_empty());
    for (id, turned) in [("import.moved", changed), ("import.new", new)] {
        if turned.is_empty() {
            continue;
        }
        desk.tell(id, &[("count", &turned.len())]);
        let mut lines = String::new();
        for turned in turned.iter().take(TOLD) {
            lines += &line(
                &turned.key,
                values(&turned.was, ledger, desk),
                values(&turned.is, ledger, desk),
                desk,
            );
            if turned.lapsed {
                let _ = writeln!(lines, "    {}", context.say("import.lapsed"));
            }
            let is_reckoned = |kept: &&Kept| matches!(kept.fact.source, Source::Formula { .. });
            if let Some(follows) = turned.is.iter().find(is_reckoned) {
                lines += &otherwise(&turned.is, &follows.fact, ledger, desk).unwrap_or_default();
            }
        }
        more(&mut lines, turned.len(), context);
        output::show(lines.as_bytes(), context);
    }
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

/// Says which facts changed and how, and which sentences state them.
pub(super) fn tell_facts(moved: &[Moved], ledger: &Ledger, desk: Desk<'_>) {
    let context = desk.context();
    let (changed, new): (Vec<&Moved>, Vec<&Moved>) = moved.iter().partition(|moved| moved.was.is_some());
    for (id, moved) in [("import.moved", changed), ("import.new", new)] {
        if moved.is_empty() {
            continue;
        }
        desk.tell(id, &[("count", &moved.len())]);
        let mut lines = String::new();
        for moved in moved.iter().take(TOLD) {
            let was = moved.was.as_ref().map(|kept| shown::said(&kept.fact));
            let is = moved.is.as_ref().map(shown::said);
            lines += &line(&moved.key, was, is, desk);
            if moved.lapsed {
                let _ = writeln!(lines, "    {}", context.say("import.lapsed"));
            }
            // What is known is told already; that a paper cannot be read changes nothing about it.
            lines += &stated(moved, ledger, desk).unwrap_or_default();
        }
        more(&mut lines, moved.len(), context);
        output::show(lines.as_bytes(), context);
    }
}

fn line(key: &Key, was: Option<String>, is: Option<String>, desk: Desk<'_>) -> String {
    let nothing = || desk.context().say("import.nothing").to_owned();
    let named = shown::named(key, desk.context());
    match (was, is) {
        (None, is) => format!("  {key}  {}{named}\n", is.unwrap_or_else(nothing)),
        (Some(was), is) => format!("  {key}  {was} → {}{named}\n", is.unwrap_or_else(nothing)),
    }
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
