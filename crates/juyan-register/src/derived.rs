//! Facts that follow from records, with the tree of their lineage: how the value was reckoned, over which parts, out of
//! which cells of which records.

use juyan_catalogue::{Expression, Operator};
use juyan_model::{
    Cell, Date, Decimal, Fact, Key, Period, Prices, Printed, Rational, Secrecy, Source, Value, Worth,
    rational,
};
use num_traits::ToPrimitive;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A fact that follows from records 推算值.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// What it is the value of.
    pub key: Key,
    /// The formula.
    pub formula: SmolStr,
    /// The period that it was asked for.
    pub within: Period,
    /// What it comes to, exactly, in the base unit.
    pub value: Rational,
    /// The base unit: 元, %, 项.
    pub unit: SmolStr,
    /// How it is printed, half up; none where it has more digits than a number can.
    pub printed: Option<Printed>,
    /// Whether zeros behind the point are left off at the end when it is said.
    pub trim: bool,
    /// The unit that it is printed with, its scale before it: 亿元.
    pub printed_unit: SmolStr,
    /// Who may see it: whoever may see all that it was reckoned from.
    pub secrecy: Secrecy,
    /// Who keeps the registers; empty where several do.
    pub department: SmolStr,
    /// At whose prices it is reckoned, where it has any.
    pub prices: Option<Prices>,
    /// How it was reckoned.
    pub working: Step,
}

/// A step of the reckoning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A number of the formula.
    Number(Rational),
    /// Rows taken together.
    Part(Taken),
    /// Two steps taken together: numerator and denominator, minuend and subtrahend.
    Reckoned {
        /// How.
        operator: Operator,
        /// The first.
        left: Box<Step>,
        /// The second.
        right: Box<Step>,
        /// What they come to.
        value: Rational,
    },
}

/// Rows taken together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The part of the formula.
    pub part: SmolStr,
    /// The register that the rows are of.
    pub register: SmolStr,
    /// What they come to, in base units.
    pub value: Rational,
    /// The day, where the value tells one.
    pub day: Option<Date>,
    /// The rows; shared where a part stands twice in a formula.
    pub operands: Arc<[Operand]>,
}

/// A record that took part, and what of it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operand {
    /// The register.
    pub register: SmolStr,
    /// The record's code.
    pub record: SmolStr,
    /// The day as of which it was looked at: the last of the part's period, or that on which what happened by then was told.
    pub on: Date,
    /// The fields that were looked at, as they were on that day.
    pub cells: BTreeMap<SmolStr, Cell>,
    /// What it adds, in base units; none where it is only counted.
    pub gives: Option<Rational>,
}

impl Derived {
    /// The number that is printed, with its sign, and the unit: `94.4%`.
    pub fn said(&self) -> Option<String> {
        let number = self.printed?.said(self.value.is_negative(), self.trim);
        Some(format!("{number}{}", self.printed_unit))
    }

    /// The fact as a report states it: what is printed, no digit more. None where nothing can be printed.
    pub fn fact(&self) -> Option<Fact> {
        let printed = self.printed?;
        let stated = printed.digits.checked_mul(printed.scale)?;
        let value = if self.value.is_negative() { -stated } else { stated };
        Some(Fact {
            key: self.key.clone(),
            worth: Worth::Number(Value::One(value)),
            unit: (!self.unit.is_empty()).then(|| self.unit.clone()),
            printed: Some(printed),
            limit: None,
            prices: self.prices,
            note: SmolStr::default(),
            department: self.department.clone(),
            secrecy: self.secrecy,
            source: Source::Formula {
                formula: self.formula.clone(),
                within: Some(self.within),
            },
        })
    }

    /// The records that took part, of all parts.
    pub fn operands(&self) -> Vec<&Operand> {
        let mut found = Vec::new();
        self.working.collect(&mut found);
        found
    }
}

impl Step {
    /// What it comes to, in base units.
    pub const fn value(&self) -> &Rational {
        match self {
            Self::Number(value) | Self::Reckoned { value, .. } => value,
            Self::Part(taken) => &taken.value,
        }
    }

    /// The part of this name.
    pub fn part(&self, id: &str) -> Option<&Taken> {
        match self {
            Self::Number(_) => None,
            Self::Part(taken) => (taken.part == id).then_some(taken),
            Self::Reckoned { left, right, .. } => left.part(id).or_else(|| right.part(id)),
        }
    }

    fn collect<'a>(&'a self, found: &mut Vec<&'a Operand>) {
        match self {
            Self::Number(_) => {}
            Self::Part(taken) => found.extend(taken.operands.iter()),
            Self::Reckoned { left, right, .. } => {
                left.collect(found);
                right.collect(found);
            }
        }
    }

    /// Works an expression out over parts; none where a part has nothing or a quotient does not exist.
    pub(crate) fn work_out(is: &Expression, parts: &mut impl FnMut(&str) -> Option<Taken>) -> Option<Self> {
        match is {
            Expression::Number(number) => Some(Self::Number(rational(*number))),
            Expression::Name(name) => parts(name).map(Self::Part),
            Expression::Words(_) => None,
            Expression::Reckoned(both) => {
                let left = Self::work_out(&both.left, parts)?;
                let right = Self::work_out(&both.right, parts)?;
                let value = both.operator.of(left.value(), right.value())?;
                Some(Self::Reckoned {
                    operator: both.operator,
                    left: Box::new(left),
                    right: Box::new(right),
                    value,
                })
            }
        }
    }
}

/// `value` as it is printed in units of `scale` with so many decimals, halves away from zero. What loses nothing so is exact, as
/// what was counted is: eight hundred million are 8.00亿 and not 8.004亿.
///
/// ```
/// use juyan_model::{Decimal, Rational};
/// let printed = juyan_register::printed(&Rational::fraction(1700, 18), Decimal::ONE, 1, false).unwrap();
/// assert_eq!(printed.digits.to_string(), "94.4");
/// ```
pub fn printed(value: &Rational, scale: Decimal, decimals: u32, exact: bool) -> Option<Printed> {
    let places = Rational::whole(10_i128.checked_pow(decimals)?);
    let shifted = value.abs().checked_div(&rational(scale))? * places;
    let digits = shifted.round().to_integer().to_i128()?;
    Some(Printed {
        digits: Decimal::try_from_i128_with_scale(digits, decimals).ok()?,
        scale,
        exact: exact || shifted == Rational::whole(digits),
    })
}
