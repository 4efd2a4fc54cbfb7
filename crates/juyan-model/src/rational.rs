//! Exact fractions that are quick while they are small.
//!
//! Nearly all arithmetic of a report fits 128 bits: it is done there without allocation, and without reducing a fraction
//! before it has grown. What does not fit goes on in numbers without bounds, with the same results.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// An exact fraction of unbounded size; what all proofs are reckoned in.
///
/// ```
/// use juyan_model::Rational;
/// let third = Rational::fraction(1, 3);
/// assert_eq!(&third + &third + third, Rational::whole(1));
/// ```
#[derive(Clone)]
pub struct Rational(Size);

#[derive(Clone)]
enum Size {
    /// Numerator and positive denominator, maybe not in lowest terms.
    Small(i128, i128),
    Big(Box<BigRational>),
}

/// Fractions of which a member grows beyond this are reduced, so that the next product still fits.
const GROWN: u128 = 1 << 62;

impl Rational {
    /// A whole number.
    pub const fn whole(value: i128) -> Self {
        Self(Size::Small(value, 1))
    }

    /// `numerator` ÷ `denominator`, which is not zero; a caller that does not know asks [`Rational::checked_div`].
    pub fn fraction(numerator: i128, denominator: i128) -> Self {
        match denominator.signum() {
            0 => Self::by_nothing(),
            1 => Self(Size::Small(numerator, denominator)).kept_small(),
            _ => match (numerator.checked_neg(), denominator.checked_neg()) {
                (Some(numerator), Some(denominator)) => Self::fraction(numerator, denominator),
                _ => Self::new(numerator.into(), denominator.into()),
            },
        }
    }

    /// A whole number of any size.
    pub fn from_integer(value: BigInt) -> Self {
        value
            .to_i128()
            .map_or_else(|| Self::of_big(BigRational::from_integer(value)), Self::whole)
    }

    /// `numerator` ÷ `denominator`, which is not zero, of any size.
    pub fn new(numerator: BigInt, denominator: BigInt) -> Self {
        match (numerator.to_i128(), denominator.to_i128()) {
            _ if denominator.is_zero() => Self::by_nothing(),
            (Some(above), Some(below)) if below > 0 => Self::fraction(above, below),
            _ => Self::of_big(BigRational::new(numerator, denominator)),
        }
    }

    /// What a division by zero comes to where it should not have come so far: a fault of the caller, which tests are
    /// stopped by and users are not.
    fn by_nothing() -> Self {
        debug_assert!(false, "divided by zero");
        Self::zero()
    }

    /// The quotient; none by zero.
    ///
    /// ```
    /// use juyan_model::Rational;
    /// assert_eq!(Rational::one().checked_div(&Rational::whole(3)), Some(Rational::fraction(1, 3)));
    /// assert_eq!(Rational::one().checked_div(&Rational::zero()), None);
    /// ```
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| self / divisor)
    }

    /// Nothing.
    pub const fn zero() -> Self {
        Self::whole(0)
    }

    /// One.
    pub const fn one() -> Self {
        Self::whole(1)
    }

    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.sign() == Ordering::Equal
    }

    /// Whether it is one.
    pub fn is_one(&self) -> bool {
        match &self.0 {
            Size::Small(above, below) => above == below,
            Size::Big(big) => big.is_integer() && big.numer() == &BigInt::from(1),
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.sign() == Ordering::Less
    }

    /// Whether it is above zero.
    pub fn is_positive(&self) -> bool {
        self.sign() == Ordering::Greater
    }

    fn sign(&self) -> Ordering {
        match &self.0 {
            Size::Small(above, _) => above.cmp(&0),
            Size::Big(big) if big.is_negative() => Ordering::Less,
            Size::Big(big) if big.is_zero() => Ordering::Equal,
            Size::Big(_) => Ordering::Greater,
        }
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// One divided by it, which is not zero.
    #[must_use]
    pub fn recip(&self) -> Self {
        &Self::one() / self
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Size::Small(above, below) => above % below == 0,
            Size::Big(big) => big.is_integer(),
        }
    }

    /// The last whole number that is not above it.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.0 {
            Size::Small(above, below) => Self::whole(above.div_euclid(*below)),
            Size::Big(big) => Self::of_big(big.floor()),
        }
    }

    /// The first whole number that is not below it.
    #[must_use]
    pub fn ceil(&self) -> Self {
        -&(-self).floor()
    }

    /// The nearest whole number, halves away from zero.
    #[must_use]
    pub fn round(&self) -> Self {
        let rounded = (self.abs() + Self::fraction(1, 2)).floor();
        if self.is_negative() { -&rounded } else { rounded }
    }

    /// The whole number that is left when the fraction is cut off.
    pub fn to_integer(&self) -> BigInt {
        match &self.0 {
            Size::Small(above, below) => BigInt::from(above / below),
            Size::Big(big) => big.to_integer(),
        }
    }

    /// Numerator and denominator in lowest terms.
    pub fn lowest_terms(&self) -> (BigInt, BigInt) {
        let big = self.to_big();
        (big.numer().clone(), big.denom().clone())
    }

    fn to_big(&self) -> BigRational {
        match &self.0 {
            Size::Small(above, below) => BigRational::new(BigInt::from(*above), BigInt::from(*below)),
            Size::Big(big) => (**big).clone(),
        }
    }

    fn of_big(big: BigRational) -> Self {
        match (big.numer().to_i128(), big.denom().to_i128()) {
            (Some(above), Some(below)) => Self(Size::Small(above, below)),
            _ => Self(Size::Big(Box::new(big))),
        }
    }

    /// Reduced where it has grown.
    fn kept_small(self) -> Self {
        match self.0 {
            Size::Small(above, below) if above.unsigned_abs() > GROWN || below.unsigned_abs() > GROWN => {
                let (above, below) = reduced(above, below);
                Self(Size::Small(above, below))
            }
            _ => self,
        }
    }

    /// `small` where both are small and it does not overflow, else `big`.
    fn combine(
        &self,
        other: &Self,
        small: impl Fn((i128, i128), (i128, i128)) -> Option<(i128, i128)>,
        big: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Self {
        let (Size::Small(a, b), Size::Small(c, d)) = (&self.0, &other.0) else {
            return Self::of_big(big(self.to_big(), other.to_big()));
        };
        small((*a, *b), (*c, *d)).map_or_else(
            || Self::of_big(big(self.to_big(), other.to_big())),
            |(above, below)| Self(Size::Small(above, below)).kept_small(),
        )
    }
}

/// In lowest terms.
fn reduced(above: i128, below: i128) -> (i128, i128) {
    let divisor = i128::try_from(common_divisor(above.unsigned_abs(), below.unsigned_abs())).unwrap_or(1);
    if divisor > 1 {
        (above / divisor, below / divisor)
    } else {
        (above, below)
    }
}

/// The greatest common divisor, by halving; `b` is not zero.
fn common_divisor(a: u128, b: u128) -> u128 {
    if a == 0 {
        return b;
    }
    let shift = (a | b).trailing_zeros();
    let (mut a, mut b) = (a >> a.trailing_zeros(), b);
    while b != 0 {
        b >>= b.trailing_zeros();
        if a > b {
            std::mem::swap(&mut a, &mut b);
        }
        b -= a;
    }
    a << shift
}

impl Add for &Rational {
    type Output = Rational;

    fn add(self, other: Self) -> Rational {
        let small = |(a, b): (i128, i128), (c, d): (i128, i128)| {
            if b == d {
                return Some((a.checked_add(c)?, b));
            }
            Some((
                a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?,
                b.checked_mul(d)?,
            ))
        };
        self.combine(other, small, |a, b| a + b)
    }
}

impl Sub for &Rational {
    type Output = Rational;

    fn sub(self, other: Self) -> Rational {
        self + &-other
    }
}

impl Mul for &Rational {
    type Output = Rational;

    fn mul(self, other: Self) -> Rational {
        let small = |(a, b): (i128, i128), (c, d): (i128, i128)| Some((a.checked_mul(c)?, b.checked_mul(d)?));
        self.combine(other, small, |a, b| a * b)
    }
}

impl Div for &Rational {
    type Output = Rational;

    /// The quotient by what is not zero; see [`Rational::checked_div`].
    fn div(self, other: Self) -> Rational {
        if other.is_zero() {
            return Rational::by_nothing();
        }
        let small = |(a, b): (i128, i128), (c, d): (i128, i128)| {
            let (above, below) = (a.checked_mul(d)?, b.checked_mul(c)?);
            if below < 0 {
                Some((above.checked_neg()?, below.checked_neg()?))
            } else {
                Some((above, below))
            }
        };
        self.combine(other, small, |a, b| a / b)
    }
}

impl Neg for &Rational {
    type Output = Rational;

    fn neg(self) -> Rational {
        match &self.0 {
            Size::Small(above, below) if *above != i128::MIN => Rational(Size::Small(-above, *below)),
            _ => Rational::of_big(-self.to_big()),
        }
    }
}

impl Neg for Rational {
    type Output = Self;

    fn neg(self) -> Self {
        -&self
    }
}

/// The same operators on values.
macro_rules! on_values {
    ($($operator:ident $method:ident),*) => {$(
        impl $operator for Rational {
            type Output = Self;

            fn $method(self, other: Self) -> Self {
                $operator::$method(&self, &other)
            }
        }

        impl $operator<&Self> for Rational {
            type Output = Self;

            fn $method(self, other: &Self) -> Self {
                $operator::$method(&self, other)
            }
        }

        impl $operator<Rational> for &Rational {
            type Output = Rational;

            fn $method(self, other: Rational) -> Rational {
                $operator::$method(self, &other)
            }
        }
    )*};
}

on_values!(Add add, Sub sub, Mul mul, Div div);

impl Sum for Rational {
    fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
        values.fold(Self::zero(), |sum, value| sum + value)
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Size::Small(a, b), Size::Small(c, d)) = (&self.0, &other.0) {
            if b == d {
                return a.cmp(c);
            }
            if let (Some(left), Some(right)) = (a.checked_mul(*d), c.checked_mul(*b)) {
                return left.cmp(&right);
            }
        }
        self.to_big().cmp(&other.to_big())
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Rational {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Rational {}

impl fmt::Display for Rational {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_big().fmt(formatter)
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
