//! Numbers in figures: groups, decimals, the spaces of text recognition, and the scale words behind.

use super::cursor::{Cursor, is_space};
use super::{Numeral, Style};
use juyan_catalogue::NumeralSign;

/// Digits gathered so far.
#[derive(Clone, Copy)]
struct Digits {
    mantissa: Option<u128>,
    count: u32,
    first: u8,
}

impl Digits {
    const NONE: Self = Self {
        mantissa: Some(0),
        count: 0,
        first: 0,
    };

    fn push(&mut self, digit: u8) {
        if self.count == 0 {
            self.first = digit;
        }
        self.count = self.count.saturating_add(1);
        self.mantissa = self
            .mantissa
            .and_then(|m| m.checked_mul(10)?.checked_add(u128::from(digit)));
    }
}

/// Reads on over digits.
fn run(cursor: &mut Cursor<'_>, digits: &mut Digits) {
    while let Some(digit) = cursor.figure() {
        digits.push(digit);
        cursor.step();
    }
}

/// The number in figures that begins at `cursor`, which stands at a digit.
pub(super) fn read(mut cursor: Cursor<'_>, across_spaces: bool) -> Numeral {
    let mut digits = Digits::NONE;
    run(&mut cursor, &mut digits);
    groups(&mut cursor, &mut digits);
    let whole = digits.count;
    let spaced = decimals(&mut cursor, &mut digits, across_spaces);
    let decimals = digits.count - whole;
    if decimals > 0 && skip_chain(&mut cursor) {
        return Numeral::new(cursor.at, None, 0, 0, Style::Arabic);
    }
    let (power, rough, end) = scale(cursor);
    let style = if power == 0 { Style::Arabic } else { Style::Mixed };
    let mut numeral = Numeral::new(end.at, digits.mantissa, decimals, power, style);
    if decimals == 0 && power > 0 && !rough {
        numeral = compound(end, digits.mantissa, power).unwrap_or(numeral);
    }
    numeral.rough |= rough;
    numeral.spaced = spaced;
    numeral
}

/// Groups of three behind a comma or a space; all of one kind, the last followed by no digit.
fn groups(cursor: &mut Cursor<'_>, digits: &mut Digits) {
    if digits.count > 3 || digits.first == 0 {
        return;
    }
    let Some(separator) = cursor.character() else {
        return;
    };
    let comma = matches!(cursor.sign(), Some(NumeralSign::Group));
    if !comma && !is_space(separator) {
        return;
    }
    let (mut here, mut all) = (*cursor, *digits);
    // A decimal holds no more than 28 digits; a longer row is none, and is not read again from each of its groups.
    while all.count < 30 && here.character() == Some(separator) && here.next().figure().is_some() {
        let before = all.count;
        here.step();
        run(&mut here, &mut all);
        if all.count - before != 3 {
            return;
        }
    }
    (*cursor, *digits) = (here, all);
}

/// The decimals behind a point, which may have one space beside it; says whether it has.
fn decimals(cursor: &mut Cursor<'_>, digits: &mut Digits, across_spaces: bool) -> bool {
    let mut here = *cursor;
    let mut spaced = false;
    if across_spaces && here.character().is_some_and(is_space) {
        here.step();
        spaced = true;
    }
    if here.sign() != Some(NumeralSign::Dot) {
        return false;
    }
    here.step();
    if across_spaces && !spaced && here.character().is_some_and(is_space) {
        here.step();
        spaced = true;
    }
    if here.figure().is_none() {
        return false;
    }
    run(&mut here, digits);
    *cursor = here;
    spaced
}

/// Passes over more points and digits: `1.2.3` is a numbering or an address, not a number.
fn skip_chain(cursor: &mut Cursor<'_>) -> bool {
    let before = cursor.at;
    while cursor.sign() == Some(NumeralSign::Dot) && cursor.next().figure().is_some() {
        cursor.step();
        while cursor.figure().is_some() {
            cursor.step();
        }
    }
    cursor.at > before
}

/// The scale words behind the digits, maybe behind a space or a 多; their power of ten, and whether there was a 多.
fn scale(cursor: Cursor<'_>) -> (u32, bool, Cursor<'_>) {
    let here = cursor.past_spaces();
    let (power, end) = here.scale();
    let place = if power > 0 { end } else { here };
    if place.sign() == Some(NumeralSign::Rough) {
        let (more, end) = place.next().scale();
        if more > 0 {
            return (power.saturating_add(more), true, end);
        }
    }
    if power > 0 {
        (power, false, end)
    } else {
        (0, false, cursor)
    }
}

/// A second, smaller scale behind the first: 2亿3000万, 1万5千.
fn compound(cursor: Cursor<'_>, mantissa: Option<u128>, power: u32) -> Option<Numeral> {
    let mut here = cursor;
    let mut digits = Digits::NONE;
    run(&mut here, &mut digits);
    let (lower, rough, end) = scale(here);
    if digits.count == 0 || lower == 0 || digits.count.checked_add(lower)? > power {
        return None;
    }
    let high = mantissa?.checked_mul(10_u128.checked_pow(power - lower)?)?;
    let mut numeral = Numeral::new(end.at, high.checked_add(digits.mantissa?), 0, lower, Style::Mixed);
    numeral.rough = rough;
    Some(numeral)
}
