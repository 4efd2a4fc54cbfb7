//! Whether a value and the figure that was printed for it are one: what a paper prints is the value, rounded somehow and without its
//! sign; and it stands where the fact says that it does.

use juyan_model::{Decimal, Printed, Value};

/// Whether the value, or an end of the range, lies where these digits round to, whichever way.
pub(crate) fn is_of(printed: &Printed, value: &Value) -> bool {
    match value {
        Value::One(value) => rounds_to(printed, *value),
        Value::Range(from, to) => rounds_to(printed, *from) || rounds_to(printed, *to),
    }
}

/// Whether the range ends no earlier than it begins; what falls by so much to so much is held as it is told, both ends negative.
pub(crate) fn in_order(from: Decimal, to: Decimal) -> bool {
    from <= to || from <= Decimal::ZERO
}

/// Whether the digits may stand in `words`: figures that are written out in words are none that this could tell.
pub(crate) fn stands(printed: &Printed, words: &str) -> bool {
    let written: String = words.chars().filter_map(narrow).collect();
    if !written.contains(|character: char| character.is_ascii_digit()) {
        return true;
    }
    let digits = printed.digits.abs();
    written.contains(&digits.to_string()) || written.contains(&digits.normalize().to_string())
}

/// A digit or a point, as it would be typed; none for what may stand between the digits of a number.
fn narrow(character: char) -> Option<char> {
    /// From a character of full width to the one of ASCII.
    const STEP: u32 = 0xFEE0;
    let plain = match character {
        '\u{FF0E}'..='\u{FF19}' => char::from_u32(u32::from(character) - STEP)?,
        other => other,
    };
    (!plain.is_whitespace() && plain != ',' && plain != '\u{FF0C}').then_some(plain)
}

fn rounds_to(printed: &Printed, value: Decimal) -> bool {
    let Ok(last) = Decimal::try_new(1, printed.digits.scale()) else {
        return true;
    };
    let (Some(told), Some(step)) = (
        printed.digits.checked_mul(printed.scale),
        last.checked_mul(printed.scale),
    ) else {
        return true;
    };
    (value.abs() - told.abs()).abs() <= step.abs()
}
