//! The yearly growth that turns one level into another in some years: a root, taken outward to twelve decimals, so that no
//! value which the levels allow is lost.

use juyan_model::{Interval, Rational};
use num_bigint::BigInt;

/// Decimals to which roots are taken.
const DECIMALS: u32 = 12;

/// The rates `g` with `(1 + g)^years` in `quotient`; none where that may be negative.
pub(crate) fn growth(quotient: &Interval, years: u32) -> Option<Interval> {
    let (low, low_closed) = quotient.low.as_ref()?;
    let (high, high_closed) = quotient.high.as_ref()?;
    if low.is_negative() || years == 0 {
        return None;
    }
    let step = Rational::new(BigInt::from(1), scale());
    let low = root(low, years) - Rational::one();
    let high = root(high, years) + step - Rational::one();
    Some(Interval {
        low: Some((low, *low_closed)),
        high: Some((high, *high_closed)),
    })
}

/// The rate that `quotient` comes to, as near as roots are taken.
pub(crate) fn yearly(quotient: &Rational, years: u32) -> Option<Rational> {
    (!quotient.is_negative() && years > 0).then(|| root(quotient, years) - Rational::one())
}

fn scale() -> BigInt {
    BigInt::from(10).pow(DECIMALS)
}

/// The root of `value`, cut off.
fn root(value: &Rational, years: u32) -> Rational {
    let raised = value * Rational::from_integer(scale().pow(years));
    Rational::new(raised.floor().to_integer().nth_root(years), scale())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_percent_a_year_makes_a_third_in_three_years() {
        let rate = yearly(&Rational::fraction(1331, 1000), 3).unwrap();
        assert_eq!(rate, Rational::fraction(1, 10));
    }

    #[test]
    fn the_interval_holds_the_root() {
        let two = Interval::exactly(Rational::whole(2));
        let rates = growth(&two, 2).unwrap();
        let inside = Rational::new(414_213_562_373_i64.into(), 1_000_000_000_000_i64.into());
        assert!(rates.low.unwrap().0 <= inside && inside < rates.high.unwrap().0);
    }
}
