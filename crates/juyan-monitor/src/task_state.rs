//! Tasks on a day: whether they are done, since when, how they lie to the day when they are due.

use crate::amount::Amount;
use crate::due::{Deed, Due};
use crate::known::{Known, Reading};
use crate::light::{Light, light};
use crate::measure::Measures;
use crate::months::{Month, make_good, month_ends};
use crate::openness::Openness;
use crate::task::{State, Task, Untested};
use juyan_catalogue::{Bound, Colour, Course, Lights};
use juyan_model::{Date, Period};

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

    /// Whether it is open behind the day on which it was due.
    pub fn is_overdue(&self) -> bool {
        self.is_open() && matches!(self.due, Due::Overdue(_))
    }
}

pub(crate) fn state(task: &Task, known: &Known<'_>, lights: &Lights, day: Date) -> TaskState {
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
        light(lights, (Course::Milestone, Bound::Least), &measures, None)
    };
    let due = Due::of(task.due, day);
    let open = !done.is_done() && task.state != State::Dropped;
    TaskState {
        months: milestone_months(task, done, lights, (day, light.colour)),
        unanswered: open && matches!(due, Due::Overdue(_)) && task.answered.is_empty(),
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
        let enough = reached.is_some_and(|reached| {
            if task.at_most {
                reached.value <= wanted.value
            } else {
                reached.value >= wanted.value
            }
        });
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
