//! Whether this year and the one that it is held against are covered alike 同口径: six months over four are no growth.

use crate::coverage::Days;
use crate::formulas::BoundPart;
use crate::standing::{Standing, Taking};
use crate::{Complaint, Place};
use juyan_catalogue::{Aggregate, Step};
use juyan_model::{Date, Key};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// A fact that is not given, since what it holds against each other is not covered alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uneven {
    /// What it would be the value of.
    pub key: Key,
    /// In what the coverage is told.
    pub unit: CoverUnit,
    /// How much of the period has rows.
    pub this: u64,
    /// How much of the stretch before that it is held against.
    pub last: u64,
}

/// In what coverage is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoverUnit {
    /// Months with rows.
    Months,
    /// Thirds of a month 旬 with rows: a port that rests on some days is covered all the same.
    Thirds,
    /// Rows of the day.
    Rows,
}

/// How much of a stretch rows cover.
#[derive(Debug, PartialEq, Eq)]
enum Cover {
    Stretches(CoverUnit, BTreeSet<(i8, i8)>),
    Rows(u64),
}

impl Uneven {
    /// That the fact is not given, for who brought the sheet at `at`.
    pub fn complaint(&self, at: &Place) -> Complaint {
        let id = match self.unit {
            CoverUnit::Months => "formula.uneven-months",
            CoverUnit::Thirds => "formula.uneven-thirds",
            CoverUnit::Rows => "formula.uneven-rows",
        };
        let complaint = Complaint::new(id, "", at)
            .with("key", self.key.to_string())
            .with("this", self.this.to_string())
            .with("last", self.last.to_string());
        complaint.mild()
    }
}

impl Standing<'_> {
    /// The facts that are not given since years are not covered alike.
    pub fn uneven(&self) -> Vec<Uneven> {
        let groups = self.all_groups().into_iter();
        groups
            .filter_map(|(at, group)| {
                let (this, last) = self.unevenness(at, &group)?;
                Some(Uneven {
                    key: self.key(at, &group)?,
                    unit: this.unit(),
                    this: this.size(),
                    last: last.size(),
                })
            })
            .collect()
    }

    /// Whether all years that a fact holds against each other are covered alike.
    pub(crate) fn is_even(&self, at: usize, group: &[SmolStr]) -> bool {
        self.unevenness(at, group).is_none()
    }

    fn unevenness(&self, at: usize, group: &[SmolStr]) -> Option<(Cover, Cover)> {
        let takings = self.groups.get(at)?.get(group)?;
        let both = || self.bound.parts.iter().zip(takings);
        both()
            .filter(|(part, _)| part.part.years_before != 0)
            .find_map(|last| {
                let this = both().find(|(part, _)| is_counterpart(part, last.0))?;
                let (this, last) = (cover(this)?, cover(last)?);
                (this != last).then_some((this, last))
            })
    }
}

/// Whether a part takes of this year what `last` does of an earlier one.
fn is_counterpart(part: &BoundPart<'_>, last: &BoundPart<'_>) -> bool {
    part.part.years_before == 0 && part.part.from == last.part.from && part.dated.is_dated_as(&last.dated)
}

/// What the rows of a part cover; none where there is none, or nothing is added up.
fn cover((part, taking): (&BoundPart<'_>, &Taking)) -> Option<Cover> {
    if taking.tally.is_empty() || !matches!(*part.part.take, Aggregate::Sum(_)) {
        return None;
    }
    let days = &taking.days;
    match part.dated.series {
        Some(Step::Month) => Some(stretches(days, CoverUnit::Months, |day| (day.month(), 0))),
        Some(Step::Day) => Some(stretches(days, CoverUnit::Thirds, |day| {
            (day.month(), third(day))
        })),
        None => (part.dated.wants_rows()).then_some(Cover::Rows(days.undated)),
    }
}

fn stretches(days: &Days, unit: CoverUnit, of: impl Fn(Date) -> (i8, i8)) -> Cover {
    Cover::Stretches(unit, days.rows.keys().map(|day| of(*day)).collect())
}

/// Which third of its month a day is in.
fn third(day: Date) -> i8 {
    const DAYS: i8 = 10;
    ((day.day() - 1) / DAYS).min(2)
}

impl Cover {
    const fn unit(&self) -> CoverUnit {
        match self {
            Self::Stretches(unit, _) => *unit,
            Self::Rows(_) => CoverUnit::Rows,
        }
    }

    fn size(&self) -> u64 {
        match self {
            Self::Stretches(_, stretches) => u64::try_from(stretches.len()).unwrap_or(u64::MAX),
            Self::Rows(rows) => *rows,
        }
    }
}
