//! What a report calls its problems 问题, what the congress says 审议意见, and what is claimed without a number.

use crate::row::{Flaw, Row, rows_of};
use crate::since::since;
use crate::task::Task;
use juyan_model::{Date, Key};
use juyan_register::Registers;
use smol_str::SmolStr;

/// A problem that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The code of its record.
    pub code: SmolStr,
    /// What is said.
    pub text: SmolStr,
    /// The facts that it is about.
    pub facts: Vec<Key>,
    /// The tasks that are to solve it.
    pub tasks: Vec<SmolStr>,
}

/// An opinion of the congress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// The code of its record.
    pub code: SmolStr,
    /// What is said.
    pub text: SmolStr,
    /// Who answers.
    pub owner: SmolStr,
    /// When it was handed on.
    pub received: Option<Date>,
    /// By when it is to be answered.
    pub due: Option<Date>,
    /// The task that it became.
    pub task: SmolStr,
    /// The reply.
    pub reply: Option<Reply>,
}

/// What was replied to an opinion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The words.
    pub text: SmolStr,
    /// What became of it, as the catalogue's code.
    pub status: SmolStr,
    /// When.
    pub day: Date,
}

/// A claim without a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The code of its record.
    pub code: SmolStr,
    /// The words.
    pub text: SmolStr,
    /// The two facts that bear it, or fewer.
    pub facts: Vec<Key>,
    /// The task that bears it; empty where none does.
    pub task: SmolStr,
}

pub(crate) fn problems(registers: &Registers, day: Date, flaws: &mut Vec<Flaw>) -> Vec<Problem> {
    let rows = rows_of(registers, "problem", day);
    let open = rows
        .filter(|row| row.date("found").is_none_or(|found| found.year() == day.year()))
        .filter(|row| row.date("closed").is_none_or(|closed| closed > day));
    let problems = open.map(|row| {
        let code = &row.record.code;
        let links = rows_of(registers, "problem_link", day);
        let links = links.filter(|link| link.words("problem") == *code);
        let all: Vec<Row<'_>> = std::iter::once(row).chain(links).collect();
        let problem = Problem {
            code: code.clone(),
            text: row.words("text"),
            facts: all.iter().filter_map(|row| row.key("fact", flaws)).collect(),
            tasks: all
                .iter()
                .map(|row| row.words("task"))
                .filter(|task| !task.is_empty())
                .collect(),
        };
        (row.date("found"), problem)
    });
    let has_come = |(found, problem): &(Option<Date>, Problem)| {
        since(*found, told_by(&problem.facts)).is_none_or(|since| since <= day)
    };
    problems.filter(has_come).map(|(_, problem)| problem).collect()
}

/// The day by which all of these facts could be told.
fn told_by(facts: &[Key]) -> Option<Date> {
    facts
        .iter()
        .filter_map(|key| key.period)
        .map(|period| period.to)
        .max()
}

pub(crate) fn opinions(registers: &Registers, day: Date) -> Vec<Opinion> {
    let rows = rows_of(registers, "review_opinion", day);
    let came = rows.filter(|row| row.date("received").is_none_or(|received| received <= day));
    came.map(|row| Opinion {
        code: row.record.code.clone(),
        text: row.words("text"),
        owner: row.words("owner"),
        received: row.date("received"),
        due: row.date("due"),
        task: row.words("task"),
        reply: rows_of(registers, "review_reply", day)
            .filter(|reply| reply.words("opinion") == row.record.code)
            .find_map(|reply| {
                Some(Reply {
                    text: reply.words("text"),
                    status: reply.words("status"),
                    day: reply.date("day").filter(|replied| *replied <= day)?,
                })
            }),
    })
    .collect()
}

/// The claims that could be made by `day`; of one that a task bears that is when the task was there.
pub(crate) fn statements(
    registers: &Registers,
    day: Date,
    tasks: &[Task],
    flaws: &mut Vec<Flaw>,
) -> Vec<Statement> {
    let rows = rows_of(registers, "statement", day);
    let statements = rows.map(|row| Statement {
        code: row.record.code.clone(),
        text: row.words("text"),
        facts: ["earlier", "later"]
            .into_iter()
            .filter_map(|field| row.key(field, flaws))
            .collect(),
        task: row.words("task"),
    });
    let is_to_come = |code: &SmolStr| {
        let is_there = tasks.iter().any(|task| task.code == *code);
        registers.record("task", code).is_some() && !is_there
    };
    let has_come = |statement: &Statement| match told_by(&statement.facts) {
        Some(since) => since <= day,
        None => !is_to_come(&statement.task),
    };
    statements.filter(has_come).collect()
}
