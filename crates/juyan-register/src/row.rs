//! What a record says on a day: its values in base units, whether conditions hold for it. It takes nothing together.

use juyan_catalogue::{
    Catalogue, Condition, Cumulates, Expression, Field, FieldKind, Named, RegisterType, Stretch,
};
use juyan_model::{Cell, Date, Dated, Period, Rational, Record, rational};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A type of register with what its numbers are multiplied by to be in base units.
#[derive(Debug)]
pub(crate) struct Columns<'c> {
    pub(crate) register: &'c RegisterType,
    scales: BTreeMap<&'c str, Rational>,
    /// The fields whose values are of another time than that from which they hold.
    times: BTreeMap<&'c str, Time>,
    /// The fields of days that end a record.
    pub(crate) ends: Vec<&'c str>,
}

/// Of which time a value is, where it is not simply of the days on which its field holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Time {
    /// Of itself: a day on which something happened, whenever it was told.
    OwnDay,
    /// Of the year in which it was told.
    Year,
    /// Of all time up to then.
    Ever,
}

/// The years of which a value is that was told without a day; none where nobody knows, and it may be of any.
pub(crate) type Undated = Option<(i16, i16)>;

/// A record as it was on the last day of a period.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) columns: &'a Columns<'a>,
    pub(crate) record: &'a Record,
    pub(crate) period: Period,
    /// The day as of which its fields are read: the last of the period, or a later one on which what happened by then was told.
    pub(crate) on: Date,
    pub(crate) undated: Undated,
    /// Whether of what is added up since ever only what came within the period is meant.
    pub(crate) accrues: bool,
}

impl<'c> Columns<'c> {
    pub(crate) fn new(register: &'c RegisterType, catalogue: &Catalogue) -> Self {
        let scaled = register.fields.iter().filter_map(|field| {
            let (scale, _) = catalogue.scaled_unit(&field.unit)?;
            Some((field.id.as_str(), rational(scale)))
        });
        let timed = register.fields.iter();
        let ends = register.fields.iter().filter(|field| field.ends);
        Self {
            register,
            scales: scaled.collect(),
            times: timed
                .filter_map(|field| Some((field.id.as_str(), Time::of(field)?)))
                .collect(),
            ends: ends.map(|field| field.id.as_str()).collect(),
        }
    }

    /// Whether a field holds what is of one year, or adds up since ever: of which year a value is that was told without a day
    /// then matters.
    pub(crate) fn is_of_years(&self, field: &str) -> bool {
        matches!(self.times.get(field), Some(Time::Year | Time::Ever))
    }
}

impl Time {
    fn of(field: &Field) -> Option<Self> {
        match field.kind {
            FieldKind::Date if !field.ahead => Some(Self::OwnDay),
            FieldKind::Number if field.is_of_year() => Some(Self::Year),
            FieldKind::Number if field.cumulates == Some(Cumulates::Ever) => Some(Self::Ever),
            _ => None,
        }
    }
}

/// A day by `end` that was told after it; none where one was told by then already.
pub(crate) fn told_late<'r>(record: &'r Record, field: &str, end: Date) -> Option<&'r Dated> {
    if record.on(field, end).is_some() {
        return None;
    }
    let is_by_end = |dated: &&Dated| matches!(dated.cell, Some(Cell::Day(day)) if day <= end);
    record.last(field).filter(is_by_end)
}

impl<'a> Row<'a> {
    /// Whether a day came that ended the record.
    pub(crate) fn has_ended(&self) -> bool {
        let mut ends = self.columns.ends.iter();
        ends.any(|field| self.day(field).is_some_and(|day| day <= self.period.to))
    }

    /// What a field held.
    pub(crate) fn cell(&self, field: &str) -> Option<&'a Cell> {
        match self.columns.times.get(field) {
            Some(Time::OwnDay) => match told_late(self.record, field, self.period.to) {
                Some(late) => late.cell.as_ref(),
                None => self.record.on(field, self.period.to),
            },
            Some(Time::Year) => {
                let held = self.record.dated_on(field, self.on)?;
                held.cell.as_ref().filter(|_| self.is_of_year(held))
            }
            Some(Time::Ever) | None => self.record.on(field, self.on),
        }
    }

    /// Whether a field holds what was told for another year, and nothing for this one.
    pub(crate) fn is_stale(&self, field: &str) -> bool {
        self.columns.times.get(field) == Some(&Time::Year)
            && self.cell(field).is_none()
            && self.record.on(field, self.on).is_some()
    }

    fn is_of_year(&self, held: &Dated) -> bool {
        let year = self.period.to.year();
        match (held.since, self.undated) {
            (Some(since), _) => since.year() == year,
            (None, Some((first, last))) => first <= year && year <= last,
            (None, None) => true,
        }
    }

    /// What was added up before the period, in the unit of the field.
    fn before(&self, field: &str) -> Option<&'a Cell> {
        let day = self.period.from.yesterday().ok()?;
        let held = self.record.dated_on(field, day)?;
        let had_come = held.since.is_some() || self.undated.is_some_and(|(first, _)| first <= day.year());
        held.cell.as_ref().filter(|_| had_come)
    }

    /// The day that a field held.
    pub(crate) fn day(&self, field: &str) -> Option<Date> {
        match self.cell(field)? {
            Cell::Day(day) => Some(*day),
            Cell::Text(_) | Cell::Number(_) | Cell::Code(_) | Cell::Flag(_) | Cell::Link(_) => None,
        }
    }

    /// The word that a field held, as keys have it.
    pub(crate) fn word(&self, field: &str) -> Option<SmolStr> {
        match self.cell(field)? {
            Cell::Text(word) | Cell::Code(word) | Cell::Link(word) => Some(word.clone()),
            Cell::Number(number) => Some(number.normalize().to_string().into()),
            Cell::Day(day) => Some(day.to_string().into()),
            Cell::Flag(flag) => Some(if *flag { "yes" } else { "no" }.into()),
        }
    }

    /// What an expression comes to; none where a field is empty or a quotient does not exist.
    pub(crate) fn value(&self, expression: &Expression) -> Option<Rational> {
        expression.value(self)
    }

    /// The value of a field, or of a day of the period.
    fn named(&self, name: &str) -> Option<Rational> {
        match self.cell(name) {
            Some(Cell::Number(number)) => {
                let mut number = rational(*number);
                if self.accrues
                    && self.columns.times.get(name) == Some(&Time::Ever)
                    && let Some(Cell::Number(before)) = self.before(name)
                {
                    number = number - rational(*before);
                }
                let scale = self.columns.scales.get(name);
                Some(scale.map_or_else(|| number.clone(), |scale| &number * scale))
            }
            Some(Cell::Day(day)) => Some(numbered(*day)),
            Some(Cell::Text(_) | Cell::Code(_) | Cell::Flag(_) | Cell::Link(_)) => None,
            None => self.day_of_period(name).map(numbered),
        }
    }

    fn day_of_period(&self, name: &str) -> Option<Date> {
        let Period { from, to } = self.period;
        match name {
            "start" => Some(from),
            "end" => Some(to),
            "year_start" => Date::new(to.year(), 1, 1).ok(),
            "year_end" => Date::new(to.year(), 12, 31).ok(),
            _ => None,
        }
    }

    /// Whether a condition holds. One about a field that is empty does not.
    pub(crate) fn holds(&self, condition: &Condition) -> bool {
        self.verdict(condition) == Some(true)
    }

    /// Whether a condition holds; none where a field that it asks for is empty.
    pub(crate) fn verdict(&self, condition: &Condition) -> Option<bool> {
        condition.verdict(self)
    }
}

impl Named for Row<'_> {
    fn number(&self, name: &str) -> Option<Rational> {
        self.named(name)
    }

    fn word(&self, name: &str) -> Option<Option<SmolStr>> {
        let field = self.columns.register.field(name)?;
        is_word(field.kind).then(|| Row::word(self, name))
    }

    /// A day that is still to come has not.
    fn has(&self, name: &str) -> bool {
        let is_to_come = |cell: &Cell| matches!(cell, Cell::Day(day) if *day > self.period.to);
        let is_own = self.columns.times.get(name) == Some(&Time::OwnDay);
        self.cell(name).is_some_and(|cell| !(is_own && is_to_come(cell)))
    }

    fn within(&self, name: &str, stretch: Stretch) -> Option<bool> {
        let day = self.day(name)?;
        Some(match stretch {
            Stretch::Period => self.period.from <= day && day <= self.period.to,
            Stretch::Year => day.year() == self.period.to.year(),
        })
    }
}

const fn is_word(kind: FieldKind) -> bool {
    match kind {
        FieldKind::Text | FieldKind::Code | FieldKind::Flag | FieldKind::Link => true,
        FieldKind::Number | FieldKind::Date => false,
    }
}

/// Days are reckoned with as their distance from this one.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// A day as a number, so that days can be compared and their distance be reckoned.
pub(crate) fn numbered(day: Date) -> Rational {
    Rational::whole(i128::from(Period::new(EPOCH, day).days()) - 1)
}
