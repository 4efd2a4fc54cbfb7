//! The plan against what others say it is: asked as soon as both are in the ledger, as of two facts of one key.

use super::import::TOLD;
use super::{Desk, shown};
use crate::output;
use juyan::model::{Cell, Date, Key, Mode};
use juyan_desk::held::{given, history, told_flaw};
use juyan_ledger::{Kept, Known, Ledger, LedgerError};
use juyan_monitor::{Flaw, Given, Plan, Planned, Target};
use juyan_posting::Posted;
use juyan_register::Registers;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// What makes up a plan's numbers.
const TARGETS: [&str; 2] = ["target", "target_change"];

/// Says what is wrong with targets and asks which is right of all, where sheets brought in numbers of a plan.
pub(super) fn ask_of_sheets(posted: &Posted, ledger: &Ledger, path: &Path, desk: Desk<'_>) {
    let is_plan = |register: &str| TARGETS.contains(&register);
    if posted.sheets.iter().any(|sheet| is_plan(&sheet.register)) {
        let plans = plans(ledger, desk).unwrap_or_default();
        // A row that is wrong is so in every year.
        let flaws: BTreeSet<&Flaw> = plans.iter().flat_map(|plan| &plan.flaws).collect();
        let flaws = flaws.into_iter().filter(|flaw| is_plan(&flaw.register));
        for flaw in flaws.take(TOLD) {
            let text = told_flaw(flaw, desk.context());
            output::complain("", &desk.context().fill("import.remark", &[("text", &text)]));
        }
        ask_where(|_| true, ledger, path, desk);
    }
}

/// Asks which is right where what is told under one of `keys` cannot be what was approved.
pub(super) fn ask(keys: &BTreeSet<Key>, ledger: &Ledger, path: &Path, desk: Desk<'_>) {
    if keys.iter().any(|key| key.mode == Mode::Plan) {
        ask_where(|key| keys.contains(key), ledger, path, desk);
    }
}

fn ask_where(is_asked: impl Fn(&Key) -> bool, ledger: &Ledger, path: &Path, desk: Desk<'_>) {
    // What is known is told already; that the plan cannot be read changes nothing about it.
    let told = differing(ledger, is_asked, desk).unwrap_or_default();
    if told.is_empty() {
        return;
    }
    desk.tell("ledger.plans", &[("count", &told.len())]);
    let context = desk.context();
    let mut lines = String::new();
    for Differing { target, others } in &told {
        // Writing to a string does not fail.
        let _ = writeln!(lines, "  {}{}", target.key, shown::named(&target.key, context));
        let approved: [(&str, &dyn std::fmt::Display); 2] =
            [("code", &target.code), ("value", &shown::amount(&target.amount))];
        let _ = writeln!(lines, "    {}", context.fill("ledger.plan-approved", &approved));
        for (kept, other) in others {
            let from = shown::Row::of(kept, ledger)
                .map(|row| row.source)
                .unwrap_or_default();
            let _ = writeln!(
                lines,
                "    {:>5}  {}  {from}",
                kept.seq,
                shown::amount(&other.amount)
            );
        }
    }
    output::show(lines.as_bytes(), context);
    desk.tell("ledger.how-to-settle-plans", &[("ledger", &path.display())]);
}

/// A target, and the facts that say otherwise of it.
struct Differing {
    target: Target,
    others: Vec<(Kept, Planned)>,
}

/// The targets of all years under keys that `is_asked` takes, with what is told otherwise of them.
fn differing(
    ledger: &Ledger,
    is_asked: impl Fn(&Key) -> bool,
    desk: Desk<'_>,
) -> Result<Vec<Differing>, LedgerError> {
    let mut told = Vec::new();
    for target in plans(ledger, desk)?.into_iter().flat_map(|plan| plan.targets) {
        let mut kept = Vec::new();
        for key in target.keys().into_iter().filter(|key| is_asked(key)) {
            kept.extend(ledger.facts_under(&key, Known::Now)?);
        }
        let facts: Vec<Given> = kept.iter().cloned().map(given).collect();
        let others = target.differing(&facts, desk.context().catalogue).into_iter();
        let others: Vec<(Kept, Planned)> = others
            .filter_map(|other| Some((kept.iter().find(|kept| kept.seq == other.fact)?.clone(), other)))
            .collect();
        if !others.is_empty() {
            told.push(Differing { target, others });
        }
    }
    Ok(told)
}

/// The plans of all years that have targets, without their tasks.
fn plans(ledger: &Ledger, desk: Desk<'_>) -> Result<Vec<Plan>, LedgerError> {
    let catalogue = desk.context().catalogue;
    let mut registers = Registers::default();
    for id in TARGETS {
        registers.open(id);
        for record in ledger.records(id, Known::Now)? {
            registers.put(record);
        }
    }
    let history = history(ledger, &registers, i64::MAX)?;
    let region = ledger.region()?;
    let days = last_days(&registers).into_iter();
    Ok(days
        .map(|day| Plan::on(&registers, &history, day, (catalogue, &region)))
        .collect())
}

/// The last days of the years that have targets.
fn last_days(registers: &Registers) -> BTreeSet<Date> {
    let years = registers.records("target").filter_map(|record| {
        let Some(Cell::Number(year)) = record.on("year", Date::MAX) else {
            return None;
        };
        Date::new(year.to_string().parse().ok()?, 12, 31).ok()
    });
    years.collect()
}
