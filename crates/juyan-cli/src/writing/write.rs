//! `juyan write`: a template and a ledger become the report of a period.

use super::{diff, opened, substitute};
use crate::args::{OfficeArgs, Write as Args};
use crate::input::Input;
use crate::ledger::{Desk, open_tasks};
use crate::output;
use crate::problem::Problem;
use crate::target;
use juyan::model::{Key, Period, PeriodName, Rounding, Span};
use juyan::{Context, Language};
use juyan_desk::answers::answers;
use juyan_desk::writing::form::{Form, charts};
use juyan_desk::writing::moment::Moment;
use juyan_desk::writing::paper::{self, Paper};
use juyan_desk::writing::proof::{self, Place, Proof};
use juyan_desk::writing::source::{Source, years};
use juyan_desk::writing::told::{is_absent, is_in_doubt, left_out, why_nothing};
use juyan_desk::writing::unbound;
use juyan_ledger::{Ledger, LedgerError};
use juyan_print::chart::Chart;
use juyan_print::official::Office;
use juyan_writer::{Held, Voice, What};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

/// Writes a report. The status is 1 where a fact could not be said truly or is in question; what is merely not known is left out.
pub(crate) fn write(args: &Args, language: Language) -> ExitCode {
    let name = args.template.display().to_string();
    let ledger = args.ledger.display().to_string();
    let desks = (Desk::new(&name, language), Desk::new(&ledger, language));
    made(args, desks).unwrap_or_else(|status| status)
}

fn made(args: &Args, (file, desk): (Desk<'_>, Desk<'_>)) -> Result<ExitCode, ExitCode> {
    let context = file.context();
    let refused = |problem: String| file.refuse(&problem);
    let period = paper::period(&args.period, context).map_err(refused)?;
    let form = form(args.output.as_deref(), context).map_err(refused)?;
    let office = office(&args.office, context).map_err(refused)?;
    let inputs: Vec<&Path> = [Some(args.template.as_path()), args.compare.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    opened::spare(args.output.as_deref(), &inputs, context).map_err(refused)?;
    let ledger = desk.open_to_read(&args.ledger)?;
    let lost = |error: LedgerError| desk.complain(&error);
    let home = ledger.region().map_err(lost)?;
    let moment = Moment::now(&ledger, context.catalogue).map_err(lost)?;
    let source = opened::template(&Input::new(&args.template), (&moment, period), (file, desk))?;
    let voice = Voice {
        catalogue: context.catalogue,
        rounding: args.rounding.map_or(Rounding::HalfUp, Into::into),
    };
    let keys = source.keys(period, &home, context.catalogue);
    let mut held = held(&moment, &keys, &office, voice).map_err(lost)?;
    let at = Place { period, home: &home };
    let mut proof = proof::proved(&source.template, &mut held, at, (voice, context));
    let charts = charts(&mut proof.written, (&source, &held), at, voice);
    let (written, paper) = (&proof.written, &proof.paper);
    let nothing = written.said.is_empty() && !charts.iter().any(Chart::is_known);
    if nothing && !keys.is_empty() && written.unsaid.iter().all(is_absent) {
        return Err(refused(why_nothing(written, (&args.period, &home), context)));
    }
    let bytes = form
        .bytes(
            (&proof, &charts),
            &source,
            (&office, args.fonts.as_deref()),
            context,
        )
        .map_err(|problem| refused(problem.told(context)))?;
    let old = args
        .compare
        .as_deref()
        .map(|path| compared(path, desk.language()));
    let old = old.transpose()?;
    let verdict = proof::judged(
        &proof,
        (&source.template, &held, &moment),
        (old.as_ref(), at),
        (voice, context),
    );
    let verdict = verdict.map_err(lost)?;
    let status = match &args.output {
        None => output::show(&bytes, context),
        Some(path) => {
            let done = target::write_telling(path, &bytes, context);
            done.map_err(|problem| refused(problem.told(context)))?;
            ExitCode::SUCCESS
        }
    };
    let moved = told_of_times(written, &source, period, context);
    let loose = unbound::told(written, paper, (&held, voice), context);
    let tasks = tasks(&ledger, &moment, &proof, period, desk).map_err(lost)?;
    output::complain_at_length(
        &(told(written, &home, context) + &source.rows + &verdict.told + &moved + &loose + &tasks),
    );
    if let (Some(old), Some(path)) = (&old, &args.compare) {
        let name = Input::new(path).name();
        let shown = diff::show(
            (old, None),
            (paper, Some(period)),
            Desk::new(&name, desk.language()),
        );
        if shown != ExitCode::SUCCESS {
            return Err(shown);
        }
    }
    if status == ExitCode::SUCCESS
        && (verdict.is_wrong || written.unsaid.iter().any(|left| is_in_doubt(left, &home)))
    {
        return Ok(ExitCode::from(1));
    }
    Ok(status)
}

/// What is known of `keys`, for the paper of this office.
fn held(
    moment: &Moment<'_>,
    keys: &BTreeSet<Key>,
    office: &Office,
    voice: Voice<'_>,
) -> Result<Held, LedgerError> {
    let held = moment.held_since(keys, voice)?;
    Ok(held.issued(office.date, office.number.clone()))
}

/// The tasks that are open, and which sentence of the report answers which task.
fn tasks(
    ledger: &Ledger,
    moment: &Moment<'_>,
    proof: &Proof,
    period: Period,
    desk: Desk<'_>,
) -> Result<String, LedgerError> {
    let said = proof.written.said.iter();
    let figures: Vec<(Key, Span)> = said.map(|said| (said.key.clone(), said.span)).collect();
    let read = (&proof.paper.document, &proof.paper.reading);
    let answers = answers(ledger, moment.known(), read, (period, &figures), desk.context())?;
    let open = open_tasks(ledger, moment.known(), period.to, desk)?;
    Ok(open + &answers.told(&proof.written.text, desk.context()))
}

/// What the office adds to its paper.
fn office(args: &OfficeArgs, context: Context<'_>) -> Result<Office, String> {
    let day = |words: &Option<String>| {
        let day = words.as_deref().map(|words| crate::day::named(words, context));
        day.transpose()
    };
    Ok(Office {
        number: args.number.clone(),
        issuer: args.issuer.clone(),
        date: day(&args.date)?,
        attachments: args.attachment.clone(),
        copies: args.copy.clone(),
        printer: args.printer.clone(),
        printed_on: day(&args.printed_on)?,
    })
}

/// In which form a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    As(Form),
    #[cfg(feature = "pdf-out")]
    Pdf,
}

/// The form that the ending of a path names.
fn form(path: Option<&Path>, context: Context<'_>) -> Result<Written, String> {
    let Some(path) = path else {
        return Ok(Written::As(Form::Text));
    };
    let ending = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    if ending == "pdf" {
        #[cfg(feature = "pdf-out")]
        return Ok(Written::Pdf);
        #[cfg(not(feature = "pdf-out"))]
        return Err(context.fill("write.no-pdf", &[]));
    }
    let form = Form::of(&ending).map(Written::As);
    form.ok_or_else(|| context.fill("write.form", &[("path", &path.display())]))
}

impl Written {
    fn bytes(
        self,
        (proof, charts): (&Proof, &[Chart]),
        source: &Source,
        (office, fonts): (&Office, Option<&Path>),
        context: Context<'_>,
    ) -> Result<Vec<u8>, Problem> {
        let form = match self {
            Self::As(form) => form,
            #[cfg(feature = "pdf-out")]
            Self::Pdf => return super::pdf::bytes((&proof.paper.document, charts), office, fonts, context),
        };
        let bytes = form.bytes((&proof.written, &proof.paper, charts), source, office, context);
        let bytes = bytes.map_err(|_| Problem::NoPaper)?;
        if form == Form::Docx && source.word.is_none() {
            output::complain_at_length(&substitute::told(fonts, context));
        }
        Ok(bytes)
    }
}

/// Of which time the template's words are, and the days and page heads that are of another, for people.
fn told_of_times(
    written: &juyan_writer::Written,
    source: &Source,
    period: Period,
    context: Context<'_>,
) -> String {
    let mut told = String::new();
    if let Some(of) = source.template.period.filter(|of| *of != period) {
        let timeless = written
            .said
            .iter()
            .filter(|said| unbound::is_timeless(said))
            .count();
        let words: [(&str, &dyn std::fmt::Display); 4] = [
            ("of", &PeriodName(of)),
            ("period", &PeriodName(period)),
            ("said", &(written.said.len() - timeless)),
            ("years", &written.years.len()),
        ];
        told += &(context.fill("write.shifted", &words) + "\n");
        told += &unbound::told_of_keys(written, context);
        told += &told_of_counts(written, source, context);
    }
    let bindings = source.template.bindings().zip(&written.fills);
    for (binding, said) in bindings {
        let What::Stamp(stamp) = binding.what else {
            continue;
        };
        let said = said.as_deref().unwrap_or_default();
        if !said.contains(|sign: char| sign.is_ascii_digit()) {
            let name = context.fill(&format!("stamp.{}", stamp.name()), &[]);
            let words: [(&str, &dyn std::fmt::Display); 3] =
                [("name", &name), ("old", &binding.format), ("said", &said)];
            told += &(context.fill("write.blank", &words) + "\n");
        }
    }
    if let Some(word) = source.word.as_ref().filter(|word| word.revisions > 0) {
        told += &(context.fill("word.revisions", &[("count", &word.revisions)]) + "\n");
    }
    let edges = source.word.iter().flat_map(|word| &word.edges);
    for line in edges.filter(|line| !years(line).contains(&period.to.year())) {
        told += &(context.fill("write.edge", &[("words", line)]) + "\n");
    }
    told
}

/// The numbers of years that are others than they were: 庆祝新中国成立76周年 may be nothing that is held.
fn told_of_counts(written: &juyan_writer::Written, source: &Source, context: Context<'_>) -> String {
    let bindings = source.template.bindings().zip(&written.fills);
    let counts = bindings.filter(|(binding, _)| matches!(binding.what, What::Count(_)));
    let counts: Vec<&str> = counts.filter_map(|(_, said)| said.as_deref()).collect();
    if counts.is_empty() {
        return String::new();
    }
    context.fill("write.counted", &[("words", &counts.join("\u{3001}"))]) + "\n"
}

/// What was said and what was left out, for people.
fn told(written: &juyan_writer::Written, home: &str, context: Context<'_>) -> String {
    let counts: [(&str, &dyn std::fmt::Display); 2] =
        [("said", &written.said.len()), ("unsaid", &written.unsaid.len())];
    let mut told = context.fill("write.said", &counts) + "\n";
    for left in left_out(written, home, context) {
        told += &left.told(context);
    }
    told
}

/// The report that the new one is compared with.
fn compared(path: &Path, language: Language) -> Result<Paper, ExitCode> {
    let input = Input::new(path);
    let name = input.name();
    let desk = Desk::new(&name, language);
    opened::paper(&input, desk.context()).map_err(|problem| desk.refuse(&problem.told(desk.context())))
}
