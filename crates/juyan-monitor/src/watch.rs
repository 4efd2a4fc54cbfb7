//! Everything together: each target with its reading, light, pace and forecast; each task; what is behind and not said.

use crate::amount::Amount;
use crate::due::{Deed, Due};
use crate::forecast::{Forecast, PastYear, forecast};
use crate::known::{Known, Reading};
use crate::light::{Light, light};
use crate::measure::{Measures, months_gone, time_gone};
use crate::months::{Month, make_good, month_ends};
use crate::plan::Plan;
use crate::problem::{Opinion, Problem, Statement};
use crate::target::{Target, bare};
use crate::task::{State, Task, Untested};
use juyan_catalogue::{Colour, Course, Lights, UnitClass};
use juyan_model::{Date, Key, Period, Rational};
use smol_str::SmolStr;
use std::collections::BTreeMap;

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
}

/// A target on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The target.
    pub target: Target,
    /// The last reading, in the target's unit.
    pub actual: Option<Amount>,
    /// The reading as it was found.
    pub reading: Option<Reading>,
    /// What it comes to.
    pub measures: Measures,
    /// The light.
    pub light: Light,
    /// The months of the year so far.
    pub months: Vec<Month>,
    /// How fast it went and has to go.
    pub pace: Option<Pace>,
    /// What the year may come to.
    pub forecast: Option<Forecast>,
    /// Whether it is behind: by its light, or by its numbers where the rule set does not judge it.
    pub lags: bool,
    /// Whether a problem names it.
    pub is_named: bool,
}

/// How much a month brought, and has to bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// A month so far, in the base unit.
    pub so_far: Rational,
    /// A month that is left, so that the target is met.
    pub needed: Rational,
    /// How many times as fast; none where nothing was done.
    pub times: Option<Rational>,
}

/// A task on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskState {
    /// The task.
    pub task: Task,
    /// Whether and when it was done, by its record or else by its fact: on the day on which that first was enough, whoever
    /// asks when.
    pub done: Deed,
    /// How the day lies to the day when it is due.
    pub due: Due,
    /// What its fact has come to, in the unit of what it has to come to.
    pub reached: Option<Amount>,
    /// Why nothing shows whether it is done.
    pub untested: Option<Untested>,
    /// Whether it is due, not done, and nothing was answered.
    pub unanswered: bool,
    /// The light of the day.
    pub light: Light,
    /// The months of the year so far.
    pub months: Vec<Month>,
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
    /// Targets, by their places.
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
    let items: Vec<Item> = targets
        .map(|target| item(target, known, lights, day, &named))
        .collect();
    let tasks: Vec<TaskState> = plan
        .tasks
        .iter()
        .map(|task| state(task, known, lights, day))
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
    }
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
            done: tasks(|task| task.done.is_done()),
            late: tasks(|task| task.done.late(task.task.due).is_some()),
            overdue: tasks(TaskState::is_overdue),
            soon: tasks(|task| task.is_open() && matches!(task.due, Due::Soon(_))),
            unanswered: tasks(|task| task.unanswered),
            untested: tasks(|task| task.untested.is_some()),
        }
    }
}

impl TaskState {
    /// Whether it is neither done nor given up.
    pub fn is_open(&self) -> bool {
        !self.done.is_done() && self.task.state != State::Dropped
    }

    /// Whether it is open behind the day on which it was due.
    pub fn is_overdue(&self) -> bool {
        self.is_open() && matches!(self.due, Due::Overdue(_))
    }
}

fn item(target: &Target, known: &Known<'_>, lights: &Lights, day: Date, named: &[Key]) -> Item {
    let key = target.actual();
    let reading = known.latest(&key, day);
    let in_unit = |reading: &Reading| {
        target
            .amount
            .alike(&reading.value, &reading.unit, known.catalogue)
    };
    let actual = reading.as_ref().and_then(in_unit);
    let at = reading.as_ref().map_or(day, |reading| reading.day);
    let measures = actual
        .as_ref()
        .map(|actual| Measures::of_target(target, actual, at))
        .unwrap_or_default();
    let light = match (&reading, &actual) {
        (None, _) => Light::none("watch.no-reading"),
        (Some(_), None) => Light::none("watch.other-unit"),
        (Some(_), Some(_)) => light(lights, target.course, &measures, Some(&target.amount)),
    };
    let is_flow = target.course == Course::Flow;
    let (pace, forecast) = match actual.as_ref().filter(|_| is_flow) {
        Some(actual) => (pace(target, actual, at), foreseen(target, actual, at, known)),
        None => (None, None),
    };
    Item {
        lags: lags(&light, &measures),
        is_named: named.contains(&key),
        months: months(target, known, lights, day),
        target: target.clone(),
        actual,
        reading,
        measures,
        light,
        pace,
        forecast,
    }
}

fn lags(light: &Light, measures: &Measures) -> bool {
    match light.colour {
        Colour::Red | Colour::Yellow => true,
        Colour::Green => false,
        Colour::None => {
            let by = measures.get("behind").or_else(|| measures.get("gap"));
            by.is_some_and(Rational::is_positive)
        }
    }
}

fn months(target: &Target, known: &Known<'_>, lights: &Lights, day: Date) -> Vec<Month> {
    let one = |end: Date| {
        let reading = known.at(&target.actual(), end);
        let amount = reading.and_then(|read| target.amount.alike(&read.value, &read.unit, known.catalogue));
        let Some(amount) = amount else {
            return Month {
                end,
                colour: Colour::None,
                stood: None,
            };
        };
        let measures = Measures::of_target(target, &amount, end);
        Month {
            end,
            colour: light(lights, target.course, &measures, None).colour,
            stood: measures.get("progress").cloned().or(Some(amount.told())),
        }
    };
    let mut months: Vec<Month> = month_ends(day).into_iter().map(one).collect();
    make_good(&mut months, None, lights);
    months
}

fn pace(target: &Target, actual: &Amount, day: Date) -> Option<Pace> {
    let gone = months_gone(day);
    let left = Rational::whole(12) - &gone;
    let open = &target.amount.value - &actual.value;
    if target.at_most || !open.is_positive() {
        return None;
    }
    let (so_far, needed) = (actual.value.checked_div(&gone)?, open.checked_div(&left)?);
    Some(Pace {
        times: needed.checked_div(&so_far),
        so_far,
        needed,
    })
}

/// Earlier years that are looked at.
const YEARS: i16 = 5;

/// What accrues of a share of a list ends at all of it, so that no earlier year foretells it.
fn foreseen(target: &Target, actual: &Amount, day: Date, known: &Known<'_>) -> Option<Forecast> {
    let unit = known.catalogue.unit(&target.amount.unit);
    if unit.is_some_and(|unit| unit.class == UnitClass::Ratio) {
        return None;
    }
    let gone = time_gone(day).filter(|gone| *gone < Rational::one())?;
    let key = target.actual();
    let past = (1..=YEARS).rev().filter_map(|years| {
        let year = day.year().checked_sub(years)?;
        let last = Date::new(year, day.month(), 1).ok()?.last_of_month();
        let then = if day == day.last_of_month() {
            last
        } else {
            Date::new(year, day.month(), day.day().min(last.day())).ok()?
        };
        let read = |day| {
            let reading = known.at(&key, day)?;
            let amount = target
                .amount
                .alike(&reading.value, &reading.unit, known.catalogue)?;
            Some(amount.value)
        };
        Some(PastYear {
            year: year.to_string().into(),
            so_far: read(then)?,
            gone: time_gone(then)?,
            whole: read(Date::new(year, 12, 31).ok()?)?,
        })
    });
    let past: Vec<PastYear> = past.collect();
    forecast(&actual.value, &gone, &past)
}

fn state(task: &Task, known: &Known<'_>, lights: &Lights, day: Date) -> TaskState {
    let reached = reached(task, known, day);
    let met = met(task, known, day);
    let done = match task.state {
        State::Done(done) => done.or(met).map_or(Deed::DoneSometime, Deed::Done),
        State::Open | State::UnderWay => met.map_or(Deed::Open, Deed::Done),
        State::Dropped => Deed::Open,
    };
    let untested = task.untested();
    let light = if task.state == State::Dropped || untested.is_some() {
        Light::none("watch.no-test")
    } else {
        let measures = Measures::of_milestone(task.due, done, day);
        light(lights, Course::Milestone, &measures, None)
    };
    let due = Due::of(task.due, day);
    let open = !done.is_done() && task.state != State::Dropped;
    TaskState {
        months: milestone_months(task, done, lights, (day, light.colour)),
        unanswered: open && matches!(due, Due::Overdue(_)) && task.answered.is_empty(),
        task: task.clone(),
        done,
        due,
        reached,
        untested,
        light,
    }
}

/// What the fact of a task has come to, in the unit of what it has to come to.
fn reached(task: &Task, known: &Known<'_>, day: Date) -> Option<Amount> {
    let (key, wanted) = task.test.as_ref()?;
    let reading = known.latest(key, day)?;
    wanted.alike(&reading.value, &reading.unit, known.catalogue)
}

/// The day on which the fact of a task was enough for the first time. What stands at a level has to do so when it is due;
/// what accrues may be there earlier. A key without a period may be met in any year from that in which the task is due.
fn met(task: &Task, known: &Known<'_>, day: Date) -> Option<Date> {
    let (key, wanted) = task.test.as_ref()?;
    let is_met = |reading: &Reading| {
        let reached = wanted.alike(&reading.value, &reading.unit, known.catalogue);
        let enough = reached.is_some_and(|reached| {
            if task.at_most {
                reached.value <= wanted.value
            } else {
                reached.value >= wanted.value
            }
        });
        let settles = |period: Period| reading.day >= period.to || (!period.is_instant() && !task.at_most);
        enough && key.period.is_none_or(settles)
    };
    let last = |year: i16| Date::new(year, 12, 31).map_or(day, |last| last.min(day));
    let mut asked = if key.period.is_some() {
        vec![day]
    } else {
        (task.due.year()..=day.year()).map(last).collect()
    }
    .into_iter();
    asked
        .find_map(|day| known.first(key, day, is_met))
        .map(|reading| reading.day)
}

fn milestone_months(task: &Task, done: Deed, lights: &Lights, (day, now): (Date, Colour)) -> Vec<Month> {
    if now == Colour::None {
        return Vec::new();
    }
    let one = |end: Date| Month {
        end,
        colour: if end == day {
            now
        } else {
            let measures = Measures::at_end(task.due, done, end);
            measures.map_or(Colour::None, |measures| {
                light(lights, Course::Milestone, &measures, None).colour
            })
        },
        stood: None,
    };
    let mut months: Vec<Month> = month_ends(day).into_iter().map(one).collect();
    // What is done is done; the month need not be over for that.
    make_good(&mut months, (day != day.last_of_month()).then_some(now), lights);
    months
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
            items: Vec::new(),
            tasks: Vec::new(),
            opinions: Vec::new(),
        });
        add(reminder);
    };
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item.lags) {
        of(&item.target.owner, &|reminder| reminder.items.push(at));
    }
    for (at, task) in tasks.iter().enumerate() {
        if task.is_open() && !matches!(task.due, Due::Later(_)) {
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
