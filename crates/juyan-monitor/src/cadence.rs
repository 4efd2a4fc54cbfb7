//! How often a figure of a target is due, and whether one is overdue: who stops reporting must not stay green.

use crate::known::Known;
use crate::months::month_ends;
use crate::target::Target;
use jiff::ToSpan;
use juyan_catalogue::{Cadence, Catalogue, Message};
use juyan_model::{Date, Period, Term};
use std::collections::BTreeSet;

/// That a figure is overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Silence {
    /// The last day by which a figure was due.
    pub due: Date,
    /// The day that the last figure of the year is of; none where there is none.
    pub last: Option<Date>,
    /// How often figures are due.
    pub rhythm: Rhythm,
}

/// How often figures are due, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rhythm {
    /// How often.
    pub cadence: Cadence,
    /// Whether nobody says so, and it is taken from the days of the figures that came.
    pub is_guess: bool,
}

impl Silence {
    /// What is said of it in `language`.
    pub fn told(self, catalogue: &Catalogue, language: &str) -> String {
        let id = match (self.last, self.rhythm.is_guess) {
            (Some(_), false) => "watch.silent",
            (Some(_), true) => "watch.silent-guess",
            (None, false) => "watch.silent-never",
            (None, true) => "watch.silent-never-guess",
        };
        Message::fill(catalogue.say(id, language), |slot| match slot {
            "due" => Some(day(self.due, catalogue, language)),
            "last" => self.last.map(|last| day(last, catalogue, language)),
            "cadence" => Some(catalogue.say(said(self.rhythm.cadence), language).to_owned()),
            _ => None,
        })
    }
}

/// A figure that stands though a later period is over, since that one's is not overdue yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Standing {
    /// The end of the period whose figure is waited for.
    pub end: Date,
    /// The day on which it will be overdue.
    pub until: Date,
}

/// What is waited for of `target` on `day`, where the last figure of the year is of the day `last`: a figure that is overdue, else
/// the one until which the last stands. So many days behind the end of a period the figure before it stands.
pub(crate) fn awaited(
    target: &Target,
    known: &Known<'_>,
    last: Option<Date>,
    (day, grace): (Date, u8),
) -> (Option<Silence>, Option<Standing>) {
    let Some(rhythm) = rhythm(target, known, day) else {
        return (None, None);
    };
    let overdue = open_ends(rhythm, last, day).find(|end| until(*end, grace) <= day);
    if let Some(due) = overdue {
        return (Some(Silence { due, last, rhythm }), None);
    }
    let next = last.and_then(|_| open_ends(rhythm, last, day).next());
    let standing = next.map(|end| Standing {
        end,
        until: until(end, grace),
    });
    (None, standing)
}

/// The ends of periods that are over by `day` and behind the last figure, the last first.
fn open_ends(rhythm: Rhythm, last: Option<Date>, day: Date) -> impl Iterator<Item = Date> {
    let ends = month_ends(day).into_iter().rev();
    let ends = ends.filter(move |end| rhythm.cadence.ends_with(end.month()));
    ends.take_while(move |end| last.is_none_or(|last| last < *end))
}

/// The day on which the figure of a period that ends on `end` is overdue.
pub(crate) fn until(end: Date, grace: u8) -> Date {
    end.checked_add(i64::from(grace).days()).unwrap_or(Date::MAX)
}

/// A day as a sentence of `language` has it.
pub fn day(day: Date, catalogue: &Catalogue, language: &str) -> String {
    Message::fill(catalogue.say("watch.day", language), |slot| match slot {
        "iso" => Some(day.to_string()),
        "year" => Some(day.year().to_string()),
        "month" => Some(day.month().to_string()),
        "day" => Some(day.day().to_string()),
        _ => None,
    })
}

const fn said(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Month => "watch.cadence-month",
        Cadence::MonthFromFebruary => "watch.cadence-month-from-february",
        Cadence::Quarter => "watch.cadence-quarter",
        Cadence::Half => "watch.cadence-half",
        Cadence::Year => "watch.cadence-year",
    }
}

/// What the plan says, else the catalogue; else the least often that figures of the last years fit.
fn rhythm(target: &Target, known: &Known<'_>, day: Date) -> Option<Rhythm> {
    let of_indicator = || match &target.key.indicator {
        Term::Id(id) => known.catalogue.indicator(id)?.cadence,
        Term::Words(_) => None,
    };
    if let Some(cadence) = target.cadence.or_else(of_indicator) {
        return Some(Rhythm {
            cadence,
            is_guess: false,
        });
    }
    let years = Period::year(day.year().checked_sub(YEARS)?)?;
    let days = known.days(&target.actual(), Period::new(years.from, day));
    guess(&days).map(|cadence| Rhythm {
        cadence,
        is_guess: true,
    })
}

/// So many years before the day's are looked at.
const YEARS: i16 = 2;

fn guess(days: &BTreeSet<Date>) -> Option<Cadence> {
    let fits = |cadence: &Cadence| {
        let mut days = days.iter();
        days.all(|day| *day == day.last_of_month() && cadence.ends_with(day.month()))
    };
    let least_often = Cadence::ALL.into_iter().rev().find(fits);
    (!days.is_empty()).then(|| least_often.unwrap_or(Cadence::Month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(days: &[&str]) -> Option<Cadence> {
        guess(&days.iter().map(|day| day.parse().unwrap()).collect())
    }

    #[test]
    fn what_nobody_told_is_taken_from_the_days_that_came() {
        assert_eq!(guessed(&[]), None);
        assert_eq!(guessed(&["2024-06-30"]), Some(Cadence::Half));
        assert_eq!(guessed(&["2024-03-31", "2024-06-30"]), Some(Cadence::Quarter));
        assert_eq!(
            guessed(&["2024-02-29", "2024-03-31"]),
            Some(Cadence::MonthFromFebruary)
        );
        assert_eq!(guessed(&["2024-01-31", "2024-06-30"]), Some(Cadence::Month));
        assert_eq!(guessed(&["2024-06-20"]), Some(Cadence::Month));
        assert_eq!(guessed(&["2023-12-31"]), Some(Cadence::Year));
    }
}
