//! The true values that a fact may stand for, by mode of rounding; and whether two facts may be one.

use juyan_model::{Fact, Interval, Limit, Rounding, Value, Worth};

/// The true values of a fact under one mode; none of a range, a class, or what is only near.
pub(super) fn truth(fact: &Fact, rounding: Rounding) -> Option<Interval> {
    let Worth::Number(Value::One(value)) = fact.worth else {
        return None;
    };
    let interval = fact.interval(value, rounding);
    match fact.limit {
        None => Some(interval),
        Some(Limit::Over) => Some(Interval {
            high: None,
            ..interval
        }),
        Some(Limit::Under) => Some(Interval {
            low: None,
            ..interval
        }),
        Some(Limit::About | Limit::Better | Limit::Steady) => None,
    }
}

/// Whether two facts of one unit may say the same; what cannot be compared may.
pub(super) fn may_agree(one: &Fact, other: &Fact) -> bool {
    if one.unit != other.unit {
        return true;
    }
    may(|rounding| Some(truth(one, rounding)?.meets(&truth(other, rounding)?)))
}

/// Whether something holds under one of the modes; also where it cannot be told.
pub(super) fn may(mut holds: impl FnMut(Rounding) -> Option<bool>) -> bool {
    Rounding::ALL
        .into_iter()
        .any(|rounding| holds(rounding) != Some(false))
}
