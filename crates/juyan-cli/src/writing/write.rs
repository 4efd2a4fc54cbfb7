//! `juyan write`: a template and a ledger become the report of a period.

use super::diff;
use super::held::Moment;
use super::lift::{why_unsaid, why_unsupported};
use super::paper::{self, Paper};
use super::proof::{self, Place};
use super::source::{Source, years};
use super::substitute;
use super::unbound;
use crate::args::{OfficeArgs, Write as Args};
use crate::input::Input;
use crate::ledger::{Desk, open_tasks};
use crate::output;
use crate::problem::Problem;
use crate::target;
use juyan::model::{Date, Mode, Period, PeriodName, Rounding, Span};
use juyan::{Context, Language};
use juyan_ledger::LedgerError;
use juyan_print::chart::{Chart, Kind, Mark};
use juyan_print::official::{self, Office};
use juyan_writer::{ChartKind, LeftOut, Silence, Voice, What, Written};
use std::fmt::Write;
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
    paper::spare(args.output.as_deref(), &inputs, context).map_err(refused)?;
    let ledger = desk.open_to_read(&args.ledger)?;
    let lost = |error: LedgerError| desk.complain(&error);
    let home = ledger.region().map_err(lost)?;
    let moment = Moment::now(&ledger, context.catalogue).map_err(lost)?;
    let source = Source::open(&Input::new(&args.template), (&moment, period), context).map_err(refused)?;
    let voice = Voice {
        catalogue: context.catalogue,
        rounding: args.rounding.map_or(Rounding::HalfUp, Into::into),
    };
    let keys = source.template.keys(period, &home, context.catalogue);
    let mut held = moment.held_since(&keys, voice).map_err(lost)?.formed(office.date);
    let at = Place { period, home: &home };
    let proof = proof::proved(&source.template, &mut held, at, (voice, context));
    let (written, paper) = (&proof.written, &proof.paper);
    if written.said.is_empty() && !keys.is_empty() && written.unsaid.iter().all(is_absent) {
        return Err(refused(why_nothing(written, (&args.period, &home), context)));
    }
    let charts = charts(written, period);
    let bytes = form
        .bytes(
            (written, paper, &charts),
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
    let tasks = open_tasks(&ledger, moment.known(), period.to, desk).map_err(lost)?;
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

/// Whether something was left out that somebody has to see to: facts that are merely not there say nothing against the report.
fn is_in_doubt(left: &LeftOut, home: &str) -> bool {
    match &left.silence {
        Silence::Absent => Misplaced::of(left, home).is_some(),
        Silence::Unsupported(support) => support.against > 0,
        Silence::Clash | Silence::Unsaid(_) => true,
    }
}

/// Why nothing stands under a key that the template should not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Misplaced {
    /// It is of another region.
    Region,
    /// It has no period, and is of nothing that goes without.
    Period,
}

impl Misplaced {
    fn of(left: &LeftOut, home: &str) -> Option<Self> {
        let key = left.key.as_ref()?;
        if key.region != home {
            return Some(Self::Region);
        }
        (key.period.is_none() && key.mode == Mode::Actual).then_some(Self::Period)
    }
}

/// Why a report has nothing of the ledger at all.
fn why_nothing(written: &Written, (period, home): (&str, &str), context: Context<'_>) -> String {
    let left = written
        .unsaid
        .iter()
        .find(|left| Misplaced::of(left, home).is_some());
    let why = left.map(|left| {
        let key = left.key.as_ref().map(ToString::to_string);
        why_absent((left, &key.unwrap_or_default()), home, context)
    });
    why.unwrap_or_else(|| context.fill("write.nothing-known", &[("period", &period)]))
}

fn why_absent((left, keys): (&LeftOut, &str), home: &str, context: Context<'_>) -> String {
    let region = |code: &str| {
        let known = context
            .catalogue
            .regions
            .iter()
            .find(|region| region.code == code);
        let name = known.map(|region| region.name.as_str()).unwrap_or_default();
        context.fill("write.region", &[("name", &name), ("code", &code)])
    };
    match Misplaced::of(left, home) {
        Some(Misplaced::Region) => {
            let other = left.key.as_ref().map_or("", |key| key.region.as_str());
            let words: [(&str, &dyn std::fmt::Display); 3] =
                [("key", &keys), ("home", &region(home)), ("other", &region(other))];
            context.fill("write.elsewhere", &words)
        }
        Some(Misplaced::Period) => context.fill("write.no-period", &[("key", &keys)]),
        None => context.fill("write.absent", &[("key", &keys)]),
    }
}

/// Whether something was left out because nothing is known of it.
fn is_absent(left: &LeftOut) -> bool {
    matches!(left.silence, Silence::Absent)
}

/// The charts of a report of this period.
fn charts(written: &Written, period: Period) -> Vec<Chart> {
    let charts = written.charts.iter().map(|drawn| Chart {
        kind: match drawn.kind {
            ChartKind::Progress => Kind::Progress,
            ChartKind::Series => Kind::Series,
            ChartKind::Composition => Kind::Composition,
        },
        title: drawn.title.clone(),
        unit: drawn.unit.clone(),
        span: drawn.span,
        until: period.to,
        marks: drawn
            .points
            .iter()
            .map(|point| Mark {
                name: point.name.clone(),
                value: point.value,
            })
            .collect(),
    });
    charts.collect()
}

/// What the office adds to its paper.
fn office(args: &OfficeArgs, context: Context<'_>) -> Result<Office, String> {
    let day = |words: &Option<String>| {
        let day = words.as_deref().map(|words| {
            let day = words.parse::<Date>();
            day.map_err(|_| context.fill("writing.bad-day", &[("words", &words)]))
        });
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
enum Form {
    Text,
    Docx,
    Html,
    #[cfg(feature = "pdf-out")]
    Pdf,
}

/// The form that the ending of a path names.
fn form(path: Option<&Path>, context: Context<'_>) -> Result<Form, String> {
    let Some(path) = path else { return Ok(Form::Text) };
    let ending = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    match ending.as_str() {
        "txt" | "md" => Ok(Form::Text),
        "docx" => Ok(Form::Docx),
        "html" | "htm" => Ok(Form::Html),
        #[cfg(feature = "pdf-out")]
        "pdf" => Ok(Form::Pdf),
        #[cfg(not(feature = "pdf-out"))]
        "pdf" => Err(context.fill("write.no-pdf", &[])),
        _ => Err(context.fill("write.form", &[("path", &path.display())])),
    }
}

impl Form {
    fn bytes(
        self,
        (written, paper, charts): (&Written, &Paper, &[Chart]),
        source: &Source,
        (office, fonts): (&Office, Option<&Path>),
        context: Context<'_>,
    ) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Text => {
                let bytes = source.charset.encoded(&written.text);
                // Every charset that Chinese text is read in has all its characters.
                Ok(bytes.unwrap_or_else(|| written.text.clone().into_bytes()))
            }
            Self::Docx => {
                if let Some(word) = &source.word {
                    return word.filled(written);
                }
                let bytes = official::docx(&paper.document, charts, office, context.catalogue)
                    .map_err(|_| Problem::NoPaper)?;
                output::complain_at_length(&substitute::told(fonts, context));
                Ok(bytes)
            }
            #[cfg(feature = "pdf-out")]
            Self::Pdf => super::pdf::bytes((&paper.document, charts), office, fonts, context),
            Self::Html => {
                let figures: Vec<(Span, String)> = written
                    .said
                    .iter()
                    .map(|said| (said.span, said.key.to_string()))
                    .collect();
                Ok(juyan_print::report_page(
                    &paper.document,
                    &figures,
                    charts,
                    context.catalogue,
                    context.language.code(),
                )
                .into_bytes())
            }
        }
    }
}

/// Of which time the template's words are, and the days and page heads that are of another, for people.
fn told_of_times(written: &Written, source: &Source, period: Period, context: Context<'_>) -> String {
    let mut told = String::new();
    if let Some(of) = source.template.period.filter(|of| *of != period) {
        let words: [(&str, &dyn std::fmt::Display); 4] = [
            ("of", &PeriodName(of)),
            ("period", &PeriodName(period)),
            ("said", &written.said.len()),
            ("years", &written.years.len()),
        ];
        told += &(context.fill("write.shifted", &words) + "\n");
    }
    let bindings = source.template.bindings().zip(&written.fills);
    for (binding, said) in bindings {
        let What::Day(day) = binding.what else { continue };
        let said = said.as_deref().unwrap_or_default();
        if !said.contains(|sign: char| sign.is_ascii_digit()) {
            let name = context.fill(&format!("day.{}", day.name()), &[]);
            let words: [(&str, &dyn std::fmt::Display); 3] =
                [("name", &name), ("old", &binding.format), ("said", &said)];
            told += &(context.fill("write.blank-day", &words) + "\n");
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

/// What was said and what was left out, for people.
fn told(written: &Written, home: &str, context: Context<'_>) -> String {
    let mut told = context.fill(
        "write.said",
        &[("said", &written.said.len()), ("unsaid", &written.unsaid.len())],
    ) + "\n";
    // What went together is told once.
    let together = |one: &LeftOut, other: &LeftOut| {
        !one.words.is_empty()
            && (one.line, &one.words, &one.silence) == (other.line, &other.words, &other.silence)
    };
    for group in written.unsaid.chunk_by(together) {
        let Some(left) = group.first() else { continue };
        let keys = group
            .iter()
            .filter_map(|left| left.key.as_ref())
            .map(ToString::to_string);
        let key = keys.collect::<Vec<_>>().join("\u{3001}");
        let why = match &left.silence {
            Silence::Unsupported(support) => {
                let words: [(&str, &dyn std::fmt::Display); 2] = [
                    ("words", &left.words),
                    ("why", &why_unsupported(*support, context)),
                ];
                context.fill("write.unsupported", &words)
            }
            Silence::Absent => why_absent((left, &key), home, context),
            Silence::Clash => context.fill("write.clash", &[("key", &key)]),
            Silence::Unsaid(unsaid) => {
                let why = why_unsaid(unsaid, context);
                context.fill("write.unsaid", &[("key", &key), ("why", &why)])
            }
        };
        let words: [(&str, &dyn std::fmt::Display); 3] =
            [("line", &left.line), ("why", &why), ("words", &left.words)];
        let id = if left.words.is_empty() {
            "write.left-out"
        } else {
            "write.left-out-with"
        };
        // Writing to a string does not fail.
        let _ = writeln!(told, "{}", context.fill(id, &words));
        if !left.with.is_empty() {
            let keys: Vec<String> = left.with.iter().map(ToString::to_string).collect();
            let _ = writeln!(
                told,
                "{}",
                context.fill("write.left-out-known", &[("keys", &keys.join("\u{3001}"))])
            );
        }
    }
    told
}

/// The report that the new one is compared with.
fn compared(path: &Path, language: Language) -> Result<Paper, ExitCode> {
    let input = Input::new(path);
    let name = input.name();
    let desk = Desk::new(&name, language);
    Paper::open(&input, desk.context()).map_err(|problem| desk.refuse(&problem.told(desk.context())))
}
