//! What a report calls its problems 问题, what the congress says 审议意见, and what is claimed without a number.

use crate::row::{Flaw, Row};
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
    let rows = registers.records("problem").map(|record| Row { record, day });
    let open = rows
        .filter(|row| row.date("found").is_none_or(|found| found.year() == day.year()))
        .filter(|row| row.date("closed").is_none_or(|closed| closed > day));
    open.map(|row| {
        let code = &row.record.code;
        let links = registers
            .records("problem_link")
            .map(|record| Row { record, day })
            .filter(|link| link.words("problem") == *code);
        let all: Vec<Row<'_>> = std::iter::once(row).chain(links).collect();
        Problem {
            code: code.clone(),
            text: row.words("text"),
            facts: all.iter().filter_map(|row| row.key("fact", flaws)).collect(),
            tasks: all
                .iter()
                .map(|row| row.words("task"))
                .filter(|task| !task.is_empty())
                .collect(),
        }
    })
    .collect()
}

pub(crate) fn opinions(registers: &Registers, day: Date) -> Vec<Opinion> {
    let rows = registers
        .records("review_opinion")
        .map(|record| Row { record, day });
    let came = rows.filter(|row| row.date("received").is_none_or(|received| received <= day));
    came.map(|row| Opinion {
        code: row.record.code.clone(),
        text: row.words("text"),
        owner: row.words("owner"),
        received: row.date("received"),
        due: row.date("due"),
        task: row.words("task"),
        reply: registers
            .records("review_reply")
            .map(|record| Row { record, day })
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

pub(crate) fn statements(registers: &Registers, day: Date, flaws: &mut Vec<Flaw>) -> Vec<Statement> {
    let rows = registers.records("statement").map(|record| Row { record, day });
    rows.map(|row| Statement {
        code: row.record.code.clone(),
        text: row.words("text"),
        facts: ["earlier", "later"]
            .into_iter()
            .filter_map(|field| row.key(field, flaws))
            .collect(),
        task: row.words("task"),
    })
    .collect()
}
