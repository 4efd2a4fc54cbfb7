//! Facts that came to something else, and the sentences of reports that say otherwise.

use super::import::{TOLD, more};
use super::record::ask;
use super::{Desk, shown};
use crate::output;
use juyan::model::{Fact, Source};
use juyan_ledger::{Clash, Known, Ledger, LedgerError};
use juyan_posting::Moved;
use std::fmt::Write;
use std::path::Path;

/// Says which facts changed and how, which sentences state them, and what has to be answered for now.
pub(super) fn tell(moved: &[Moved], ledger: &Ledger, path: &Path, desk: Desk<'_>) {
    tell_facts(moved, ledger, desk);
    // What is known is told already; that a clash cannot be read changes nothing about it.
    let clash = |moved: &Moved| ledger.clash(&moved.key, Known::Now).ok().flatten();
    let clashes: Vec<Clash> = moved.iter().filter_map(clash).collect();
    let _ = ask(&clashes.iter().collect::<Vec<&Clash>>(), ledger, path, desk);
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
            lines += &line(moved, desk);
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

fn line(moved: &Moved, desk: Desk<'_>) -> String {
    let was = moved.was.as_ref().map(|kept| shown::said(&kept.fact));
    let is = moved.is.as_ref().map(shown::said);
    let nothing = || desk.context().say("import.nothing").to_owned();
    let named = shown::named(&moved.key, desk.context());
    match (was, is) {
        (None, is) => format!("  {}  {}{named}\n", moved.key, is.unwrap_or_else(nothing)),
        (Some(was), is) => format!("  {}  {was} → {}{named}\n", moved.key, is.unwrap_or_else(nothing)),
    }
}

/// The sentences that say something else under the key.
fn stated(moved: &Moved, ledger: &Ledger, desk: Desk<'_>) -> Result<String, LedgerError> {
    let mut lines = String::new();
    let says = |stated: &Fact| moved.is.as_ref().is_some_and(|fact| fact.agrees(stated));
    for kept in ledger.facts_under(&moved.key, Known::Now)? {
        let Source::Document {
            document,
            span,
            sentence,
        } = &kept.fact.source
        else {
            continue;
        };
        if says(&kept.fact) {
            continue;
        }
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
