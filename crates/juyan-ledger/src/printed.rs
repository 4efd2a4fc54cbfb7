//! Whether a value and the figure that was printed for it are one: what a paper prints is the value, rounded somehow and without its
//! sign.

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
