//! A number with its scale, unit and the approximators that touch it: 3000余万元, 8%-10%, 三分之二, 22.8∶38.8∶38.4.
//!
//! What the number does in its sentence, and whether it is a date or part of a name, is not seen here.

mod approximator;
mod blank;
mod product;
mod range;
mod ratio;
mod unit;

pub use approximator::leading;
pub(crate) use approximator::word_before;
pub(crate) use blank::{blank, is_blank};

use crate::numeral::{Numeral, Style, is_space, numeral, numeral_unspaced};
use juyan_catalogue::{Catalogue, Class, Classes, NumeralSign, UnitClass};
use juyan_model::{Approx, Decimal, Printed, Span, Value};
use smol_str::SmolStr;
use unit::UnitHit;

/// How a quantity is put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One number.
    Plain,
    /// From one number to another: 8%-10%, 三四个.
    Range,
    /// One number to another: 2.9∶1.
    Ratio,
    /// One of three or more numbers that are set against each other: 38.8 of 22.8∶38.8∶38.4.
    Part,
    /// A numerator over a denominator: 三分之二. It is no printed decimal.
    Fraction,
}

/// A number with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Number, scale, unit, approximators inside and behind, a minus or 第 before; not an approximator before it.
    pub span: Span,
    /// The value in the base unit; none where the number has none (`1.2.3`, forty digits).
    pub value: Option<Value>,
    /// How it was printed; none where there is no one printed decimal.
    pub printed: Option<Printed>,
    /// The unit as the text writes it, without spaces and scale.
    pub unit: Option<SmolStr>,
    /// What kind of unit.
    pub class: Option<UnitClass>,
    /// Which way the value is loose, by what stands inside and behind.
    pub approx: Option<Approx>,
    /// How it is put together.
    pub form: Form,
    /// What its number is written with.
    pub style: Style,
    /// Whether 第 stands before it.
    pub ordinal: bool,
    /// Whether a letter touches it, as in `PM2.5` and `4A级`: most likely a name.
    pub glued: bool,
}

/// A number with its unit, before it is seen whether it is one end of a range.
#[derive(Debug, Clone)]
struct Amount {
    numeral: Numeral,
    /// Whether 多 or 余 stands inside or behind.
    rough: bool,
    unit: Option<UnitHit>,
    /// One past the last byte.
    end: usize,
}

/// The quantity whose number begins at byte `at` of `text`; none where no number begins there.
///
/// An approximator before it is looked up with [`leading`].
pub fn quantity(text: &str, at: usize, catalogue: &Catalogue) -> Option<Quantity> {
    let first = catalogue.numerals.sign(text.get(at..)?.chars().next()?)?;
    let mut found = match first {
        NumeralSign::Small(_) => ratio::hundredths(text, at, catalogue),
        _ => None,
    };
    if found.is_none() {
        let amount = amount(text, at, catalogue)?;
        found = ratio::fraction(text, at, &amount.numeral, catalogue)
            .or_else(|| product::product(text, at, &amount, catalogue))
            .or_else(|| ratio::proportion(text, at, &amount.numeral, catalogue))
            .or_else(|| range::range(text, at, &amount, catalogue))
            .or_else(|| Some(amount.plain(at)));
    }
    let mut found = found?;
    found.look_behind(text, catalogue);
    found.look_before(text, catalogue);
    Some(found)
}

/// The number at `at` with its unit.
fn amount(text: &str, at: usize, catalogue: &Catalogue) -> Option<Amount> {
    let numeral = number(text, at, catalogue)?;
    let mut end = at + numeral.len;
    let mut rough = numeral.rough;
    if let Some(len) = approximator::inside(text, end, catalogue) {
        (rough, end) = (true, end + len);
    }
    let mut unit = unit::unit(text, past_spaces(text, end), catalogue);
    if let Some(hit) = &mut unit {
        end = hit.end;
        if let Some((len, replaced)) = approximator::within_unit(text, hit, catalogue) {
            (rough, end) = (true, end + len);
            if let Some(replaced) = replaced {
                end = replaced.end;
                *hit = replaced;
            }
        }
    }
    Some(Amount {
        numeral,
        rough,
        unit,
        end,
    })
}

/// The numeral at `at`; a space at its point counts only where it cannot be a list's: `1. 30个` at the head of a line
/// and `5. 3月` are two numbers.
fn number(text: &str, at: usize, catalogue: &Catalogue) -> Option<Numeral> {
    let rest = text.get(at..)?;
    let found = numeral(rest, &catalogue.numerals)?;
    if !found.spaced {
        return Some(found);
    }
    let before = text.get(..at).unwrap_or_default().trim_end_matches(is_space);
    let heads_line = before.is_empty() || before.ends_with('\n');
    let timed = unit::unit(text, at + found.len, catalogue).is_some_and(|hit| hit.class == UnitClass::Time);
    if heads_line || timed {
        numeral_unspaced(rest, &catalogue.numerals)
    } else {
        Some(found)
    }
}

fn past_spaces(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len() - rest.trim_start_matches(is_space).len())
}

impl Amount {
    /// The value, as the range that a spread (两三千) is.
    fn value(&self) -> Option<Value> {
        let value = self.numeral.value?;
        Some(
            self.numeral
                .lower
                .map_or(Value::One(value), |lower| Value::Range(lower, value)),
        )
    }

    /// How it is printed. Things that are counted are exact, unless a scale word or 多 says that they were rounded.
    fn printed(&self) -> Option<Printed> {
        if self.numeral.value.is_none() || self.numeral.lower.is_some() {
            return None;
        }
        let Numeral { digits, scale, .. } = self.numeral;
        let counted = self
            .unit
            .as_ref()
            .is_some_and(|unit| unit.class == UnitClass::Counter);
        let exact = counted && !self.rough && scale == Decimal::ONE && digits.scale() == 0;
        Some(Printed { digits, scale, exact })
    }

    fn plain(self, at: usize) -> Quantity {
        let form = if self.numeral.lower.is_some() {
            Form::Range
        } else {
            Form::Plain
        };
        let mut found = self.whole(Span::new(at, self.end), form);
        (found.value, found.printed) = (self.value(), self.printed());
        found
    }

    /// A quantity with this amount's unit, still without value.
    fn whole(&self, span: Span, form: Form) -> Quantity {
        let unit = self.unit.as_ref();
        Quantity {
            span,
            value: None,
            printed: None,
            unit: unit.map(|hit| hit.name.clone()),
            class: unit.map(|hit| hit.class),
            approx: self.rough.then_some(Approx::Over),
            form,
            style: self.numeral.style,
            ordinal: false,
            glued: false,
        }
    }
}

impl Quantity {
    /// Takes in an approximator behind: 左右, 以上.
    fn look_behind(&mut self, text: &str, catalogue: &Catalogue) {
        if let Some((len, approx)) = approximator::trailing(text, self.span.end, catalogue) {
            self.span.end += len;
            self.approx = Some(approx);
        }
        let behind = text.get(self.span.end..).and_then(|rest| rest.chars().next());
        self.glued |= behind.is_some_and(|character| character.is_ascii_alphabetic());
    }

    /// Takes in a minus or 第 before.
    fn look_before(&mut self, text: &str, catalogue: &Catalogue) {
        let before = text.get(..self.span.start).unwrap_or_default();
        let Some(last) = before.chars().next_back() else {
            return;
        };
        self.glued |= last.is_ascii_alphabetic();
        let start = before.len() - last.len_utf8();
        if matches!(last, '-' | '－' | '−') {
            let earlier = before.get(..start).unwrap_or_default();
            if self.may_be_negative(earlier, catalogue) {
                self.negate();
                self.span.start = start;
            }
            return;
        }
        let word = before.get(start..).unwrap_or_default();
        if catalogue.lexicon.is(word, Class::Ordinal) {
            self.ordinal = true;
            self.span.start = start;
            if let Some(printed) = &mut self.printed {
                printed.exact = printed.scale == Decimal::ONE && printed.digits.scale() == 0;
            }
        }
    }

    /// Whether a hyphen between `before` and this number is a minus and joins nothing. What has a sign by its nature (money, a
    /// ratio, a temperature) may stand right behind its name: 体制补助收入-277万元; of other amounts and of counts a word says that
    /// their value follows: 自然增长-320人.
    fn may_be_negative(&self, before: &str, catalogue: &Catalogue) -> bool {
        let Some(last) = before.chars().next_back() else {
            return self.form == Form::Plain && !self.is_counted();
        };
        let joined = last.is_ascii_alphanumeric()
            || matches!(last, '%' | '％' | '‰' | ')' | '）' | '-' | '－' | '−')
            || catalogue
                .numerals
                .sign(last)
                .is_some_and(|sign| sign != NumeralSign::Group)
            || ends_amount(before, catalogue);
        let decimal = self.printed.is_some_and(|printed| printed.digits.scale() > 0);
        let signed = decimal || matches!(self.class, Some(UnitClass::Ratio | UnitClass::Currency));
        let told = || catalogue.lexicon.endings(before, TOLD, LONGEST).next().is_some();
        let apart = !last.is_alphabetic();
        let free = if self.is_counted() {
            self.class == Some(UnitClass::Counter) && told()
        } else {
            signed || apart || told()
        };
        free && !joined && self.form == Form::Plain
    }

    fn is_counted(&self) -> bool {
        matches!(self.class, Some(UnitClass::Counter | UnitClass::Time))
    }

    fn negate(&mut self) {
        if let Some(Value::One(value)) = self.value {
            self.value = Some(Value::One(-value));
        }
    }
}

/// Words behind which a value is told.
const TOLD: Classes = Classes::of(&[
    Class::Link,
    Class::Reach,
    Class::To,
    Class::From,
    Class::Rise,
    Class::Fall,
]);

/// How many characters such a word, or a unit, has at most.
const LONGEST: usize = 6;

/// Whether `text` ends with a number and its unit, with which a hyphen joins the next: 3500万元-4200万元.
fn ends_amount(text: &str, catalogue: &Catalogue) -> bool {
    let mut tails = text.char_indices().rev().take(LONGEST);
    tails.any(|(at, _)| {
        let number = text.get(..at).and_then(|earlier| earlier.chars().next_back());
        number.is_some_and(|sign| catalogue.numerals.sign(sign).is_some())
            && unit::unit(text, at, catalogue).is_some_and(|hit| hit.end == text.len())
    })
}
