//! Tasks 任务 and their parts: what is to be done, by when, by whom, and what shows that it is.

use crate::amount::Amount;
use crate::row::{Flaw, Row, rows_of};
use crate::since::since;
use crate::target::cadence;
use juyan_catalogue::{Cadence, Catalogue};
use juyan_model::{Date, Key};
use juyan_register::Registers;
use smol_str::SmolStr;

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The code of its record.
    pub code: SmolStr,
    /// What is to be done.
    pub text: SmolStr,
    /// Of what kind it is.
    pub kind: TaskKind,
    /// Where it comes from, as the catalogue's code: plan, promise, opinion.
    pub origin: SmolStr,
    /// Who answers for it.
    pub owner: SmolStr,
    /// Since when it is a task; none where nobody filled that in. What was so before shows nothing of it, and no month before has a light.
    pub raised: Option<Date>,
    /// By when.
    pub due: Date,
    /// The fact that it goes on from.
    pub continues: Option<Key>,
    /// The fact that shows it, and what it has to come to.
    pub test: Option<(Key, Amount)>,
    /// Whether the fact has to stay at or below that.
    pub at_most: bool,
    /// How often it has to be done anew; none where once is all.
    pub cadence: Option<Cadence>,
    /// How far it has come.
    pub state: State,
    /// What was answered.
    pub answered: SmolStr,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// A part of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its number within the task.
    pub number: SmolStr,
    /// What is to be done.
    pub text: SmolStr,
    /// The fact that shows it.
    pub fact: Option<Key>,
    /// How far it has come.
    pub state: State,
}

/// Of what kind a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskKind {
    /// A number is to be reached.
    Numeric,
    /// Something is to have happened.
    Milestone,
    /// Something goes on.
    Ongoing,
}

/// How far a task has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Not begun.
    Open,
    /// Begun.
    UnderWay,
    /// Done, on this day where that was told.
    Done(Option<Date>),
    /// Given up, for a reason.
    Dropped,
}

/// Why nothing shows whether a task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Untested {
    /// A number is to be reached, and none is told: 一批.
    NoNumber,
    /// It goes on, and nothing tells what would be enough: 加大, 稳步.
    NoTest,
}

impl Task {
    /// Why nothing shows whether it is done; none where something does.
    pub const fn untested(&self) -> Option<Untested> {
        match (self.kind, &self.test) {
            (TaskKind::Milestone, _) | (_, Some(_)) => None,
            (TaskKind::Numeric, None) => Some(Untested::NoNumber),
            (TaskKind::Ongoing, None) => Some(Untested::NoTest),
        }
    }

    /// Whether it is enough that its fact has come to this.
    pub fn is_enough(&self, reached: &Amount) -> bool {
        self.test.as_ref().is_some_and(|(_, wanted)| {
            if self.at_most {
                reached.value <= wanted.value
            } else {
                reached.value >= wanted.value
            }
        })
    }

    /// How many of its parts are done.
    pub fn parts_done(&self) -> usize {
        let parts = self.parts.iter();
        parts.filter(|part| matches!(part.state, State::Done(_))).count()
    }
}

/// All tasks, as they stood on `day`.
pub(crate) fn tasks(
    registers: &Registers,
    day: Date,
    catalogue: &Catalogue,
    flaws: &mut Vec<Flaw>,
) -> Vec<Task> {
    let rows = rows_of(registers, "task", day);
    rows.filter(|row| has_come(*row))
        .filter_map(|row| {
            let Some(due) = row.date("due") else {
                flaws.push(row.flaw("watch.flaw-no-due", &row.words("text")));
                return None;
            };
            let wanted = row
                .number("value")
                .map(|value| Amount::new(value, &row.words("unit"), catalogue));
            Some(Task {
                code: row.record.code.clone(),
                text: row.words("text"),
                kind: match row.words("kind").as_str() {
                    "numeric" => TaskKind::Numeric,
                    "milestone" => TaskKind::Milestone,
                    _ => TaskKind::Ongoing,
                },
                origin: row.words("origin"),
                owner: row.words("owner"),
                raised: row.date("raised").or_else(|| row.date("started")),
                due,
                continues: row.key("continues", flaws),
                test: row.key("fact", flaws).zip(wanted),
                at_most: row.words("limit") == "most",
                cadence: cadence(row),
                state: state(row),
                answered: row.words("answered"),
                parts: parts(row, registers, flaws),
            })
        })
        .collect()
}

/// Whether a task was raised by the day of its row. Where nobody filled in when, it was there since it was begun or what it goes
/// on from was so; one of which nothing tells was always there.
fn has_come(row: Row<'_>) -> bool {
    let continues = row.words("continues").parse::<Key>().ok();
    let continues = continues.and_then(|key| key.period).map(|period| period.to);
    row.date("raised")
        .or(since(row.date("started"), continues))
        .is_none_or(|raised| raised <= row.day)
}

fn parts(task: Row<'_>, registers: &Registers, flaws: &mut Vec<Flaw>) -> Vec<Part> {
    let rows = rows_of(registers, "task_part", task.day).filter(|row| row.words("task") == task.record.code);
    rows.map(|row| Part {
        number: row.words("number"),
        text: row.words("text"),
        fact: row.key("fact", flaws),
        state: state(row),
    })
    .collect()
}

/// What the stage of a row says on its day. A deed of a later day is not done yet, nor is begun what begins later. Where the
/// day of the deed is not filled in, it is the one from which the stage holds.
fn state(row: Row<'_>) -> State {
    let stage = row.words("stage");
    match (stage.as_str(), row.date("done")) {
        ("dropped", _) => State::Dropped,
        (_, Some(done)) if done <= row.day => State::Done(Some(done)),
        ("done", None) => State::Done(row.since("stage")),
        ("done" | "under_way", _) if row.date("started").is_none_or(|started| started <= row.day) => {
            State::UnderWay
        }
        _ => State::Open,
    }
}
