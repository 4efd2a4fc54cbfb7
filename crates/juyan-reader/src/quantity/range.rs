//! Ranges: two numbers joined by a dash or 至 that make one figure: 8%-10%, 80万—85万人, 三至五年.

use super::approximator::word_before;
use super::{Amount, Form, Quantity, amount, past_spaces};
use crate::numeral::is_space;
use juyan_catalogue::{Catalogue, Class, TimeWord};
use juyan_model::{Approx, Decimal, Span, Value};

/// The range that begins with `first` at `at`.
pub(super) fn range(text: &str, at: usize, first: &Amount, catalogue: &Catalogue) -> Option<Quantity> {
    let joined = join(text, past_spaces(text, first.end), catalogue)?;
    let start = past_spaces(text, joined);
    let second = amount(text, start, catalogue)?;
    let second = in_months(text, first, second, catalogue);
    if follows_from(text, at, catalogue) || !same_unit(first, &second) || is_code(text, at, &second) {
        return None;
    }
    let (low, high) = ends(first, &second)?;
    let mut found = second.whole(Span::new(at, second.end), Form::Range);
    found.value = Some(Value::Range(low, high));
    found.approx = (first.rough || second.rough).then_some(Approx::Over);
    Some(found)
}

/// One past the dash or 至 at `at`.
fn join(text: &str, at: usize, catalogue: &Catalogue) -> Option<usize> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    if matches!(first, '-' | '－' | '—' | '–' | '~' | '～' | '〜' | '∼') {
        let dashes = rest.chars().take_while(|next| *next == first).take(2).count();
        return Some(at + first.len_utf8() * dashes);
    }
    let hit = catalogue.lexicon.longest_if(rest, Class::Through)?;
    Some(at + hit.len)
}

/// Whether 由 or 从 stands before: 由5%至8% tells two figures.
fn follows_from(text: &str, at: usize, catalogue: &Catalogue) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end_matches(is_space);
    word_before(before, catalogue).is_some_and(|(_, entry)| entry.classes.has(Class::From))
}

/// The second end in months, where it is told in years and months and the first in months: 3个月至1年5个月.
fn in_months(text: &str, first: &Amount, second: Amount, catalogue: &Catalogue) -> Amount {
    let time = |amount: &Amount| {
        let unit = amount.unit.as_ref()?;
        catalogue.lexicon.get(&unit.name)?.time
    };
    let years = time(first) == Some(TimeWord::MonthCount) && time(&second) == Some(TimeWord::YearMark);
    let rest = years.then(|| amount(text, second.end, catalogue)).flatten();
    let Some(mut rest) = rest.filter(|rest| time(rest) == Some(TimeWord::MonthCount)) else {
        return second;
    };
    let months = second
        .numeral
        .value
        .and_then(|years| years.checked_mul(MONTHS.into()))
        .zip(rest.numeral.value)
        .and_then(|(years, months)| years.checked_add(months));
    match months {
        Some(months) => {
            rest.numeral.value = Some(months);
            rest
        }
        None => second,
    }
}

/// How many months a year has.
const MONTHS: i64 = 12;

fn same_unit(first: &Amount, second: &Amount) -> bool {
    match (&first.unit, &second.unit) {
        (None, _) => true,
        (Some(first), Some(second)) => first.name == second.name || first.record == second.record,
        (Some(_), None) => false,
    }
}

/// Whether two numbers without unit are part of a code or of a chain of dashes rather than a range.
fn is_code(text: &str, at: usize, second: &Amount) -> bool {
    let joins = |character: char| {
        character.is_ascii_alphanumeric() || matches!(character, '-' | '/' | '－' | '—' | '–')
    };
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(second.end..).and_then(|after| after.chars().next());
    second.unit.is_none() && (before.is_some_and(joins) || after.is_some_and(joins) || second.numeral.len > 4)
}

/// Both ends; the first takes the second's scale where it has neither scale nor unit (3-5万元).
fn ends(first: &Amount, second: &Amount) -> Option<(Decimal, Decimal)> {
    let (low, high) = (first.numeral.value?, second.numeral.value?);
    let shares = first.unit.is_none()
        && first.numeral.scale == Decimal::ONE
        && first.numeral.digits < second.numeral.digits;
    let low = if shares {
        first
            .numeral
            .digits
            .checked_mul(second.numeral.scale)?
            .normalize()
    } else {
        low
    };
    (low < high).then_some((low, high))
}
