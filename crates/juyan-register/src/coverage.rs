//! Up to which day rows speak 所及: what is reckoned from June's rows says nothing of September, whoever asks for it. It
//! takes nothing together.

use crate::row::{Row, told_late};
use juyan_catalogue::{
    Condition, Expression, FactTime, Field, FieldKind, Formula, PERIOD_DAYS, Part, RegisterType, Step,
    Stretch, Test,
};
use juyan_model::{Cell, Date, Period, Record, Vouched};
use std::collections::BTreeMap;

/// What tells the day of the rows that a part takes together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dating<'c> {
    /// The rows themselves: each is of a day of its own and stays as it is.
    Rows,
    /// The rows, and they speak of the day in this field alone: 6月末的水面.
    Only(&'c str),
    /// Nothing but the day from which their fields came to hold what they do.
    Fields,
}

/// How far rows reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reach {
    /// The last day that they speak of.
    pub(crate) to: Date,
    /// Whether the rows tell that themselves. Else nobody kept the register for longer, and there is no day that what
    /// follows from it is of but the ends of what it was kept for.
    pub(crate) by_rows: bool,
}

/// Days that rows speak of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Days {
    /// How many rows speak of each.
    pub(crate) rows: BTreeMap<Date, u64>,
    /// How many rows name no day.
    pub(crate) undated: u64,
}

/// How the rows of a part tell of which day they are, worked out once.
#[derive(Debug)]
pub(crate) struct Dated<'c> {
    pub(crate) dating: Dating<'c>,
    /// The fields of days that its rows are asked for.
    days: Vec<&'c str>,
    /// The fields that it looks at.
    fields: Vec<&'c str>,
    /// The fields of which a day tells that the row was there, though it was told later: an event is of its own day. None of
    /// things that a list names.
    own: Vec<&'c str>,
    /// Of how long each row is where they come for every month or day, so that the last of them says how far they reach.
    pub(crate) series: Option<Step>,
    /// Of which days rows are asked for.
    asks: Asks,
    /// Whether its rows are things that come and go: what was there before the list began has left no row, whatever the days
    /// of those that did.
    lasts: bool,
}

/// Of which days a part takes rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// What happened in the period: rows before it are left out.
    Period,
    /// What happened in its year.
    Year,
    /// What was there at its end.
    End,
}

impl<'c> Dating<'c> {
    /// A row that names its day is an event and stays as it is. A day by which something is to have happened, `started <=
    /// end`, tells when the row began to count, not when its numbers came to what they are: where the register has stages,
    /// its rows are things that go on.
    pub fn of(part: &'c Part, register: &RegisterType) -> Self {
        if let Some(field) = part.only.iter().find_map(|condition| day_itself(condition)) {
            return Self::Only(field);
        }
        if is_within(part) || part.take.on().is_some() {
            return Self::Rows;
        }
        let is_number = |name: &&str| {
            register
                .field(name)
                .is_some_and(|field| field.kind == FieldKind::Number)
        };
        let has_stages = register.fields.iter().any(|field| field.stages);
        let numbers = part.take.names().iter().any(is_number);
        let stands_at = part.only.iter().any(|condition| is_at_stage(condition, register));
        let by_day = part
            .only
            .iter()
            .any(|condition| condition.names().any(|name| PERIOD_DAYS.contains(&name)));
        if by_day && !stands_at && !(numbers && has_stages) {
            Self::Rows
        } else {
            Self::Fields
        }
    }
}

impl<'c> Dated<'c> {
    pub(crate) fn of(formula: &'c Formula, part: &'c Part, register: &'c RegisterType) -> Self {
        let names = part.only.iter().flat_map(|condition| condition.names());
        let names = names.chain(part.take.on());
        let is_day = |field: &&Field| field.kind == FieldKind::Date && !field.ahead;
        let mut asked: Vec<&Field> = names
            .filter_map(|name| register.field(name).filter(is_day))
            .collect();
        asked.dedup_by_key(|field| &field.id);
        let dating = Dating::of(part, register);
        let required = register.fields.iter().filter(is_day);
        let mut own: Vec<&Field> = required.filter(|field| field.required).collect();
        if own.is_empty() && (Asks::of(part) != Asks::End || part.take.on().is_some()) {
            own.clone_from(&asked);
        }
        own.retain(|_| dating != Dating::Fields);
        Self {
            dating,
            own: own.iter().map(|field| field.id.as_str()).collect(),
            days: asked.iter().map(|field| field.id.as_str()).collect(),
            fields: formula.looks_at(part).into_iter().collect(),
            series: asked.iter().find_map(|field| field.series),
            asks: Asks::of(part),
            lasts: goes_on(register),
        }
    }

    /// Whether what `formula` comes to for `period` is of the whole of it: columns that bear no day hold what the year came
    /// to so far, and nothing of a quarter.
    pub(crate) fn begins_with(&self, formula: &Formula, period: Period) -> bool {
        let is_year_so_far =
            period.from.day_of_year() == 1 && (self.dating == Dating::Rows || !period.spans_years());
        formula.time != FactTime::Period || self.asks == Asks::Period || is_year_so_far
    }

    /// The day from which rows of these days are all that there were, in a register that was vouched for so far: from the first
    /// of them, unless they are things that were there before anybody listed them.
    pub(crate) fn begun(&self, days: &Days, vouched: Option<&Vouched>) -> Option<Date> {
        let listed = vouched.and_then(|vouched| vouched.since);
        let first = days.first().filter(|_| !self.lasts || listed.is_none());
        first.into_iter().chain(listed).min()
    }

    /// Whether anybody told what the rows hold in `year`: fields that bear no day are of no other year than those of which
    /// their list is known, or all its rows were told.
    pub(crate) fn is_told_in(&self, year: i16, days: &Days, vouched: Option<&Vouched>) -> bool {
        let by_rows = || days.all_since().is_some_and(|since| since.year() == year);
        let by_list = |vouched: &Vouched| vouched.lists_in(year);
        self.dating != Dating::Fields || vouched.is_none_or(by_list) || by_rows()
    }

    /// Whether rows come for every month or day, or for the very day that is asked for: then a row that is not there is one that
    /// was not brought in.
    pub(crate) const fn wants_rows(&self) -> bool {
        self.series.is_some() || matches!(self.dating, Dating::Only(_))
    }

    /// Whether it asks for rows of the same days as another part does of its year.
    pub(crate) fn is_dated_as(&self, other: &Self) -> bool {
        self.dating == other.dating && self.asks == other.asks
    }

    /// The day as of which a record is read that is asked for as of `end`; none where it was not there. What happened by then is
    /// read as of the day on which it was told.
    pub(crate) fn read_on(&self, record: &Record, end: Date) -> Option<Date> {
        let late = |field: &&str| told_late(record, field, end).and_then(|dated| dated.since);
        let begins = if record.is_there(end) {
            None
        } else {
            let later = record.begins().filter(|begins| *begins > end)?;
            self.own
                .iter()
                .any(|field| late(field).is_some())
                .then_some(later)?;
            Some(later)
        };
        let days = self.days.iter().filter(|_| self.dating != Dating::Fields);
        let told = days.filter_map(late).chain(begins);
        Some(told.fold(end, Date::max))
    }

    /// Whether the record was to be there at the end, and not only to happen within a stretch.
    pub(crate) fn asks_for_end(&self) -> bool {
        self.asks == Asks::End
    }

    /// The day that a row speaks of: the last of its own that has come, or the one of `period` from which its fields hold.
    pub(crate) fn day(&self, row: &Row<'_>, period: Period) -> Option<Date> {
        match self.dating {
            Dating::Rows => self.own_day(row.record, row.period.to),
            Dating::Only(_) => None,
            Dating::Fields => self.since(row.record, period),
        }
    }

    /// The last day by `end` that a record names; none where it is not of a day.
    pub(crate) fn own_day(&self, record: &Record, end: Date) -> Option<Date> {
        if self.dating != Dating::Rows {
            return None;
        }
        let told = |field: &str| match told_late(record, field, end) {
            Some(late) => late.cell.as_ref(),
            None => record.on(field, end),
        };
        let days = self.days.iter().filter_map(|field| match told(field) {
            Some(Cell::Day(day)) => Some(*day),
            _ => None,
        });
        days.filter(|day| *day <= end).max()
    }

    fn since(&self, record: &Record, period: Period) -> Option<Date> {
        let is_asked = |field: &str| self.fields.is_empty() || self.fields.contains(&field);
        let values = record.fields.iter().filter(|(field, _)| is_asked(field));
        let days = values.flat_map(|(_, values)| values.iter().filter_map(|dated| dated.since));
        days.filter(|day| period.from <= *day && *day <= period.to).max()
    }

    /// How far rows of these days reach by `end`, in a register whose rows are `noted` for these days, and that was `vouched`
    /// for so far; none where nothing bounds them.
    pub(crate) fn reach(
        &self,
        days: &Days,
        noted: &Days,
        vouched: Option<&Vouched>,
        end: Date,
    ) -> Option<Reach> {
        let by_rows = |to| Reach { to, by_rows: true };
        match self.dating {
            Dating::Only(_) => None,
            Dating::Fields => {
                // Of a list that was first told of later nothing is known by then.
                let list = |vouched: &Vouched| {
                    let list = vouched.list(end);
                    list.map_or(Reach::NOWHERE, |(to, by_rows)| Reach { to, by_rows })
                };
                // A fact is as old as the oldest of its rows, unless the whole list is younger.
                vouched.map(list).max(days.all_since().map(by_rows))
            }
            Dating::Rows if self.series.is_some() && days.are_series() => days.last().map(by_rows),
            // That no row of a series counts says so much of the days that it has.
            Dating::Rows if self.series.is_some() && days.is_empty() && noted.are_series() => {
                noted.last().map(by_rows)
            }
            Dating::Rows if self.lasts && self.asks == Asks::End && vouched?.list(end).is_none() => {
                Some(Reach::NOWHERE)
            }
            Dating::Rows => {
                let to = vouched?.events?;
                let kept = Some(Reach { to, by_rows: false });
                kept.max(days.last().map(by_rows))
            }
        }
    }
}

impl Asks {
    fn of(part: &Part) -> Self {
        if part.only.iter().any(|condition| is_of_period(condition)) {
            Self::Period
        } else if is_within(part) {
            Self::Year
        } else {
            Self::End
        }
    }
}

impl Reach {
    /// What says nothing at all.
    const NOWHERE: Self = Self {
        to: Date::MIN,
        by_rows: false,
    };
}

impl Days {
    pub(crate) fn put(&mut self, day: Option<Date>) {
        match day {
            Some(day) => *self.rows.entry(day).or_default() += 1,
            None => self.undated += 1,
        }
    }

    pub(crate) fn take(&mut self, day: Option<Date>) {
        let Some(day) = day else {
            self.undated = self.undated.saturating_sub(1);
            return;
        };
        if let Some(rows) = self.rows.get_mut(&day) {
            *rows = rows.saturating_sub(1);
            if *rows == 0 {
                self.rows.remove(&day);
            }
        }
    }

    /// Takes the days of other rows in.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.rows.extend(&other.rows);
        self.undated += other.undated;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.undated == 0
    }

    pub(crate) fn first(&self) -> Option<Date> {
        self.rows.first_key_value().map(|(day, _)| *day)
    }

    pub(crate) fn last(&self) -> Option<Date> {
        self.rows.last_key_value().map(|(day, _)| *day)
    }

    /// The day that all rows reach; none where one names none.
    pub(crate) fn all_since(&self) -> Option<Date> {
        self.first().filter(|_| self.undated == 0)
    }

    /// Whether they are the ends of months, or more days than a month has, though some were left out: the port rests on a holiday.
    fn are_series(&self) -> bool {
        self.rows.len() > A_MONTH
            || !self.rows.is_empty() && self.rows.keys().all(|day| *day == day.last_of_month())
    }
}

/// Rows of more days than this are those of every day; fewer are a sample, and may be of any time.
const A_MONTH: usize = 28;

/// Whether the rows of a register are things that go on, which no one day tells of: they have stages, or come and go.
fn goes_on(register: &RegisterType) -> bool {
    let days = |field: &&Field| field.kind == FieldKind::Date && !field.ahead;
    let mut fields = register.fields.iter();
    fields.any(|field| field.stages) || register.fields.iter().filter(days).count() != 1
}

fn is_within(part: &Part) -> bool {
    let mut conditions = part.only.iter();
    conditions.any(|condition| matches!(&**condition, Condition::Within(..)))
}

/// Whether a condition leaves out what was before the period.
fn is_of_period(condition: &Condition) -> bool {
    matches!(condition, Condition::Within(_, Stretch::Period))
        || condition.names().any(|name| name == "start")
}

/// The field of `day = end`.
fn day_itself(condition: &Condition) -> Option<&str> {
    let Condition::Compare {
        left: Expression::Name(field),
        test: Test::Is,
        right,
    } = condition
    else {
        return None;
    };
    let is_end =
        |side: &Expression| matches!(side, Expression::Name(name) if PERIOD_DAYS.contains(&name.as_str()));
    right.iter().any(is_end).then_some(field.as_str())
}

/// Whether a row has to be at a stage, which it was not always at.
fn is_at_stage(condition: &Condition, register: &RegisterType) -> bool {
    match condition {
        Condition::Compare {
            left: Expression::Name(field),
            test: Test::Is,
            ..
        } => register.field(field).is_some_and(|field| field.stages),
        _ => false,
    }
}
