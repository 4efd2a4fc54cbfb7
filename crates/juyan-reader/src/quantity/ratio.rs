//! Numbers set against others: 百分之五十, 三分之二, 2.9∶1, 22.8∶38.8∶38.4.

use super::unit::unit;
use super::{Amount, Form, Quantity, number, past_spaces};
use crate::numeral::{Numeral, is_space};
use juyan_catalogue::{Catalogue, Class, UnitClass};
use juyan_model::{Decimal, Printed, Span, Value};

/// A number behind a unit that is written first: 百分之五十 is 50 %.
pub(super) fn hundredths(text: &str, at: usize, catalogue: &Catalogue) -> Option<Quantity> {
    let hit = catalogue.lexicon.longest(text.get(at..)?)?;
    let record = hit.entry.unit?;
    let unit = catalogue
        .units
        .get(usize::try_from(record).ok()?)
        .filter(|unit| unit.class == UnitClass::Ratio)?;
    let start = at + hit.len;
    let numeral = number(text, start, catalogue)?;
    let amount = Amount {
        numeral,
        rough: numeral.rough,
        unit: None,
        end: start + numeral.len,
    };
    let mut found = amount.plain(start);
    found.span.start = at;
    found.unit = Some(unit.name.clone());
    found.class = Some(unit.class);
    Some(found)
}

/// A denominator, 分之 and a numerator. Its value is cut at 28 digits where it has no end; it is nothing printed.
pub(super) fn fraction(text: &str, at: usize, below: &Numeral, catalogue: &Catalogue) -> Option<Quantity> {
    if let Some(found) = slashed(text, at, below, catalogue) {
        return Some(found);
    }
    let bar = catalogue
        .lexicon
        .longest_if(text.get(at + below.len..)?, Class::Fraction)?;
    let start = at + below.len + bar.len;
    let above = number(text, start, catalogue)?;
    Some(quotient(
        &above,
        below,
        Span::new(at, start + above.len),
        Form::Fraction,
    ))
}

/// A small fraction in figures: 1/3.
fn slashed(text: &str, at: usize, above: &Numeral, catalogue: &Catalogue) -> Option<Quantity> {
    let slash = text
        .get(at + above.len..)?
        .chars()
        .next()
        .filter(|sign| matches!(sign, '/' | '／'))?;
    let start = at + above.len + slash.len_utf8();
    let below = figures(text, start, catalogue)?;
    let end = start + below.len;
    let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.' | '%');
    let inside = text.get(..at)?.ends_with(joins) || text.get(end..)?.starts_with(joins);
    let small = above.value? < below.value? && below.value? <= Decimal::ONE_HUNDRED;
    let whole = above.digits.scale() == 0
        && below.digits.scale() == 0
        && below.scale == Decimal::ONE
        && above.scale == Decimal::ONE;
    let counted = unit(text, end, catalogue).is_some();
    (small && whole && !inside && !counted)
        .then(|| quotient(above, &below, Span::new(at, end), Form::Fraction))
}

/// Numbers with colons between them: two are one quantity, of three and more each is one.
pub(super) fn proportion(text: &str, at: usize, first: &Numeral, catalogue: &Catalogue) -> Option<Quantity> {
    let end = at + first.len;
    let next = colon(text, past_percent(text, end));
    let Some(second) = next.and_then(|start| figures(text, start, catalogue)) else {
        return (is_later(text, at, catalogue, 2)).then(|| part(text, at, first, catalogue));
    };
    let start = next?;
    let further = past_percent(text, start + second.len);
    let third = colon(text, further).and_then(|third| figures(text, third, catalogue));
    if third.is_some() || is_later(text, at, catalogue, 1) {
        return Some(part(text, at, first, catalogue));
    }
    let whole = Span::new(at, start + second.len);
    let measured =
        unit(text, past_spaces(text, whole.end), catalogue).is_some() || second.scale != Decimal::ONE;
    let clock = second.len == 2 && first.len <= 2 && !text.get(end..)?.starts_with(['∶', '︰']);
    if measured || clock {
        None
    } else {
        Some(quotient(first, &second, whole, Form::Ratio))
    }
}

/// The number in figures at `at`.
fn figures(text: &str, at: usize, catalogue: &Catalogue) -> Option<Numeral> {
    let first = text.get(at..)?.chars().next()?;
    if catalogue.numerals.is_figure(first) {
        number(text, at, catalogue)
    } else {
        None
    }
}

/// One of several numbers: as it stands, with its percent sign if it has one.
fn part(text: &str, at: usize, first: &Numeral, catalogue: &Catalogue) -> Quantity {
    let end = past_percent(text, at + first.len);
    let unit = unit(text, at + first.len, catalogue).filter(|unit| unit.end == end);
    let mut found = Amount {
        numeral: *first,
        rough: first.rough,
        unit,
        end,
    }
    .plain(at);
    found.form = Form::Part;
    found
}

/// One past the percent sign at `at`, or `at`.
fn past_percent(text: &str, at: usize) -> usize {
    let sign = text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .filter(|sign| is_percent(*sign));
    at + sign.map_or(0, char::len_utf8)
}

const fn is_percent(sign: char) -> bool {
    matches!(sign, '%' | '％')
}

const fn is_colon(sign: char) -> bool {
    matches!(sign, '∶' | ':' | '：' | '︰' | '﹕')
}

/// One past the colon at `at`, which blanks may surround: 3.6 : 48 : 48.4.
fn colon(text: &str, at: usize) -> Option<usize> {
    let at = past_spaces(text, at);
    let sign = text.get(at..)?.chars().next().filter(|sign| is_colon(*sign))?;
    Some(past_spaces(text, at + sign.len_utf8()))
}

/// The longest number that a proportion is looked for before.
const LONGEST: usize = 16;

/// Whether at least `count` numbers with colons behind them stand before `at`.
fn is_later(text: &str, at: usize, catalogue: &Catalogue, count: usize) -> bool {
    let mut before = text.get(..at).unwrap_or_default();
    for _ in 0..count {
        let Some(cut) = before.trim_end_matches(is_space).strip_suffix(is_colon) else {
            return false;
        };
        let cut = cut.trim_end_matches(is_space);
        let digit = |c: char| catalogue.numerals.is_figure(c) || is_percent(c) || matches!(c, '.' | '．');
        let length: usize = cut
            .chars()
            .rev()
            .take(LONGEST)
            .take_while(|c| digit(*c))
            .map(char::len_utf8)
            .sum();
        if length == 0 {
            return false;
        }
        before = cut.get(..cut.len() - length).unwrap_or_default();
    }
    true
}

fn quotient(above: &Numeral, below: &Numeral, span: Span, form: Form) -> Quantity {
    let value = above
        .value
        .zip(below.value)
        .and_then(|(above, below)| above.checked_div(below));
    let amount = Amount {
        numeral: *above,
        rough: false,
        unit: None,
        end: span.end,
    };
    let mut found = amount.whole(span, form);
    found.value = value.map(Value::One);
    // 2.54∶1 is printed with two decimals, 5∶2 with none that anyone knows.
    let to_one = form == Form::Ratio && below.value == Some(Decimal::ONE);
    found.printed = value.filter(|_| to_one).map(|value| Printed {
        digits: value,
        scale: Decimal::ONE,
        exact: false,
    });
    found
}
