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

/// A meeting of the congress that hears a report, and whether the report came to it in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The day on which it meets.
    #[serde(with = "crate::iso")]
    pub day: Date,
    /// By when the report had to come to it, in days of the calendar; and how late it came.
    pub deadline: Deadline,
    /// The last day on which an office that takes it works, where nobody works on the deadline.
    #[serde(default, with = "crate::iso::maybe")]
    pub hand_in: Option<Date>,
    /// The day on which it came; where nobody said, lateness was reckoned from the day on which it was formed.
    #[serde(default, with = "crate::iso::maybe")]
    pub sent: Option<Date>,
}

impl Meeting {
    /// The meeting on `day` of a congress that wants its papers as many days before as `rules` say. The paper was `formed` on a
    /// day, and `sent` on a later one where somebody said so.
    ///
    /// ```
    /// use juyan_publish::Meeting;
    /// let catalogue = juyan::catalogue();
    /// let rules = catalogue.disclosure("152923").unwrap();
    /// let day = |text: &str| text.parse().unwrap();
    /// // The tenth day before is a Saturday of rest: who hands it in does so on Friday.
    /// let meeting = Meeting::of(day("2024-10-08"), day("2024-09-24"), Some(day("2024-09-30")), rules, &catalogue.holidays);
    /// assert_eq!((meeting.deadline.day, meeting.hand_in), (day("2024-09-28"), Some(day("2024-09-27"))));
    /// assert_eq!(meeting.deadline.late, 2);
    /// ```
    pub fn of(day: Date, formed: Date, sent: Option<Date>, rules: &Disclosure, holidays: &Holidays) -> Self {
        let last = before(day, rules.before_meeting);
        let working = (0..LONGEST_REST)
            .map(|days| before(last, days))
            .find(|day| holidays.is_working(*day));
        let late = last
            .until(sent.unwrap_or(formed))
            .map_or(0, |span| span.get_days());
        Self {
            day,
            deadline: Deadline {
                day: last,
                late: u32::try_from(late).unwrap_or_default(),
                certain: holidays.knows(last.year()),
            },
            hand_in: working.filter(|working| *working != last),
            sent,
        }
    }
}

/// No holiday is longer, in days.
const LONGEST_REST: u8 = 30;

/// So many `days` of the calendar before `day`.
fn before(day: Date, days: u8) -> Date {
    (0..days).try_fold(day, |day, _| day.yesterday()).unwrap_or(day)
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

    #[test]
    fn the_congress_reckons_from_its_meeting_and_from_the_day_on_which_a_paper_came() {
        let catalogue = juyan::catalogue();
        let rules = catalogue.disclosure("152923").unwrap();
        let day = |text: &str| text.parse().unwrap();
        let of = |meeting, formed, sent: Option<&str>| {
            Meeting::of(
                day(meeting),
                day(formed),
                sent.map(day),
                rules,
                &catalogue.holidays,
            )
        };
        // Formed in time and sent too late.
        let slow = of("2024-09-26", "2024-09-10", Some("2024-09-20"));
        assert_eq!((slow.deadline.day, slow.deadline.late), (day("2024-09-16"), 4));
        // The Mid-Autumn holiday was from the 15th to the 17th; the Saturday before it was a working day.
        assert_eq!(slow.hand_in, Some(day("2024-09-14")));
        // Nobody said when it was sent: before it was formed it was not.
        assert_eq!(of("2024-09-26", "2024-09-24", None).deadline.late, 8);
        // Another meeting, another last day; a working day is its own.
        let later = of("2024-11-21", "2024-10-24", Some("2024-11-11"));
        assert_eq!((later.deadline.day, later.deadline.late), (day("2024-11-11"), 0));
        assert_eq!(later.hand_in, None);
        assert!(!of("2031-03-20", "2031-01-06", None).deadline.certain);
    }
}
