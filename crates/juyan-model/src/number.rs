//! Exact numbers: as printed, as valued, and as the interval of true values behind a printed figure.

use crate::Rational;
use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

/// An exact decimal that keeps the digits it was stated in: `16.3` and `16.30` print differently.
pub type Decimal = rust_decimal::Decimal;

/// A figure's value in its base unit (scale words multiplied out).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// One number: `16.29亿元` is 1629000000.
    One(Decimal),
    /// From the first to the second, both included: `8%-10%`.
    Range(Decimal, Decimal),
}

impl Value {
    /// The single number, where it is one.
    pub fn single(self) -> Option<Decimal> {
        match self {
            Self::One(value) => Some(value),
            Self::Range(..) => None,
        }
    }
}

/// How a number was printed; with a rounding mode it gives the interval of true values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// The number before its scale word, without sign: `16.29` of `16.29亿元`.
    pub digits: Decimal,
    /// What the scale word multiplies by: 100000000 for 亿, 1 without one.
    pub scale: Decimal,
    /// Whether the number is a count, which is never rounded; of what was reckoned, whether nothing was lost.
    pub exact: bool,
}

/// How a printed figure came from the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Halves away from zero.
    HalfUp,
    /// Halves to the even digit (GB/T 8170).
    HalfEven,
    /// Digits cut off.
    Truncation,
}

impl Rounding {
    /// All modes, in the order in which a claim is tried under them.
    pub const ALL: [Self; 3] = [Self::HalfUp, Self::HalfEven, Self::Truncation];
}

/// A stretch of the number line with open or closed, or no ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// Lower end and whether it belongs to the interval; none where it is unbounded.
    pub low: Option<(Rational, bool)>,
    /// Upper end and whether it belongs to the interval; none where it is unbounded.
    pub high: Option<(Rational, bool)>,
}

impl Interval {
    /// The interval that holds one value only.
    pub fn exactly(value: Rational) -> Self {
        Self {
            low: Some((value.clone(), true)),
            high: Some((value, true)),
        }
    }
}

impl Printed {
    /// One unit in the last printed digit, in base units.
    ///
    /// ```
    /// use juyan_model::{Decimal, Printed, Rational};
    /// let printed = Printed { digits: "16.29".parse().unwrap(), scale: Decimal::from(100_000_000), exact: false };
    /// assert_eq!(printed.last_digit(), Rational::whole(1_000_000));
    /// let long = Printed { digits: "0.0000000000000000000000000001".parse().unwrap(), ..printed };
    /// assert!(long.last_digit().is_positive());
    /// ```
    pub fn last_digit(&self) -> Rational {
        rational(self.scale) / Rational::from_integer(places(self.digits))
    }

    /// The number as it is said, with the sign of its value; zeros behind the point are left off at the end where `trim` says so.
    ///
    /// ```
    /// use juyan_model::Printed;
    /// let printed = Printed { digits: "0.60".parse().unwrap(), scale: 1.into(), exact: false };
    /// assert_eq!(printed.said(true, false), "-0.60");
    /// assert_eq!(printed.said(false, true), "0.6");
    /// ```
    pub fn said(&self, is_less: bool, trim: bool) -> String {
        let sign = if is_less && !self.digits.is_zero() {
            "-"
        } else {
            ""
        };
        let digits = if trim {
            self.digits.normalize()
        } else {
            self.digits
        };
        format!("{sign}{digits}")
    }
}

/// What a decimal's mantissa is divided by, however many places it has.
fn places(value: Decimal) -> BigInt {
    BigInt::from(10).pow(value.scale())
}

/// A decimal as a fraction.
pub fn rational(value: Decimal) -> Rational {
    // 28 places fit; that they always do is the decimal's promise and not asked of it here.
    let Some(places) = 10_i128.checked_pow(value.scale()) else {
        return Rational::new(value.mantissa().into(), places(value));
    };
    if value.mantissa() % places == 0 {
        return Rational::whole(value.mantissa() / places);
    }
    Rational::fraction(value.mantissa(), places)
}
