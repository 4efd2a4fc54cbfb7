//! What stands in a cell to a typed value: numbers typed as text, days in any spelling, the words of codes. It judges one
//! cell at a time and knows no other.

use crate::day::day;
use crate::thousands::Groups;
use juyan_catalogue::{Catalogue, Choice, Field, FieldKind, NumeralSign, UnitClass, folded};
use juyan_model::{Cell, Decimal, Rational, rational};
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
    let (number, rest) = digits(text, catalogue).map_err(|unread| match unread {
        Unread::Groups => Misread::new("register.groups", field.unit.as_str()),
        Unread::NoNumber => wrong(),
    })?;
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

/// Why no number was read of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unread {
    /// There is none.
    NoNumber,
    /// A sign that parts thousands stands elsewhere than before three digits: 49,38.
    Groups,
}

/// The number at the start of `text`, and what stands behind it.
fn digits<'a>(text: &'a str, catalogue: &Catalogue) -> Result<(Decimal, &'a str), Unread> {
    const MINUS: [char; 3] = ['-', '−', '－'];
    let unsigned = text.strip_prefix(MINUS);
    let mut plain = String::new();
    let mut groups = Groups::default();
    let mut rest = unsigned.unwrap_or(text).trim_start();
    while let Some(character) = rest.chars().next() {
        match catalogue.numerals.sign(character) {
            Some(NumeralSign::Arabic(digit)) => {
                plain.extend(char::from_digit(digit.into(), 10));
                groups.digit();
            }
            Some(NumeralSign::Dot) => {
                plain.push('.');
                groups.dot();
            }
            Some(NumeralSign::Group) => groups.part(),
            // 9 400: a space between digits parts groups too.
            None if character.is_whitespace() && begins_with_digit(rest, catalogue) => groups.space(),
            _ => break,
        }
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
    let number: Decimal = plain.parse().map_err(|_| Unread::NoNumber)?;
    if !groups.are_thousands() {
        return Err(Unread::Groups);
    }
    let signed = if unsigned.is_some() { -number } else { number };
    Ok((signed, rest.trim()))
}

/// Whether a digit stands behind the spaces at the start.
fn begins_with_digit(rest: &str, catalogue: &Catalogue) -> bool {
    let first = rest.trim_start().chars().next();
    first.is_some_and(|first| catalogue.numerals.is_figure(first))
}

/// The unit that stands beside the number in a cell; a scale word alone (3万) is none.
pub(crate) fn own_unit(text: &str, catalogue: &Catalogue) -> Option<SmolStr> {
    let (_, rest) = digits(text.trim(), catalogue).ok()?;
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
