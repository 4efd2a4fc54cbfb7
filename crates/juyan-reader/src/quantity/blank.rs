//! An amount that a draft leaves open: XX亿元, ×.×%. It has a unit and no value.

use super::{Form, Quantity, past_spaces, unit};
use crate::numeral::Style;
use crate::phrase::is_ideograph;
use juyan_catalogue::{Catalogue, NumeralSign, UnitClass};
use juyan_model::Span;

/// What stands for a number that is not known yet.
const BLANKS: [char; 6] = ['X', 'x', 'Ｘ', '×', '＊', '*'];
/// Longest stand-in, in characters.
const LONGEST: usize = 8;

/// Whether a character may open what stands for a number.
pub(crate) fn is_blank(character: char) -> bool {
    !is_ideograph(character) && BLANKS.contains(&character)
}

/// The amount left open at byte `at` of `text`; none where no measure, amount of money or rate is left open.
pub(crate) fn blank(text: &str, at: usize, catalogue: &Catalogue) -> Option<Quantity> {
    let alone = !text
        .get(..at)?
        .ends_with(|before: char| before.is_ascii_alphanumeric() || is_blank(before));
    let rest = text.get(at..)?;
    let run = rest
        .chars()
        .take(LONGEST)
        .take_while(|c| is_blank(*c) || *c == '.');
    let mut end = at + run.map(char::len_utf8).sum::<usize>();
    let scales = text.get(end..)?.chars().take(2).take_while(|c| {
        matches!(
            catalogue.numerals.sign(*c),
            Some(NumeralSign::Small(_) | NumeralSign::Large(_))
        )
    });
    end += scales.map(char::len_utf8).sum::<usize>();
    let unit = unit::unit(text, past_spaces(text, end), catalogue)?;
    let measured = matches!(
        unit.class,
        UnitClass::Currency | UnitClass::Measure | UnitClass::Ratio
    );
    (alone && measured).then(|| Quantity {
        span: Span::new(at, unit.end),
        value: None,
        printed: None,
        unit: Some(unit.name),
        class: Some(unit.class),
        approx: None,
        form: Form::Plain,
        style: Style::Arabic,
        ordinal: false,
        glued: false,
    })
}
