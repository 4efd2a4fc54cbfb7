//! Times as the text tells them: dates, stretches, moments, durations; and what they come to in a report's calendar.
//!
//! [`date`] recognises one at a place, [`resolve`] gives its days. Whether the time is one of the sentence's facts', one
//! that is compared with, or part of a name is not seen here.

mod figures;
mod parse;
mod parts;
mod place;
mod resolve;
mod years;

pub(crate) use place::Counted;
pub use resolve::{TimeContext, resolve};
pub(crate) use years::first_of;

use juyan_catalogue::Catalogue;
use juyan_model::{Date, Value};
use smol_str::SmolStr;

/// Which year a time lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// Named by its number.
    Given(i16),
    /// Counted from the report's: 去年 is -1.
    Relative(i8),
    /// The one that is spoken of.
    Context,
    /// The one before it: 上年.
    Before,
}

/// Which part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The whole year.
    Whole,
    /// Whole months, both included.
    Months(i8, i8),
    /// Days of one month, both included.
    Days(i8, i8, i8),
    /// A third of a month: 上旬 is 1.
    Third(i8, i8),
    /// The report's own stretch: 去年同期.
    Same,
    /// A month counted from the report's last: 上月 is -1.
    Month(i8),
}

/// Which end of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// The stretch itself.
    All,
    /// Its first day: 年初.
    Begin,
    /// Its last day: 6月末.
    End,
    /// From its first day to the end of the report's time: 今年以来.
    Since,
}

/// A stretch or an end of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The year.
    pub year: Year,
    /// The part of the year.
    pub part: Part,
    /// The end of that part.
    pub edge: Edge,
}

/// What a time expression tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateKind {
    /// A stretch or moment.
    Moment(Moment),
    /// From the beginning of one to the end of the other: 2011-2015年, “十三五”时期.
    Between(Moment, Moment),
    /// How long: 二十年, 三至五年.
    Duration(Value, SmolStr),
    /// A year of a plan or of a series, without calendar: 第一年.
    Ordinal,
    /// A time of day.
    Clock,
    /// A day or month that no calendar has: 2月30日.
    Impossible,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateExpr {
    /// Length in bytes.
    pub len: usize,
    /// Whether a numeral stands in it; 上半年 and 去年 are times without a figure.
    pub has_numeral: bool,
    /// What it tells.
    pub kind: DateKind,
}

impl DateExpr {
    /// The day, where it is told with its year.
    pub fn day(&self) -> Option<Date> {
        match self.kind {
            DateKind::Moment(Moment {
                year: Year::Given(year),
                part: Part::Days(month, day, last),
                ..
            }) if day == last => Date::new(year, month, day).ok(),
            _ => None,
        }
    }

    /// Whether it is told by the name of a five-year plan.
    pub fn is_plan(&self) -> bool {
        let DateKind::Between(from, to) = self.kind else {
            return false;
        };
        let (Year::Given(first), Year::Given(last)) = (from.year, to.year) else {
            return false;
        };
        last - first == 4 && (first - 1) % 5 == 0 && self.len < "2021-2025".len() + 3
    }

    /// Whether it tells, with its year, the part of a year that another names without: 2012年前三季度 of 前三季度.
    pub(crate) fn completes(&self, other: &Self) -> bool {
        let (DateKind::Moment(own), DateKind::Moment(bare)) = (&self.kind, &other.kind) else {
            return false;
        };
        let given = matches!(own.year, Year::Given(_)) && bare.year == Year::Context;
        given && own.part == bare.part && own.edge == bare.edge
    }

    /// Whether it is one month of a year that it names.
    pub(crate) fn is_month_of_year(&self) -> bool {
        let DateKind::Moment(moment) = self.kind else {
            return false;
        };
        let one = matches!(moment.part, Part::Months(first, last) if first == last);
        one && moment.edge == Edge::All && matches!(moment.year, Year::Given(_))
    }

    /// Whether it is one day of a month.
    pub fn is_day(&self) -> bool {
        let DateKind::Moment(moment) = self.kind else {
            return false;
        };
        moment.edge == Edge::All && matches!(moment.part, Part::Days(_, first, last) if first == last)
    }

    /// Whether it is the beginning of a stretch: 年初.
    pub fn begins(&self) -> bool {
        matches!(
            self.kind,
            DateKind::Moment(Moment {
                edge: Edge::Begin,
                ..
            })
        )
    }

    /// How long, and the unit of it, where it is a duration.
    pub fn duration(&self) -> (Option<Value>, Option<SmolStr>) {
        match &self.kind {
            DateKind::Duration(value, unit) => (Some(*value), Some(unit.clone())),
            _ => (None, None),
        }
    }

    /// Whether no calendar has it.
    pub fn is_impossible(&self) -> bool {
        self.kind == DateKind::Impossible
    }
}

/// The time expression that begins at byte `at` of `text`.
///
/// Words that merely begin with one (全年计划) are none.
pub fn date(text: &str, at: usize, catalogue: &Catalogue) -> Option<DateExpr> {
    counted_or_date(text, at, catalogue, &Counted::new())
}

/// The same, for whoever asks next for the quantity at `at`: it is kept in `counted` where a time of its kind was looked for.
pub(crate) fn counted_or_date(
    text: &str,
    at: usize,
    catalogue: &Catalogue,
    counted: &Counted,
) -> Option<DateExpr> {
    parse::expression(text, at, catalogue, counted)
}
