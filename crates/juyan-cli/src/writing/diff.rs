//! `juyan diff`: which figures of two reports differ, by how much, in which sentences.

use super::opened;
use crate::args::{Diff as Args, ListFormat};
use crate::input::Input;
use crate::ledger::Desk;
use crate::output;
use juyan::model::{FigureId, Period};
use juyan::{Context, Language};
use juyan_desk::writing::difference::{by, printed, signed};
use juyan_desk::writing::paper::Paper;
use juyan_desk::writing::place::place;
use juyan_writer::{Diff, Report};
use std::fmt::Write;
use std::process::ExitCode;

/// Compares two reports.
pub(crate) fn diff(args: &Args, language: Language) -> ExitCode {
    let inputs = [&args.old, &args.new].map(|path| Input::new(path));
    let names = inputs.each_ref().map(Input::name);
    let mut papers = Vec::new();
    for (input, name) in inputs.iter().zip(&names) {
        let desk = Desk::new(name, language);
        match opened::paper(input, desk.context()) {
            Ok(paper) => papers.push(paper),
            Err(problem) => return desk.refuse(&problem.told(desk.context())),
        }
    }
    let [old, new] = papers.as_slice() else {
        return ExitCode::SUCCESS;
    };
    let [_, name] = &names;
    let desk = Desk::new(name, language);
    match args.format {
        ListFormat::Text => show((old, None), (new, None), desk),
        ListFormat::Json => with(&(old, None), &(new, None), desk, |found, old, new| {
            json(found, old, new)
        }),
    }
}

/// Says how two reports differ, each of the time that is given or its title tells.
pub(super) fn show(old: (&Paper, Option<Period>), new: (&Paper, Option<Period>), desk: Desk<'_>) -> ExitCode {
    with(&old, &new, desk, |found, old, new| {
        told(found, old, new, desk.context())
    })
}

fn with(
    (old, old_period): &(&Paper, Option<Period>),
    (new, new_period): &(&Paper, Option<Period>),
    desk: Desk<'_>,
    told: impl FnOnce(&Diff, Report<'_>, Report<'_>) -> String,
) -> ExitCode {
    let context = desk.context();
    let home = |paper: &Paper| paper.reading.region.clone().unwrap_or_default();
    let (old_home, new_home) = (home(old), home(new));
    let reports = old
        .report(*old_period, &old_home, context)
        .and_then(|old| Ok((old, new.report(*new_period, &new_home, context)?)));
    let (old, new) = match reports {
        Ok(reports) => reports,
        Err(problem) => return desk.refuse(&problem),
    };
    let found = juyan_writer::diff(old, new, context.catalogue);
    output::show(told(&found, old, new).as_bytes(), context)
}

fn told(found: &Diff, old: Report<'_>, new: Report<'_>, context: Context<'_>) -> String {
    let mut told = String::new();
    for change in &found.changed {
        let (line, quoted) = place(new, change.new);
        let words: [(&str, &dyn std::fmt::Display); 6] = [
            ("line", &line),
            ("quoted", &quoted),
            ("old", &signed(old, change.old)),
            ("new", &signed(new, change.new)),
            ("by", &by(change, new, context)),
            ("name", &change.name),
        ];
        // Writing to a string does not fail.
        let _ = writeln!(told, "{}", context.fill("diff.changed", &words));
        if !change.in_like_sentences {
            let (line, quoted) = place(old, change.old);
            let words: [(&str, &dyn std::fmt::Display); 2] = [("line", &line), ("quoted", &quoted)];
            let _ = writeln!(told, "{}", context.fill("diff.before", &words));
        }
    }
    for (report, figures, id) in [(old, &found.gone, "diff.gone"), (new, &found.fresh, "diff.fresh")] {
        for figure in figures {
            let (line, quoted) = place(report, *figure);
            let _ = writeln!(
                told,
                "{}",
                context.fill(id, &[("line", &line), ("quoted", &quoted)])
            );
        }
    }
    let counts: [(&str, &dyn std::fmt::Display); 4] = [
        ("changed", &found.changed.len()),
        ("equal", &found.equal.len()),
        ("gone", &found.gone.len()),
        ("fresh", &found.fresh.len()),
    ];
    told + &context.fill("diff.sum", &counts) + "\n"
}

fn json(found: &Diff, old: Report<'_>, new: Report<'_>) -> String {
    let offsets = [old, new].map(|report| juyan::Offsets::new(&report.document.text));
    let [before, after] = &offsets;
    let side = |(report, offsets): (Report<'_>, &juyan::Offsets<'_>), id: FigureId| {
        let figure = report.reading.figures.get(id.0);
        let span = figure.map(|figure| offsets.span(figure.span));
        let sentence = figure.map(|figure| figure.sentence.of(&report.document.text).trim());
        serde_json::json!({ "span": span, "text": printed(report, id), "sentence": sentence })
    };
    let changed: Vec<_> = found
        .changed
        .iter()
        .map(|change| {
            serde_json::json!({
                "name": change.name.to_string(),
                "old": side((old, before), change.old),
                "new": side((new, after), change.new),
                "by": change.by.map(|by| by.to_string()),
                "percent": change.percent.map(|percent| percent.to_string()),
            })
        })
        .collect();
    let gone: Vec<_> = found.gone.iter().map(|id| side((old, before), *id)).collect();
    let fresh: Vec<_> = found.fresh.iter().map(|id| side((new, after), *id)).collect();
    let value =
        serde_json::json!({ "changed": changed, "gone": gone, "fresh": fresh, "equal": found.equal.len() });
    format!("{value}\n")
}
