//! Tasks on a day: whether they are done, since when, how they lie to the day when they are due.

use crate::amount::Amount;
use crate::due::{Deed, Due};
use crate::known::{Known, Reading};
use crate::light::{Light, light};
use crate::likely::{Likely, Wanted};
use crate::measure::Measures;
use crate::months::{Month, make_good, month_ends};
use crate::openness::Openness;
use crate::rounds::{Round, Turn, begin, rounds};
use crate::target::bare;
use crate::task::{State, Task, Untested};
use juyan_catalogue::{Bound, Colour, Course, Lights};
use juyan_model::{Date, Key, Period};
use std::collections::BTreeSet;

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
    /// Who may see what it has come to.
    pub openness: Openness,
    /// Why nothing shows whether it is done.
    pub untested: Option<Untested>,
    /// Whether it is due, not done, and nothing was answered.
    pub unanswered: bool,
    /// Where it has to be done anew month by month, each that is over.
    pub rounds: Vec<Round>,
    /// Figures of reports that would show that it is done, under other keys: until somebody says whether they are of it, nobody is
    /// reminded of it.
    pub likely: Vec<Likely>,
    /// Whether somebody has to say that first.
    pub is_asked: bool,
    /// The light of the day.
    pub light: Light,
    /// The months of the year so far.
    pub months: Vec<Month>,
}

impl TaskState {
    /// Whether it is neither done nor given up.
    pub fn is_open(&self) -> bool {
        !self.done.is_done() && self.task.state != State::Dropped
    }

    /// Whether it is open behind the day on which it was due, and no figure that may be of it waits for an answer.
    pub fn is_overdue(&self) -> bool {
        self.is_open() && !self.is_asked && matches!(self.due, Due::Overdue(_))
    }

    /// The months in which it was not done, or of which nobody says so though that is overdue.
    pub fn missed(&self) -> impl Iterator<Item = &Round> {
        self.rounds.iter().filter(|round| round.is_missed())
    }
}

/// How a task stands; what is told under the keys that are `own` to something else is not its.
pub(crate) fn state(
    task: &Task,
    (known, own): (&Known<'_>, &BTreeSet<Key>),
    lights: &Lights,
    day: Date,
) -> TaskState {
    let reached = reached(task, known, day);
    let rounds = rounds(task, known, (day, lights.grace));
    let met = if task.cadence.is_some() {
        met_throughout(task, &rounds, day)
    } else {
        met(task, known, day)
    };
    let done = match task.state {
        State::Done(done) => done.or(met).map_or(Deed::DoneSometime, Deed::Done),
        State::Open | State::UnderWay => met.map_or(Deed::Open, Deed::Done),
        State::Dropped => Deed::Open,
    };
    let untested = task.untested();
    let open = !done.is_done() && task.state != State::Dropped;
    let mut likely = if open {
        likely(task, known, &rounds, day)
    } else {
        Vec::new()
    };
    likely.retain(|likely| !own.contains(&bare(&likely.key)));
    let is_asked = !likely.is_empty();
    let judged = judged(task, &rounds, done);
    let light = if task.state == State::Dropped || untested.is_some() {
        Light::none("watch.no-test")
    } else if is_asked {
        Light::none("watch.task-likely")
    } else {
        let measures = Measures::of_milestone(judged.0, judged.1, day);
        light(lights, (Course::Milestone, Bound::Least), &measures, None)
    };
    let due = Due::of(wanted_by(task, &rounds), day);
    let months = if rounds.is_empty() {
        milestone_months(task, done, lights, (day, light.colour))
    } else {
        months_of_rounds(&rounds, lights, day)
    };
    TaskState {
        months,
        unanswered: open && !is_asked && matches!(due, Due::Overdue(_)) && task.answered.is_empty(),
        rounds,
        likely,
        is_asked,
        task: task.clone(),
        done,
        due,
        openness: openness(task, known, day),
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

fn openness(task: &Task, known: &Known<'_>, day: Date) -> Openness {
    let reading = task.test.as_ref().and_then(|(key, _)| known.latest(key, day));
    reading.as_ref().map_or(Openness::Public, Openness::of_reading)
}

/// The day on which the fact of a task was enough for the first time. What stands at a level has to do so when it is due, and
/// a cap has to hold until then; what accrues may be there earlier. A key without a period may be met in any year from that in
/// which the task is due. What was so before the task was raised shows nothing: 今后每月.
fn met(task: &Task, known: &Known<'_>, day: Date) -> Option<Date> {
    let (key, wanted) = task.test.as_ref()?;
    let is_met = |reading: &Reading| {
        let reached = wanted.alike(&reading.value, &reading.unit, known.catalogue);
        let enough = reached.is_some_and(|reached| task.is_enough(&reached));
        let settles = |period: Period| reading.day >= period.to || (!period.is_instant() && !task.at_most);
        enough
            && task.raised.is_none_or(|raised| raised <= reading.day)
            && key
                .period
                .map_or(!task.at_most || reading.day >= task.due, settles)
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

/// The day on which a task that has to be done in every period was done in all of them; none before the last is over.
fn met_throughout(task: &Task, rounds: &[Round], day: Date) -> Option<Date> {
    let all_met = rounds.iter().all(|round| round.turn == Turn::Met);
    let last = rounds.last().filter(|_| all_met && task.due <= day)?;
    Some(last.end)
}

/// The day by which something is still wanted: the first of the periods of which nobody says anything, or of those that were missed up
/// to now; else when the task is due.
fn wanted_by(task: &Task, rounds: &[Round]) -> Date {
    let untold = rounds.iter().find(|round| round.turn == Turn::Untold);
    let told = rounds.iter().rev().filter(|round| round.turn != Turn::Awaited);
    let short = told.take_while(|round| round.is_missed()).last();
    let missed = untold.into_iter().chain(short).map(|round| round.end);
    missed.min().unwrap_or(task.due)
}

/// The day and the deed that the light is of: of what has to be done in every period the last of which anything is known.
fn judged(task: &Task, rounds: &[Round], done: Deed) -> (Date, Deed) {
    let last = rounds.iter().rfind(|round| round.turn != Turn::Awaited);
    match last.filter(|_| !matches!(task.state, State::Done(_))) {
        Some(round) => (round.end, deed(round)),
        None => (task.due, done),
    }
}

fn deed(round: &Round) -> Deed {
    if round.turn == Turn::Met {
        Deed::Done(round.end)
    } else {
        Deed::Open
    }
}

/// What reports tell under other keys that would be enough; of what has to be done in every period, for those of which nobody says
/// anything.
fn likely(task: &Task, known: &Known<'_>, rounds: &[Round], day: Date) -> Vec<Likely> {
    let Some((key, amount)) = &task.test else {
        return Vec::new();
    };
    let ask = |key: &Key, last| {
        let wanted = Wanted {
            key,
            name: "",
            amount,
            last,
        };
        let mut likely = known.likely(wanted, day);
        likely.retain(|likely| task.is_enough(&likely.amount));
        likely
    };
    let Some(cadence) = task.cadence else {
        return ask(key, known.latest(key, day).map(|reading| reading.day));
    };
    let untold = rounds.iter().filter(|round| round.turn == Turn::Untold);
    let asked = untold.flat_map(|round| {
        let within = Period::new(begin(cadence, round.end), round.end);
        let key = Key {
            period: Some(within),
            ..key.clone()
        };
        ask(&key, None)
    });
    asked.collect()
}

/// The months of the year so far, those with a light in which a period ends of which anything is known.
fn months_of_rounds(rounds: &[Round], lights: &Lights, day: Date) -> Vec<Month> {
    let one = |end: Date| {
        let mut rounds = rounds.iter().filter(|round| round.turn != Turn::Awaited);
        let measures = rounds
            .find(|round| round.end == end)
            .and_then(|round| Measures::at_end(end, deed(round), end));
        Month {
            end,
            colour: measures.map_or(Colour::None, |measures| {
                light(lights, (Course::Milestone, Bound::Least), &measures, None).colour
            }),
            stood: None,
            openness: Openness::Public,
        }
    };
    let mut months: Vec<Month> = month_ends(day).into_iter().map(one).collect();
    make_good(&mut months, None, lights);
    months
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
                light(lights, (Course::Milestone, Bound::Least), &measures, None).colour
            })
        },
        stood: None,
        openness: Openness::Public,
    };
    let ends = month_ends(day).into_iter();
    let ends = ends.filter(|end| task.raised.is_none_or(|raised| raised <= *end));
    let mut months: Vec<Month> = ends.map(one).collect();
    // What is done is done; the month need not be over for that.
    make_good(&mut months, (day != day.last_of_month()).then_some(now), lights);
    months
}
