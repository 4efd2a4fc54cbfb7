//! Arithmetic as a reader would write it: `17 ÷ 18 = 94.4%`. Scale words come from the catalogue.

use crate::equation::{Equation, Form, Relation};
use crate::term::Term;
use juyan_catalogue::Catalogue;
use juyan_model::{Approx, Decimal, Figure, Interval, Rational, Value};
use num_bigint::BigInt;

/// Writes numbers with the scale words of one catalogue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Say {
    myriad: Option<char>,
    hundred_million: Option<char>,
}

impl Say {
    /// With the words of `catalogue`.
    pub(crate) fn new(catalogue: &Catalogue) -> Self {
        Self {
            myriad: catalogue.numerals.scale_word(4),
            hundred_million: catalogue.numerals.scale_word(8),
        }
    }

    /// The figure as it is printed, scale and unit behind it.
    pub(crate) fn figure(self, figure: &Figure) -> String {
        let unit = figure.unit.as_deref().unwrap_or_default();
        match figure.value {
            Some(Value::Range(low, high)) => format!("{}–{}{unit}", plain(low), plain(high)),
            Some(Value::One(_)) if figure.printed.is_some() => {
                format!("{}{}{unit}", digits(figure), self.scale(figure))
            }
            Some(Value::One(value)) => format!("{}{unit}", plain(value)),
            None => String::new(),
        }
    }

    /// The scale word of a figure, empty for 1.
    fn scale(self, figure: &Figure) -> String {
        let Some(printed) = figure.printed else {
            return String::new();
        };
        let mut left = printed.scale;
        let mut word = String::new();
        for (sign, worth) in [
            (self.hundred_million, Decimal::from(100_000_000)),
            (self.myriad, Decimal::from(10_000)),
        ] {
            let times = left.checked_div(worth).filter(Decimal::is_integer);
            if let (Some(sign), Some(times)) = (sign, times.filter(|times| !times.is_zero())) {
                left = times;
                word.insert(0, sign);
            }
        }
        if left == Decimal::ONE {
            word
        } else {
            format!("×{}{word}", plain(left))
        }
    }

    /// The left side of an equation: `11 + 7`.
    pub(crate) fn left(self, equation: &Equation<'_>) -> String {
        let bare = is_uniform(&equation.operands);
        let words: Vec<String> = equation
            .operands
            .iter()
            .map(|term| self.term(term, bare))
            .collect();
        let sign = match (equation.form, equation.relation) {
            (Form::Sum | Form::Net(_), _) => " + ",
            (Form::Difference, _) => " − ",
            (Form::Quotient | Form::Growth | Form::Mean(_), _) => " ÷ ",
            (Form::Rise | Form::ByParts, _) => " | ",
            (Form::Agreement, _) => " = ",
        };
        let left = match equation.form {
            Form::Agreement => words.join(sign),
            _ => joined(&words, sign),
        };
        match (equation.form, words.as_slice()) {
            (Form::Growth, _) => format!("{left} − 1"),
            (Form::Net(added), words) => {
                let (added, taken) = words.split_at_checked(added).unwrap_or((words, &[]));
                let taken: Vec<String> = std::iter::once(joined(added, " + "))
                    .chain(taken.iter().cloned())
                    .collect();
                joined(&taken, " − ")
            }
            (Form::Mean(years), _) => format!("({left})^(1/{years}) − 1"),
            (Form::ByParts, [whole, pairs @ ..]) => {
                let parts: Vec<String> = pairs.chunks(2).map(before).collect();
                format!("{whole} ÷ ({}) − 1", parts.join(" + "))
            }
            (Form::Rise, [level, added]) => format!("{added} ÷ ({level} − {})", operand(added)),
            _ => left,
        }
    }

    fn term(self, term: &Term<'_>, bare: bool) -> String {
        match term.figure {
            Some((_, figure)) if term.is_doubling() => {
                format!(
                    "{} (×{})",
                    self.figure(figure),
                    value_like(&term.nominal, term, 0).0
                )
            }
            Some((_, figure)) if bare => digits(figure),
            Some((_, figure)) => self.figure(figure),
            None => value_like(&term.nominal, term, 0).0,
        }
    }

    /// What is printed for the result.
    pub(crate) fn result(self, equation: &Equation<'_>) -> String {
        let bare = is_uniform(&equation.operands)
            && equation
                .operands
                .first()
                .is_some_and(|term| is_alike(term, &equation.result));
        if equation.result.figure.is_none() && equation.result.is_ratio() {
            return "100%".to_owned();
        }
        self.term(&equation.result, bare)
    }

    /// What the operands come to, in the scale and unit of the result, and whether these digits are all of it.
    pub(crate) fn computed(self, equation: &Equation<'_>) -> Option<(String, bool)> {
        let nominal = equation.nominal()?;
        let alike = equation
            .operands
            .first()
            .is_some_and(|term| is_alike(term, &equation.result));
        let bare = is_uniform(&equation.operands) && alike;
        let (number, exact) = value_like(&nominal, &equation.result, 2);
        let Some((_, figure)) = equation.result.figure else {
            return Some((
                if equation.result.is_ratio() {
                    format!("{number}%")
                } else {
                    number
                },
                exact,
            ));
        };
        let unit = figure.unit.as_deref().unwrap_or_default();
        Some((
            if bare || equation.result.is_doubling() {
                number
            } else {
                format!("{number}{}{unit}", self.scale(figure))
            },
            exact,
        ))
    }

    /// What the printed operands come to, where that is not what is printed as their result, and the room that rounding leaves them:
    /// `≈ 106.667% (90–130) ~ 93.8%`.
    fn room(self, equation: &Equation<'_>) -> Option<String> {
        let nominal = equation.nominal().filter(|_| equation.form != Form::Agreement)?;
        let printed = equation.result.figure?.1;
        let as_printed = |value: &Rational| value_like(value, &equation.result, 0).0;
        let is_printed = as_printed(&nominal) == as_printed(&equation.result.nominal);
        let rounding = equation.roundings().first().copied()?;
        let room = equation
            .computed(rounding)
            .filter(|_| !is_printed && printed.approx.is_none())?;
        let (computed, exact) = self.computed(equation)?;
        let sign = if exact { '=' } else { '≈' };
        let (room, printed) = (ends(&room, &equation.result), self.result(equation));
        Some(format!("{sign} {computed} ({room}) ~ {printed}"))
    }

    /// An interval in the scale and unit of `like`: `2463.7–2466.2万元`.
    pub(crate) fn interval(self, interval: &Interval, like: &Term<'_>) -> String {
        let unit = like.figure.map(|(_, figure)| {
            format!(
                "{}{}",
                self.scale(figure),
                figure.unit.as_deref().unwrap_or_default()
            )
        });
        format!("{}{}", ends(interval, like), unit.unwrap_or_default())
    }
}

/// The ends of an interval in the scale of `like`.
fn ends(interval: &Interval, like: &Term<'_>) -> String {
    let end = |end: &Option<(Rational, bool)>| {
        end.as_ref()
            .map_or_else(String::new, |(value, _)| value_like(value, like, 1).0)
    };
    format!("{}–{}", end(&interval.low), end(&interval.high))
}

/// `87.4 − (-0.53)`: two signs side by side would be read as one.
fn joined(words: &[String], sign: &str) -> String {
    let Some((first, others)) = words.split_first() else {
        return String::new();
    };
    let others = others.iter().map(|words| format!("{sign}{}", operand(words)));
    std::iter::once(first.clone()).chain(others).collect()
}

/// A number as it stands behind a sign: in brackets where it has one of its own.
fn operand(words: &str) -> String {
    let digits = words.trim_start_matches(['≈', '≥', '≤']);
    if digits.starts_with('-') {
        format!("({words})")
    } else {
        words.to_owned()
    }
}

/// A level and its growth as what the level was before: `21.45 ÷ (1 + 9.0%)`.
fn before(pair: &[String]) -> String {
    let [level, growth] = pair else {
        return pair.concat();
    };
    match growth.strip_prefix('-') {
        Some(fall) => format!("{level} ÷ (1 − {fall})"),
        None => format!("{level} ÷ (1 + {growth})"),
    }
}

/// `value` (base units) in the scale and unit of `like`, with some more digits than that prints.
fn value_like(value: &Rational, like: &Term<'_>, more: u32) -> (String, bool) {
    let (unit, decimals) = match (like.printed(), like.figure) {
        (Some(printed), _) => (
            rational_scale(printed.scale) * &like.measure.factor,
            printed.digits.scale(),
        ),
        (None, None) if like.is_ratio() => (Rational::fraction(1, 100), 2),
        _ => (like.measure.factor.clone(), 2),
    };
    let unit = if unit.is_zero() { Rational::one() } else { unit };
    decimal(&(value / unit), decimals + more)
}

/// Whether the operands share scale and unit, so that neither need be said.
fn is_uniform(operands: &[Term<'_>]) -> bool {
    operands
        .first()
        .is_some_and(|first| operands.iter().all(|term| is_alike(first, term)))
}

fn is_alike(a: &Term<'_>, b: &Term<'_>) -> bool {
    let scale = |term: &Term<'_>| term.printed().map(|printed| printed.scale);
    let unit = |term: &Term<'_>| term.figure.and_then(|(_, figure)| figure.unit.clone());
    let both = a.printed().is_some() && b.printed().is_some();
    both && scale(a) == scale(b) && (unit(a) == unit(b) || (a.is_exact() && b.is_exact()))
}

fn rational_scale(scale: Decimal) -> Rational {
    juyan_model::rational(scale)
}

/// Sign, looseness and digits.
fn digits(figure: &Figure) -> String {
    let sign = if figure
        .value
        .and_then(Value::single)
        .is_some_and(|value| value.is_sign_negative() && !value.is_zero())
    {
        "-"
    } else {
        ""
    };
    let loose = match figure.approx {
        None => "",
        Some(Approx::About) => "≈",
        Some(Approx::Over) => "≥",
        Some(Approx::Under) => "≤",
    };
    let digits = figure
        .printed
        .map_or_else(String::new, |printed| printed.digits.abs().to_string());
    format!("{loose}{sign}{digits}")
}

fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// `value` to `places` decimals, halves up, without trailing zeros; and whether that is all of it.
fn decimal(value: &Rational, places: u32) -> (String, bool) {
    let ten = BigInt::from(10).pow(places);
    let scaled = value * Rational::from_integer(ten.clone());
    let exact = scaled.is_integer();
    let magnitude = scaled.abs().round().to_integer();
    let (whole, rest) = (&magnitude / &ten, &magnitude % &ten);
    let sign = if value.is_negative() && magnitude != BigInt::ZERO {
        "-"
    } else {
        ""
    };
    if rest == BigInt::ZERO {
        return (format!("{sign}{whole}"), exact);
    }
    let width = usize::try_from(places).unwrap_or_default();
    let rest = format!("{rest:0>width$}");
    (format!("{sign}{whole}.{}", rest.trim_end_matches('0')), exact)
}

/// The left side and what it comes to against what is printed: `11 + 7 = 18`, `11 + 7 = 18 ≠ 19`.
pub(crate) fn equation(say: Say, equation: &Equation<'_>, holds: bool) -> String {
    let left = say.left(equation);
    let result = say.result(equation);
    let sign = match (equation.relation, holds) {
        (Relation::AtMost, true) => Some("≤"),
        (Relation::AtMost, false) => Some(">"),
        (Relation::AtLeast, true) => Some("≥"),
        (Relation::AtLeast, false) => Some("<"),
        (Relation::Equal, _) => None,
    };
    if let Some(sign) = sign {
        return format!("{left} {sign} {result}");
    }
    if holds {
        let room = say.room(equation).map(|room| format!("{left} {room}"));
        return room.unwrap_or_else(|| format!("{left} = {result}"));
    }
    if equation.form == Form::Agreement {
        return format!("{left} ≠ {result}");
    }
    match say.computed(equation) {
        Some((computed, exact)) => format!("{left} {} {computed} ≠ {result}", if exact { "=" } else { "≈" }),
        None => format!("{left} ≠ {result}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_signs_stand_side_by_side() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(joined(&words(&["87.4", "-0.53"]), " − "), "87.4 − (-0.53)");
        assert_eq!(joined(&words(&["-3", "5", "≈-2"]), " + "), "-3 + 5 + (≈-2)");
        assert_eq!(joined(&[], " + "), "");
    }
}
