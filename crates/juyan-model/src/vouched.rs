//! How far the sheets of a register vouch for it 所及: what one row says it reaches is something else than what the list does.

use crate::Date;
use std::collections::BTreeSet;

/// Up to which days a register is known.
///
/// A sheet that has all its records, or says that the others are as they were, vouches for the list. A sheet of some rows vouches
/// for these rows, which tell it themselves, and for what happens: that no other event came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vouched {
    /// The first day of which any sheet spoke: of a year before it nobody told anything.
    pub since: Option<Date>,
    /// The last day by which what happened was brought in.
    pub events: Option<Date>,
    /// The end of the last period that was over when a whole sheet without a day of its own came.
    pub kept: Option<Date>,
    /// The days as of which whole sheets spoke.
    pub told: BTreeSet<Date>,
}

/// What a sheet of a register says of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought {
    /// Whether it has all records that were there, or says that the others are as they were.
    pub whole: bool,
    /// The day as of which it speaks; none where it corrects.
    pub since: Option<Date>,
}

impl Vouched {
    /// The register once such a sheet came, when the last period that was over ended on `over`.
    #[must_use]
    pub fn with(mut self, brought: Brought, over: Option<Date>) -> Self {
        let day = brought.since.or(over);
        self.since = self.since.into_iter().chain(day).min();
        self.events = self.events.max(day);
        match brought {
            Brought { whole: false, .. } => {}
            Brought { since: Some(day), .. } => {
                self.told.insert(day);
            }
            Brought { since: None, .. } => self.kept = self.kept.max(over),
        }
        self
    }

    /// The last day by `end` that the list is known of, and whether a sheet named it.
    ///
    /// ```
    /// use juyan_model::{Brought, Date, Vouched};
    /// let day = |text: &str| text.parse::<Date>().unwrap();
    /// let june = Vouched::default().with(Brought { whole: true, since: None }, Some(day("2024-06-30")));
    /// // One row of March dates no other row.
    /// let row = june.clone().with(Brought { whole: false, since: Some(day("2024-03-31")) }, None);
    /// assert_eq!(row.list(day("2024-09-30")), Some((day("2024-06-30"), false)));
    /// // All rows of July do.
    /// let july = june.with(Brought { whole: true, since: Some(day("2024-07-31")) }, None);
    /// assert_eq!(july.list(day("2024-09-30")), Some((day("2024-07-31"), true)));
    /// assert_eq!(july.list(day("2024-06-30")), Some((day("2024-06-30"), false)));
    /// // Nobody told what was there in the year before.
    /// assert_eq!(july.list(day("2023-06-30")), None);
    /// ```
    pub fn list(&self, end: Date) -> Option<(Date, bool)> {
        let told = self.told.range(..=end).next_back().map(|day| (*day, true));
        let kept = self.kept().filter(|_| self.has_begun_by(end.year()));
        told.max(kept.map(|day| (day, false)))
    }

    /// Whether anybody spoke of a day of `year`, or of one before it.
    pub fn has_begun_by(&self, year: i16) -> bool {
        self.since.is_some_and(|since| since.year() <= year)
    }

    /// The years of which a value is that was told without a day.
    pub fn undated_years(&self) -> Option<(i16, i16)> {
        let since = self.since?;
        Some((since.year(), self.kept.unwrap_or(since).max(since).year()))
    }

    /// Whether the list is known of a day of `year`.
    pub fn lists_in(&self, year: i16) -> bool {
        let mut told = self.told.iter();
        let is_kept = self.kept().is_some_and(|kept| year <= kept.year());
        told.any(|day| day.year() == year) || (is_kept && self.has_begun_by(year))
    }

    /// Up to when the list was kept without a day of its own. Where the sheet that began it was taken back, what came later is
    /// all there is.
    fn kept(&self) -> Option<Date> {
        self.kept.or(self.events.filter(|_| self.told.is_empty()))
    }

    /// Whether no sheet that stands says anything.
    pub fn is_empty(&self) -> bool {
        self.events.is_none() && self.kept.is_none() && self.told.is_empty()
    }
}
