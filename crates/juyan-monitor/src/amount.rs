//! A number with the unit that it was written in, and what it comes to in base units.

use juyan_catalogue::{Catalogue, UnitClass};
use juyan_model::{Decimal, Rational, rational};
use smol_str::SmolStr;

/// What a target or a reading comes to, and how it is told: 23.75亿元.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// In the base unit.
    pub value: Rational,
    /// The base unit: 元.
    pub unit: SmolStr,
    /// The unit that it is told in: 亿元.
    pub told_in: SmolStr,
    /// What the unit that it is told in is of the base unit.
    pub scale: Rational,
}

impl Amount {
    /// `number` of the unit that is written `unit`.
    pub fn new(number: Decimal, unit: &str, catalogue: &Catalogue) -> Self {
        let (scale, base) = scaled(unit, catalogue);
        Self {
            value: rational(number) * rational(scale),
            unit: base,
            told_in: unit.into(),
            scale: rational(scale),
        }
    }

    /// `value` of a base unit, told in the unit of this one where the two can be compared; none where they cannot.
    pub fn alike(&self, value: &Rational, unit: &str, catalogue: &Catalogue) -> Option<Self> {
        let value = if unit == self.unit {
            value.clone()
        } else {
            let (from, to) = (catalogue.unit(unit)?, catalogue.unit(&self.unit)?);
            let class = from.class != UnitClass::Counter && from.dimension == to.dimension;
            let (from, to) = (from.factor?, to.factor?);
            let factor = |factor: juyan_catalogue::Factor| {
                Rational::fraction(factor.numerator.into(), factor.denominator.into())
            };
            class.then(|| value * &factor(from) / factor(to))?
        };
        Some(Self {
            value,
            ..self.clone()
        })
    }

    /// The number in the unit that it is told in.
    pub fn told(&self) -> Rational {
        self.value
            .checked_div(&self.scale)
            .unwrap_or_else(|| self.value.clone())
    }
}

/// What `unit` is of its base unit, and that; an unknown one stands for itself.
pub(crate) fn scaled(unit: &str, catalogue: &Catalogue) -> (Decimal, SmolStr) {
    let known = catalogue.scaled_unit(unit);
    known.map_or((Decimal::ONE, unit.into()), |(scale, base)| {
        (scale, base.name.clone())
    })
}

/// `value` with so many digits behind the point at most, halves away from zero; zeros at the end are left off where `trim`.
///
/// ```
/// use juyan_model::Rational;
/// use juyan_monitor::rounded;
/// assert_eq!(rounded(&Rational::fraction(15_8500, 7_9000), 1, false), "2.0");
/// assert_eq!(rounded(&Rational::fraction(-1, 8), 2, true), "-0.13");
/// assert_eq!(rounded(&Rational::whole(-2), 2, true), "-2");
/// ```
pub fn rounded(value: &Rational, decimals: u32, trim: bool) -> String {
    let places = 10_i128.checked_pow(decimals).unwrap_or(1);
    let digits = (value.abs() * Rational::whole(places))
        .round()
        .to_integer()
        .to_string();
    let decimals = usize::try_from(decimals).unwrap_or_default();
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, behind) = digits.split_at(digits.len() - decimals);
    let behind = if trim {
        behind.trim_end_matches('0')
    } else {
        behind
    };
    let is_nothing = digits.bytes().all(|digit| digit == b'0');
    let sign = if value.is_negative() && !is_nothing {
        "-"
    } else {
        ""
    };
    let point = if behind.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{behind}")
}
