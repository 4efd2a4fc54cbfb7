//! Everything together: each target with its reading, light, pace and forecast; each task; what is behind and not said.

use crate::due::Due;
use crate::item::{Item, Judged, item};
use crate::known::Known;
use crate::measure::time_gone;
use crate::plan::Plan;
use crate::problem::{Opinion, Problem, Statement};
use crate::target::{Target, bare};
use crate::task_state::{TaskState, state};
use juyan_catalogue::{Colour, Lights};
use juyan_model::{Date, Key, Rational};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// What is to be seen on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// The day.
    pub day: Date,
    /// What of the year is gone, in %.
    pub time: Rational,
    /// The targets, in the order of their codes.
    pub items: Vec<Item>,
    /// The tasks.
    pub tasks: Vec<TaskState>,
    /// The problems that are named.
    pub problems: Vec<Problem>,
    /// What the congress has said.
    pub opinions: Vec<OpinionState>,
    /// Claims without a number that no two facts and no reached milestone bear.
    pub unsupported: Vec<Statement>,
    /// Who is late with what, by who answers for it.
    pub reminders: Vec<Reminder>,
    /// Whether it is for everybody: what the house has to bring or to settle is not on it.
    pub is_public: bool,
}

/// An opinion on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionState {
    /// The opinion.
    pub opinion: Opinion,
    /// How the day lies to the day when the reply is due; none where it was replied to.
    pub due: Option<Due>,
}

/// What somebody is late with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// Who.
    pub owner: SmolStr,
    /// Targets whose figure is overdue, by their places.
    pub silent: Vec<usize>,
    /// Targets that are behind, by their places.
    pub items: Vec<usize>,
    /// Tasks that are overdue or due soon, by their places.
    pub tasks: Vec<usize>,
    /// Opinions without a reply, by their places.
    pub opinions: Vec<usize>,
}

/// How many there are of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Targets with a green light.
    pub green: usize,
    /// Targets with a yellow light.
    pub yellow: usize,
    /// Targets with a red light.
    pub red: usize,
    /// Targets without a light.
    pub none: usize,
    /// Targets whose figure is overdue.
    pub silent: usize,
    /// Tasks that are done.
    pub done: usize,
    /// Tasks that were done behind the day on which they were due.
    pub late: usize,
    /// Tasks that are overdue.
    pub overdue: usize,
    /// Tasks that are due soon.
    pub soon: usize,
    /// Tasks that are due and not answered.
    pub unanswered: usize,
    /// Tasks that nothing tests.
    pub untested: usize,
}

/// What is to be seen on `day`, judged by `lights`.
pub fn watch(known: &Known<'_>, plan: &Plan, lights: &Lights, day: Date) -> Watch {
    let named: Vec<Key> = plan
        .problems
        .iter()
        .flat_map(|problem| &problem.facts)
        .map(bare)
        .collect();
    let targets = plan.targets.iter();
    let mut items: Vec<Item> = targets
        .map(|target| item(target, known, lights, day, &named))
        .collect();
    let own = own_keys(plan);
    for item in &mut items {
        item.likely.retain(|likely| !own.contains(&bare(&likely.key)));
        item.settle();
    }
    let tasks: Vec<TaskState> = plan
        .tasks
        .iter()
        .map(|task| state(task, (known, &own), lights, day))
        .collect();
    let opinions: Vec<OpinionState> = plan.opinions.iter().map(|opinion| opened(opinion, day)).collect();
    let unsupported = plan
        .statements
        .iter()
        .filter(|statement| !bears(statement, known, &tasks, day));
    Watch {
        day,
        time: time_gone(day).unwrap_or_else(Rational::zero) * Rational::whole(100),
        unsupported: unsupported.cloned().collect(),
        reminders: reminders(&items, &tasks, &opinions),
        problems: plan.problems.clone(),
        items,
        tasks,
        opinions,
        is_public: false,
    }
}

/// The keys of targets and of what shows that tasks are done: what stands under the key of one is no other's.
fn own_keys(plan: &Plan) -> BTreeSet<Key> {
    let targets = plan.targets.iter().map(Target::actual);
    let tasks = plan.tasks.iter().filter_map(|task| task.test.as_ref());
    targets.chain(tasks.map(|(key, _)| bare(key))).collect()
}

impl Watch {
    /// What is behind and named by no problem.
    pub fn unnamed(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.lags && !item.is_named)
    }

    /// Problems that have no fact or no task.
    pub fn loose_problems(&self) -> impl Iterator<Item = &Problem> {
        self.problems
            .iter()
            .filter(|problem| problem.facts.is_empty() || problem.tasks.is_empty())
    }

    /// How many there are of what.
    pub fn counts(&self) -> Counts {
        let lights = |colour| {
            self.items
                .iter()
                .filter(|item| item.light.colour == colour)
                .count()
        };
        let tasks = |so: fn(&TaskState) -> bool| self.tasks.iter().filter(|task| so(task)).count();
        Counts {
            green: lights(Colour::Green),
            yellow: lights(Colour::Yellow),
            red: lights(Colour::Red),
            none: lights(Colour::None),
            silent: self.items.iter().filter(|item| item.silence.is_some()).count(),
            done: tasks(|task| task.done.is_done()),
            late: tasks(|task| task.done.late(task.task.due).is_some()),
            overdue: tasks(TaskState::is_overdue),
            soon: tasks(|task| task.is_open() && !task.is_asked && matches!(task.due, Due::Soon(_))),
            unanswered: tasks(|task| task.unanswered),
            untested: tasks(|task| task.untested.is_some()),
        }
    }
}

fn opened(opinion: &Opinion, day: Date) -> OpinionState {
    OpinionState {
        due: match opinion.reply {
            Some(_) => None,
            None => opinion.due.map(|due| Due::of(due, day)),
        },
        opinion: opinion.clone(),
    }
}

/// Whether two facts or a milestone that is reached bear a claim.
fn bears(statement: &Statement, known: &Known<'_>, tasks: &[TaskState], day: Date) -> bool {
    let by_facts = statement.facts.len() > 1 && statement.facts.iter().all(|key| known.has(key, day));
    let mut named = tasks.iter().filter(|state| state.task.code == statement.task);
    by_facts || named.any(|state| state.done.is_done())
}

fn reminders(items: &[Item], tasks: &[TaskState], opinions: &[OpinionState]) -> Vec<Reminder> {
    let mut by_owner: BTreeMap<SmolStr, Reminder> = BTreeMap::new();
    let mut of = |owner: &SmolStr, add: &dyn Fn(&mut Reminder)| {
        let reminder = by_owner.entry(owner.clone()).or_insert_with(|| Reminder {
            owner: owner.clone(),
            silent: Vec::new(),
            items: Vec::new(),
            tasks: Vec::new(),
            opinions: Vec::new(),
        });
        add(reminder);
    };
    let asked_for = |item: &Item| item.judged == Judged::ByRules;
    for (at, item) in items.iter().enumerate().filter(|(_, item)| asked_for(item)) {
        if item.silence.is_some() {
            of(&item.target.owner, &|reminder| reminder.silent.push(at));
        }
        if item.lags {
            of(&item.target.owner, &|reminder| reminder.items.push(at));
        }
    }
    for (at, task) in tasks.iter().enumerate() {
        if task.is_open() && !task.is_asked && !matches!(task.due, Due::Later(_)) {
            of(&task.task.owner, &|reminder| reminder.tasks.push(at));
        }
    }
    for (at, state) in opinions.iter().enumerate() {
        if matches!(state.due, Some(Due::Overdue(_) | Due::Soon(_))) {
            of(&state.opinion.owner, &|reminder| reminder.opinions.push(at));
        }
    }
    by_owner.into_values().collect()
}
