//! Periods as keys say them: as briefly as they can be.

use crate::{Date, Period};
use std::fmt;

/// A period that displays its name in keys: `2024`, `2024H1`, `2024Q3`, `2024M01-M08`, `2024-06-30`, `2021..2025`.
///
/// ```
/// use juyan_model::{Period, PeriodName};
/// let name = |period: Period| PeriodName(period).to_string();
/// assert_eq!(name(Period::months(2024, 7, 12).unwrap()), "2024H2");
/// assert_eq!(name(Period::months(2024, 1, 8).unwrap()), "2024M01-M08");
/// assert_eq!(PeriodName::parse("2024M04-M06"), PeriodName::parse("2024Q2"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodName(pub Period);

impl fmt::Display for PeriodName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Period { from, to } = self.0;
        if self.0.is_instant() {
            return write!(f, "{from}");
        }
        let whole_months = from.day() == 1 && to == to.last_of_month() && to > from;
        let (year, first, last) = (from.year(), from.month(), to.month());
        if whole_months && year == to.year() {
            return match (first, last) {
                (1, 12) => write!(f, "{year:04}"),
                (1, 6) => write!(f, "{year:04}H1"),
                (7, 12) => write!(f, "{year:04}H2"),
                (1, 3) | (4, 6) | (7, 9) | (10, 12) => write!(f, "{year:04}Q{}", last / 3),
                _ if first == last => write!(f, "{year:04}M{first:02}"),
                _ => write!(f, "{year:04}M{first:02}-M{last:02}"),
            };
        }
        if whole_months && (first, last) == (1, 12) {
            return write!(f, "{year:04}..{:04}", to.year());
        }
        write!(f, "{from}..{to}")
    }
}

impl PeriodName {
    /// Reads a period in any of its spellings; none where it is no period, or one that ends before it begins.
    pub fn parse(text: &str) -> Option<Self> {
        let period = match text.split_once("..") {
            Some((from, to)) => Period::new(stretch(from)?.from, stretch(to)?.to),
            None => stretch(text)?,
        };
        (period.from <= period.to).then_some(Self(period))
    }
}

/// A year, a part of one, or a day.
fn stretch(text: &str) -> Option<Period> {
    let year: i16 = number(text.get(..4)?)?;
    let rest = text.get(4..)?;
    if rest.is_empty() {
        return Period::year(year);
    }
    if let Some(half) = rest.strip_prefix('H') {
        return part(year, number(half)?, 6).filter(|_| half.len() == 1);
    }
    if let Some(quarter) = rest.strip_prefix('Q') {
        return part(year, number(quarter)?, 3).filter(|_| quarter.len() == 1);
    }
    if let Some(months) = rest.strip_prefix('M') {
        let (first, last) = months.split_once("-M").unwrap_or((months, months));
        return Period::months(year, month(first)?, month(last)?).filter(|period| period.from < period.to);
    }
    let (before, day) = rest.strip_prefix('-')?.split_once('-')?;
    let day = Date::new(year, month(before)?, month(day)?).ok()?;
    Some(Period::instant(day))
}

/// The `nth` part of a year in parts of `months` months.
fn part(year: i16, nth: i8, months: i8) -> Option<Period> {
    let last = nth.checked_mul(months)?;
    Period::months(year, last.checked_sub(months)?.checked_add(1)?, last)
}

/// Two digits.
fn month(text: &str) -> Option<i8> {
    number(text).filter(|_| text.len() == 2)
}

/// Digits and nothing else, no sign.
fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::PeriodName;

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "24",
            "2024H3",
            "2024Q0",
            "2024Q5",
            "2024M13",
            "2024M08-M01",
            "2024-02-30",
            "2024-6-30",
            "2025..2021",
            "2024H01",
            "+024",
            "２０２４",
            "2024..",
        ] {
            assert_eq!(PeriodName::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_shortest_name_is_said() {
        for (spelling, name) in [
            ("2024M01-M12", "2024"),
            ("2024Q1..2024Q2", "2024H1"),
            ("2024M03", "2024M03"),
            ("2024-01-01..2024-06-30", "2024H1"),
            ("2021..2025", "2021..2025"),
            ("2023M07..2024M06", "2023-07-01..2024-06-30"),
            ("2024-06-30..2024-06-30", "2024-06-30"),
        ] {
            assert_eq!(
                PeriodName::parse(spelling).unwrap().to_string(),
                name,
                "{spelling}"
            );
        }
    }
}
