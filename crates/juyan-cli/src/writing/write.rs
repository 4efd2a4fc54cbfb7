//! `juyan write`: a template and a ledger become the report of a period.

use super::diff;
use super::held::Moment;
use super::lift::unsaid_id;
use super::paper::{self, Paper};
use crate::args::Write as Args;
use crate::input::Input;
use crate::ledger::Desk;
use crate::output;
use crate::problem::Problem;
use crate::target;
use juyan::model::{Period, Rounding, Term};
use juyan::{Context, Language};
use juyan_ledger::{Ledger, LedgerError};
use juyan_print::official::{self, Office};
use juyan_writer::{Flaw, LeftOut, Silence, Template, TemplateError, Voice, What, Written};
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// Writes a report. The status is 1 where a fact could not be said truly or is in question; what is merely not known is left out.
pub(crate) fn write(args: &Args, language: Language) -> ExitCode {
    let input = Input::new(&args.template);
    let name = input.name();
    let file = Desk::new(&name, language);
    let context = file.context();
    let read =
        paper::period(&args.period, context).and_then(|period| Ok((period, template(&input, context)?)));
    let (period, template) = match read {
        Ok(read) => read,
        Err(problem) => return file.refuse(&problem),
    };
    let form = match form(args.output.as_deref(), context) {
        Ok(form) => form,
        Err(problem) => return file.refuse(&problem),
    };
    let ledger_name = args.ledger.display().to_string();
    let desk = Desk::new(&ledger_name, language);
    let ledger = match desk.open_to_read(&args.ledger) {
        Ok(ledger) => ledger,
        Err(status) => return status,
    };
    let voice = Voice {
        catalogue: context.catalogue,
        rounding: args.rounding.map_or(Rounding::HalfUp, Into::into),
    };
    let written = match written(&template, &ledger, period, voice) {
        Ok(written) => written,
        Err(error) => return desk.complain(&error),
    };
    let bytes = match form.bytes(&written, context) {
        Ok(bytes) => bytes,
        Err(problem) => return file.refuse(&problem.told(context)),
    };
    let status = match &args.output {
        None => output::show(&bytes, context),
        Some(path) => match target::write_telling(path, &bytes, context) {
            Ok(()) => ExitCode::SUCCESS,
            Err(problem) => return file.refuse(&problem.told(context)),
        },
    };
    output::complain_at_length(&told(&written, context));
    let compared = args
        .compare
        .as_deref()
        .map(|old| compare(old, &written, (period, language)));
    if compared.is_some_and(|status| status != ExitCode::SUCCESS) {
        return compared.unwrap_or(status);
    }
    let is_in_doubt = |left: &LeftOut| left.silence != Silence::Absent;
    if status == ExitCode::SUCCESS && written.unsaid.iter().any(is_in_doubt) {
        return ExitCode::from(1);
    }
    status
}

/// The template in a file, whose ids the catalogue knows.
fn template(input: &Input, context: Context<'_>) -> Result<Template, String> {
    let bytes = input.bytes().map_err(|problem| problem.told(context))?;
    let text = juyan::document::decoded(&bytes).map_err(|error| Problem::NoReport(error).told(context))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let template: Template = text.parse().map_err(|error| flawed(&error, context))?;
    for binding in template.bindings() {
        let What::Fact(name) = &binding.what else { continue };
        if let Term::Id(id) = name.indicator()
            && context.catalogue.indicator(id).is_none()
        {
            return Err(context.fill("write.unknown", &[("id", id), ("binding", binding)]));
        }
    }
    Ok(template)
}

/// What is wrong with a template, and where.
fn flawed(error: &TemplateError, context: Context<'_>) -> String {
    let why = match error.flaw {
        Flaw::Unclosed => context.fill("template.unclosed", &[]),
        Flaw::Stray => context.fill("template.stray", &[]),
        Flaw::NoFormat => context.fill("template.no-format", &[]),
        Flaw::Period => context.fill("template.period", &[]),
        Flaw::Key(error) => context.fill(&format!("key.{}", error.expected.name()), &[]),
        Flaw::Format(error) => context.fill(&format!("template.format.{}", error.wrong.name()), &[]),
    };
    context.fill(
        "template.flaw",
        &[("line", &error.line), ("column", &error.column), ("why", &why)],
    )
}

fn written(
    template: &Template,
    ledger: &Ledger,
    period: Period,
    voice: Voice<'_>,
) -> Result<Written, LedgerError> {
    let home = ledger.region()?;
    let held = Moment::now(ledger)?.held(&template.keys(period, &home))?;
    Ok(template.write(&held, period, &home, voice))
}

/// In which form a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Docx,
    Html,
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
        "pdf" => Err(context.fill("write.no-pdf", &[])),
        _ => Err(context.fill("write.form", &[("path", &path.display())])),
    }
}

impl Form {
    fn bytes(self, written: &Written, context: Context<'_>) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Text => Ok(written.text.clone().into_bytes()),
            Self::Docx => {
                let paper = Paper::of_text(&written.text, context);
                official::docx(&paper.document, &Office::default(), context.catalogue)
                    .map_err(|_| Problem::NoPaper)
            }
            Self::Html => {
                let paper = Paper::of_text(&written.text, context);
                let figures: Vec<(juyan::model::Span, String)> = written
                    .said
                    .iter()
                    .map(|said| (said.span, said.key.to_string()))
                    .collect();
                Ok(juyan_print::report_page(&paper.document, &figures, context.language.code()).into_bytes())
            }
        }
    }
}

/// What was said and what was left out, for people.
fn told(written: &Written, context: Context<'_>) -> String {
    let mut told = context.fill(
        "write.said",
        &[("said", &written.said.len()), ("unsaid", &written.unsaid.len())],
    ) + "\n";
    for left in &written.unsaid {
        let key = left.key.as_ref().map(ToString::to_string).unwrap_or_default();
        let why = match &left.silence {
            Silence::Absent => context.fill("write.absent", &[("key", &key)]),
            Silence::Clash => context.fill("write.clash", &[("key", &key)]),
            Silence::Unsaid(unsaid) => {
                let why = context.say(unsaid_id(unsaid.name()));
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
    }
    told
}

/// Says how the report differs from an old one.
fn compare(old: &Path, written: &Written, (period, language): (Period, Language)) -> ExitCode {
    let input = Input::new(old);
    let name = input.name();
    let desk = Desk::new(&name, language);
    match Paper::open(&input, desk.context()) {
        Ok(old) => {
            let new = Paper::of_text(&written.text, desk.context());
            diff::show((&old, None), (&new, Some(period)), desk)
        }
        Err(problem) => desk.refuse(&problem.told(desk.context())),
    }
}
