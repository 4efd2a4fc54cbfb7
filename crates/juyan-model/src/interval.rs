//! Exact arithmetic on stretches of the number line: what can be said of a sum, product or quotient of true values of
//! which only the printed figures are known. It knows nothing of figures or claims.

use crate::{Interval, Rational};

/// An end of an interval: the value and whether it belongs to it; none where it is unbounded.
type End = Option<(Rational, bool)>;

impl Interval {
    /// The whole number line.
    pub const fn unbounded() -> Self {
        Self {
            low: None,
            high: None,
        }
    }

    /// From `low` to `high`, both included.
    pub const fn closed(low: Rational, high: Rational) -> Self {
        Self {
            low: Some((low, true)),
            high: Some((high, true)),
        }
    }

    /// All sums of a value of this and a value of `other`.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            low: sum(&self.low, &other.low),
            high: sum(&self.high, &other.high),
        }
    }

    /// The values with their signs turned.
    #[must_use]
    pub fn negated(&self) -> Self {
        let turned = |end: &End| end.as_ref().map(|(value, closed)| (-value, *closed));
        Self {
            low: turned(&self.high),
            high: turned(&self.low),
        }
    }

    /// All differences of a value of this and a value of `other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    /// The values times `factor`, which is positive.
    #[must_use]
    pub fn scaled(&self, factor: &Rational) -> Self {
        if factor.is_one() {
            return self.clone();
        }
        let scale = |end: &End| end.as_ref().map(|(value, closed)| (value * factor, *closed));
        Self {
            low: scale(&self.low),
            high: scale(&self.high),
        }
    }

    /// All quotients of a value of this and a value of `divisor`; none where the divisor may be zero or of either sign, or
    /// there is no such value (a range told backwards).
    ///
    /// ```
    /// use juyan_model::{Interval, Rational};
    /// let whole = |n: i64| Interval::exactly(Rational::whole(n.into()));
    /// assert_eq!(whole(6).over(&whole(3)), Some(whole(2)));
    /// assert_eq!(whole(6).over(&whole(0)), None);
    /// ```
    pub fn over(&self, divisor: &Self) -> Option<Self> {
        if !divisor.is_inhabited() {
            return None;
        }
        if divisor.low.as_ref().is_some_and(|(value, _)| value.is_positive()) {
            return Some(self.over_positive(divisor));
        }
        if divisor
            .high
            .as_ref()
            .is_some_and(|(value, _)| value.is_negative())
        {
            return Some(self.negated().over_positive(&divisor.negated()));
        }
        None
    }

    fn over_positive(&self, divisor: &Self) -> Self {
        let low = self.low.as_ref().map(|(value, closed)| {
            quotient(
                value,
                *closed,
                if value.is_negative() {
                    &divisor.low
                } else {
                    &divisor.high
                },
            )
        });
        let high = self.high.as_ref().map(|(value, closed)| {
            quotient(
                value,
                *closed,
                if value.is_negative() {
                    &divisor.high
                } else {
                    &divisor.low
                },
            )
        });
        Self { low, high }
    }

    /// The smallest interval that covers both.
    #[must_use]
    pub fn cover(&self, other: &Self) -> Self {
        Self {
            low: outer(&self.low, &other.low, |a, b| a < b),
            high: outer(&self.high, &other.high, |a, b| a > b),
        }
    }

    /// The values that belong to both; none where there is none.
    pub fn common(&self, other: &Self) -> Option<Self> {
        let common = Self {
            low: inner(&self.low, &other.low, |a, b| a > b),
            high: inner(&self.high, &other.high, |a, b| a < b),
        };
        common.is_inhabited().then_some(common)
    }

    /// Whether at least one value belongs to both.
    pub fn meets(&self, other: &Self) -> bool {
        reaches(&self.low, &other.high) && reaches(&other.low, &self.high)
    }

    /// Whether the two share more than single end points, so that it does not matter which ends belong to them.
    pub fn meets_within(&self, other: &Self) -> bool {
        let before = |low: &End, high: &End| match (low, high) {
            (Some((low, _)), Some((high, _))) => low < high,
            _ => true,
        };
        before(&self.low, &other.high)
            && before(&other.low, &self.high)
            && before(&self.low, &self.high)
            && before(&other.low, &other.high)
    }

    /// Whether some value of this is at most some value of `other`.
    pub fn can_be_at_most(&self, other: &Self) -> bool {
        reaches(&self.low, &other.high)
    }

    /// Whether `value` belongs to it.
    pub fn holds(&self, value: &Rational) -> bool {
        let above = self
            .low
            .as_ref()
            .is_none_or(|(low, closed)| value > low || (*closed && value == low));
        above
            && self
                .high
                .as_ref()
                .is_none_or(|(high, closed)| value < high || (*closed && value == high))
    }

    /// The one value where there is only one.
    pub fn only(&self) -> Option<&Rational> {
        match (&self.low, &self.high) {
            (Some((low, true)), Some((high, true))) if low == high => Some(low),
            _ => None,
        }
    }

    fn is_inhabited(&self) -> bool {
        reaches(&self.low, &self.high)
    }
}

fn sum(a: &End, b: &End) -> End {
    let (a, b) = (a.as_ref()?, b.as_ref()?);
    Some((&a.0 + &b.0, a.1 && b.1))
}

/// `value` ÷ `end`: with no end to the divisor it comes as near to zero as one likes.
fn quotient(value: &Rational, closed: bool, end: &End) -> (Rational, bool) {
    match end {
        Some((divisor, divisor_closed)) => (value / divisor, closed && (*divisor_closed || value.is_zero())),
        None => (Rational::zero(), closed && value.is_zero()),
    }
}

/// Whether something at or above `low` is at or below `high`.
fn reaches(low: &End, high: &End) -> bool {
    match (low, high) {
        (Some((low, low_closed)), Some((high, high_closed))) => {
            low < high || (*low_closed && *high_closed && low == high)
        }
        _ => true,
    }
}

fn outer(a: &End, b: &End, beyond: impl Fn(&Rational, &Rational) -> bool) -> End {
    let (a, b) = (a.as_ref()?, b.as_ref()?);
    if a.0 == b.0 {
        return Some((a.0.clone(), a.1 || b.1));
    }
    Some(if beyond(&a.0, &b.0) { a.clone() } else { b.clone() })
}

fn inner(a: &End, b: &End, within: impl Fn(&Rational, &Rational) -> bool) -> End {
    match (a, b) {
        (Some(a), Some(b)) if a.0 == b.0 => Some((a.0.clone(), a.1 && b.1)),
        (Some(a), Some(b)) => Some(if within(&a.0, &b.0) { a.clone() } else { b.clone() }),
        (Some(end), None) | (None, Some(end)) => Some(end.clone()),
        (None, None) => None,
    }
}
