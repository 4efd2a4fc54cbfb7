//! From a printed figure back to the true values that it may stand for.

use crate::{Decimal, Interval, Printed, Rational, Rounding, rational};

impl Printed {
    /// Whether the figure is the true one: a count that no scale word or decimals have shortened.
    ///
    /// `35人` is exact; `3.5万人` counts people too, but was rounded to print it.
    pub fn is_exact(&self) -> bool {
        self.exact && self.scale == Decimal::ONE && self.digits.scale() == 0
    }

    /// The true values that are printed as `value` (this figure with its sign, in base units) under `rounding`.
    ///
    /// Negative values are rounded by their absolute value (GB/T 8170); what is printed as zero may have been either.
    /// Zeros that were left off (28亿 for 28.00亿) only make the interval wider than it need be, never too narrow.
    ///
    /// ```
    /// use juyan_model::{Decimal, Printed, Rounding, rational};
    /// let printed = Printed { digits: "94.4".parse().unwrap(), scale: Decimal::ONE, exact: false };
    /// let truth = printed.interval(printed.digits, Rounding::HalfUp);
    /// assert!(truth.holds(&rational("94.35".parse().unwrap())));
    /// assert!(!truth.holds(&rational("94.45".parse().unwrap())));
    /// ```
    pub fn interval(&self, value: Decimal, rounding: Rounding) -> Interval {
        let value = rational(value);
        if self.is_exact() {
            return Interval::exactly(value);
        }
        let last = self.last_digit();
        let magnitude = self.interval_of_magnitude(value.abs(), last, rounding);
        if value.is_negative() {
            magnitude.negated()
        } else {
            magnitude
        }
    }

    fn interval_of_magnitude(&self, value: Rational, last: Rational, rounding: Rounding) -> Interval {
        let half = &last / &Rational::whole(2);
        let is_even = self.digits.mantissa() % 2 == 0;
        let (below, above, closed) = match rounding {
            Rounding::HalfUp => (half.clone(), half, (true, false)),
            Rounding::HalfEven => (half.clone(), half, (is_even, is_even)),
            Rounding::Truncation => (Rational::zero(), last, (true, false)),
        };
        if value.is_zero() {
            return Interval {
                low: Some((-&above, closed.1)),
                high: Some((above, closed.1)),
            };
        }
        Interval {
            low: Some((&value - below, closed.0)),
            high: Some((value + above, closed.1)),
        }
    }

    /// One unit of the last digit that is not zero, in base units: 100 for `1300`, 0.1 for `7.90`.
    pub fn last_significant_digit(&self) -> Rational {
        let mut mantissa = self.digits.mantissa();
        let mut factor: i128 = 1;
        while mantissa != 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            factor *= 10;
        }
        self.last_digit() * Rational::whole(factor)
    }
}
