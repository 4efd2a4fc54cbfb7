//! `juyan enter`: a table of facts into a ledger, all of it or nothing.

use super::{Desk, act, differ, moved, plans, record};
use crate::args::Enter;
use crate::input::Input;
use crate::output;
use crate::run::UNUSABLE;
use juyan::model::{Fact, Key, KeyError, Source, Term};
use juyan::vocabulary::Catalogue;
use juyan::{Context, Language};
use juyan_desk::entered::{self, Said, Unfit};
use juyan_ledger::{ActKind, Clash, Known, Ledger, LedgerError};
use juyan_posting::Poster;
use juyan_register::address;
use juyan_workbook::Book;
use std::collections::BTreeSet;
use std::process::ExitCode;

/// Takes a table of facts down, or says which rows are unusable.
pub(crate) fn enter(args: &Enter, language: Language) -> ExitCode {
    let (name, table) = (
        args.ledger.display().to_string(),
        args.table.display().to_string(),
    );
    let desks = (Desk::new(&name, language), Desk::new(&table, language));
    made(args, desks).unwrap_or_else(|status| status)
}

fn made(args: &Enter, (desk, at): (Desk<'_>, Desk<'_>)) -> Result<ExitCode, ExitCode> {
    let context = at.context();
    let bytes = Input::new(&args.table)
        .bytes()
        .map_err(|problem| at.refuse(&problem.told(context)))?;
    let book = juyan_workbook::read(&bytes, at.name, context.catalogue)
        .map_err(|error| at.refuse(&context.fill(&format!("file.{}", error.code()), &[])))?;
    let facts = facts(&book, context).map_err(|complaints| {
        for complaint in &complaints {
            output::complain(at.name, complaint);
        }
        let count = complaints.len();
        if count > 1 {
            output::complain(at.name, &context.fill("enter.nothing", &[("count", &count)]));
        }
        ExitCode::from(UNUSABLE)
    })?;
    if args.dry_run {
        desk.open_to_read(&args.ledger)?;
        at.tell("enter.would", &[("path", &at.name), ("facts", &facts.len())]);
        return Ok(ExitCode::SUCCESS);
    }
    let mut ledger = desk.open(&args.ledger)?;
    keep(&facts, &mut ledger, args, (desk, at)).map_err(|error| desk.complain(&error))?;
    Ok(ExitCode::SUCCESS)
}

fn keep(
    facts: &[Fact],
    ledger: &mut Ledger,
    args: &Enter,
    (desk, at): (Desk<'_>, Desk<'_>),
) -> Result<(), LedgerError> {
    let clashes = |ledger: &Ledger| ledger.clashes_where(Known::Now, &differ);
    let before: BTreeSet<Key> = clashes(ledger)?.into_iter().map(|clash| clash.key).collect();
    let poster = Poster::new(desk.context().catalogue);
    let (change, moved) = ledger.change(&act(ActKind::Enter, &args.doing), |change| {
        for fact in facts {
            change.fact(fact, None)?;
        }
        poster.follow(change)
    })?;
    let told: [(&str, &dyn std::fmt::Display); 3] = [
        ("path", &at.name),
        ("facts", &facts.len()),
        ("change", &change.seq),
    ];
    at.tell("enter.done", &told);
    moved::tell_facts(&moved, ledger, at);
    let now = clashes(ledger)?;
    let fresh: Vec<&Clash> = now.iter().filter(|clash| !before.contains(&clash.key)).collect();
    record::ask(&fresh, ledger, &args.ledger, at)?;
    let keys = facts.iter().map(|fact| fact.key.clone()).collect();
    plans::ask(&keys, ledger, &args.ledger, at);
    Ok(())
}

/// Where the columns of a sheet stand.
struct Columns {
    key: usize,
    value: usize,
    note: Option<usize>,
    department: Option<usize>,
}

impl Columns {
    /// The columns that a row of headings names.
    fn of(row: &[impl AsRef<str>], catalogue: &Catalogue) -> Option<Self> {
        let column = |list: &str| {
            let names = catalogue.list(list);
            row.iter().position(|cell| {
                names
                    .iter()
                    .any(|name| cell.as_ref().trim().eq_ignore_ascii_case(name))
            })
        };
        Some(Self {
            key: column("enter.key")?,
            value: column("enter.value")?,
            note: column("enter.note"),
            department: column("enter.department"),
        })
    }
}

/// The facts of all sheets that have the headings; else every complaint.
fn facts(book: &Book, context: Context<'_>) -> Result<Vec<Fact>, Vec<String>> {
    let mut facts = Vec::new();
    let mut complaints = Vec::new();
    let mut is_found = false;
    for sheet in &book.sheets {
        let headings = sheet
            .rows
            .iter()
            .enumerate()
            .find_map(|(at, row)| Some((at, Columns::of(row, context.catalogue)?)));
        let Some((at, columns)) = headings else { continue };
        is_found = true;
        for (number, row) in sheet.rows.iter().enumerate().skip(at + 1) {
            let cell = |column: usize| row.get(column).map_or("", |cell| cell.trim());
            if cell(columns.key).is_empty() && cell(columns.value).is_empty() {
                continue;
            }
            let place = |column: usize| format!("{}!{}", sheet.sheet, address(number, column));
            let key = key(cell(columns.key), &place(columns.key), context);
            let said = entered::said(cell(columns.value), context.catalogue).ok_or_else(|| {
                let place = place(columns.value);
                context.fill(
                    "enter.value",
                    &[("place", &place), ("value", &cell(columns.value))],
                )
            });
            let unfit = |key: &Key, id: &str| {
                let told: [(&str, &dyn std::fmt::Display); 3] = [
                    ("place", &place(columns.value)),
                    ("value", &cell(columns.value)),
                    ("key", key),
                ];
                context.fill(id, &told)
            };
            let fitting = |key: Key, said: Said| match entered::fits(&key, &said, context.catalogue) {
                Ok(()) => Ok((key, said)),
                Err(Unfit::OtherUnit) => Err(unfit(&key, "enter.other-unit")),
                Err(_) => Err(unfit(&key, "enter.no-unit")),
            };
            let told = match (key, said) {
                (Ok(key), Ok(said)) => fitting(key, said).map_err(|complaint| vec![complaint]),
                (key, said) => Err(key.err().into_iter().chain(said.err()).collect()),
            };
            match told {
                Ok((key, said)) => {
                    let source = Source::Cell {
                        workbook: context.name.into(),
                        sheet: sheet.sheet.clone(),
                        cell: address(number, columns.value),
                    };
                    facts.push(Fact {
                        note: columns.note.map(cell).unwrap_or_default().into(),
                        department: columns.department.map(cell).unwrap_or_default().into(),
                        ..said.under(key, source, context.catalogue)
                    });
                }
                Err(unusable) => complaints.extend(unusable),
            }
        }
    }
    if !is_found {
        complaints.push(context.fill("enter.no-headings", &[]));
    }
    if complaints.is_empty() {
        Ok(facts)
    } else {
        Err(complaints)
    }
}

/// The key that a cell spells, of an indicator that the catalogue knows or in own words.
fn key(words: &str, place: &str, context: Context<'_>) -> Result<Key, String> {
    let key: Key = words.parse().map_err(|error: KeyError| {
        let reason = context.fill(&format!("key.{}", error.expected.name()), &[]);
        let told: [(&str, &dyn std::fmt::Display); 4] = [
            ("place", &place),
            ("key", &words),
            ("at", &(error.at + 1)),
            ("reason", &reason),
        ];
        context.fill("enter.key", &told)
    })?;
    match &key.indicator {
        Term::Id(id) if context.catalogue.indicator(id).is_none() => {
            Err(context.fill("enter.unknown", &[("place", &place), ("id", id)]))
        }
        _ => Ok(context.catalogue.canonical(key)),
    }
}
