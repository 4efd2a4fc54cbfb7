//! How a day lies to the day on which something is due.

use juyan_model::Date;

/// How long it is until something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// So many days past.
    Overdue(i32),
    /// In so many days, and soon.
    Soon(i32),
    /// In so many days.
    Later(i32),
}

/// Whether something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    /// Not yet.
    Open,
    /// On this day.
    Done(Date),
    /// It was, and nothing tells when.
    DoneSometime,
}

impl Deed {
    /// Whether it was.
    pub fn is_done(self) -> bool {
        self != Self::Open
    }

    /// When; none where it was not, or nothing tells.
    pub const fn day(self) -> Option<Date> {
        match self {
            Self::Done(day) => Some(day),
            Self::Open | Self::DoneSometime => None,
        }
    }

    /// How many days behind `due` it was done; none where it was in time, not at all, or nothing tells.
    pub fn late(self, due: Date) -> Option<i32> {
        let late = days_between(due, self.day()?);
        (late > 0).then_some(late)
    }
}

/// What is due within so many days is due soon: a month, since bulletins are monthly.
const SOON: i32 = 31;

impl Due {
    /// How `due` lies to `day`.
    pub fn of(due: Date, day: Date) -> Self {
        match days_between(day, due) {
            past if past < 0 => Self::Overdue(-past),
            near if near <= SOON => Self::Soon(near),
            far => Self::Later(far),
        }
    }
}

/// Days from one day to another, negative where that lies before.
///
/// ```
/// use juyan_model::Date;
/// use juyan_monitor::days_between;
/// let day = |text: &str| text.parse::<Date>().unwrap();
/// assert_eq!(days_between(day("2024-09-24"), day("2024-09-30")), 6);
/// assert_eq!(days_between(day("2024-10-01"), day("2024-09-30")), -1);
/// ```
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
