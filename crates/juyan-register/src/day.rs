//! The days that somebody spells, in a cell or anywhere else.

use crate::cell::Misread;
use crate::to_come::FIRST_YEAR;
use juyan_catalogue::{Catalogue, Message, NumeralSign};
use juyan_model::{Date, Period};

/// The day in a cell, in any spelling: year, month and day with one sign or word between, eight digits, or the number that
/// spreadsheets keep days as. A time of day behind it is dropped, since programs write one behind days that have none.
pub(crate) fn day(text: &str, catalogue: &Catalogue) -> Result<Date, Misread> {
    const LIKE: &str = "2024-06-30";
    let (spelled, behind) = parted(text, catalogue);
    if !behind.is_empty() && !is_time(behind, catalogue) {
        return Err(Misread::new("register.date", LIKE));
    }
    if let Some(day) = of_spreadsheet(spelled, catalogue) {
        return Ok(day);
    }
    let found = spelled_day(spelled, catalogue).filter(|day| day.year() >= FIRST_YEAR);
    found.ok_or_else(|| match no_such_day(spelled, catalogue) {
        Some(day) => Misread::new("register.no-such-day", day.last.to_string()),
        None if is_month(spelled, catalogue) => Misread::new("register.month", LIKE),
        None => Misread::new("register.date", LIKE),
    })
}

/// The day that somebody names in any spelling that a cell may have; none where it is none.
pub fn day_of(text: &str, catalogue: &Catalogue) -> Option<Date> {
    day(text.trim(), catalogue).ok()
}

/// Why a text names no day where nothing but a day is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unnamed {
    /// There is none in it.
    NoDay,
    /// The month has no such day.
    NoSuchDay(NoSuchDay),
    /// Something stands behind the day.
    Behind(String),
    /// It is the number that spreadsheets keep this day as.
    OfSpreadsheet(Date),
}

/// The day that `text` spells and nothing else: year, month and day with one sign or word between, or eight digits.
///
/// # Errors
/// Where it spells none, or more than a day: what is wrong with it.
///
/// ```
/// # let catalogue = juyan_catalogue::Catalogue::default();
/// # let catalogue = &catalogue;
/// use juyan_register::{Unnamed, day_named};
/// assert_eq!(day_named("2024-06-30", catalogue).map(|day| day.to_string()), Ok("2024-06-30".to_owned()));
/// assert_eq!(day_named("2024-06-30 noon", catalogue), Err(Unnamed::Behind("noon".to_owned())));
/// assert_eq!(day_named("today", catalogue), Err(Unnamed::NoDay));
/// ```
pub fn day_named(text: &str, catalogue: &Catalogue) -> Result<Date, Unnamed> {
    let (spelled, behind) = parted(text, catalogue);
    let day = spelled_day(spelled, catalogue);
    match (day, no_such_day(spelled, catalogue)) {
        (Some(_), _) if !behind.is_empty() => Err(Unnamed::Behind(behind.to_owned())),
        (Some(day), _) => Ok(day),
        (None, Some(none)) => Err(Unnamed::NoSuchDay(none)),
        (None, None) => {
            let kept = of_spreadsheet(spelled, catalogue).filter(|_| behind.is_empty());
            Err(kept.map_or(Unnamed::NoDay, Unnamed::OfSpreadsheet))
        }
    }
}

/// A day behind the last of its month, as somebody wrote it: the 31st of April.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchDay {
    /// The last day that there is.
    pub last: Date,
}

impl NoSuchDay {
    /// Until when the month goes.
    pub fn told(self, catalogue: &Catalogue, language: &str) -> String {
        Message::fill(catalogue.say("register.last-of-month", language), |slot| {
            (slot == "last").then(|| self.last.to_string())
        })
    }
}

/// The day that there is not, where `text` spells one; none where it spells anything else.
///
/// ```
/// # let catalogue = juyan_catalogue::Catalogue::default();
/// # let catalogue = &catalogue;
/// let none = juyan_register::no_such_day("2024-06-31", catalogue).expect("June has thirty days");
/// assert_eq!(none.last.to_string(), "2024-06-30");
/// assert!(juyan_register::no_such_day("2024-06-30", catalogue).is_none());
/// ```
pub fn no_such_day(text: &str, catalogue: &Catalogue) -> Option<NoSuchDay> {
    let (year, month, day) = year_month_day(parted(text, catalogue).0, catalogue)?;
    let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    let last = first.last_of_month();
    (day > u32::try_from(last.day()).ok()?).then_some(NoSuchDay { last })
}

/// What spells the day, and what stands behind it: behind a space, or behind the T of a time.
fn parted<'a>(text: &'a str, catalogue: &Catalogue) -> (&'a str, &'a str) {
    let text = text.trim();
    let is_digit = |character: Option<char>| character.is_some_and(|sign| digit(sign, catalogue).is_some());
    let ends = text.char_indices().find(|(at, character)| {
        let (before, behind) = text.split_at(*at);
        let is_mark = matches!(character, 'T' | 't')
            && is_digit(before.chars().next_back())
            && is_digit(behind.chars().nth(1));
        character.is_whitespace() || is_mark
    });
    ends.map_or((text, ""), |(at, mark)| {
        let (spelled, behind) = text.split_at(at);
        (spelled, behind.get(mark.len_utf8()..).unwrap_or_default().trim())
    })
}

/// Whether `words` are a time of day, as programs write them: 10:00, 00:00:00.000, 08:30:00+08:00, 3:05 PM.
fn is_time(words: &str, catalogue: &Catalogue) -> bool {
    let is_zone = |character: char| matches!(character, '+' | '-' | 'Z' | 'z' | '.');
    let plain = words.trim_end_matches(|last: char| last.is_ascii_alphabetic() || last == ' ');
    let clock = plain.split(is_zone).next().unwrap_or_default().trim();
    let parts: Vec<Option<u32>> = clock
        .split([':', '\u{ff1a}'])
        .map(|part| number(part, catalogue).filter(|_| part.chars().count() <= 2))
        .collect();
    matches!(
        *parts.as_slice(),
        [Some(0..=24), Some(0..=59)] | [Some(0..=24), Some(0..=59), Some(0..=60)]
    )
}

fn spelled_day(text: &str, catalogue: &Catalogue) -> Option<Date> {
    let (year, month, day) = year_month_day(text, catalogue)?;
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// Year, month and day as they are spelled, whether there is such a day or not.
fn year_month_day(text: &str, catalogue: &Catalogue) -> Option<(u32, u32, u32)> {
    match *groups_of_digits(text, catalogue)?.as_slice() {
        [(year, 4), (month, 1 | 2), (day, 1 | 2)] => Some((year, month, day)),
        [(whole, 8)] => Some((whole / 10_000, whole / 100 % 100, whole % 100)),
        _ => None,
    }
}

fn is_month(text: &str, catalogue: &Catalogue) -> bool {
    let groups = groups_of_digits(text, catalogue);
    groups.is_some_and(|groups| matches!(*groups.as_slice(), [(_, 4), (1..=12, 1 | 2)]))
}

/// The numbers in `text` with how many digits each has; none where more than one character stands between two of them, or
/// behind the last.
fn groups_of_digits(text: &str, catalogue: &Catalogue) -> Option<Vec<(u32, usize)>> {
    let (mut groups, mut gap): (Vec<(u32, usize)>, usize) = (Vec::new(), 0);
    for character in text.chars() {
        let Some(digit) = digit(character, catalogue) else {
            gap += 1;
            if gap > 1 {
                return None;
            }
            continue;
        };
        match groups.last_mut().filter(|_| gap == 0) {
            Some((number, digits)) => {
                *number = number.saturating_mul(10).saturating_add(digit);
                *digits += 1;
            }
            None => groups.push((digit, 1)),
        }
        gap = 0;
    }
    Some(groups)
}

fn digit(character: char, catalogue: &Catalogue) -> Option<u32> {
    match catalogue.numerals.sign(character) {
        Some(NumeralSign::Arabic(digit)) => Some(digit.into()),
        _ => None,
    }
}

/// The number that `text` is, where it is nothing but digits.
fn number(text: &str, catalogue: &Catalogue) -> Option<u32> {
    let digits = text.chars().map(|character| digit(character, catalogue));
    let number = |number: u32, digit: Option<u32>| number.checked_mul(10)?.checked_add(digit?);
    (!text.is_empty())
        .then(|| digits.into_iter().try_fold(0, number))
        .flatten()
}

/// The day that spreadsheets keep as the number `text`, counted from 1899-12-30. What is behind its point is the time of
/// day: 45363.5 is noon.
fn of_spreadsheet(text: &str, catalogue: &Catalogue) -> Option<Date> {
    let point = text
        .char_indices()
        .find(|(_, character)| catalogue.numerals.sign(*character) == Some(NumeralSign::Dot));
    let (days, time) = point.map_or((text, ""), |(at, point)| {
        (
            text.get(..at).unwrap_or_default(),
            text.get(at + point.len_utf8()..).unwrap_or_default(),
        )
    });
    if days.chars().count() != 5 || !time.chars().all(|sign| digit(sign, catalogue).is_some()) {
        return None;
    }
    counted(number(days, catalogue)?)
}

/// The day that is so many days behind 1899-12-30.
fn counted(number: u32) -> Option<Date> {
    let (from, mut day) = (Date::constant(1899, 12, 30), Date::constant(1899, 12, 30));
    // Years first, then days: the calendar is asked a few hundred times at most.
    while let Ok(next) = Date::new(day.year() + 1, 1, 1) {
        if i64::from(Period::new(from, next).days()) - 1 > i64::from(number) {
            break;
        }
        day = next;
    }
    let left = i64::from(number) - (i64::from(Period::new(from, day).days()) - 1);
    (0..left).try_fold(day, |day, _| day.tomorrow().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_stand_behind_days_with_and_without_their_zones() {
        let catalogue = Catalogue::default();
        for text in [
            "2024-05-08",
            "2024-05-08 10:00:00 +0800",
            "2024-05-08 10:00:00+08:00",
            "2024-05-08T10:00:00Z",
            "2024-05-08 3:05 PM",
        ] {
            assert_eq!(
                day_of(text, &catalogue),
                Some(Date::constant(2024, 5, 8)),
                "{text}"
            );
        }
        assert_eq!(day_of("2024-05-08 10 +0800", &catalogue), None);
    }
}
