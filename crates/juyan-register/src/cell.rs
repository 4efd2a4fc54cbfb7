//! What stands in a cell to a typed value: numbers typed as text, days in any spelling, the words of codes. It judges one
//! cell at a time and knows no other.

use crate::to_come::FIRST_YEAR;
use juyan_catalogue::{Catalogue, Choice, Field, FieldKind, Message, NumeralSign, UnitClass, folded};
use juyan_model::{Cell, Date, Decimal, Period, Rational, rational};
use num_traits::ToPrimitive;
use smol_str::SmolStr;
use std::borrow::Cow;

/// Why a text is not what its field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misread {
    /// The wording.
    pub(crate) id: &'static str,
    /// What is wanted instead.
    pub(crate) wanted: String,
}

impl Misread {
    pub(crate) fn new(id: &'static str, wanted: impl Into<String>) -> Self {
        Self {
            id,
            wanted: wanted.into(),
        }
    }
}

/// The value of `text` in `field`; `unit` is what the sheet says numbers of the column are in, where it says so. None
/// where the cell is empty.
pub(crate) fn read(
    text: &str,
    field: &Field,
    unit: Option<&str>,
    catalogue: &Catalogue,
) -> Result<Option<Cell>, Misread> {
    let text = text.trim();
    let is_empty = catalogue.list("register.empty").iter().any(|word| word == text);
    if text.is_empty() || (is_empty && field.kind != FieldKind::Flag) {
        return Ok(None);
    }
    let cell = match field.kind {
        FieldKind::Text => Cell::Text(text.into()),
        FieldKind::Link => Cell::Link(text.into()),
        FieldKind::Number => Cell::Number(number(text, field, unit, catalogue)?),
        FieldKind::Date => Cell::Day(day(text, catalogue)?),
        FieldKind::Code => Cell::Code(code(text, field)?),
        FieldKind::Flag => Cell::Flag(flag(text, catalogue)?),
    };
    Ok(Some(cell))
}

/// What a cell shows of a value: the other way round.
pub fn shown(cell: &Cell, field: &Field, catalogue: &Catalogue) -> String {
    match cell {
        Cell::Text(text) | Cell::Link(text) => text.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Code(code) => field.choice(code).map_or(code, |choice| &choice.zh).to_string(),
        Cell::Flag(flag) => {
            let words = catalogue.list(if *flag { "register.yes" } else { "register.no" });
            words.first().map_or_else(String::new, ToString::to_string)
        }
    }
}

fn code(text: &str, field: &Field) -> Result<SmolStr, Misread> {
    let plain = folded(text);
    let is_it = |choice: &&Choice| choice.id == text || choice.words().any(|word| folded(word) == plain);
    let found = field.codes.iter().find(is_it).map(|choice| choice.id.clone());
    found.ok_or_else(|| {
        let words: Vec<&str> = field.codes.iter().map(|choice| choice.zh.as_str()).collect();
        Misread::new("register.code", words.join(" / "))
    })
}

fn flag(text: &str, catalogue: &Catalogue) -> Result<bool, Misread> {
    let says = |list: &str| {
        catalogue
            .list(list)
            .iter()
            .any(|word| folded(word) == folded(text))
    };
    if says("register.yes") {
        Ok(true)
    } else if says("register.no") {
        Ok(false)
    } else {
        let word = |list: &str| catalogue.list(list).first().map_or("", SmolStr::as_str);
        let wanted = format!("{} / {}", word("register.yes"), word("register.no"));
        Err(Misread::new("register.flag", wanted))
    }
}

/// A day in any spelling: year, month and day with one sign or word between, eight digits, or the number that spreadsheets
/// keep days as.
pub(crate) fn day(text: &str, catalogue: &Catalogue) -> Result<Date, Misread> {
    let wrong = || match no_such_day(text, catalogue) {
        Some(day) => Misread::new("register.no-such-day", day.last.to_string()),
        None => Misread::new("register.date", "2024-06-30"),
    };
    let (groups, longest_gap) = groups_of_digits(text, catalogue);
    if longest_gap > 1 {
        return Err(wrong());
    }
    let date = |year: u32, month: u32, day: u32| {
        let (year, month, day) = (
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        );
        Date::new(year, month, day).ok().filter(|_| year >= FIRST_YEAR)
    };
    let found = match *groups.as_slice() {
        [(year, 4), (month, 1 | 2), (day, 1 | 2)] => date(year, month, day),
        [(whole, 8)] => date(whole / 10_000, whole / 100 % 100, whole % 100),
        [(number, 5)] => of_spreadsheet(number),
        [(_, 4), (1..=12, 1 | 2)] => return Err(Misread::new("register.month", "2024-06-30")),
        _ => None,
    };
    found.ok_or_else(wrong)
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
/// assert!(juyan_register::no_such_day("2024-06-30", catalogue).is_none());
/// ```
pub fn no_such_day(text: &str, catalogue: &Catalogue) -> Option<NoSuchDay> {
    let (groups, longest_gap) = groups_of_digits(text, catalogue);
    let (year, month, day) = match *groups.as_slice() {
        [(year, 4), (month, 1 | 2), (day, 1 | 2)] if longest_gap <= 1 => (year, month, day),
        [(whole, 8)] => (whole / 10_000, whole / 100 % 100, whole % 100),
        _ => return None,
    };
    let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    let last = first.last_of_month();
    (day > u32::try_from(last.day()).ok()?).then_some(NoSuchDay { last })
}

/// The day that somebody names in any spelling that a cell may have; none where it is none.
pub fn day_of(text: &str, catalogue: &Catalogue) -> Option<Date> {
    day(text.trim(), catalogue).ok()
}

/// The numbers in `text` with how many digits each has, and how many characters stand between two of them at most. A time
/// behind a space is left off.
fn groups_of_digits(text: &str, catalogue: &Catalogue) -> (Vec<(u32, usize)>, usize) {
    let text = text.split_whitespace().next().unwrap_or_default();
    let (mut groups, mut gap, mut longest): (Vec<(u32, usize)>, usize, usize) = (Vec::new(), 0, 0);
    for character in text.chars() {
        if let Some(NumeralSign::Arabic(digit)) = catalogue.numerals.sign(character) {
            match groups.last_mut().filter(|_| gap == 0) {
                Some((number, digits)) => {
                    *number = number.saturating_mul(10).saturating_add(digit.into());
                    *digits += 1;
                }
                None => groups.push((digit.into(), 1)),
            }
            gap = 0;
        } else {
            gap += 1;
            longest = longest.max(gap);
        }
    }
    (groups, longest)
}

/// The day that spreadsheets keep as this number, counted from 1899-12-30.
fn of_spreadsheet(number: u32) -> Option<Date> {
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

/// A number has at most so many digits.
const MOST_DIGITS: usize = 28;

/// A number in the field's unit: digits of any width, with a sign, groups, a scale word and a unit, or without.
fn number(text: &str, field: &Field, unit: Option<&str>, catalogue: &Catalogue) -> Result<Decimal, Misread> {
    let wrong = || {
        let is_long = text
            .chars()
            .filter(|sign| catalogue.numerals.is_figure(*sign))
            .count()
            > MOST_DIGITS;
        let id = if is_long {
            "register.too-long"
        } else {
            "register.number"
        };
        Misread::new(id, field.unit.as_str())
    };
    let (number, rest) = digits(text, catalogue).ok_or_else(wrong)?;
    if number.is_sign_negative() && !number.is_zero() && is_amount(field, catalogue) {
        return Err(Misread::new("register.negative", field.unit.as_str()));
    }
    let Some(stated) = stated(rest, unit, catalogue) else {
        return Ok(number);
    };
    let factor = ratio(&stated, &field.unit, catalogue).ok_or_else(|| {
        // What is no unit at all is another way to write a number: 1e4.
        let is_unit = catalogue.scaled_unit(&stated).is_some();
        let id = match (is_unit, field.unit.is_empty()) {
            (true, true) => "register.no-unit",
            (true, false) => "register.unit",
            (false, _) => "register.written",
        };
        Misread::new(id, field.unit.as_str())
    })?;
    if factor.is_one() {
        return Ok(number);
    }
    exact(&(rational(number) * factor)).ok_or_else(|| Misread::new("register.inexact", field.unit.as_str()))
}

/// Whether a field holds how much or how many of something, of which there is no less than none.
fn is_amount(field: &Field, catalogue: &Catalogue) -> bool {
    let unit = catalogue.scaled_unit(&field.unit);
    !field.signed && unit.is_some_and(|(_, unit)| unit.class != UnitClass::Ratio)
}

/// The unit of a number with `rest` behind it in a column in `unit`: its own; a scale word alone is one of the column's
/// base unit (0.4万 under 公顷, 3万 under 万元).
fn stated<'a>(rest: &'a str, unit: Option<&'a str>, catalogue: &Catalogue) -> Option<Cow<'a, str>> {
    if rest.is_empty() {
        return unit.map(Cow::Borrowed);
    }
    let base = || Some(&catalogue.scaled_unit(unit?)?.1.name);
    match base().filter(|_| catalogue.numerals.multiplier(rest).is_some()) {
        Some(base) => Some(Cow::Owned(format!("{rest}{base}"))),
        None => Some(Cow::Borrowed(rest)),
    }
}

/// The number at the start of `text`, and what stands behind it.
fn digits<'a>(text: &'a str, catalogue: &Catalogue) -> Option<(Decimal, &'a str)> {
    const MINUS: [char; 3] = ['-', '−', '－'];
    let unsigned = text.strip_prefix(MINUS);
    let mut plain = String::new();
    let mut rest = unsigned.unwrap_or(text).trim_start();
    while let Some(character) = rest.chars().next() {
        match catalogue.numerals.sign(character) {
            Some(NumeralSign::Arabic(digit)) => plain.extend(char::from_digit(digit.into(), 10)),
            Some(NumeralSign::Dot) => plain.push('.'),
            Some(NumeralSign::Group) => {}
            // 9 400: a space between digits parts groups too.
            None if character.is_whitespace() && begins_with_digit(rest, catalogue) => {}
            _ => break,
        }
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
    let number: Decimal = plain.parse().ok()?;
    let signed = if unsigned.is_some() { -number } else { number };
    Some((signed, rest.trim()))
}

/// Whether a digit stands behind the spaces at the start.
fn begins_with_digit(rest: &str, catalogue: &Catalogue) -> bool {
    let first = rest.trim_start().chars().next();
    first.is_some_and(|first| catalogue.numerals.is_figure(first))
}

/// The unit that stands beside the number in a cell; a scale word alone (3万) is none.
pub(crate) fn own_unit(text: &str, catalogue: &Catalogue) -> Option<SmolStr> {
    let (_, rest) = digits(text.trim(), catalogue)?;
    let is_scale = catalogue.numerals.multiplier(rest).is_some();
    (!rest.is_empty() && !is_scale).then(|| rest.into())
}

/// Whether a field counts whole things, of which a cell says a part: 12.5人.
pub(crate) fn is_part_of_one(cell: &Cell, field: &Field, catalogue: &Catalogue) -> bool {
    let Cell::Number(number) = cell else {
        return false;
    };
    let counted = catalogue.scaled_unit(&field.unit);
    let counted = counted.filter(|(_, unit)| unit.class == UnitClass::Counter);
    counted.is_some_and(|(scale, _)| !(rational(*number) * rational(scale)).is_integer())
}

/// What a number in `given` is multiplied by to be in `wanted`; none where the two do not measure the same. A scale word
/// alone (万) scales the wanted unit.
pub(crate) fn ratio(given: &str, wanted: &str, catalogue: &Catalogue) -> Option<Rational> {
    if given == wanted {
        return Some(Rational::one());
    }
    let (wanted_scale, wanted_unit) = match catalogue.scaled_unit(wanted) {
        Some((scale, unit)) => (rational(scale), Some(unit)),
        None if wanted.is_empty() => (Rational::one(), None),
        None => return None,
    };
    if let Some(scale) = catalogue.numerals.multiplier(given) {
        return Some(rational(scale) / wanted_scale);
    }
    let (scale, unit) = catalogue.scaled_unit(given)?;
    let scale = rational(scale) / wanted_scale;
    let Some(wanted_unit) = wanted_unit else {
        // A field without a unit counts; any counter may stand there, and the word of a year.
        let counts = matches!(unit.class, UnitClass::Counter | UnitClass::Time);
        return counts.then_some(scale);
    };
    if unit.name == wanted_unit.name || (unit.family().is_counted() && wanted_unit.family().is_counted()) {
        return Some(scale);
    }
    let factor = |unit: &juyan_catalogue::Unit| {
        let factor = unit.factor?;
        Some(Rational::fraction(
            factor.numerator.into(),
            factor.denominator.into(),
        ))
    };
    let same = unit.dimension == wanted_unit.dimension;
    same.then(|| Some(scale * factor(unit)? / factor(wanted_unit)?))
        .flatten()
}

/// A fraction as a decimal, where it is one.
pub(crate) fn exact(value: &Rational) -> Option<Decimal> {
    const MOST: u32 = 20;
    (0..=MOST).find_map(|places| {
        let shifted = value * &Rational::whole(10_i128.checked_pow(places)?);
        let whole = shifted
            .is_integer()
            .then(|| shifted.to_integer().to_i128())
            .flatten()?;
        Decimal::try_from_i128_with_scale(whole, places).ok()
    })
}
