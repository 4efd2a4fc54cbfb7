//! `juyan watch`, `juyan tasks`: the plan of a ledger on a day.

use super::rules::rules;
use super::{Desk, given_away};
use crate::args::{Tasks, Watch, WatchFormat};
use crate::output;
use crate::run::UNUSABLE;
use juyan::Language;
use juyan::model::{Date, Source as Origin};
use juyan::vocabulary::Lights;
use juyan_ledger::{Change, Kept, Known, Ledger, LedgerError};
use juyan_monitor::{Flaw, Given, History, Plan, given_away as of_open};
use juyan_print::watch as print;
use juyan_register::Registers;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

/// Says what is behind, by how much, who answers for it.
pub(crate) fn watch(args: &Watch, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let is_file = matches!(args.format, WatchFormat::Docx | WatchFormat::Xlsx);
    if is_file && args.output.is_none() && output::is_terminal() {
        return desk.refuse(desk.context().say("file.not-for-terminal"));
    }
    let rules = match rules(args.rules.as_deref(), desk) {
        Ok(rules) => rules,
        Err(status) => return status,
    };
    let asked = Asked {
        day: args.as_of.as_deref(),
        known: args.known.as_deref(),
        public: args.public,
        needs_targets: true,
    };
    let written = seen(&args.ledger, &asked, &rules, desk, |sheet| written(args, sheet));
    match written {
        Ok(Ok(bytes)) => give(&bytes, args.output.as_deref(), args.format, desk),
        Ok(Err(problem)) => desk.refuse(&problem),
        Err(status) => status,
    }
}

/// Lists the tasks: what is due when, by whom, and what shows that it is done.
pub(crate) fn tasks(args: &Tasks, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let rules = match rules(None, desk) {
        Ok(rules) => rules,
        Err(status) => return status,
    };
    let asked = Asked {
        day: args.as_of.as_deref(),
        known: args.known.as_deref(),
        public: false,
        needs_targets: false,
    };
    let written = seen(&args.ledger, &asked, &rules, desk, |sheet| {
        let mut out = Vec::new();
        print::tasks(&mut out, sheet).map(|()| out)
    });
    match written {
        Ok(Ok(bytes)) => output::show(&bytes, desk.context()),
        Ok(Err(error)) => desk.refuse(&error.to_string()),
        Err(status) => status,
    }
}

/// What a report of the time that ends on `day` has yet to answer: tasks that were due by then and are open, part by part, and problems
/// that no task is to solve. Nothing where the ledger has neither.
pub(crate) fn open_tasks(
    ledger: &Ledger,
    known: Known,
    day: Date,
    desk: Desk<'_>,
) -> Result<String, LedgerError> {
    const ASKED: [&str; 2] = ["task", "problem"];
    let kept = ledger.registers()?;
    let Ok(lights) = rules(None, desk) else {
        return Ok(String::new());
    };
    if !ASKED.iter().any(|id| kept.contains_key(*id)) {
        return Ok(String::new());
    }
    let held = Held::of(ledger, known)?;
    let context = desk.context();
    let mut flaws = Vec::new();
    let seen = juyan_monitor::Known::new(
        context.catalogue,
        &held.registers,
        &held.facts,
        &held.region,
        &mut flaws,
    );
    let plan = Plan::on(
        &held.registers,
        &held.history,
        day,
        (context.catalogue, &held.region),
    );
    let watch = juyan_monitor::watch(&seen, &plan, &lights, day);
    Ok(print::open_tasks(&print::Sheet {
        watch: &watch,
        lights: &lights,
        region: &held.region,
        code: &held.region,
        ledger: desk.name,
        head: &held.head,
        changes: held.changes,
        flaws: &[],
        quotes: &BTreeMap::new(),
        context,
    }))
}

/// What is asked of a ledger.
struct Asked<'a> {
    day: Option<&'a str>,
    known: Option<&'a str>,
    public: bool,
    needs_targets: bool,
}

/// What is to be seen in the ledger, given to `print`.
fn seen<T>(
    path: &Path,
    asked: &Asked<'_>,
    lights: &Lights,
    desk: Desk<'_>,
    print: impl FnOnce(&print::Sheet<'_>) -> T,
) -> Result<T, ExitCode> {
    let day = super::listing::day(asked.day, desk)?.unwrap_or_else(super::today);
    let as_known = super::listing::day(asked.known, desk)?.map_or(Known::Now, Known::On);
    let ledger = desk.open_to_read(path)?;
    super::listing::begun_by(as_known, &ledger, desk)?;
    let told = |error: LedgerError| desk.complain(&error);
    let held = Held::of(&ledger, as_known).map_err(told)?;
    let catalogue = desk.context().catalogue;
    let mut flaws = Vec::new();
    let known = juyan_monitor::Known::new(catalogue, &held.registers, &held.facts, &held.region, &mut flaws);
    let plan = Plan::on(&held.registers, &held.history, day, (catalogue, &held.region));
    flaws.extend(plan.flaws.iter().cloned());
    let is_empty = if asked.needs_targets {
        plan.targets.is_empty() && flaws.is_empty()
    } else {
        plan.tasks.is_empty()
    };
    if is_empty {
        let id = if asked.needs_targets {
            "watch.no-plan"
        } else {
            "watch.no-tasks"
        };
        return Err(desk.refuse(&desk.context().fill(id, &[("year", &day.year())])));
    }
    let mut watch = juyan_monitor::watch(&known, &plan, lights, day);
    if asked.public {
        watch = watch.public();
        given_away::warn(&of_open(&held.facts, &plan.targets), desk);
    }
    // What has to be put right in the ledger is nobody's business outside.
    let told_inside = flaws.iter().filter(|_| !asked.public);
    let flaws: Vec<String> = told_inside.map(|flaw| told_flaw(flaw, desk)).collect();
    let region = catalogue.region_of(&held.region);
    let quotes = quotes(&watch, &ledger).map_err(told)?;
    Ok(print(&print::Sheet {
        watch: &watch,
        lights,
        region: region.map_or(held.region.as_str(), |region| region.name.as_str()),
        code: &held.region,
        ledger: desk.name,
        head: &held.head,
        changes: held.changes,
        flaws: &flaws,
        quotes: &quotes,
        context: desk.context(),
    }))
}

/// What papers say of the figures that somebody is asked about.
fn quotes(watch: &juyan_monitor::Watch, ledger: &Ledger) -> Result<BTreeMap<i64, print::Quote>, LedgerError> {
    let mut quotes = BTreeMap::new();
    let of_tasks = watch.tasks.iter().flat_map(|state| &state.likely);
    let likely = watch.items.iter().flat_map(|item| &item.likely).chain(of_tasks);
    let planned = watch.items.iter().flat_map(|item| &item.planned);
    let facts = likely
        .map(|likely| likely.fact)
        .chain(planned.map(|other| other.fact));
    for fact in facts {
        let Origin::Document {
            document,
            span,
            sentence,
        } = ledger.fact(fact)?.fact.source
        else {
            continue;
        };
        if let Some(paper) = ledger.paper(&document)? {
            let quote = print::Quote {
                words: super::shown::clauses(&paper.text, sentence, span),
                paper: paper.title.map_or(paper.name, |title| title),
            };
            quotes.insert(fact, quote);
        }
    }
    Ok(quotes)
}

/// What a ledger holds, as it was known.
pub(super) struct Held {
    /// The code of its region.
    pub(super) region: String,
    /// Its registers.
    pub(super) registers: Registers,
    /// Its facts.
    pub(super) facts: Vec<Given>,
    /// What was written over its targets.
    pub(super) history: History,
    head: String,
    changes: i64,
}

impl Held {
    /// All that is known.
    pub(super) fn of(ledger: &Ledger, known: Known) -> Result<Self, LedgerError> {
        let mut registers = Registers::default();
        for id in ledger.kept_registers()? {
            registers.open(&id);
        }
        for id in ledger.registers()?.keys() {
            registers.open(id);
            for record in ledger.records(id, known)? {
                registers.put(record);
            }
        }
        for (id, vouched) in ledger.vouched(known)? {
            registers.vouch(&id, vouched);
        }
        let changes = changes(ledger, known)?;
        let head = changes.values().next_back();
        Ok(Self {
            history: history(ledger, &registers, &changes)?,
            region: ledger.region()?.to_string(),
            registers,
            facts: ledger.facts(known)?.into_iter().map(given).collect(),
            changes: head.map_or(0, |head| head.seq),
            head: head.map(|head| head.hash.clone()).unwrap_or_default(),
        })
    }
}

/// The changes that are known, by their numbers.
pub(super) fn changes(ledger: &Ledger, known: Known) -> Result<BTreeMap<i64, Change>, LedgerError> {
    let changes = ledger.changes()?.into_iter();
    let is_known = |change: &Change| match known {
        Known::Now => true,
        Known::On(day) => change.day().is_some_and(|recorded| recorded <= day),
        Known::After(last) => change.seq <= last,
    };
    Ok(changes
        .filter(is_known)
        .map(|change| (change.seq, change))
        .collect())
}

/// What each change that is known, and was not taken back, wrote to the targets.
pub(super) fn history(
    ledger: &Ledger,
    registers: &Registers,
    changes: &BTreeMap<i64, Change>,
) -> Result<History, LedgerError> {
    const TARGET: &str = "target";
    let mut history = History::default();
    for record in registers.records(TARGET) {
        let mut by_change: BTreeMap<i64, juyan_monitor::Change> = BTreeMap::new();
        for field in ledger.field_history(TARGET, &record.code)? {
            let is_back = field.taken_back.is_some_and(|by| changes.contains_key(&by));
            let Some(change) = changes.get(&field.change).filter(|_| !is_back) else {
                continue;
            };
            let written = by_change
                .entry(change.seq)
                .or_insert_with(|| juyan_monitor::Change {
                    recorded: change.day(),
                    by: change.person.as_str().into(),
                    reason: change.reason.as_str().into(),
                    ..juyan_monitor::Change::default()
                });
            written
                .fields
                .insert(field.name, (field.dated.since, field.dated.cell));
        }
        history.put(TARGET, &record.code, by_change.into_values().collect());
    }
    Ok(history)
}

pub(super) fn given(kept: Kept) -> Given {
    Given {
        number: kept.seq,
        is_bound: kept.came_as.is_some(),
        fact: kept.fact,
        released: kept.released,
    }
}

/// What of the plan cannot be used, in words.
pub(super) fn told_flaw(flaw: &Flaw, desk: Desk<'_>) -> String {
    let catalogue = desk.context().catalogue;
    let register = catalogue.register(&flaw.register);
    let named = register.map_or(flaw.register.as_str(), |register| {
        desk.context().either(&register.zh, &register.en)
    });
    desk.context().fill(
        flaw.says,
        &[("register", &named), ("code", &flaw.code), ("text", &flaw.text)],
    )
}

fn written(args: &Watch, sheet: &print::Sheet<'_>) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let done = match args.format {
        WatchFormat::Table => print::table(&mut out, sheet, args.output.is_none() && output::shows_colours()),
        WatchFormat::Html => print::page(&mut out, sheet),
        WatchFormat::Json => print::json(&mut out, sheet),
        WatchFormat::Csv => print::csv(&mut out, sheet),
        WatchFormat::Xlsx => return print::workbook(sheet).map_err(|error| error.to_string()),
        WatchFormat::Docx => return print::bulletin(sheet).map_err(|error| error.to_string()),
    };
    done.map(|()| out).map_err(|error| error.to_string())
}

fn give(bytes: &[u8], path: Option<&Path>, format: WatchFormat, desk: Desk<'_>) -> ExitCode {
    let Some(path) = path else {
        let printed = match format {
            WatchFormat::Table => output::print_words(bytes),
            _ => output::print(bytes),
        };
        return match printed {
            Err(error) if output::is_lost(&error, desk.context()) => ExitCode::from(UNUSABLE),
            Ok(()) | Err(_) => ExitCode::SUCCESS,
        };
    };
    desk.keep(bytes, path, format == WatchFormat::Csv)
}
