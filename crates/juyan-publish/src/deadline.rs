//! By when a paper must be out: working days from its forming, days before a meeting.

use juyan::vocabulary::{Disclosure, Holidays};
use juyan_model::Date;
use serde::{Deserialize, Serialize};

/// The last day for something, and how it was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day on which it is in time.
    #[serde(with = "crate::iso")]
    pub day: Date,
    /// How many days too late it was: working days, or days of the calendar before a meeting.
    pub late: u32,
    /// Whether the holidays of all years that it was reckoned over are known; else only the days of the week were looked at.
    pub certain: bool,
}

impl Deadline {
    /// The last of the working days that `rules` give from the day on which a paper was formed, and how late `published` is.
    ///
    /// ```
    /// use juyan_publish::Deadline;
    /// let catalogue = juyan::catalogue();
    /// let rules = catalogue.disclosure("152923").unwrap();
    /// let day = |text: &str| text.parse().unwrap();
    /// // The first seven days of October 2024 are a holiday that two working Sundays and Saturdays make up for.
    /// let deadline = Deadline::of(day("2024-09-24"), day("2024-10-28"), rules, &catalogue.holidays);
    /// assert_eq!((deadline.day, deadline.late), (day("2024-10-25"), 1));
    /// ```
    pub fn of(formed: Date, published: Date, rules: &Disclosure, holidays: &Holidays) -> Self {
        let mut day = formed;
        let mut left = rules.working_days;
        while left > 0 {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            left -= u8::from(holidays.is_working(day));
        }
        let mut late = 0;
        let mut passing = day;
        while passing < published {
            let Ok(next) = passing.tomorrow() else { break };
            passing = next;
            late += u32::from(holidays.is_working(passing));
        }
        let last = published.max(day).year();
        Self {
            day,
            late,
            certain: (formed.year()..=last).all(|year| holidays.knows(year)),
        }
    }
}

/// The last day on which a paper may come to the congress that meets on `meeting`, and how late `sent` is.
///
/// ```
/// use juyan_publish::meeting_deadline;
/// let rules = juyan::catalogue().disclosure("152923").unwrap();
/// let day = |text: &str| text.parse().unwrap();
/// let deadline = meeting_deadline(day("2024-10-08"), day("2024-09-30"), rules);
/// assert_eq!((deadline.day, deadline.late), (day("2024-09-28"), 2));
/// ```
pub fn meeting_deadline(meeting: Date, sent: Date, rules: &Disclosure) -> Deadline {
    let days = i64::from(rules.before_meeting);
    let day = (0..days)
        .try_fold(meeting, |day, _| day.yesterday())
        .unwrap_or(meeting);
    let late = day.until(sent).map_or(0, |span| span.get_days());
    Deadline {
        day,
        late: u32::try_from(late).unwrap_or_default(),
        certain: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_without_announced_holidays_is_not_certain() {
        let catalogue = juyan::catalogue();
        let rules = catalogue.disclosure("152923").unwrap();
        let day = |text: &str| text.parse().unwrap();
        let of = |formed, published| Deadline::of(day(formed), day(published), rules, &catalogue.holidays);
        assert!(of("2024-09-24", "2024-10-08").certain);
        assert!(!of("2031-01-06", "2031-01-07").certain);
        assert_eq!(of("2024-07-01", "2024-07-02").late, 0);
    }
}
