//! Periods as a template tells them: seen from the report's own, so that next year's report speaks of next year.
//!
//! ```text
//! when   = anchor [ ("-" | "+") years "y" ] [ "." part ] | period        a period of keys is fixed: 2021..2025
//!        | year ".." year                                               years that move: Y-3y..Y, of 连续四年
//! anchor = P | Y                                                         the report's period; the year that it ends in
//! part   = end | H1 | Q2 | M05 | M01-M05 | 05-31                         the last day; a part of that year, a day of it
//! ```

use juyan::model::{Date, Period, PeriodName};
use std::fmt;
use std::str::FromStr;

/// When something is so, as a template tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Of every report the same.
    Fixed(Period),
    /// Seen from the report.
    Seen(Seen),
    /// Years seen from the one that the report's period ends in, first and last.
    Years(i16, i16),
}

/// A period seen from the report's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    anchor: Anchor,
    /// So many years later, earlier where negative.
    years: i16,
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Report,
    Year,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    End,
    /// Months of the year, first and last.
    Months(i8, i8),
    /// A day of the year: month and day.
    Day(i8, i8),
}

/// What is this year's, last year's or next year's moves with the report; what is farther off is a date in history.
const NEAR: [i16; 3] = [0, -1, 1];

/// Parts of a year are read and printed as those of this one, which has a 29th of February.
const LEAP_YEAR: i16 = 2000;

impl When {
    /// How a report of the period `report` tells `period`, in the plainest way.
    ///
    /// ```
    /// use juyan::model::{Period, PeriodName};
    /// use juyan_writer::When;
    /// let period = |name: &str| PeriodName::parse(name).unwrap().0;
    /// let told = |name: &str| When::of(period(name), period("2024H1")).to_string();
    /// assert_eq!(told("2023H1"), "P-1y");
    /// assert_eq!(told("2024-06-30"), "P.end");
    /// assert_eq!(told("2024"), "Y");
    /// assert_eq!(told("2023-12-31"), "Y-1y.end");
    /// assert_eq!(told("2024M01-M05"), "Y.M01-M05");
    /// assert_eq!(told("2021..2025"), "2021..2025");
    /// ```
    pub fn of(period: Period, report: Period) -> Self {
        let anchored = [(Anchor::Report, Part::Whole), (Anchor::Report, Part::End)];
        let yearly = [(Anchor::Year, Part::Whole), (Anchor::Year, Part::End)];
        let part = part_of_year(period).map(|part| (Anchor::Year, part));
        let all = anchored.into_iter().chain(yearly).chain(part);
        all.flat_map(|(anchor, part)| NEAR.map(|years| Seen { anchor, years, part }))
            .find(|seen| seen.at(report) == Some(period))
            .map_or(Self::Fixed(period), Self::Seen)
    }

    /// The same for years that end in the report's, the one before or after: 连续四年 moves with the report, as “十四五” does not.
    pub(crate) fn moving(period: Period, report: Period) -> Option<Self> {
        let is_whole = Period::year(period.from.year())?.from == period.from
            && Period::year(period.to.year())?.to == period.to;
        let [first, last] = [period.from, period.to].map(|day| day.year() - report.to.year());
        (is_whole && first < last && NEAR.contains(&last)).then_some(Self::Years(first, last))
    }

    /// The period that a report of the period `report` means; none outside the calendar.
    pub fn at(self, report: Period) -> Option<Period> {
        match self {
            Self::Fixed(period) => Some(period),
            Self::Seen(seen) => seen.at(report),
            Self::Years(first, last) => {
                let year = |offset: i16| Period::year(report.to.year().checked_add(offset)?);
                Some(Period::new(year(first)?.from, year(last)?.to))
            }
        }
    }
}

impl When {
    /// The years from one period to another, both included: whole years, or the same part of each. None where they are not alike, or
    /// are more than can be drawn side by side.
    pub(crate) fn yearly(from: Self, to: Self) -> Option<Vec<Self>> {
        const MOST: i16 = 30;
        let is_few = |first: i16, last: i16| (0..MOST).contains(&last.saturating_sub(first));
        match (from, to) {
            (Self::Seen(from), Self::Seen(to)) if from.anchor == to.anchor => {
                let is_whole = from.part == Part::Whole && to.part == Part::Whole;
                let years = from.years..=to.years;
                let all = years.map(|years| Self::Seen(Seen { years, ..from }));
                (is_whole && is_few(from.years, to.years)).then(|| all.collect())
            }
            (Self::Fixed(from), Self::Fixed(to)) => {
                let (first, last) = (from.to.year(), to.to.year());
                let is_year = |period: Period| Period::year(period.to.year()) == Some(period);
                let all = (first..=last).map(|year| Period::year(year).map(Self::Fixed));
                (is_year(from) && is_year(to) && is_few(first, last))
                    .then(|| all.collect())
                    .flatten()
            }
            _ => None,
        }
    }
}

impl Seen {
    fn at(self, report: Period) -> Option<Period> {
        let base = match self.anchor {
            Anchor::Report => report.shifted(self.years)?,
            Anchor::Year => Period::year(report.to.year().checked_add(self.years)?)?,
        };
        match self.part {
            Part::Whole => Some(base),
            Part::End => Some(base.end()),
            Part::Months(first, last) => Period::months(base.to.year(), first, last),
            Part::Day(month, day) => {
                let last = Date::new(base.to.year(), month, 1).ok()?.last_of_month();
                let date = Date::new(base.to.year(), month, day.min(last.day())).ok()?;
                Some(Period::instant(date))
            }
        }
    }
}

/// Which part of its year a period is.
fn part_of_year(period: Period) -> Option<Part> {
    let Period { from, to } = period;
    if period.is_instant() {
        return Some(Part::Day(from.month(), from.day()));
    }
    let part = Part::Months(from.month(), to.month());
    (Period::months(from.year(), from.month(), to.month()) == Some(period)).then_some(part)
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = |years: i16| {
            When::Seen(Seen {
                anchor: Anchor::Year,
                years,
                part: Part::Whole,
            })
        };
        let Seen { anchor, years, part } = match self {
            Self::Fixed(period) => return PeriodName(*period).fmt(f),
            Self::Years(first, last) => return write!(f, "{}..{}", year(*first), year(*last)),
            Self::Seen(seen) => seen,
        };
        f.write_str(match anchor {
            Anchor::Report => "P",
            Anchor::Year => "Y",
        })?;
        if *years != 0 {
            write!(f, "{years:+}y")?;
        }
        let name = |period: Option<Period>| period.map(|period| PeriodName(period).to_string());
        let name = match *part {
            Part::Whole => return Ok(()),
            Part::End => return f.write_str(".end"),
            Part::Months(first, last) => name(Period::months(LEAP_YEAR, first, last)),
            Part::Day(month, day) => name(Date::new(LEAP_YEAR, month, day).ok().map(Period::instant)),
        };
        let name = name.unwrap_or_default();
        write!(
            f,
            ".{}",
            name.get(4..).unwrap_or_default().trim_start_matches('-')
        )
    }
}

/// A text that is no period, neither a fixed one nor one seen from the report's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPeriod;

impl FromStr for When {
    type Err = NoPeriod;

    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        if let Some((first, last)) = text.split_once("..").filter(|_| text.starts_with('Y')) {
            let year = |told: &str| told.strip_prefix('Y').and_then(years).ok_or(NoPeriod);
            let (first, last) = (year(first)?, year(last)?);
            return if first < last {
                Ok(Self::Years(first, last))
            } else {
                Err(NoPeriod)
            };
        }
        let (anchor, rest) = match text.strip_prefix('P') {
            Some(rest) => (Anchor::Report, rest),
            None => match text.strip_prefix('Y') {
                Some(rest) => (Anchor::Year, rest),
                None => {
                    return PeriodName::parse(text)
                        .map(|name| Self::Fixed(name.0))
                        .ok_or(NoPeriod);
                }
            },
        };
        let (offset, part) = match rest.split_once('.') {
            Some((offset, part)) => (offset, self::part(part).ok_or(NoPeriod)?),
            None => (rest, Part::Whole),
        };
        let years = years(offset).ok_or(NoPeriod)?;
        Ok(Self::Seen(Seen { anchor, years, part }))
    }
}

/// `-1y`; nothing is no offset.
fn years(offset: &str) -> Option<i16> {
    if offset.is_empty() {
        return Some(0);
    }
    let number = offset.strip_suffix('y')?;
    number
        .starts_with(['-', '+'])
        .then(|| number.parse().ok())
        .flatten()
}

fn part(text: &str) -> Option<Part> {
    if text == "end" {
        return Some(Part::End);
    }
    if text.is_empty() {
        return None;
    }
    let joint = if text.starts_with(|first: char| first.is_ascii_digit()) {
        "-"
    } else {
        ""
    };
    part_of_year(PeriodName::parse(&format!("{LEAP_YEAR}{joint}{text}"))?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(name: &str) -> Period {
        PeriodName::parse(name).unwrap().0
    }

    #[test]
    fn what_is_told_is_read_again() {
        for told in [
            "P",
            "P-1y",
            "P+1y",
            "P.end",
            "P-1y.end",
            "Y",
            "Y-1y",
            "Y.end",
            "Y.H2",
            "Y.Q3",
            "Y.M05",
            "Y.M01-M05",
            "Y.05-31",
            "Y+1y.02-29",
            "Y-3y..Y",
            "Y-5y..Y-1y",
            "2021..2025",
            "2019-01-01",
            "2019H1",
        ] {
            assert_eq!(told.parse::<When>().unwrap().to_string(), told);
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for told in [
            "", "p", "P-1", "P-y", "P1y", "Y.", "Y.Ende", "Y.13-01", "Y.H3", "X", "P-1y.", "Y..Y-1y",
            "Y-1y..", "Y..P",
        ] {
            assert_eq!(told.parse::<When>(), Err(NoPeriod), "{told}");
        }
    }

    #[test]
    fn a_period_moves_with_the_report() {
        let at = |told: &str, report: &str| {
            let when: When = told.parse().unwrap();
            PeriodName(when.at(period(report)).unwrap()).to_string()
        };
        assert_eq!(at("P.end", "2025H1"), "2025-06-30");
        assert_eq!(at("P-1y", "2025M01-M02"), "2024M01-M02");
        assert_eq!(at("P.end", "2024M02"), "2024-02-29");
        assert_eq!(at("P-1y.end", "2025M02"), "2024-02-29");
        assert_eq!(at("Y.02-29", "2025H1"), "2025-02-28");
        assert_eq!(at("Y-1y.end", "2025H1"), "2024-12-31");
        assert_eq!(at("2019-01-01", "2025H1"), "2019-01-01");
        assert_eq!(at("Y-3y..Y", "2025H1"), "2022..2025");
        let moving = |told: &str| When::moving(period(told), period("2024")).map(|when| when.to_string());
        assert_eq!(moving("2021..2024").as_deref(), Some("Y-3y..Y"));
        assert_eq!(moving("2016..2020"), None);
    }
}
