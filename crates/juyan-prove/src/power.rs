//! What a proof is worth: the share of wrong values that it would have caught.
//!
//! The wrong values are numerals of the result's own kind: for a percentage up to 100, all of 0 to 100 with as many
//! decimals (`94.4%`: 1,001); else all with as many digits (`16.29`: 10,000). Caught are those under which the claim
//! would not hold, reckoned under the first mode under which it does hold.
//!
//! A percentage of a count is special: a wrong count would bring its own right percentage with it, so only those
//! percentages count as caught that no numerator at all could give. At n = 18 that is 982 of 1,001 (98.1%); of whole
//! percentages at n ≥ 100 it is none.

use crate::equation::{Equation, Form, Relation};
use crate::term::Term;
use crate::unit::Kind;
use juyan_model::{Interval, Power, Printed, Rational, Rounding};
use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};

/// The power of the proof of `equation`, which holds under `rounding`.
pub(crate) fn power(equation: &Equation<'_>, rounding: Rounding) -> Option<Power> {
    if let Some(power) = of_count(equation) {
        return Some(power);
    }
    // A composition's result is 100% and not printed: what is weighed is its last part.
    let Some(printed) = equation.result.printed() else {
        return of_rest(equation, rounding);
    };
    let mut computed = equation.computed(rounding)?;
    match equation.relation {
        Relation::Equal => {}
        Relation::AtMost => computed.high = None,
        Relation::AtLeast => computed.low = None,
    }
    Some(of_numerals(&equation.result, printed, &computed, rounding))
}

/// What is left of `power` where the reading was chosen among so many because it works out: each of the others would have
/// let as many wrong values pass.
pub(crate) fn among(power: Power, readings: u32) -> Power {
    let one = Power::from_integer(1);
    let missed = one - power;
    let passed = u64::from(readings).checked_mul(*missed.numer());
    let left = passed.and_then(|passed| missed.denom().checked_sub(passed));
    left.map_or_else(Power::zero, |left| Power::new(left, *missed.denom()))
}

/// In how many ways the equation itself was tried: with a year more or less where they are not printed, with ten or a
/// hundred as the whole of bare shares.
pub(crate) const fn readings(equation: &Equation<'_>) -> u32 {
    match (equation.form, &equation.result.figure) {
        (Form::Mean(_), _) => 3,
        (_, None) if matches!(equation.result.measure.kind, Kind::Bare) => 2,
        _ => 1,
    }
}

/// How many percentages `numerators` ÷ `n` can come to, of how many there are with the printed decimals.
pub(crate) fn of_counts(n: &BigInt, printed: Printed) -> Option<Power> {
    let steps = BigInt::from(100) * BigInt::from(10).pow(printed.digits.scale());
    let feasible = n.min(&steps) + 1;
    share_caught(&feasible, &(steps + 1))
}

fn of_count(equation: &Equation<'_>) -> Option<Power> {
    let [above, below] = equation.operands.as_slice() else {
        return None;
    };
    let is_rate =
        equation.form == Form::Quotient && equation.result.is_ratio() && above.nominal <= below.nominal;
    let counts = above.is_exact() && below.is_exact();
    if !(is_rate && counts && equation.result.measure.factor < Rational::one()) {
        return None;
    }
    of_counts(&below.nominal.to_integer(), equation.result.printed()?)
}

fn of_rest(equation: &Equation<'_>, rounding: Rounding) -> Option<Power> {
    let (last, rest) = equation.operands.split_last()?;
    let parts = rest
        .iter()
        .fold(Interval::exactly(Rational::zero()), |sum, part| {
            sum.plus(&part.interval(rounding))
        });
    let left = equation.result.interval(rounding).minus(&parts);
    Some(of_numerals(last, last.printed()?, &left, rounding))
}

/// Of the numerals that `term` could have been, the share that `computed` excludes.
fn of_numerals(term: &Term<'_>, printed: Printed, computed: &Interval, rounding: Rounding) -> Power {
    let last = printed.last_digit() * &term.measure.factor;
    let top = highest(term, printed);
    let unit = if last.is_zero() { Rational::one() } else { last };
    let in_units = computed.scaled(&unit.recip());
    let in_units = if term.nominal.is_negative() {
        in_units.negated()
    } else {
        in_units
    };
    let (below, above) = reach(term, rounding);
    let first = in_units.low.map_or_else(BigInt::zero, |(low, closed)| {
        let edge = low - above;
        let whole = edge.ceil().to_integer();
        let is_edge = edge.is_integer();
        if is_edge && !(closed && term.is_exact()) {
            whole + 1
        } else {
            whole
        }
    });
    let end = in_units.high.map_or_else(
        || top.clone(),
        |(high, closed)| {
            let edge = high + below;
            let whole = edge.floor().to_integer();
            if edge.is_integer() && !closed {
                whole - 1
            } else {
                whole
            }
        },
    );
    let first = first.max(BigInt::zero());
    let end = end.min(top.clone());
    let passed = if end < first {
        BigInt::zero()
    } else {
        end - first + 1
    };
    share_caught(&passed, &(top + 1)).unwrap_or_else(Power::zero)
}

/// How far below and above a numeral its true values reach, in units of its last digit.
fn reach(term: &Term<'_>, rounding: Rounding) -> (Rational, Rational) {
    let half = Rational::fraction(1, 2);
    match rounding {
        _ if term.is_exact() => (Rational::zero(), Rational::zero()),
        Rounding::HalfUp | Rounding::HalfEven => (half.clone(), half),
        Rounding::Truncation => (Rational::zero(), Rational::one()),
    }
}

/// The highest numeral of the kind: 100% or all nines, in units of the last digit.
fn highest(term: &Term<'_>, printed: Printed) -> BigInt {
    let ten = BigInt::from(10);
    let decimals = printed.digits.scale();
    let hundred = BigInt::from(100) * ten.pow(decimals);
    let mantissa = BigInt::from(printed.digits.mantissa().abs());
    if term.is_ratio() && term.measure.factor < Rational::one() && mantissa <= hundred {
        return hundred;
    }
    let digits = u32::try_from(mantissa.to_string().len())
        .unwrap_or(u32::MAX)
        .max(decimals + 1);
    ten.pow(digits) - 1
}

/// One minus passed ÷ all; of more than 64 bits only the leading ones count.
fn share_caught(passed: &BigInt, all: &BigInt) -> Option<Power> {
    let shift = all.bits().saturating_sub(63);
    let (all, passed) = ((all >> shift).to_u64()?, (passed >> shift).to_u64()?);
    (all > 0).then(|| Power::new(all.saturating_sub(passed), all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_because_it_fits_is_worth_less() {
        let power = Power::new(98, 100);
        assert_eq!(among(power, 1), power);
        assert_eq!(among(power, 5), Power::new(90, 100));
        assert_eq!(among(power, 100), Power::zero());
        assert_eq!(among(Power::zero(), u32::MAX), Power::zero());
    }
}
