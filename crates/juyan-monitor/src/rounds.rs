//! What has to be done anew in every month, quarter or year: each is judged by its own figure, and one that was missed is named.

use crate::amount::Amount;
use crate::cadence::until;
use crate::known::{Known, Origin, Reading};
use crate::months::month_ends;
use crate::openness::Openness;
use crate::target::bare;
use crate::task::Task;
use juyan_catalogue::{Cadence, Kind};
use juyan_model::{Date, Key, Period, Term};

/// A period in which a task had to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Its last day.
    pub end: Date,
    /// Whether it was.
    pub turn: Turn,
    /// What its own figure came to, in the unit of what it has to come to.
    pub reached: Option<Amount>,
    /// Who may see that.
    pub openness: Openness,
}

/// Whether a task was done in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// Its figure was enough.
    Met,
    /// It was not.
    Short,
    /// There is none, and it is overdue.
    Untold,
    /// There is none yet.
    Awaited,
}

impl Round {
    /// Whether it is known that it was not done, or nobody says so though that is overdue.
    pub const fn is_missed(&self) -> bool {
        matches!(self.turn, Turn::Short | Turn::Untold)
    }
}

/// The periods of a task with a cadence that are over by `day`; a figure is overdue so many days behind the end of its period.
pub(crate) fn rounds(task: &Task, known: &Known<'_>, (day, grace): (Date, u8)) -> Vec<Round> {
    let (Some(cadence), Some((key, wanted))) = (task.cadence, &task.test) else {
        return Vec::new();
    };
    let one = |end: Date| {
        let reading = figure(key, known, (begin(cadence, end), end));
        let reached = reading
            .as_ref()
            .and_then(|reading| wanted.alike(&reading.value, &reading.unit, known.catalogue));
        let turn = match &reached {
            Some(reached) if task.is_enough(reached) => Turn::Met,
            Some(_) => Turn::Short,
            None if until(end, grace) <= day => Turn::Untold,
            None => Turn::Awaited,
        };
        Round {
            end,
            turn,
            reached,
            openness: reading.as_ref().map_or(Openness::Public, Openness::of_reading),
        }
    };
    ends(task, cadence, key, day).map(one).collect()
}

/// The last days of the periods: behind the day on which the task was raised and up to that on which it is due, of the key's own time.
fn ends(task: &Task, cadence: Cadence, key: &Key, day: Date) -> impl Iterator<Item = Date> {
    let last = key
        .period
        .map_or(task.due, |period| task.due.min(period.to))
        .min(day);
    let first = key.period.map(|period| period.from);
    let begun = task.raised;
    let years = begun.or(first).unwrap_or(task.due).year()..=last.year();
    let months = years.filter_map(|year| Some(month_ends(Date::new(year, 12, 31).ok()?)));
    months.flatten().filter(move |end| {
        cadence.ends_with(end.month())
            && *end <= last
            && begun.is_none_or(|begun| begun < *end)
            && first.is_none_or(|first| first <= *end)
    })
}

/// The first day of which a task that has to be done anew asks; none of one that has not.
pub(crate) fn first(task: &Task) -> Option<Date> {
    let (Some(_), Some((key, _))) = (task.cadence, &task.test) else {
        return None;
    };
    let begun = task.raised.or(key.period.map(|period| period.from));
    Date::new(begun.unwrap_or(task.due).year(), 1, 1).ok()
}

/// The first day of the period that ends on `end`.
pub(crate) fn begin(cadence: Cadence, end: Date) -> Date {
    let months = match cadence {
        Cadence::Month => 1,
        Cadence::MonthFromFebruary => 1 + i8::from(end.month() == 2),
        Cadence::Quarter => 3,
        Cadence::Half => 6,
        Cadence::Year => 12,
    };
    let month = (end.month() + 1).saturating_sub(months).max(1);
    Date::new(end.year(), month, 1).unwrap_or(end)
}

/// What a key came to within a period: its own figure; of what accrues since the year began, what was added in it; else what stood at
/// its end.
fn figure(key: &Key, known: &Known<'_>, (from, end): (Date, Date)) -> Option<Reading> {
    let within = Key {
        period: Some(Period::new(from, end)),
        ..key.clone()
    };
    let own = known.at(&within, end);
    if own.is_some() {
        return own;
    }
    let whole = known.at(&bare(key), end)?;
    if !accrues(key, &whole, known) {
        return Some(whole);
    }
    if from.month() == 1 {
        return Some(whole);
    }
    let before = known.at(&bare(key), from.yesterday().ok()?)?;
    (before.unit == whole.unit).then(|| Reading {
        value: &whole.value - &before.value,
        ..whole
    })
}

/// Whether a figure of the end of a period is of all that was since the year began: that of a flow, or one that says so itself.
fn accrues(key: &Key, whole: &Reading, known: &Known<'_>) -> bool {
    let is_flow = match &key.indicator {
        Term::Id(id) => known
            .catalogue
            .indicator(id)
            .is_some_and(|indicator| indicator.kind == Kind::Flow),
        Term::Words(_) => match &whole.origin {
            Origin::Fact(key) => key.period.is_some_and(|of| !of.is_instant()),
            Origin::Noted | Origin::Formula(_) => false,
        },
    };
    is_flow && key.measures.is_empty()
}
