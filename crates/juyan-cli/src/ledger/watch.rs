//! `juyan watch`, `juyan tasks`: the plan of a ledger on a day.

use super::rules::rules;
use super::{Desk, given_away};
use crate::args::{Tasks, Watch, WatchFormat};
use crate::output;
use crate::run::UNUSABLE;
use juyan::Language;
use juyan::model::Date;
use juyan::vocabulary::Lights;
use juyan_desk::held::{Held, Seen};
use juyan_ledger::{Known, Ledger, LedgerError};
use juyan_monitor::given_away as of_open;
use juyan_print::watch as print;
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

/// What a report of the time that ends on `day` has yet to answer: tasks that were due by then and are open, part by part.
/// Nothing where the ledger has none.
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
    let seen = Seen::of((ledger, &held), context.catalogue, &lights, day)?;
    seen.print((ledger, &held), &lights, context, print::open_tasks)
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
    let seen = Seen::of((&ledger, &held), desk.context().catalogue, lights, day);
    let mut seen = seen.map_err(told)?;
    let is_empty = if asked.needs_targets {
        seen.plan.targets.is_empty() && seen.flaws.is_empty()
    } else {
        seen.plan.tasks.is_empty()
    };
    if is_empty {
        let id = if asked.needs_targets {
            "watch.no-plan"
        } else {
            "watch.no-tasks"
        };
        return Err(desk.refuse(&desk.context().fill(id, &[("year", &day.year())])));
    }
    if asked.public {
        seen.leave_out_what_is_not_public();
        let facts = held.facts(&ledger).map_err(told)?;
        given_away::warn(&of_open(&facts, &seen.plan.targets), desk);
    }
    seen.print((&ledger, &held), lights, desk.context(), print)
        .map_err(told)
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
