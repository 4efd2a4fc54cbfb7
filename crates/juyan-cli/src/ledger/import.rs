//! `juyan import`: a table of a register into a ledger, all of it or nothing.

use super::shown::named;
use super::{Desk, act, moved, plans, short};
use crate::args::Import;
use crate::input::Input;
use crate::output;
use crate::progress::Progress;
use juyan::model::{Cell, Date, Period, PeriodName};
use juyan::vocabulary::{RegisterType, folded};
use juyan::{Context, Language};
use juyan_ledger::ActKind;
use juyan_posting::{
    CellChange, PostError, Posted, PostedSheet, Poster, PosterSheet, Posting, RowChange, RowKind, Steps,
};
use juyan_register::{Complaint, Grid, likely, shown};
use juyan_workbook::{Book, BookError};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::process::ExitCode;
use unicode_width::UnicodeWidthStr;

/// So many rows, complaints and facts are told; of more only how many.
pub(super) const TOLD: usize = 40;

/// Brings the table in, or says why not.
pub(crate) fn import(args: &Import, language: Language) -> ExitCode {
    let (name, table) = (
        args.ledger.display().to_string(),
        args.table.display().to_string(),
    );
    let (desk, at) = (Desk::new(&name, language), Desk::new(&table, language));
    let wanted = wanted(args, desk).and_then(|wanted| Ok((wanted, book(args, at)?)));
    let ((register, since, periods), book) = match wanted {
        Ok(wanted) => wanted,
        Err(status) => return status,
    };
    let opened = if args.dry_run {
        desk.open_to_read(&args.ledger)
    } else {
        desk.open(&args.ledger)
    };
    let mut ledger = match opened {
        Ok(ledger) => ledger,
        Err(status) => return status,
    };
    let poster = Poster::new(desk.context().catalogue);
    let sheets = sheets(&poster, &book.sheets, register);
    tell_left_out(&book, &sheets, at);
    if sheets.is_empty() {
        return unrecognised(&poster, &book.sheets, at);
    }
    let rows: usize = sheets.iter().map(|sheet| sheet.sheet.rows.len()).sum();
    let progress = Progress::through(rows * Posting::passes(!args.dry_run));
    let step = || progress.tick();
    let posting = Posting {
        steps: Steps::told(&step),
        since,
        rest_unchanged: args.rest_unchanged,
        periods,
        today: Some(super::today()),
        ..Posting::of(&sheets)
    };
    tell_remarks(sheets.iter().flat_map(|sheet| &sheet.sheet.complaints), at);
    let done = if args.dry_run {
        let rehearsed = ledger.read(|reading| poster.rehearse(reading, &posting));
        rehearsed.map(|entry| (None, entry))
    } else {
        let act = act(ActKind::Import, &args.doing);
        let entry = ledger.attempt(&act, |change| poster.post(change, &posting));
        entry.map(|(change, entry)| (Some(change), entry))
    };
    drop(progress);
    match done {
        Ok((Some(change), entry)) => {
            tell(&entry, args, at);
            moved::tell(&entry.moved, &ledger, &args.ledger, at);
            plans::ask_of_sheets(&entry, &ledger, &args.ledger, at);
            at.tell(
                "import.done",
                &[("change", &change.seq), ("head", &short(&change.hash))],
            );
            ExitCode::SUCCESS
        }
        Ok((None, entry)) => {
            tell(&entry, args, at);
            moved::tell_facts(&entry.moved, &ledger, at);
            at.tell("import.rehearsed", &[]);
            ExitCode::SUCCESS
        }
        Err(PostError::Ledger(error)) => desk.complain(&error),
        Err(error) => unposted(error, &sheets, args, at),
    }
}

/// Says that no sheet is of a register: which one comes nearest and what it lacks, else which there are.
fn unrecognised(poster: &Poster<'_>, grids: &[Grid], at: Desk<'_>) -> ExitCode {
    let context = at.context();
    let near = grids.iter().find_map(|grid| {
        let register = likely(grid, context.catalogue)?;
        Some((register, poster.sheet(grid, Some(register))?))
    });
    if let Some((register, sheet)) = near {
        let name = context.either(&register.zh, &register.en);
        let status = at.refuse(&context.fill("import.unrecognised-near", &[("register", &name)]));
        tell_faults(&sheet.sheet.complaints.iter().collect::<Vec<_>>(), at);
        return status;
    }
    let names = context.catalogue.registers.iter();
    let names: Vec<String> = names.map(|register| both_names(register, at)).collect();
    let status = at.refuse(context.say("import.unrecognised"));
    output::complain_at_length(&in_lines(&names));
    status
}

/// Names in lines that a terminal has room for.
fn in_lines(names: &[String]) -> String {
    const WIDEST: usize = 76;
    let (mut lines, mut line) = (String::new(), String::new());
    for name in names {
        if !line.is_empty() && line.width() + name.width() + 1 > WIDEST {
            let _ = writeln!(lines, "  {line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += name;
    }
    let _ = writeln!(lines, "  {line}");
    lines
}

/// Says why nothing was posted, which is no fault where the ledger holds all of it.
fn unposted(error: PostError, sheets: &[PosterSheet<'_>], args: &Import, at: Desk<'_>) -> ExitCode {
    match error {
        PostError::Unchanged(_) if sheets.iter().all(|sheet| sheet.sheet.rows.is_empty()) => {
            at.refuse(at.context().say("import.no-rows"))
        }
        PostError::Unchanged(entry) => {
            at.tell("import.unchanged", &[("path", &at.name)]);
            // Who took a row out to take its record away learns that it is still there.
            entry.sheets.iter().for_each(|sheet| tell_absent(sheet, at));
            ExitCode::SUCCESS
        }
        PostError::Refused(complaints) => refuse(&complaints, at),
        PostError::OtherYears(entry) => other_years(&entry, args, at),
        PostError::Ledger(error) => at.complain(&error),
    }
}

/// Says which facts of other years a sheet without a day would change, and how to say which it is.
fn other_years(entry: &Posted, args: &Import, at: Desk<'_>) -> ExitCode {
    let periods = args.period.iter().filter_map(|text| PeriodName::parse(text));
    let today = super::today();
    let day = periods
        .map(|name| name.0.to)
        .max()
        .map_or(today, |day| day.min(today));
    let told: [(&str, &dyn std::fmt::Display); 2] = [("count", &entry.moved.len()), ("day", &day)];
    let status = at.refuse(&at.context().fill("import.other-years", &told));
    let mut lines = String::new();
    for moved in entry.moved.iter().take(TOLD) {
        let (was, is) = moved::from_to(moved);
        let (was, is) = (was.unwrap_or_default(), is.unwrap_or_default());
        let _ = writeln!(
            lines,
            "  {}  {was} → {is}{}",
            moved.key,
            named(&moved.key, at.context())
        );
    }
    more(&mut lines, entry.moved.len(), at.context());
    output::complain_at_length(&lines);
    status
}

type Wanted = (Option<&'static RegisterType>, Option<Date>, Vec<Period>);

/// What the arguments name: the register, the day, the periods; complains where they name none.
fn wanted(args: &Import, desk: Desk<'_>) -> Result<Wanted, ExitCode> {
    let register = args
        .register
        .as_deref()
        .map(|name| register(name, desk))
        .transpose()?;
    let since = super::listing::day(args.since.as_deref(), desk)?;
    let periods = args.period.iter().map(|text| period(text, desk));
    Ok((register, since, periods.collect::<Result<_, _>>()?))
}

/// The period that `text` names; complains where it names none, or one that lies too far ahead for anybody to reckon with.
fn period(text: &str, desk: Desk<'_>) -> Result<Period, ExitCode> {
    let context = desk.context();
    let Some(PeriodName(period)) = PeriodName::parse(text) else {
        return Err(desk.refuse(&context.fill("import.period", &[("period", &text)])));
    };
    let today = super::today();
    // What is planned for the next year is reckoned in this one.
    if period.from.year() > today.year() + 1 {
        let told: [(&str, &dyn std::fmt::Display); 2] = [("period", &text), ("today", &today)];
        return Err(desk.refuse(&context.fill("import.period-ahead", &told)));
    }
    Ok(period)
}

/// The register that is called `name`, or the only one whose name has the words in it; complains where there is none or several.
pub(super) fn register(name: &str, desk: Desk<'_>) -> Result<&'static RegisterType, ExitCode> {
    let registers = &juyan::catalogue().registers;
    if let Some(found) = registers.iter().find(|register| register.is_called(name)) {
        return Ok(found);
    }
    let plain = folded(name);
    let is_near = |register: &&RegisterType| {
        let mut names = std::iter::once(&register.zh).chain(&register.aliases);
        !plain.is_empty() && names.any(|name| folded(name).contains(&*plain))
    };
    let near: Vec<&RegisterType> = registers.iter().filter(is_near).collect();
    if let [only] = near.as_slice() {
        return Ok(only);
    }
    let (id, told) = if near.is_empty() {
        let mut all: Vec<&RegisterType> = registers.iter().collect();
        all.sort_by_cached_key(|register| {
            let names = [&register.zh, &register.en, &register.id];
            let shared = names.into_iter().chain(&register.aliases);
            Reverse(shared.map(|other| shared_run(&plain, &folded(other))).max())
        });
        ("import.no-register", all)
    } else {
        ("import.several-registers", near)
    };
    let names: Vec<String> = told
        .into_iter()
        .map(|register| both_names(register, desk))
        .collect();
    let status = desk.refuse(&desk.context().fill(id, &[("register", &name)]));
    output::complain_at_length(&in_lines(&names));
    Err(status)
}

/// How many characters the longest run has that stands in both names.
fn shared_run(name: &str, other: &str) -> usize {
    let starts: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
    let run = |at: &usize| {
        let rest = name.get(*at..).unwrap_or_default();
        let ends = rest
            .char_indices()
            .map(|(at, character)| at + character.len_utf8());
        ends.take_while(|end| rest.get(..*end).is_some_and(|run| other.contains(run)))
            .count()
    };
    starts.iter().map(run).max().unwrap_or_default()
}

/// What a register is called on the screen and on the command line.
fn both_names(register: &RegisterType, desk: Desk<'_>) -> String {
    let name = desk.context().either(&register.zh, &register.en);
    let told: [(&str, &dyn std::fmt::Display); 2] = [("name", &name), ("id", &register.id)];
    desk.context().fill("import.both-names", &told)
}

/// The workbook of the table's file.
fn book(args: &Import, desk: Desk<'_>) -> Result<Book, ExitCode> {
    let input = Input::new(&args.table);
    let bytes = input
        .bytes()
        .map_err(|problem| desk.refuse(&problem.told(desk.context())))?;
    let name = args.table.file_name().unwrap_or_default().to_string_lossy();
    juyan_workbook::read(&bytes, &name, desk.context().catalogue)
        .map_err(|error| desk.refuse(&unread(error, desk)))
}

/// Why a table's file was not read.
pub(super) fn unread(error: BookError, desk: Desk<'_>) -> String {
    let line = error.line().unwrap_or_default();
    let id = format!("file.{}", error.code());
    desk.context().fill(&id, &[("line", &line)])
}

/// The sheets that are of a register. Where one is named and no sheet has its headings, the first is taken for it, so
/// that one is told what is missing.
fn sheets<'c>(
    poster: &Poster<'c>,
    grids: &[Grid],
    register: Option<&'c RegisterType>,
) -> Vec<PosterSheet<'c>> {
    let mut sheets: Vec<PosterSheet<'c>> = grids
        .iter()
        .filter_map(|grid| poster.sheet(grid, register))
        .collect();
    if sheets.iter().any(|sheet| !sheet.columns().is_empty()) {
        sheets.retain(|sheet| !sheet.columns().is_empty());
    } else {
        sheets.truncate(1);
    }
    sheets
}

/// Says which sheets are not read: those that are hidden, and those of no register.
fn tell_left_out(book: &Book, sheets: &[PosterSheet<'_>], desk: Desk<'_>) {
    let context = desk.context();
    let is_read = |grid: &&Grid| sheets.iter().any(|sheet| sheet.at.sheet == grid.sheet);
    // Where none is read that is said in one sentence.
    let strange = book
        .sheets
        .iter()
        .filter(|grid| !sheets.is_empty() && !is_read(grid));
    let strange = strange.map(|grid| ("import.strange", &grid.sheet));
    let hidden = book.hidden.iter().map(|sheet| ("import.hidden", sheet));
    for (id, sheet) in hidden.chain(strange) {
        let text = context.fill(id, &[("path", &desk.name), ("sheet", sheet)]);
        output::complain("", &context.fill("import.remark", &[("text", &text)]));
    }
}

/// What of the sheets is worth a look and keeps none of them out.
fn tell_remarks<'c>(complaints: impl Iterator<Item = &'c Complaint>, desk: Desk<'_>) {
    let context = desk.context();
    for complaint in complaints.filter(|complaint| complaint.mild).take(TOLD) {
        let text = complaint.said(context.catalogue, context.language.code());
        output::complain("", &context.fill("import.remark", &[("text", &text)]));
    }
}

fn refuse(complaints: &[Complaint], desk: Desk<'_>) -> ExitCode {
    let context = desk.context();
    let status = desk.refuse(&context.fill("import.refused", &[("count", &complaints.len())]));
    tell_faults(&complaints.iter().collect::<Vec<_>>(), desk);
    status
}

/// Says what is wrong, a line each.
fn tell_faults(complaints: &[&Complaint], desk: Desk<'_>) {
    let context = desk.context();
    let mut lines = String::new();
    for complaint in complaints.iter().take(TOLD) {
        // Writing to a string does not fail.
        let _ = writeln!(
            lines,
            "  {}",
            complaint.said(context.catalogue, context.language.code())
        );
    }
    more(&mut lines, complaints.len(), context);
    output::complain_at_length(&lines);
}

/// How many are not told, where there are more than are.
pub(super) fn more(lines: &mut String, all: usize, context: Context<'_>) {
    if all > TOLD {
        let left = all - TOLD;
        let _ = writeln!(lines, "  {}", context.fill("import.more", &[("count", &left)]));
    }
}

/// Says of how many records the sheet knows nothing.
fn tell_absent(sheet: &PostedSheet, desk: Desk<'_>) {
    if sheet.absent == 0 {
        return;
    }
    match &sheet.untold {
        Some(day) => desk.tell("import.untold", &[("count", &sheet.absent), ("day", day)]),
        None => desk.tell("import.absent", &[("count", &sheet.absent)]),
    }
}

/// What is to be done first where something was taken down wrongly; nothing after a rehearsal.
pub(super) fn undo_first(is_rehearsal: bool, context: Context<'_>) -> &str {
    if is_rehearsal {
        ""
    } else {
        context.say("import.undo-first")
    }
}

/// Says which rows changed.
fn tell(posted: &Posted, args: &Import, desk: Desk<'_>) {
    let undo = undo_first(args.dry_run, desk.context());
    tell_remarks(posted.remarks.iter(), desk);
    for sheet in &posted.sheets {
        let Some(register) = desk.context().catalogue.register(&sheet.register) else {
            continue;
        };
        let path = format!("{} {}", desk.name, sheet.at.sheet);
        let counts: [(&str, &dyn std::fmt::Display); 5] = [
            ("path", &path.trim_end()),
            ("register", &desk.context().either(&register.zh, &register.en)),
            ("added", &sheet.added()),
            ("changed", &(sheet.rows.len() - sheet.added())),
            ("unchanged", &sheet.unchanged),
        ];
        desk.tell("import.posted", &counts);
        if sheet.rows.is_empty() && sheet.unchanged == 0 {
            desk.tell("import.none-happened", &[("undo", &undo)]);
        }
        output::show(rows(sheet, register, desk.context()).as_bytes(), desk.context());
        tell_absent(sheet, desk);
        if args.dry_run {
            tell_largest(sheet, register, desk);
        }
        tell_joined_late(sheet, register, (&posted.periods, undo), desk);
    }
    if args.since.is_none() {
        tell_undated(posted, undo, desk);
    }
    if posted.periods.is_empty() {
        desk.tell("import.no-period", &[]);
    }
}

/// Says of the first sheet of a register what is largest in each column of amounts: nothing is held yet that would show a column of
/// 亿元 under a heading of 万元, and a person sees it.
fn tell_largest(sheet: &PostedSheet, register: &RegisterType, desk: Desk<'_>) {
    let is_first = sheet.absent == 0 && sheet.unchanged == 0 && sheet.rows.len() == sheet.added();
    let context = desk.context();
    let largest = register.fields.iter().filter_map(|field| {
        let told = sheet.rows.iter().flat_map(|row| &row.cells);
        let numbers = told.filter_map(|cell| match cell.is {
            Some(Cell::Number(number)) if cell.field == field.id => Some((number, &cell.at)),
            _ => None,
        });
        let (number, at) = numbers.max_by_key(|(number, _)| number.abs())?;
        let number = shown(&Cell::Number(number), field, context.catalogue);
        (!field.unit.is_empty()).then(|| format!("{} {number}{}[{}]", field.zh, field.unit, at.cell))
    });
    let largest: Vec<String> = largest.collect();
    if is_first && !largest.is_empty() {
        let largest = largest.join(context.say("watch.semicolon"));
        desk.tell("import.no-scale", &[("largest", &largest)]);
    }
}

/// Says that new records count from the day of the sheet on, where something of them happened in an earlier period that is reckoned.
fn tell_joined_late(
    sheet: &PostedSheet,
    register: &RegisterType,
    (periods, undo): (&BTreeSet<Period>, &str),
    desk: Desk<'_>,
) {
    let happened = |cell: &CellChange| {
        let field = register.field(&cell.field)?;
        match cell.is {
            Some(Cell::Day(day)) if !field.ahead => Some((day, cell.since?)),
            _ => None,
        }
    };
    let added = sheet.rows.iter().filter(|row| row.kind == RowKind::Added);
    let late = added.filter_map(|row| {
        let (day, since) = row.cells.iter().filter_map(happened).min()?;
        let missed = |of: &&Period| day <= of.to && of.to < since;
        Some((&row.code, day, periods.iter().rev().find(missed)?.to, since))
    });
    for (code, day, missed, since) in late.filter(|_| sheet.listed).take(TOLD) {
        let told: [(&str, &dyn std::fmt::Display); 5] = [
            ("code", code),
            ("undo", &undo),
            ("day", &day),
            ("missed", &missed),
            ("since", &since),
        ];
        desk.tell("import.joined-late", &told);
    }
}

/// Says of which day changes and new records are that came without one.
fn tell_undated(posted: &Posted, undo: &str, desk: Desk<'_>) {
    let corrects = posted.sheets.iter().any(|sheet| sheet.rows.len() > sheet.added());
    let since = posted.sheets.iter().filter_map(PostedSheet::corrects_since).max();
    match since {
        Some(day) => desk.tell("import.correction-of", &[("day", &day), ("undo", &undo)]),
        None if corrects => desk.tell("import.correction", &[("undo", &undo)]),
        None => {}
    }
    let timeless = posted.sheets.iter().filter(|sheet| sheet.timeless);
    let added: usize = timeless.map(PostedSheet::added).sum();
    if added > 0 {
        desk.tell("import.timeless", &[("count", &added), ("undo", &undo)]);
    }
}

fn rows(sheet: &PostedSheet, register: &RegisterType, context: Context<'_>) -> String {
    let mut lines = String::new();
    for row in sheet.rows.iter().take(TOLD) {
        match row.kind {
            RowKind::Added => {
                let _ = writeln!(lines, "  + {} {}", row.at, row.code);
            }
            RowKind::Changed => cells(&mut lines, row, register, context),
        }
    }
    more(&mut lines, sheet.rows.len(), context);
    lines
}

fn cells(lines: &mut String, row: &RowChange, register: &RegisterType, context: Context<'_>) {
    for cell in &row.cells {
        let Some(field) = register.field(&cell.field) else {
            continue;
        };
        let say = |value: &Option<Cell>| match value {
            Some(value) => format!("{}{}", shown(value, field, context.catalogue), field.unit),
            None => context.say("import.empty").to_owned(),
        };
        let (was, is) = (say(&cell.was), say(&cell.is));
        let told = match cell.since.filter(|_| cell.was == cell.is) {
            Some(day) => {
                let told: [(&str, &dyn std::fmt::Display); 2] = [("day", &day), ("is", &is)];
                context.fill("import.stays", &told)
            }
            None => format!("{was} → {is}"),
        };
        let _ = writeln!(lines, "  ~ {} {} {}: {told}", cell.at, row.code, field.zh);
    }
}
