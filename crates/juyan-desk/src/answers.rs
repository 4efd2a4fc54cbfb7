//! What a report says of the tasks that were set before, for who writes or publishes it.

use crate::held::Held;
use crate::report::Report;
use juyan::Context;
use juyan::document::Document;
use juyan::model::{Date, Key, Period, Span};
use juyan::reader::Reading;
use juyan_ledger::{Known, Ledger, LedgerError};
use juyan_monitor::Plan;
use juyan_publish::{Answered, AnsweredPart, Answering, By, Release};
use std::fmt::Display;

/// The tasks that a report has to answer, and the problems that no task is to solve.
#[derive(Debug, Default)]
pub struct Answers {
    /// The tasks, with what the report says of each.
    tasks: Vec<Answered>,
    /// Those of them that everybody may know of: their origin is a paper that is public.
    pub public: Vec<Answered>,
    unsolved: Vec<String>,
    /// The sentences of the report that tell one of these problems.
    pub told_unsolved: Vec<String>,
}

/// What the report, whose `figures` are known by these keys, says of the tasks that `ledger` has.
pub fn answers(
    ledger: &Ledger,
    known: Known,
    (document, reading): (&Document, &Reading),
    (period, figures): (Period, &[(Key, Span)]),
    context: Context<'_>,
) -> Result<Answers, LedgerError> {
    let kept = ledger.registers()?;
    if !["task", "problem"].iter().any(|id| kept.contains_key(*id)) {
        return Ok(Answers::default());
    }
    let held = Held::of(ledger, known)?;
    let words = (context.catalogue, held.region.as_str());
    let plan = Plan::on(&held.registers, &held.history, period.to, words);
    let answering = Answering {
        document,
        reading,
        figures,
        period,
        since: before(ledger, period)?,
    };
    let of = |tasks: &[juyan_monitor::Task]| juyan_publish::answers(tasks, answering);
    let public: Vec<_> = plan
        .tasks
        .iter()
        .filter(|task| !task.origin.is_empty())
        .cloned()
        .collect();
    let unsolved = plan.problems.iter().filter(|problem| problem.tasks.is_empty());
    let unsolved: Vec<String> = unsolved.map(|problem| problem.text.to_string()).collect();
    Ok(Answers {
        tasks: of(&plan.tasks),
        public: of(&public),
        told_unsolved: juyan_publish::told_problems(&unsolved, document, reading),
        unsolved,
    })
}

/// What a report that becomes public says of them.
pub fn of_release(
    release: &Release,
    report: &Report,
    ledger: &Ledger,
    context: Context<'_>,
) -> Result<Answers, LedgerError> {
    let Some(period) = release.period else {
        return Ok(Answers::default());
    };
    let rows = release
        .rows
        .iter()
        .filter_map(|row| Some((row.key.parse::<Key>().ok()?, row)));
    let figures: Vec<(Key, Span)> = rows
        .flat_map(|(key, row)| row.places.iter().map(move |place| (key.clone(), *place)))
        .collect();
    let read = (&report.document, &report.reading);
    answers(ledger, Known::Now, read, (period, &figures), context)
}

/// The last day that the report published before this one speaks of.
fn before(ledger: &Ledger, period: Period) -> Result<Option<Date>, LedgerError> {
    let (kept, _) = juyan_publish::kept(ledger.publications()?);
    let standing = kept.iter().filter(|kept| kept.taken_back.is_none());
    let ends = standing.filter_map(|kept| kept.release.period.map(|period| period.to));
    Ok(ends.filter(|end| *end < period.to).max())
}

impl Answers {
    /// What is told of them: which sentence of `text` answers which part, and what nothing answers. Nothing where nothing was asked.
    pub fn told(&self, text: &str, context: Context<'_>) -> String {
        let mut told = String::new();
        if !self.tasks.is_empty() {
            let parts = || self.tasks.iter().flat_map(|task| &task.parts);
            let open = parts().filter(|part| !part.is_answered()).count();
            let counts: [(&str, &dyn Display); 4] = [
                ("tasks", &self.tasks.len()),
                ("parts", &parts().count()),
                ("told", &(parts().count() - open)),
                ("open", &open),
            ];
            told += &(context.fill("publish.tasks.counts", &counts) + "\n");
        }
        for task in &self.tasks {
            for part in &task.parts {
                told += &(line(task, part, text, context) + "\n");
            }
        }
        for problem in &self.unsolved {
            told += &(context.fill("tasks.no-task", &[("text", problem)]) + "\n");
        }
        told
    }
}

fn line(task: &Answered, part: &AnsweredPart, text: &str, context: Context<'_>) -> String {
    let name = if part.text.is_empty() {
        &task.text
    } else {
        &part.text
    };
    let sentence = part.answer.map(|answer| {
        let words = answer.span.of(text).split_whitespace();
        words.collect::<String>()
    });
    let id = match (part.answer.map(|answer| answer.by), part.noted.is_empty()) {
        (Some(By::Figure), _) => "tasks.by-figure",
        (Some(By::Words), _) => "tasks.by-words",
        (None, false) => "tasks.noted",
        (None, true) => "tasks.no-answer",
    };
    let words: [(&str, &dyn Display); 6] = [
        ("code", &task.code),
        ("text", name),
        ("sentence", &sentence.unwrap_or_default()),
        ("noted", &part.noted),
        ("owner", &task.owner),
        ("due", &task.due),
    ];
    context.fill(id, &words)
}
