//! Properties of exact arithmetic: the quick fractions agree with unbounded ones, and an interval holds what it must.

use juyan_model::{Decimal, Interval, Printed, Rational, Rounding, rational};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

/// Members from one digit to nearly all bits, so that small, reduced and unbounded fractions all occur.
fn member() -> impl Strategy<Value = i128> {
    prop_oneof![
        -20_i128..20,
        -1_000_000_000_i128..1_000_000_000,
        any::<i64>().prop_map(i128::from),
        any::<i128>()
    ]
}

fn fraction() -> impl Strategy<Value = (i128, i128)> {
    (member(), member().prop_filter("a divisor", |below| *below != 0))
}

fn unbounded((above, below): (i128, i128)) -> BigRational {
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

fn quick((above, below): (i128, i128)) -> Rational {
    Rational::fraction(above, below)
}

fn alike(quick: &Rational, exact: &BigRational) -> bool {
    quick.lowest_terms() == (exact.numer().clone(), exact.denom().clone())
}

/// A true value in thousandths of the printed unit, with many ties among them.
fn truth() -> impl Strategy<Value = i64> {
    prop_oneof![
        -5_000_000_i64..5_000_000,
        (-10_000_i64..10_000).prop_map(|half| half * 500)
    ]
}

/// What is printed of `thousandths` without decimals, by whole-number division.
fn printed(thousandths: i64, rounding: Rounding) -> i64 {
    let (whole, left) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    let up = match rounding {
        Rounding::HalfUp => left >= 500,
        Rounding::HalfEven => left > 500 || (left == 500 && whole % 2 == 1),
        Rounding::Truncation => false,
    };
    thousandths.signum() * (whole + i64::from(up))
}

/// The values that `thousandths` is printed for.
fn interval(thousandths: i64, rounding: Rounding) -> Interval {
    let shown = Decimal::from(printed(thousandths, rounding));
    Printed {
        digits: shown.abs(),
        scale: Decimal::ONE,
        exact: false,
    }
    .interval(shown, rounding)
}

fn thousandth(value: i64) -> Rational {
    Rational::fraction(value.into(), 1000)
}

proptest! {
    #[test]
    fn quick_fractions_agree_with_unbounded_ones(a in fraction(), b in fraction()) {
        let (x, y, p, q) = (quick(a), quick(b), unbounded(a), unbounded(b));
        prop_assert!(alike(&(&x + &y), &(&p + &q)));
        prop_assert!(alike(&(&x - &y), &(&p - &q)));
        prop_assert!(alike(&(&x * &y), &(&p * &q)));
        if !y.is_zero() {
            prop_assert!(alike(&(&x / &y), &(&p / &q)));
        }
        prop_assert_eq!(x.cmp(&y), p.cmp(&q));
        prop_assert!(alike(&x.floor(), &p.floor()));
        prop_assert!(alike(&x.ceil(), &p.ceil()));
        prop_assert!(alike(&x.round(), &p.round()));
        prop_assert_eq!(x.to_integer(), p.to_integer());
    }

    #[test]
    fn the_truth_lies_in_the_interval_of_what_was_printed(value in truth()) {
        for rounding in Rounding::ALL {
            prop_assert!(interval(value, rounding).holds(&thousandth(value)), "{:?}", rounding);
        }
    }

    #[test]
    fn a_value_that_is_printed_otherwise_lies_outside(value in truth(), other in truth()) {
        for rounding in Rounding::ALL {
            let same = printed(value, rounding) == printed(other, rounding);
            // What is printed as zero has lost its sign.
            prop_assert_eq!(interval(value, rounding).holds(&thousandth(other)), same, "{:?}", rounding);
        }
    }

    #[test]
    fn results_lie_in_the_intervals_of_results(a in truth(), b in truth()) {
        for rounding in Rounding::ALL {
            let (x, y) = (interval(a, rounding), interval(b, rounding));
            let (p, q) = (thousandth(a), thousandth(b));
            prop_assert!(x.plus(&y).holds(&(&p + &q)));
            prop_assert!(x.minus(&y).holds(&(&p - &q)));
            prop_assert!(x.over(&y).is_none_or(|quotient| quotient.holds(&(&p / &q))));
            prop_assert!(x.cover(&y).holds(&p) && x.cover(&y).holds(&q));
            prop_assert_eq!(x.meets(&y), x.common(&y).is_some());
        }
    }

    #[test]
    fn scale_words_change_nothing(digits in 1_i64..100_000, places in 0_u32..4) {
        let plain = Printed { digits: Decimal::try_new(digits, places).unwrap(), scale: Decimal::ONE, exact: false };
        let scaled = Printed { scale: Decimal::from(10_000), ..plain };
        for rounding in Rounding::ALL {
            let small = plain.interval(plain.digits, rounding).scaled(&rational(scaled.scale));
            prop_assert_eq!(small, scaled.interval(scaled.digits * scaled.scale, rounding));
        }
    }
}

#[test]
fn the_modes_differ_at_their_ends_only_where_they_should() {
    let printed = |digits: &str| Printed {
        digits: digits.parse().unwrap(),
        scale: Decimal::ONE,
        exact: false,
    };
    let holds = |digits: &str, rounding, value: &str| {
        let figure = printed(digits);
        figure
            .interval(figure.digits, rounding)
            .holds(&rational(value.parse().unwrap()))
    };
    assert!(holds("0.4", Rounding::HalfEven, "0.35") && holds("0.4", Rounding::HalfUp, "0.35"));
    assert!(holds("1.0", Rounding::HalfEven, "1.05") && !holds("1.0", Rounding::HalfUp, "1.05"));
    assert!(holds("12.1", Rounding::HalfEven, "12.1498"));
    assert!(
        holds("72.72", Rounding::Truncation, "72.727272") && !holds("72.72", Rounding::HalfUp, "72.727272")
    );
}

#[test]
fn counts_are_exact_and_measures_are_not() {
    let figure = |exact, scale: i64| Printed {
        digits: Decimal::from(18),
        scale: Decimal::from(scale),
        exact,
    };
    assert!(figure(true, 1).is_exact());
    assert!(!figure(true, 10_000).is_exact());
    assert!(!figure(false, 1).is_exact());
}

#[test]
fn nothing_divides_by_zero() {
    assert_eq!(Rational::one().checked_div(&Rational::zero()), None);
    let half = Rational::one().checked_div(&Rational::whole(2));
    assert_eq!(half, Some(Rational::fraction(1, 2)));
}

#[test]
#[cfg(debug_assertions)]
#[should_panic(expected = "divided by zero")]
fn a_division_that_nobody_checked_stops_the_tests() {
    drop(Rational::one() / Rational::zero());
}

#[test]
fn a_range_told_backwards_divides_nothing() {
    let backwards = Interval::closed(Rational::one(), Rational::zero());
    assert_eq!(Interval::exactly(Rational::one()).over(&backwards), None);
}
