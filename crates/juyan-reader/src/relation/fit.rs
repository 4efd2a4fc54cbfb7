//! Whether printed numbers agree as far as their last digits can tell. It chooses between readings; the proof is not here.

use super::scene::Fact;
use juyan_model::Decimal;

/// Half a unit of the last printed digit; nothing for counts.
fn slack(fact: &Fact<'_>) -> Option<Decimal> {
    let Some(printed) = fact.figure.printed else {
        return Some(Decimal::ZERO);
    };
    if printed.exact {
        return Some(Decimal::ZERO);
    }
    let half = Decimal::new(5, printed.digits.scale() + 1);
    printed.scale.checked_mul(half)
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

/// Compares the sum of `parts` with `total`; none where a value cannot be reckoned with.
pub(super) fn sum(total: &Fact<'_>, parts: &[&Fact<'_>]) -> Option<Fit> {
    let value = total.value()?;
    let mut whole = Decimal::ZERO;
    let mut room = slack(total)?;
    let mut finest = room;
    for part in parts {
        let slack = slack(part)?;
        whole = whole.checked_add(part.value()?)?;
        room = room.checked_add(slack)?;
        finest = finest.min(slack);
    }
    let members = Decimal::from(u32::try_from(parts.len()).ok()?.checked_add(1)?);
    let near = finest.checked_mul(members)?.checked_mul(Decimal::TWO)?;
    let left = value.checked_sub(whole)?;
    Some(if left.abs() <= room {
        Fit::Whole
    } else if left.is_sign_negative() {
        Fit::More
    } else if left <= near {
        Fit::Nearly
    } else {
        Fit::Less
    })
}

/// Whether `ratio` (a percentage, or per mille) is about `numerator` ÷ `denominator`.
pub(super) fn ratio(ratio: &Fact<'_>, numerator: &Fact<'_>, denominator: &Fact<'_>) -> Option<bool> {
    let hundred = if ratio.unit() == "‰" {
        Decimal::from(1000)
    } else {
        Decimal::ONE_HUNDRED
    };
    let quotient = |above: Decimal, below: Decimal| above.checked_mul(hundred)?.checked_div(below);
    let (above, below) = (numerator.value()?, denominator.value()?);
    let low = quotient(
        above.checked_sub(slack(numerator)?)?,
        below.checked_add(slack(denominator)?)?,
    )?;
    let high = quotient(
        above.checked_add(slack(numerator)?)?,
        below.checked_sub(slack(denominator)?)?,
    )?;
    let (value, room) = (ratio.value()?, slack(ratio)?);
    Some(value.checked_add(room)? >= low && value.checked_sub(room)? <= high)
}

/// Whether `rate` (a percentage) is about the growth from `before` to `now`.
pub(super) fn growth(rate: &Fact<'_>, now: &Fact<'_>, before: &Fact<'_>) -> Option<bool> {
    let quotient = |above: Decimal, below: Decimal| {
        let parts = above.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(below)?;
        parts.checked_sub(Decimal::ONE_HUNDRED)
    };
    let least = before.value()?.checked_sub(slack(before)?)?;
    if least <= Decimal::ZERO {
        return None;
    }
    let low = quotient(
        now.value()?.checked_sub(slack(now)?)?,
        before.value()?.checked_add(slack(before)?)?,
    )?;
    let high = quotient(now.value()?.checked_add(slack(now)?)?, least)?;
    let (value, room) = (rate.value()?, slack(rate)?);
    Some(value.checked_add(room)? >= low && value.checked_sub(room)? <= high)
}

/// Whether `result` is about `minuend` less `subtrahend`.
pub(super) fn difference(result: &Fact<'_>, minuend: &Fact<'_>, subtrahend: &Fact<'_>) -> Option<bool> {
    let left = minuend
        .value()?
        .checked_sub(subtrahend.value()?)?
        .checked_sub(result.value()?)?;
    let room = slack(result)?
        .checked_add(slack(minuend)?)?
        .checked_add(slack(subtrahend)?)?;
    Some(left.abs() <= room)
}

/// Whether `coarse` is `fine` told with fewer digits.
pub(super) fn rounds_to(fine: &Fact<'_>, coarse: &Fact<'_>) -> bool {
    let near = || {
        let (narrow, wide) = (slack(fine)?, slack(coarse)?);
        let apart = fine.value()?.checked_sub(coarse.value()?)?.abs();
        Some(narrow < wide && apart <= wide)
    };
    near().unwrap_or(false)
}

/// Whether the two values are so near that one may stand for the other by mistake: neither is less than three fifths of
/// the other.
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
                && small.abs().checked_mul(Decimal::from(5))? >= large.abs().checked_mul(Decimal::from(3))?,
        )
    };
    near().unwrap_or(false)
}
