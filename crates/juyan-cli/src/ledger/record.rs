//! `juyan record`: the facts of reports, each with its place, into a ledger.

use super::{Desk, act, differ, moved, plans, same_words, shown};
use crate::args::Record;
use crate::input::Input;
use crate::output;
use crate::problem::Problem;
use crate::run::UNUSABLE;
use juyan::{Language, Stated};
use juyan_desk::report::Report;
use juyan_ledger::{Act, ActKind, Change, Clash, Known, Ledger, LedgerError, Paper};
use juyan_posting::{Moved, Poster};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// Records every file in one change each; those that cannot be read are told, the others are done.
pub(crate) fn record(args: &Record, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let mut ledger = match desk.open(&args.ledger) {
        Ok(ledger) => ledger,
        Err(status) => return status,
    };
    let home = match ledger.region() {
        Ok(home) => home,
        Err(error) => return desk.complain(&error),
    };
    let mut status = ExitCode::SUCCESS;
    for path in &args.files {
        let input = Input::new(path);
        let name = input.name();
        let file = Desk::new(&name, language);
        match read(&input, &home, file) {
            Ok((paper, stated)) => {
                if let Err(error) = keep(&mut ledger, args, file, (&paper, &stated)) {
                    status = file.complain(&error);
                }
            }
            Err(problem) => {
                output::complain(&name, &problem.told(file.context()));
                status = ExitCode::from(UNUSABLE);
            }
        }
    }
    status
}

fn read(input: &Input, home: &str, desk: Desk<'_>) -> Result<(Paper, Stated), Problem> {
    read_bytes(&input.bytes()?, home, desk)
}

/// The report as the ledger keeps it, and what it states; of the region `home` where it tells none.
pub(super) fn read_bytes(bytes: &[u8], home: &str, desk: Desk<'_>) -> Result<(Paper, Stated), Problem> {
    let report = Report::read(bytes, home, desk.context()).map_err(Problem::NoReport)?;
    Ok((report.paper, report.stated))
}

fn keep(
    ledger: &mut Ledger,
    args: &Record,
    desk: Desk<'_>,
    (paper, stated): (&Paper, &Stated),
) -> Result<(), LedgerError> {
    if ledger.holds(paper)? {
        desk.tell("ledger.held", &[("path", &desk.name)]);
        return Ok(());
    }
    let before: BTreeSet<_> = ledger
        .clashes_where(Known::Now, &differ)?
        .into_iter()
        .map(|clash| clash.key)
        .collect();
    let poster = Poster::new(desk.context().catalogue);
    let (change, moved) = write(
        ledger,
        &act(ActKind::Record, &args.doing),
        (paper, stated),
        &poster,
    )?;
    desk.tell(
        "ledger.recorded",
        &[
            ("path", &desk.name),
            ("change", &change.seq),
            ("facts", &stated.facts.len()),
            ("unnamed", &stated.unnamed.len()),
        ],
    );
    same_words::tell(ledger, change.seq, &args.ledger, desk)?;
    tell_region(paper, ledger, (change.seq, &args.ledger), desk)?;
    moved::tell_facts(&moved, ledger, desk);
    let clashes = ledger.clashes_where(Known::Now, &differ)?;
    let fresh: Vec<&Clash> = clashes
        .iter()
        .filter(|clash| !before.contains(&clash.key))
        .collect();
    ask(&fresh, ledger, &args.ledger, desk)?;
    let told = stated.facts.iter().map(|fact| fact.key.clone()).collect();
    plans::ask(&told, ledger, &args.ledger, desk);
    Ok(())
}

/// Says that a paper is of another region than the ledger: its period is not one that the ledger is kept for, and its facts are those
/// of others; or that it tells none and was taken for the ledger's own.
fn tell_region(
    paper: &Paper,
    ledger: &Ledger,
    (change, path): (i64, &Path),
    desk: Desk<'_>,
) -> Result<(), LedgerError> {
    let own = ledger.region()?;
    if paper.region.as_ref() == Some(&own) {
        return Ok(());
    }
    let context = desk.context();
    let named = |code: &str| {
        let region = context.catalogue.region_of(code);
        region.map_or_else(|| code.to_owned(), |region| format!("{} {code}", region.name))
    };
    let path = path.display();
    let told: [(&str, &dyn std::fmt::Display); 4] = [
        ("own", &named(&own)),
        ("region", &paper.region.as_deref().map(named).unwrap_or_default()),
        ("change", &change),
        ("ledger", &path),
    ];
    let id = if paper.region.is_some() {
        "ledger.other-region"
    } else {
        "ledger.unknown-region"
    };
    output::complain(desk.name, &context.fill(id, &told));
    Ok(())
}

/// Writes a paper with what it states, under the keys that somebody gave the same words before; has facts reckoned for its period from now on, and writes what follows.
pub(super) fn write(
    ledger: &mut Ledger,
    act: &Act,
    (paper, stated): (&Paper, &Stated),
    poster: &Poster<'_>,
) -> Result<(Change, Vec<Moved>), LedgerError> {
    ledger.change(act, |change| {
        change.paper(paper)?;
        let mut facts = Vec::new();
        for fact in &stated.facts {
            facts.push(change.fact(fact, None)?);
        }
        change.bind_as_before(&facts)?;
        let ours = change.reading().region()?;
        let is_ours = paper.region.as_ref().is_none_or(|region| *region == ours);
        if let Some(period) = paper.period.filter(|_| is_ours) {
            change.keep_period(period)?;
        }
        poster.follow(change)
    })
}

/// Says which facts come to one key and differ, and how to answer.
pub(super) fn ask(
    clashes: &[&Clash],
    ledger: &Ledger,
    path: &Path,
    desk: Desk<'_>,
) -> Result<(), LedgerError> {
    if clashes.is_empty() {
        return Ok(());
    }
    desk.tell("ledger.clashes", &[("count", &clashes.len())]);
    for clash in clashes {
        let mut lines = format!("  {}{}\n", clash.key, shown::named(&clash.key, desk.context()));
        for kept in &clash.facts {
            let row = shown::Row::of(kept, ledger)?;
            // Writing to a string does not fail.
            let _ = writeln!(lines, "    {:>5}  {}  {}", kept.seq, row.value, row.source);
        }
        // What is recorded stays so, heard or not.
        output::show(lines.as_bytes(), desk.context());
    }
    desk.tell("ledger.how-to-answer", &[("ledger", &path.display())]);
    Ok(())
}
