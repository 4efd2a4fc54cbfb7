//! Whether printed numbers agree as far as their last digits can tell. It chooses between readings; the proof is not here,
//! and what is chosen because it fits is told to the proof (docs/decisions/0008).

use super::scene::Fact;
use juyan_model::{Decimal, Interval, Printed, Rational, Rounding, rational};

/// What a fact's true value may be, however halves were rounded.
fn truth(fact: &Fact<'_>) -> Option<Interval> {
    let value = fact.value()?;
    Some(fact.figure.printed.map_or_else(
        || Interval::exactly(rational(value)),
        |printed| {
            let by = |rounding| printed.interval(value, rounding);
            by(Rounding::HalfUp).cover(&by(Rounding::HalfEven))
        },
    ))
}

/// One unit of the last printed digit; nothing for what is exact.
fn last_digit(fact: &Fact<'_>) -> Rational {
    fact.figure
        .printed
        .filter(|printed| !printed.is_exact())
        .as_ref()
        .map_or_else(Rational::zero, Printed::last_digit)
}

/// How the sum of `parts` stands to `total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// The parts make it up.
    Whole,
    /// The parts leave so little of it that the rounding may have been another.
    Nearly,
    /// The parts leave something of it.
    Less,
    /// The parts are more than it.
    More,
}

/// Compares the sum of `parts` with `total`; none where a value is no number.
pub(super) fn sum(total: &Fact<'_>, parts: &[&Fact<'_>]) -> Option<Fit> {
    let mut whole = Interval::exactly(Rational::zero());
    let mut printed = Rational::zero();
    let mut finest = last_digit(total);
    for part in parts {
        whole = whole.plus(&truth(part)?);
        printed = printed + rational(part.value()?);
        finest = finest.min(last_digit(part));
    }
    if whole.meets(&truth(total)?) {
        return Some(Fit::Whole);
    }
    let left = rational(total.value()?) - printed;
    // Every member off by one whole unit of the finest last digit: twice what rounding of its own kind could do.
    let members = i128::try_from(parts.len()).ok()?.checked_add(1)?;
    let near = finest * Rational::whole(members);
    Some(if left.is_negative() {
        Fit::More
    } else if left <= near {
        Fit::Nearly
    } else {
        Fit::Less
    })
}

/// Whether `some` come to as much together as `others` do.
pub(super) fn equal(some: &[&Fact<'_>], others: &[&Fact<'_>]) -> Option<bool> {
    let together = |facts: &[&Fact<'_>]| {
        let mut facts = facts.iter();
        facts.try_fold(Interval::exactly(Rational::zero()), |sum, fact| {
            Some(sum.plus(&truth(fact)?))
        })
    };
    Some(together(some)?.meets(&together(others)?))
}

/// Whether `ratio` (a percentage, or per mille) is about `numerator` ÷ `denominator`.
pub(super) fn ratio(ratio: &Fact<'_>, numerator: &Fact<'_>, denominator: &Fact<'_>) -> Option<bool> {
    let whole = if ratio.unit() == "‰" { 1000 } else { 100 };
    let quotient = truth(numerator)?.over(&truth(denominator)?)?;
    Some(quotient.scaled(&Rational::whole(whole)).meets(&truth(ratio)?))
}

/// Whether `rate` (a percentage) is about the growth from `before` to `now`.
pub(super) fn growth(rate: &Fact<'_>, now: &Fact<'_>, before: &Fact<'_>) -> Option<bool> {
    if !before.value()?.is_sign_positive() {
        return None;
    }
    let grown = truth(now)?
        .over(&truth(before)?)?
        .minus(&Interval::exactly(Rational::one()));
    Some(grown.scaled(&Rational::whole(100)).meets(&truth(rate)?))
}

/// Whether `rate` (a percentage) is about how much `level` grew by `change`.
pub(super) fn rise(rate: &Fact<'_>, level: &Fact<'_>, change: &Fact<'_>) -> Option<bool> {
    let added = truth(change)?;
    let grown = added.over(&truth(level)?.minus(&added))?;
    Some(grown.scaled(&Rational::whole(100)).meets(&truth(rate)?))
}

/// Whether `result` is about `minuend` less `subtrahend`.
pub(super) fn difference(result: &Fact<'_>, minuend: &Fact<'_>, subtrahend: &Fact<'_>) -> Option<bool> {
    let left = truth(minuend)?.minus(&truth(subtrahend)?);
    Some(left.meets(&truth(result)?))
}

/// Whether `coarse` is `fine` told with fewer digits.
pub(super) fn rounds_to(fine: &Fact<'_>, coarse: &Fact<'_>) -> bool {
    let near = || {
        let (value, rounded) = (fine.value()?, coarse.value()?);
        // Most that is asked about lies farther apart than half a unit of the last digit, which decimals tell sooner than fractions.
        if is_farther(value, rounded, coarse.figure.printed?).unwrap_or_default() {
            return None;
        }
        let fewer = last_digit(fine) < last_digit(coarse);
        Some(fewer && truth(coarse)?.holds(&rational(value)))
    };
    near().unwrap_or(false)
}

/// Whether `value` is farther from `rounded` than half a unit of its last digit.
fn is_farther(value: Decimal, rounded: Decimal, printed: Printed) -> Option<bool> {
    let unit = Decimal::try_new(1, printed.digits.scale()).ok()?;
    let unit = unit.checked_mul(printed.scale)?;
    let off = value.checked_sub(rounded)?.abs();
    Some(off.checked_mul(Decimal::TWO)? > unit)
}

/// How near two values are that may be one thing told twice: the smaller is at least so many fifths of the larger. Growth
/// of a year or two stays within it, so that a stale value of last year is asked about; a part and its whole, or another
/// scope of the same name, mostly do not. What passes is only asked about.
const FIFTHS: u32 = 3;

/// Whether the two values are so near that one may stand for the other by mistake: neither is less than [`FIFTHS`] fifths
/// of the other.
pub(super) fn is_near(one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let near = || {
        let (one, other) = (one.value()?, other.value()?);
        let (small, large) = if one.abs() < other.abs() {
            (one, other)
        } else {
            (other, one)
        };
        let same_sign = small.is_sign_negative() == large.is_sign_negative();
        Some(
            same_sign
                && small.abs().checked_mul(Decimal::from(5))?
                    >= large.abs().checked_mul(Decimal::from(FIFTHS))?,
        )
    };
    near().unwrap_or(false)
}
