//! Facts that have their keys since somebody said earlier what their words mean: told with whose answer that was.

use super::{Desk, import, shown};
use crate::output;
use juyan::Context;
use juyan_ledger::{Change, Ledger, LedgerError, SameWords};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

/// Says which facts a change gave keys since the same words had been answered for, on whose answer, and how to say otherwise.
pub(super) fn tell(ledger: &Ledger, change: i64, path: &Path, desk: Desk<'_>) -> Result<(), LedgerError> {
    let given = ledger.same_words()?.into_iter();
    let given: Vec<SameWords> = given.filter(|given| given.change == change).collect();
    if given.is_empty() {
        return Ok(());
    }
    let changes = by_number(ledger)?;
    let context = desk.context();
    let told: [(&str, &dyn std::fmt::Display); 2] = [("count", &given.len()), ("ledger", &path.display())];
    desk.tell("ledger.same-words", &told);
    let mut lines = String::new();
    for given in given.iter().take(import::TOLD) {
        let answer = changes.get(&given.answer);
        // Writing to a string does not fail.
        let _ = writeln!(
            lines,
            "  {:>5}  {} → {}{}  {}",
            given.fact,
            given.came_as,
            given.key,
            shown::named(&given.key, context),
            on_whose(answer, context)
        );
    }
    import::more(&mut lines, given.len(), context);
    // What is recorded stays so, heard or not.
    output::show(lines.as_bytes(), context);
    Ok(())
}

/// Says how many facts have to be answered for anew, where the answer that their keys stand on is taken back.
pub(super) fn tell_freed(freed: usize, answer: i64, desk: Desk<'_>) {
    if freed > 0 {
        desk.tell("ledger.freed", &[("count", &freed), ("change", &answer)]);
    }
}

/// How many facts have their keys since `answer` said what the words mean, and would be free without it.
pub(super) fn standing_on(ledger: &Ledger, answer: i64) -> Result<usize, LedgerError> {
    let mut facts = BTreeSet::new();
    for given in ledger.same_words()? {
        let holds = given.answer == answer && given.change != answer;
        if holds && ledger.fact(given.fact)?.fact.key == given.key {
            facts.insert(given.fact);
        }
    }
    Ok(facts.len())
}

/// The line that says on whose answer the key of a fact stands; empty where somebody gave it himself, or nobody did.
pub(super) fn line(
    given: &[SameWords],
    fact: i64,
    changes: &BTreeMap<i64, Change>,
    context: Context<'_>,
) -> String {
    let last = given.iter().rfind(|given| given.fact == fact);
    last.map_or_else(String::new, |given| {
        format!("  {}\n", on_whose(changes.get(&given.answer), context))
    })
}

fn on_whose(answer: Option<&Change>, context: Context<'_>) -> String {
    let Some(answer) = answer else {
        return String::new();
    };
    let person = if answer.person.is_empty() {
        context.say("ledger.unsigned")
    } else {
        &answer.person
    };
    let told: [(&str, &dyn std::fmt::Display); 2] = [("change", &answer.seq), ("person", &person)];
    context.fill("ledger.on-whose-answer", &told)
}

fn by_number(ledger: &Ledger) -> Result<BTreeMap<i64, Change>, LedgerError> {
    let changes = ledger.changes()?.into_iter();
    Ok(changes.map(|change| (change.seq, change)).collect())
}
