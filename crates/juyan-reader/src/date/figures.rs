//! Dates and times of day in figures: `2024-06-30 14:45`, 9时; and whether the calendar has a day.

use super::place::{Number, Reader};
use super::years::YEARS;
use super::{DateKind, Edge, Moment, Part, Year};
use juyan_catalogue::TimeWord;
use juyan_model::Date;

impl Reader<'_> {
    /// `2024-06-30`, with the time of day where it follows.
    pub(super) fn calendar_day(&mut self) -> Option<DateKind> {
        let year = self
            .figures(4)
            .filter(|number| number.digits == 4 && YEARS.contains(&number.value))?;
        let separator = self.sign(&['-', '/', '.', '－', '．'])?;
        let month = self.figures(2)?;
        self.sign(&[separator])?;
        let day = self.figures(2)?;
        let joins = |c: char| c == separator || c.is_ascii_alphanumeric();
        if self.rest().starts_with(joins) {
            return None;
        }
        self.attempt(|reader| {
            reader.spaces();
            reader.time_of_day()
        });
        Some(day_of(Year::Given(i16::try_from(year.value).ok()?), month, day))
    }

    /// `14:45`, `12:56:59`.
    fn time_of_day(&mut self) -> Option<()> {
        let hour = self.figures(2)?;
        self.sign(&[':', '：'])?;
        let minute = self.figures(2).filter(|minute| minute.digits == 2)?;
        self.attempt(|reader| {
            reader.sign(&[':', '：'])?;
            reader.figures(2)
        });
        (hour.value < 25 && minute.value < 60).then_some(())
    }

    /// Whether three numbers set against each other make up a hundred: 三次产业比21:38:41 is no time of day.
    fn composition(&mut self) -> bool {
        const WHOLE: std::ops::RangeInclusive<i64> = 99..=101;
        let mut part = |first: bool| {
            if !first {
                self.sign(&[':', '：'])?;
            }
            self.figures(2).map(|part| part.value)
        };
        let parts = part(true).zip(part(false)).zip(part(false));
        parts.is_some_and(|((one, two), three)| WHOLE.contains(&(one + two + three)))
    }

    /// A time of day by itself: 9时, 14时30分, 14:45.
    pub(super) fn clock(&mut self) -> Option<DateKind> {
        let colon = self.attempt(|reader| {
            let start = *reader;
            let hour = { *reader }.figures(2)?;
            let composes = { *reader }.composition();
            reader.time_of_day()?;
            (hour.digits == 2
                && !composes
                && !start.before().ends_with([':', '：', '∶', '︰', '﹕'])
                && !reader.rest().starts_with([':', '：']))
            .then_some(())
        });
        if colon.is_some() {
            return Some(DateKind::Clock);
        }
        // In figures only: 一时 is no hour.
        self.figures(2).filter(|hour| hour.value < 25)?;
        self.is(TimeWord::HourMark)?;
        self.attempt(|reader| {
            reader.number()?;
            reader.is(TimeWord::MinuteMark)
        });
        Some(DateKind::Clock)
    }
}

pub(super) fn day_number(number: Number) -> Option<i8> {
    i8::try_from(number.value)
        .ok()
        .filter(|day| (1..=31).contains(day))
}

/// A day, if the calendar has it; of an unknown year the longest February counts.
pub(super) fn day_of(year: Year, month: Number, day: Number) -> DateKind {
    const LEAP: i16 = 2024;
    let calendar = match year {
        Year::Given(year) => year,
        Year::Relative(_) | Year::Before | Year::Context => LEAP,
    };
    let found = i8::try_from(month.value).ok().zip(day_number(day));
    match found.filter(|(month, day)| Date::new(calendar, *month, *day).is_ok()) {
        Some((month, day)) => DateKind::Moment(Moment {
            year,
            part: Part::Days(month, day, day),
            edge: Edge::All,
        }),
        None => DateKind::Impossible,
    }
}
