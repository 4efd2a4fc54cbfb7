//! A claim as an equation: what the operands come to under a rounding mode, against what is printed.

use crate::mean;
use crate::term::Term;
use juyan_model::{Interval, Rational, Rounding};

/// What is done with the operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// All of them together.
    Sum,
    /// The first ÷ the second.
    Quotient,
    /// The first − all others.
    Difference,
    /// So many of the first together − all others.
    Net(usize),
    /// The first ÷ the second − 1.
    Growth,
    /// The second ÷ (the first − the second): growth from the level and what was added to it.
    Rise,
    /// The first ÷ what the pairs of level and growth behind it came to before, − 1.
    ByParts,
    /// The yearly growth that makes the second the first in so many years.
    Mean(u32),
    /// What all of them have in common.
    Agreement,
}

/// How the two sides stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The result is what the operands come to.
    Equal,
    /// The operands come to the result at most.
    AtMost,
    /// The operands come to the result at least.
    AtLeast,
}

/// Operands that come to a result.
#[derive(Debug, Clone)]
pub(crate) struct Equation<'a> {
    /// What is done with the operands.
    pub(crate) form: Form,
    /// How they stand to the result.
    pub(crate) relation: Relation,
    /// What is printed.
    pub(crate) result: Term<'a>,
    /// What it is reckoned from.
    pub(crate) operands: Vec<Term<'a>>,
}

impl Form {
    /// What `operands` come to; none where a divisor may be zero or the operands have nothing in common.
    pub(crate) fn apply(self, operands: &[Interval]) -> Option<Interval> {
        let (first, rest) = operands.split_first()?;
        match self {
            Self::Sum => Some(rest.iter().fold(first.clone(), |sum, part| sum.plus(part))),
            Self::Difference => Some(rest.iter().fold(first.clone(), |left, part| left.minus(part))),
            Self::Net(added) => {
                let (added, taken) = operands.split_at_checked(added)?;
                Self::Sum
                    .apply(added)
                    .map(|sum| taken.iter().fold(sum, |left, part| left.minus(part)))
            }
            Self::Quotient => first.over(rest.first()?),
            Self::Growth => Some(
                first
                    .over(rest.first()?)?
                    .minus(&Interval::exactly(Rational::one())),
            ),
            Self::Rise => {
                let one = Interval::exactly(Rational::one());
                one.over(&first.over(rest.first()?)?.minus(&one))
            }
            Self::ByParts => {
                let one = Interval::exactly(Rational::one());
                let mut before = Interval::exactly(Rational::zero());
                for pair in rest.chunks(2) {
                    let [level, growth] = pair else { return None };
                    before = before.plus(&level.over(&one.plus(growth))?);
                }
                Some(first.over(&before)?.minus(&one))
            }
            Self::Mean(years) => mean::growth(&first.over(rest.first()?)?, years),
            Self::Agreement => rest
                .iter()
                .try_fold(first.clone(), |common, one| common.common(one)),
        }
    }

    /// The same with the printed values; none where a divisor is zero.
    pub(crate) fn nominal(self, operands: &[Rational]) -> Option<Rational> {
        let (first, rest) = operands.split_first()?;
        match self {
            Self::Sum => Some(rest.iter().fold(first.clone(), |sum, part| sum + part)),
            Self::Difference => Some(rest.iter().fold(first.clone(), |left, part| left - part)),
            Self::Net(added) => {
                let (added, taken) = operands.split_at_checked(added)?;
                Self::Sum
                    .nominal(added)
                    .map(|sum| taken.iter().fold(sum, |left, part| left - part))
            }
            Self::Quotient => rest
                .first()
                .filter(|divisor| !divisor.is_zero())
                .map(|divisor| first / divisor),
            Self::Growth => Some(Self::Quotient.nominal(operands)? - Rational::one()),
            Self::Rise => {
                let added = rest.first()?;
                let before = first - added;
                (!before.is_zero()).then(|| added / before)
            }
            Self::ByParts => {
                let mut before = Rational::zero();
                for pair in rest.chunks(2) {
                    let [level, growth] = pair else { return None };
                    let times = Rational::one() + growth;
                    before = (!times.is_zero()).then(|| before + level / &times)?;
                }
                (!before.is_zero()).then(|| first / &before - Rational::one())
            }
            Self::Mean(years) => mean::yearly(&Self::Quotient.nominal(operands)?, years),
            Self::Agreement => Some(first.clone()),
        }
    }
}

impl Equation<'_> {
    /// What the operands come to under `rounding`.
    pub(crate) fn computed(&self, rounding: Rounding) -> Option<Interval> {
        let operands: Vec<Interval> = self.operands.iter().map(|term| term.interval(rounding)).collect();
        self.form.apply(&operands)
    }

    /// What the printed operands come to.
    pub(crate) fn nominal(&self) -> Option<Rational> {
        let operands: Vec<Rational> = self.operands.iter().map(|term| term.nominal.clone()).collect();
        self.form.nominal(&operands)
    }

    /// Whether `computed` can be what `printed` says.
    pub(crate) fn agrees(&self, computed: &Interval, printed: &Interval) -> bool {
        match self.relation {
            Relation::Equal => computed.meets(printed),
            Relation::AtMost => computed.can_be_at_most(printed),
            Relation::AtLeast => printed.can_be_at_most(computed),
        }
    }

    /// Whether it holds under `rounding` for all members.
    pub(crate) fn holds(&self, rounding: Rounding) -> bool {
        self.computed(rounding)
            .is_some_and(|computed| self.agrees(&computed, &self.result.interval(rounding)))
    }

    /// The modes under which it holds.
    pub(crate) fn roundings(&self) -> Vec<Rounding> {
        let half_up = self.computed(Rounding::HalfUp);
        let printed = self.result.interval(Rounding::HalfUp);
        let holds_up = half_up
            .as_ref()
            .is_some_and(|computed| self.agrees(computed, &printed));
        // The two ways of rounding halves differ in end points only.
        let clear = half_up.is_some_and(|computed| computed.meets_within(&printed));
        let holds_even = clear || self.holds(Rounding::HalfEven);
        let modes = [
            (Rounding::HalfUp, holds_up),
            (Rounding::HalfEven, holds_even),
            (Rounding::Truncation, self.holds(Rounding::Truncation)),
        ];
        modes
            .into_iter()
            .filter_map(|(mode, holds)| holds.then_some(mode))
            .collect()
    }

    /// Whether it holds if every member may have been rounded in a way of its own.
    pub(crate) fn holds_loosely(&self) -> bool {
        let operands: Vec<Interval> = self.operands.iter().map(Term::widest).collect();
        self.form
            .apply(&operands)
            .is_some_and(|computed| self.agrees(&computed, &self.result.widest()))
    }

    /// Whether one of the members is only roughly told.
    pub(crate) fn is_loose(&self) -> bool {
        self.result.is_loose() || self.operands.iter().any(Term::is_loose)
    }

    /// Whether a divisor may be zero, so that nothing can be said.
    pub(crate) fn divides_by_zero(&self) -> bool {
        let divides = matches!(self.form, Form::Quotient | Form::Growth | Form::Mean(_));
        divides
            && !self
                .operands
                .get(1)
                .is_some_and(|divisor| divisor.nominal.is_positive())
    }
}
