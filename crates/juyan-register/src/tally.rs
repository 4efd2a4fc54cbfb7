//! What rows have come to so far, so that a changed row is taken out as it was and put in as it is, and the others are
//! not looked at again.

use crate::row::{Row, numbered};
use juyan_catalogue::Aggregate;
use juyan_model::{Date, Period, Rational, rational};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What one row adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Share {
    One,
    Value(SmolStr),
    Amount(Rational),
    Weighted(Rational, Rational),
    Dated(Date, SmolStr, Rational),
    Year(i16, bool),
    /// How things stood on a day, in one line.
    Snapshot(SmolStr, Date, Rational),
}

/// What all rows have added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tally {
    Count(u64),
    Distinct(BTreeMap<SmolStr, u64>),
    Sum(u64, Rational),
    Mean(Rational, Rational),
    Dated(BTreeMap<(Date, SmolStr), Rational>),
    /// Of each year, its rows and those of them that break the streak.
    Years(BTreeMap<i16, (u64, u64)>),
    /// Of each line how things stood on its days, of which the last counts.
    Lines(BTreeMap<SmolStr, BTreeMap<Date, Rational>>),
}

/// What rows come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Total {
    pub(crate) value: Rational,
    /// The day, where it is one that counts.
    pub(crate) day: Option<Date>,
}

/// What `row` adds to an aggregate; none where a field that it needs is empty.
pub(crate) fn share(take: &Aggregate, row: &Row<'_>) -> Option<Share> {
    match take {
        Aggregate::Count => Some(Share::One),
        Aggregate::Distinct(field) => row.word(field).map(Share::Value),
        Aggregate::Sum(value) => row.value(value).map(Share::Amount),
        Aggregate::Mean(value, weight) => {
            let weight = match weight {
                Some(weight) => row.value(weight)?,
                None => Rational::one(),
            };
            Some(Share::Weighted(row.value(value)?, weight))
        }
        Aggregate::Last { value, on } | Aggregate::Crossing { value, on, .. } => {
            let (day, value) = (row.day(on)?, row.value(value)?);
            Some(Share::Dated(day, row.record.code.clone(), value))
        }
        Aggregate::Streak { on, unless } => Some(Share::Year(row.day(on)?.year(), row.holds(unless))),
    }
}

impl Tally {
    /// Nothing yet.
    pub(crate) const fn new(take: &Aggregate) -> Self {
        match take {
            Aggregate::Count => Self::Count(0),
            Aggregate::Distinct(_) => Self::Distinct(BTreeMap::new()),
            Aggregate::Sum(_) => Self::Sum(0, Rational::zero()),
            Aggregate::Mean(..) => Self::Mean(Rational::zero(), Rational::zero()),
            Aggregate::Last { .. } | Aggregate::Crossing { .. } => Self::Dated(BTreeMap::new()),
            Aggregate::Streak { .. } => Self::Years(BTreeMap::new()),
        }
    }

    /// Puts in what a row adds.
    pub(crate) fn put(&mut self, share: Share) {
        match (self, share) {
            (Self::Count(count), Share::One) => *count += 1,
            (Self::Distinct(values), Share::Value(value)) => *values.entry(value).or_default() += 1,
            (Self::Sum(count, sum), Share::Amount(amount)) => {
                *count += 1;
                *sum = &*sum + amount;
            }
            (Self::Mean(sum, weights), Share::Weighted(value, weight)) => {
                *sum = &*sum + value * &weight;
                *weights = &*weights + weight;
            }
            (Self::Dated(days), Share::Dated(day, code, value)) => {
                days.insert((day, code), value);
            }
            (Self::Lines(lines), Share::Snapshot(line, day, value)) => {
                lines.entry(line).or_default().insert(day, value);
            }
            (Self::Years(years), Share::Year(year, breaks)) => {
                let (rows, breaking) = years.entry(year).or_default();
                *rows += 1;
                *breaking += u64::from(breaks);
            }
            _ => debug_assert!(false, "a share of another aggregate"),
        }
    }

    /// Takes out what a row has added.
    pub(crate) fn take(&mut self, share: Share) {
        match (self, share) {
            (Self::Count(count), Share::One) => *count = count.saturating_sub(1),
            (Self::Distinct(values), Share::Value(value)) => {
                let count = values.entry(value.clone()).or_default();
                *count = count.saturating_sub(1);
                if *count == 0 {
                    values.remove(&value);
                }
            }
            (Self::Sum(count, sum), Share::Amount(amount)) => {
                *count = count.saturating_sub(1);
                *sum = &*sum - &amount;
            }
            (Self::Mean(sum, weights), Share::Weighted(value, weight)) => {
                *sum = &*sum - &(value * &weight);
                *weights = &*weights - &weight;
            }
            (Self::Dated(days), Share::Dated(day, code, _)) => {
                days.remove(&(day, code));
            }
            (Self::Lines(lines), Share::Snapshot(line, day, _)) => {
                if let Some(days) = lines.get_mut(&line) {
                    days.remove(&day);
                }
                lines.retain(|_, days| !days.is_empty());
            }
            (Self::Years(years), Share::Year(year, breaks)) => {
                if let Some((rows, breaking)) = years.get_mut(&year) {
                    *rows = rows.saturating_sub(1);
                    *breaking = breaking.saturating_sub(u64::from(breaks));
                }
            }
            _ => debug_assert!(false, "a share of another aggregate"),
        }
    }

    /// What it comes to in `period`, which lies `years_before` years before the one that is asked for.
    pub(crate) fn total(&self, take: &Aggregate, period: Period, years_before: i16) -> Option<Total> {
        let whole = |count: u64| Some(Total::of(Rational::whole(count.into())));
        match self {
            Self::Count(count) => whole(*count),
            Self::Distinct(values) => whole(u64::try_from(values.len()).unwrap_or(u64::MAX)),
            Self::Sum(_, sum) => Some(Total::of(sum.clone())),
            Self::Mean(sum, weights) => sum.checked_div(weights).map(Total::of),
            Self::Dated(days) => match take {
                Aggregate::Crossing { at, .. } => {
                    let day = crossing(days, &rational(*at))?;
                    Some(Total {
                        value: since_new_year(day, years_before)?,
                        day: Some(day),
                    })
                }
                _ => days.last_key_value().map(|((day, _), value)| Total {
                    value: value.clone(),
                    day: Some(*day),
                }),
            },
            Self::Years(years) => whole(streak(years, period.to.year())),
            Self::Lines(lines) => {
                let last = lines.values().filter_map(|days| days.values().next_back());
                Some(Total::of(last.fold(Rational::zero(), |sum, value| sum + value)))
            }
        }
    }

    /// Whether no row has added anything.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Count(count) | Self::Sum(count, _) => *count == 0,
            Self::Distinct(values) => values.is_empty(),
            Self::Mean(_, weights) => weights.is_zero(),
            Self::Dated(days) => days.is_empty(),
            Self::Years(years) => years.values().all(|(rows, _)| *rows == 0),
            Self::Lines(lines) => lines.is_empty(),
        }
    }
}

impl Total {
    const fn of(value: Rational) -> Self {
        Self { value, day: None }
    }
}

/// The day on which the running sum reaches `limit`.
fn crossing(days: &BTreeMap<(Date, SmolStr), Rational>, limit: &Rational) -> Option<Date> {
    let mut sum = Rational::zero();
    for ((day, _), value) in days {
        sum = sum + value;
        if sum >= *limit {
            return Some(*day);
        }
    }
    None
}

/// A day as days since its year began, reckoned in the calendar of the year that is asked for: what comes 65 days
/// earlier than last year does so by the date, whether or not one of the years has a 29 February.
fn since_new_year(day: Date, years_before: i16) -> Option<Rational> {
    let year = day.year().checked_add(years_before)?;
    let moved = Date::new(year, day.month(), day.day())
        .or_else(|_| Date::new(year, day.month(), day.day() - 1))
        .ok()?;
    let new_year = Date::new(year, 1, 1).ok()?;
    Some(numbered(moved) - numbered(new_year))
}

/// How many years in a row, up to `year`, have rows and none that breaks the streak.
fn streak(years: &BTreeMap<i16, (u64, u64)>, year: i16) -> u64 {
    let unbroken = |year: &i16| {
        years
            .get(year)
            .is_some_and(|(rows, breaking)| *rows > 0 && *breaking == 0)
    };
    let back = (0..=year).rev();
    u64::try_from(back.take_while(unbroken).count()).unwrap_or(u64::MAX)
}
