//! `juyan enter`: a table of facts into a ledger, all of it or nothing.

mod table;

use super::import::TOLD;
use super::{Desk, act, differ, moved, plans, record};
use crate::args::Enter;
use crate::input::Input;
use crate::output;
use crate::run::UNUSABLE;
use juyan::Language;
use juyan::model::{Date, Fact, Key, Mode, Source, region_stem};
use juyan_ledger::{ActKind, Clash, Kept, Known, Ledger, LedgerError, Standing};
use juyan_posting::Poster;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::process::ExitCode;
use table::Told;

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
        .map_err(|error| at.refuse(&super::import::unread(error, at)))?;
    let file = args.table.file_name().unwrap_or_default().to_string_lossy();
    let today = super::today();
    let told = table::facts(&book, &file, today, context).map_err(|complaints| {
        for complaint in &complaints {
            output::complain(at.name, complaint);
        }
        let count = complaints.len();
        if count > 1 {
            output::complain(at.name, &context.fill("enter.nothing", &[("count", &count)]));
        }
        ExitCode::from(UNUSABLE)
    })?;
    let mut ledger = if args.dry_run {
        desk.open_to_read(&args.ledger)?
    } else {
        desk.open(&args.ledger)?
    };
    let fresh = fresh(told, &ledger, args.again).map_err(|error| desk.complain(&error))?;
    if fresh.told.is_empty() {
        at.tell("enter.unchanged", &[("path", &at.name)]);
        return Ok(ExitCode::SUCCESS);
    }
    doubt(&fresh.told, &ledger, (today, args.dry_run), at).map_err(|error| desk.complain(&error))?;
    let facts: Vec<Fact> = fresh.told.into_iter().map(|told| told.fact).collect();
    if args.dry_run {
        at.tell("enter.would", &[("path", &at.name), ("facts", &facts.len())]);
    } else {
        keep(&facts, &mut ledger, args, (desk, at)).map_err(|error| desk.complain(&error))?;
    }
    for (id, count) in [("enter.known", fresh.known), ("enter.twice", fresh.twice)] {
        if count > 0 {
            at.tell(id, &[("count", &count)]);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What of a table is taken down.
#[derive(Debug, Default)]
struct Fresh {
    told: Vec<Told>,
    /// So many rows were entered before with the same words: a sheet that comes twice says nothing new.
    known: usize,
    /// So many rows say what an earlier one of the table says.
    twice: usize,
}

/// What nobody entered before with the same words; everything where it is entered once more.
fn fresh(told: Vec<Told>, ledger: &Ledger, is_again: bool) -> Result<Fresh, LedgerError> {
    let mut fresh = Fresh::default();
    let mut places: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for told in told {
        let is_same = |other: &Fact| says_the_same(&told.fact, other);
        let stands =
            |kept: &Kept| kept.standing == Standing::Stands && is_entered(&kept.fact) && is_same(&kept.fact);
        let earlier = places.entry(told.fact.key.clone()).or_default();
        let mut earlier_told = earlier.iter().filter_map(|place| fresh.told.get(*place));
        if earlier_told.any(|earlier| is_same(&earlier.fact)) {
            fresh.twice += 1;
        } else if !is_again && ledger.facts_under(&told.fact.key, Known::Now)?.iter().any(stands) {
            fresh.known += 1;
        } else {
            earlier.push(fresh.told.len());
            fresh.told.push(told);
        }
    }
    Ok(fresh)
}

const fn is_entered(fact: &Fact) -> bool {
    matches!(fact.source, Source::Cell { .. } | Source::Entry)
}

/// Whether two facts say the same, wherever each is written.
fn says_the_same(one: &Fact, other: &Fact) -> bool {
    let is_like = one.key == other.key && one.worth == other.worth;
    is_like && {
        let source = other.source.clone();
        Fact {
            source,
            ..one.clone()
        } == *other
    }
}

/// Says what of the facts is worth a second look: a region that is not the ledger's, a time that is not over or far away.
fn doubt(
    told: &[Told],
    ledger: &Ledger,
    (today, is_rehearsal): (Date, bool),
    at: Desk<'_>,
) -> Result<(), LedgerError> {
    /// So many years ahead plans are made.
    const PLANNED: i16 = 15;
    let context = at.context();
    let undo = super::import::undo_first(is_rehearsal, context);
    let own = ledger.region()?;
    let named = |code: &str| {
        let region = context.catalogue.region_of(code);
        region.map_or_else(|| code.to_owned(), |region| format!("{}（{code}）", region.name))
    };
    let mut remarks = Vec::new();
    let mut remark = |id: &str, told: &[(&str, &dyn Display)]| remarks.push(context.fill(id, told));
    for Told { fact, at } in told {
        let key = &fact.key;
        if !is_of(&key.region, &own) {
            let (other, own) = (named(&key.region), named(&own));
            remark(
                "enter.other-region",
                &[("place", at), ("region", &other), ("own", &own), ("undo", &undo)],
            );
        }
        let Some(period) = key.period else { continue };
        if key.mode == Mode::Actual && period.to > today {
            remark(
                "enter.not-over",
                &[("place", at), ("key", key), ("to", &period.to)],
            );
        } else if period.from.year() > today.year() + PLANNED {
            remark("enter.far", &[("place", at), ("key", key)]);
        }
    }
    for text in remarks.iter().take(TOLD) {
        output::complain("", &context.fill("import.remark", &[("text", text)]));
    }
    if let Some(left) = remarks.len().checked_sub(TOLD).filter(|left| *left > 0) {
        output::complain("", &context.fill("import.more", &[("count", &left)]));
    }
    Ok(())
}

/// Whether a region is that of a ledger or lies in it.
fn is_of(region: &str, own: &str) -> bool {
    region.starts_with(region_stem(own))
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
    let told: [(&str, &dyn Display); 3] = [
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
