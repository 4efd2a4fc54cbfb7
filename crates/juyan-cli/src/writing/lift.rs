//! `juyan lift`: a report becomes a template whose figures are bound to the facts of a ledger.

use super::opened;
use crate::args::{Lift, ListFormat};
use crate::input::Input;
use crate::ledger::Desk;
use crate::output;
use crate::problem::Problem;
use crate::target;
use juyan::document::{Charset, Format};
use juyan::model::{FigureId, Key, Rounding, Span, Term};
use juyan::{Context, Language};
use juyan_desk::writing::lifted::lifted;
use juyan_desk::writing::paper::{self, Paper};
use juyan_desk::writing::place::{line, place};
use juyan_desk::writing::source::edges;
use juyan_desk::writing::told::{why_unsaid, why_unsupported};
use juyan_print::docx::Wanted;
use juyan_writer::{Binding, Claimed, Lifted, Reason, Report, Silence, Support, Voice, What};
use std::ffi::OsStr;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// Lifts a report and lists what could not be bound.
pub(crate) fn lift(args: &Lift, language: Language) -> ExitCode {
    let name = args.report.display().to_string();
    let ledger = args.ledger.display().to_string();
    let desks = (Desk::new(&name, language), Desk::new(&ledger, language));
    made(args, desks).unwrap_or_else(|status| status)
}

fn made(args: &Lift, (file, desk): (Desk<'_>, Desk<'_>)) -> Result<ExitCode, ExitCode> {
    let context = file.context();
    let refused = |problem: String| file.refuse(&problem);
    opened::spare(args.output.as_deref(), &[&args.report], context).map_err(refused)?;
    let named = args.period.as_deref().map(|words| paper::period(words, context));
    let named = named.transpose().map_err(refused)?;
    let paper = opened::paper(&Input::new(&args.report), context)
        .map_err(|problem| refused(problem.told(context)))?;
    let ledger = desk.open_to_read(&args.ledger)?;
    let home = ledger.region().map_err(|error| desk.complain(&error))?;
    let paper = paper.at(&home);
    let report = paper.report(named, &home, context).map_err(refused)?;
    let voice = Voice {
        catalogue: context.catalogue,
        rounding: args.rounding.map_or(Rounding::HalfUp, Into::into),
    };
    let lifted = lifted(report, &ledger, voice).map_err(|error| desk.complain(&error))?;
    let (bytes, boxed) = template(&lifted, &paper, args, context).map_err(refused)?;
    let told = match args.format {
        ListFormat::Text => {
            told(&lifted, report, context) + &told_of_boxed(&boxed, context) + &told_of_form(&paper, context)
        }
        ListFormat::Json => json(&lifted, &boxed, report),
    };
    let Some(path) = &args.output else {
        output::complain_at_length(&told);
        return Ok(output::show(&bytes, context));
    };
    target::write_telling(path, &bytes, context).map_err(|problem| refused(problem.told(context)))?;
    Ok(output::show(told.as_bytes(), context))
}

/// The template in the form that its name asks for, and the bindings that this form had no room for.
fn template<'l>(
    lifted: &'l Lifted,
    paper: &Paper,
    args: &Lift,
    context: Context<'_>,
) -> Result<(Vec<u8>, Vec<&'l Binding>), String> {
    let ending = args.output.as_deref().and_then(Path::extension);
    if let Some(path) = args
        .output
        .as_deref()
        .filter(|_| ending.is_some_and(is_of_another_form))
    {
        return Err(context.fill("lift.form", &[("path", &path.display())]));
    }
    if ending.is_none_or(|ending| !ending.eq_ignore_ascii_case("docx")) {
        let text = lifted.template.to_string();
        // Every charset that Chinese text is read in has all its characters.
        let bytes = paper
            .charset()
            .encoded(&text)
            .unwrap_or_else(|| text.into_bytes());
        return Ok((bytes, Vec::new()));
    }
    if paper.document.format != Format::Docx {
        return Err(context.fill("lift.no-word", &[]));
    }
    let bindings: Vec<&Binding> = lifted.template.bindings().collect();
    let wanted: Vec<Wanted> = bindings
        .iter()
        .zip(&lifted.places)
        .map(|(binding, span)| Wanted {
            span: *span,
            tag: binding.to_string(),
            title: title(binding, context),
            shown: binding.format.to_string(),
        })
        .collect();
    let bound = juyan_print::docx::bind(&paper.bytes, &paper.document, &wanted);
    let (bytes, left) = bound.map_err(|_| Problem::NoPaper.told(context))?;
    Ok((
        bytes,
        left.iter().filter_map(|at| bindings.get(*at).copied()).collect(),
    ))
}

/// Whether a name ends as those of files do that no template is.
fn is_of_another_form(ending: &OsStr) -> bool {
    const OTHERS: [&str; 8] = ["pdf", "html", "htm", "doc", "wps", "xlsx", "csv", "json"];
    OTHERS.iter().any(|other| ending.eq_ignore_ascii_case(other))
}

/// What the user of a Word file is told that a control is for: the name of the indicator, or the key.
fn title(binding: &Binding, context: Context<'_>) -> String {
    let name = match &binding.what {
        What::Fact(name) => name,
        What::Year(_) | What::Count(_) => return context.say("lift.year").to_owned(),
        What::Claim(_) => return context.say("lift.claim-title").to_owned(),
        What::Stamp(stamp) => return context.say(&format!("stamp.{}", stamp.name())).to_owned(),
        What::Words(words) => return words.clone(),
    };
    match name.indicator() {
        Term::Words(words) => words.to_string(),
        Term::Id(id) => {
            let indicator = context.catalogue.indicator(id);
            indicator.map_or_else(|| id.to_string(), |indicator| indicator.name.to_string())
        }
    }
}

/// Which figures a Word file has no room for a control at.
fn told_of_boxed(boxed: &[&Binding], context: Context<'_>) -> String {
    if boxed.is_empty() {
        return String::new();
    }
    let names: Vec<String> = boxed.iter().map(ToString::to_string).collect();
    let words: [(&str, &dyn std::fmt::Display); 2] =
        [("count", &boxed.len()), ("names", &names.join("\n  "))];
    context.fill("lift.boxed", &words) + "\n"
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
            ("years", &(lifted.years.len() + lifted.counts.len())),
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
    if !lifted.stamps.is_empty() {
        told += &(context.fill("lift.stamps", &[("count", &lifted.stamps.len())]) + "\n");
    }
    told += &told_of_claims(lifted, report, context);
    let names = kept(lifted, report);
    if !names.is_empty() {
        let _ = writeln!(told, "{}", context.fill("lift.kept", &[("names", &names)]));
    }
    told
}

/// What of the file does not come back as it was, or stays as it is, for people.
fn told_of_form(paper: &Paper, context: Context<'_>) -> String {
    let mut told = String::new();
    let charset = paper.charset();
    if charset != Charset::default() {
        told += &(context.fill("lift.charset", &[("charset", &charset.name())]) + "\n");
    }
    let document = &paper.document;
    if !document.joins.is_empty() {
        told += &(context.fill("lift.joined", &[("count", &document.joins.len())]) + "\n");
    } else if document.format == Format::Txt && charset.encoded(&document.text).as_ref() != Some(&paper.bytes)
    {
        told += &(context.say("lift.not-exact").to_owned() + "\n");
    }
    let revisions = (document.format == Format::Docx).then(|| juyan_print::docx::revisions(&paper.bytes));
    if let Some(count) = revisions.and_then(Result::ok).filter(|count| *count > 0) {
        told += &(context.fill("word.revisions", &[("count", &count)]) + "\n");
    }
    for line in edges(document) {
        told += &(context.fill("lift.edge", &[("words", &line)]) + "\n");
    }
    told
}

/// What became of the claims without a number, for people.
fn told_of_claims(lifted: &Lifted, report: Report<'_>, context: Context<'_>) -> String {
    let text = report.document.text.as_str();
    let (bound, left): (Vec<&Claimed>, Vec<&Claimed>) =
        lifted.claims.iter().partition(|claimed| claimed.support.holds());
    let mut told = String::new();
    if !bound.is_empty() {
        told = context.fill("lift.claims", &[("count", &bound.len())]) + "\n";
    }
    for claimed in left {
        let words: [(&str, &dyn std::fmt::Display); 3] = [
            ("line", &line(text, claimed.span.start)),
            ("words", &claimed.span.of(text)),
            ("why", &why_unsupported(claimed.support, context)),
        ];
        told += &(context.fill("lift.claim", &words) + "\n");
    }
    told
}

/// What became of the figures, for programs; spans are in characters.
fn json(lifted: &Lifted, boxed: &[&Binding], report: Report<'_>) -> String {
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
    let claims = lifted.claims.iter().map(|claimed| {
        let (span, words) = (offsets.span(claimed.span), claimed.span.of(text));
        let Support { pro, against } = claimed.support;
        serde_json::json!({ "span": span, "text": words, "claim": claimed.claim.name(), "support": pro, "against": against,
            "bound": claimed.support.holds() })
    });
    let places = |spans: &[Span]| {
        let places = spans
            .iter()
            .map(|span| serde_json::json!({ "span": offsets.span(*span), "text": span.of(text) }));
        places.collect::<Vec<_>>()
    };
    let value = serde_json::json!({
        "stamps": places(&lifted.stamps),
        "counts": places(&lifted.counts),
        "claims": claims.collect::<Vec<_>>(),
        "bound": bound.collect::<Vec<_>>(),
        "left": left.collect::<Vec<_>>(),
        "years": stays(&lifted.years),
        "kept": stays(&lifted.kept),
        "boxed": boxed.iter().map(ToString::to_string).collect::<Vec<_>>(),
    });
    format!("{value}\n")
}

fn why(reason: &Reason, key: Option<&Key>, context: Context<'_>) -> String {
    let key = key.map(ToString::to_string).unwrap_or_default();
    let printed = match reason {
        Reason::Otherwise(words) => words.clone(),
        Reason::Silent(Silence::Unsaid(unsaid)) => why_unsaid(unsaid, context),
        _ => String::new(),
    };
    context.fill(
        &format!("lift.why.{}", reason.name()),
        &[("key", &key), ("printed", &printed)],
    )
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
