//! `juyan lift`: a report becomes a template whose figures are bound to the facts of a ledger.

use super::held::Moment;
use super::paper::{self, Paper};
use super::place::place;
use crate::args::{Lift, ListFormat};
use crate::input::Input;
use crate::ledger::Desk;
use crate::output;
use crate::target;
use juyan::model::{FigureId, Key, Rounding};
use juyan::{Context, Language};
use juyan_ledger::{Ledger, LedgerError};
use juyan_writer::{Lifted, Reason, Registers, Report, Silence, Voice};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::ExitCode;

/// Lifts a report and lists what could not be bound.
pub(crate) fn lift(args: &Lift, language: Language) -> ExitCode {
    let input = Input::new(&args.report);
    let name = input.name();
    let file = Desk::new(&name, language);
    let ledger_name = args.ledger.display().to_string();
    let desk = Desk::new(&ledger_name, language);
    let given = match args
        .period
        .as_deref()
        .map(|words| paper::period(words, file.context()))
        .transpose()
    {
        Ok(given) => given,
        Err(problem) => return file.refuse(&problem),
    };
    let paper = match Paper::open(&input, file.context()) {
        Ok(paper) => paper,
        Err(problem) => return file.refuse(&problem.told(file.context())),
    };
    let ledger = match desk.open_to_read(&args.ledger) {
        Ok(ledger) => ledger,
        Err(status) => return status,
    };
    let home = match ledger.region() {
        Ok(home) => home,
        Err(error) => return desk.complain(&error),
    };
    let report = match paper.report(given, &home, file.context()) {
        Ok(report) => report,
        Err(problem) => return file.refuse(&problem),
    };
    let voice = Voice {
        catalogue: file.context().catalogue,
        rounding: args.rounding.map_or(Rounding::HalfUp, Into::into),
    };
    let lifted = match lifted(report, &ledger, voice) {
        Ok(lifted) => lifted,
        Err(error) => return desk.complain(&error),
    };
    let template = lifted.template.to_string();
    let told = match args.format {
        ListFormat::Text => told(&lifted, report, file.context()),
        ListFormat::Json => json(&lifted, report),
    };
    let Some(path) = &args.output else {
        output::complain_at_length(&told);
        return output::show(template.as_bytes(), file.context());
    };
    if let Err(problem) = target::write_telling(path, template.as_bytes(), file.context()) {
        return file.refuse(&problem.told(file.context()));
    }
    output::show(told.as_bytes(), file.context())
}

fn lifted(report: Report<'_>, ledger: &Ledger, voice: Voice<'_>) -> Result<Lifted, LedgerError> {
    let moment = Moment::now(ledger)?;
    let renamed = moment.renamed()?;
    let renamed = |key: &Key| renamed.get(key).cloned();
    let keys: BTreeMap<FigureId, Key> = juyan_writer::keys(report, voice.catalogue, &renamed).collect();
    let around = moment.around(report.period)?;
    let registers = Registers::new(around.iter().cloned(), voice.catalogue);
    let mut wanted: BTreeSet<Key> = keys.values().cloned().collect();
    wanted.extend(around.into_iter().map(|fact| fact.key));
    let ledger = juyan_writer::Ledger {
        held: &moment.held(&wanted)?,
        registers: &registers,
    };
    Ok(juyan_writer::lift(
        report,
        &|id| keys.get(&id).cloned(),
        ledger,
        voice,
    ))
}

/// What became of the figures, for people.
fn told(lifted: &Lifted, report: Report<'_>, context: Context<'_>) -> String {
    let own = lifted.bound.iter().filter(|bound| !bound.is_indicator()).count();
    let mut told = context.fill(
        "lift.bound",
        &[
            ("count", &lifted.bound.len()),
            ("facts", &(lifted.bound.len() + lifted.left.len())),
            ("own", &own),
            ("years", &lifted.years.len()),
        ],
    );
    told.push('\n');
    if !lifted.left.is_empty() {
        // Writing to a string does not fail.
        let _ = writeln!(
            told,
            "{}",
            context.fill("lift.left", &[("count", &lifted.left.len())])
        );
    }
    for left in &lifted.left {
        let (line, quoted) = place(report, left.figure);
        let why = why(&left.reason, left.key.as_ref(), context);
        let words: [(&str, &dyn std::fmt::Display); 3] =
            [("line", &line), ("quoted", &quoted), ("why", &why)];
        let _ = writeln!(told, "{}", context.fill("lift.left-one", &words));
    }
    let names = kept(lifted, report);
    if !names.is_empty() {
        let _ = writeln!(told, "{}", context.fill("lift.kept", &[("names", &names)]));
    }
    told
}

/// What became of the figures, for programs; spans are in characters.
fn json(lifted: &Lifted, report: Report<'_>) -> String {
    let text = report.document.text.as_str();
    let offsets = juyan::Offsets::new(text);
    let figure = |id: FigureId| {
        let span = report
            .reading
            .figures
            .get(id.0)
            .map(|figure| figure.span)
            .unwrap_or_default();
        (offsets.span(span), span.of(text))
    };
    let bound = lifted.bound.iter().map(|bound| {
        let (span, words) = figure(bound.figure);
        let (key, binding) = (bound.key.to_string(), bound.binding.to_string());
        serde_json::json!({ "span": span, "text": words, "key": key, "binding": binding })
    });
    let left = lifted.left.iter().map(|left| {
        let (span, words) = figure(left.figure);
        let key = left.key.as_ref().map(ToString::to_string);
        serde_json::json!({ "span": span, "text": words, "key": key, "reason": left.reason.name() })
    });
    let stays = |ids: &[FigureId]| {
        let stays = ids.iter().map(|id| figure(*id));
        let stays = stays.map(|(span, words)| serde_json::json!({ "span": span, "text": words }));
        stays.collect::<Vec<_>>()
    };
    let value = serde_json::json!({
        "bound": bound.collect::<Vec<_>>(),
        "left": left.collect::<Vec<_>>(),
        "years": stays(&lifted.years),
        "kept": stays(&lifted.kept),
    });
    format!("{value}\n")
}

fn why(reason: &Reason, key: Option<&Key>, context: Context<'_>) -> String {
    let key = key.map(ToString::to_string).unwrap_or_default();
    let printed = match reason {
        Reason::Otherwise(words) => words.as_str(),
        Reason::Silent(Silence::Unsaid(unsaid)) => context.say(unsaid_id(unsaid.name())),
        _ => "",
    };
    context.fill(
        &format!("lift.why.{}", reason.name()),
        &[("key", &key), ("printed", &printed)],
    )
}

/// The wording of why a fact is not said.
pub(super) const fn unsaid_id(name: &str) -> &'static str {
    match name.as_bytes() {
        b"unit" => "unsaid.unit",
        b"turned" => "unsaid.turned",
        b"verb" => "unsaid.verb",
        b"shape" => "unsaid.shape",
        _ => "unsaid.style",
    }
}

/// The numbers in names and the times that stay as they are, each once.
fn kept(lifted: &Lifted, report: Report<'_>) -> String {
    let text = report.document.text.as_str();
    let mut names: Vec<&str> = Vec::new();
    for id in &lifted.kept {
        let words = report
            .reading
            .figures
            .get(id.0)
            .map(|figure| figure.span.of(text));
        names.extend(words.filter(|words| !names.contains(words)));
    }
    names.join("\u{3001}")
}
