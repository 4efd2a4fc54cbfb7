//! Several of one size, which together are one quantity: 2×35万千瓦.

use super::{Amount, Form, Quantity, amount, past_spaces};
use juyan_catalogue::Catalogue;
use juyan_model::{Span, Value};

/// The product of the bare number `first` at `at` and the quantity behind a sign of multiplication; none where there is
/// no such sign, or nothing measured behind it.
pub(super) fn product(text: &str, at: usize, first: &Amount, catalogue: &Catalogue) -> Option<Quantity> {
    if first.unit.is_some() || first.rough {
        return None;
    }
    let sign = past_spaces(text, first.end);
    let start = sign + text.get(sign..)?.chars().next().filter(|c| *c == '×')?.len_utf8();
    let size = amount(text, past_spaces(text, start), catalogue).filter(|size| size.unit.is_some())?;
    let value = first.numeral.value?.checked_mul(size.numeral.value?)?;
    let mut found = size.whole(Span::new(at, size.end), Form::Plain);
    found.value = Some(Value::One(value));
    Some(found)
}
