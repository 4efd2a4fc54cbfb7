//! Stretches and instants of the calendar.

use jiff::ToSpan;
use serde::{Deserialize, Serialize};

/// A day of the civil calendar.
pub type Date = jiff::civil::Date;

/// From the first day to the last, both included. An instant has one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Period {
    /// The stretch from `from` to `to`.
    pub const fn new(from: Date, to: Date) -> Self {
        Self { from, to }
    }

    /// One day, the time of a stock.
    pub const fn instant(day: Date) -> Self {
        Self { from: day, to: day }
    }

    /// A whole calendar year; none outside the calendar.
    pub fn year(year: i16) -> Option<Self> {
        Some(Self::new(
            Date::new(year, 1, 1).ok()?,
            Date::new(year, 12, 31).ok()?,
        ))
    }

    /// Whole months of one year, both included.
    ///
    /// ```
    /// use juyan_model::Period;
    /// assert_eq!(Period::months(2024, 1, 2).unwrap().to.to_string(), "2024-02-29");
    /// ```
    pub fn months(year: i16, first: i8, last: i8) -> Option<Self> {
        let to = Date::new(year, last, 1).ok()?.last_of_month();
        Some(Self::new(Date::new(year, first, 1).ok()?, to))
    }

    /// Whether it is one day.
    pub fn is_instant(self) -> bool {
        self.from == self.to
    }

    /// Whether it reaches over more than one calendar year.
    ///
    /// ```
    /// use juyan_model::{Date, Period};
    /// assert!(!Period::year(2024).unwrap().spans_years());
    /// let from = Date::new(2024, 12, 31).unwrap();
    /// assert!(Period::new(from, from.tomorrow().unwrap()).spans_years());
    /// ```
    pub fn spans_years(self) -> bool {
        self.from.year() < self.to.year()
    }

    /// How many days it has, first and last included.
    ///
    /// ```
    /// use juyan_model::Period;
    /// assert_eq!(Period::months(2024, 1, 6).unwrap().days(), 182);
    /// ```
    pub fn days(self) -> i32 {
        self.from.until(self.to).map_or(0, |span| span.get_days()) + 1
    }

    /// The last day as an instant.
    #[must_use]
    pub fn end(self) -> Self {
        Self::instant(self.to)
    }

    /// The same stretch `years` later (earlier where negative); none outside the calendar.
    pub fn shifted(self, years: i16) -> Option<Self> {
        let span = i64::from(years).years();
        let month_end = self.to.last_of_month() == self.to;
        let to = self.to.checked_add(span).ok()?;
        Some(Self::new(
            self.from.checked_add(span).ok()?,
            if month_end { to.last_of_month() } else { to },
        ))
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.from.to_string(), self.to.to_string()].serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [from, to] = <[String; 2]>::deserialize(deserializer)?;
        let day = |text: &str| text.parse::<Date>().map_err(serde::de::Error::custom);
        Ok(Self::new(day(&from)?, day(&to)?))
    }
}
