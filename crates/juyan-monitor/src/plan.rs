//! The plan as it stood on a day.

use crate::history::History;
use crate::problem::{self, Opinion, Problem, Statement};
use crate::row::Flaw;
use crate::target::{self, Target};
use crate::task::{self, Task};
use juyan_catalogue::Catalogue;
use juyan_model::Date;
use juyan_register::Registers;

/// What is wanted, what is to be done, what is said to be wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The targets of the day's year.
    pub targets: Vec<Target>,
    /// All tasks.
    pub tasks: Vec<Task>,
    /// The problems of the year that are not solved.
    pub problems: Vec<Problem>,
    /// What the congress has said.
    pub opinions: Vec<Opinion>,
    /// What is claimed without a number.
    pub statements: Vec<Statement>,
    /// What cannot be used: a key that is none, a target without a number.
    pub flaws: Vec<Flaw>,
}

impl Plan {
    /// The registers that a plan and what was noted of it stand in.
    pub const REGISTERS: [&str; 10] = [
        "target",
        "target_change",
        "task",
        "task_part",
        "problem",
        "problem_link",
        "review_opinion",
        "review_reply",
        "statement",
        "trend",
    ];

    /// The plan out of its registers `target`, `target_change`, `task`, `task_part`, `problem`, `problem_link`,
    /// `review_opinion`, `review_reply` and `statement`, as they were on `day`; `history` tells what was written over them, and
    /// `region` is the code of the place whose plan it is.
    pub fn on(
        registers: &Registers,
        history: &History,
        day: Date,
        (catalogue, region): (&Catalogue, &str),
    ) -> Self {
        let mut flaws = Vec::new();
        let tasks = task::tasks(registers, day, catalogue, &mut flaws);
        let mut plan = Self {
            targets: target::targets(registers, history, day, (catalogue, region), &mut flaws),
            problems: problem::problems(registers, day, &mut flaws),
            opinions: problem::opinions(registers, day),
            statements: problem::statements(registers, day, &tasks, &mut flaws),
            tasks,
            flaws: Vec::new(),
        };
        plan.flaws = flaws;
        plan.settle(catalogue);
        plan
    }

    /// Gives every key the spelling that facts have.
    fn settle(&mut self, catalogue: &Catalogue) {
        let tasks = self.tasks.iter_mut().flat_map(|task| {
            let tests = task.test.iter_mut().map(|(key, _)| key);
            let parts = task.parts.iter_mut().filter_map(|part| part.fact.as_mut());
            tests.chain(task.continues.as_mut()).chain(parts)
        });
        let problems = self.problems.iter_mut().flat_map(|problem| &mut problem.facts);
        let statements = self
            .statements
            .iter_mut()
            .flat_map(|statement| &mut statement.facts);
        for key in tasks.chain(problems).chain(statements) {
            *key = catalogue.canonical(key.clone());
        }
    }
}
