//! What a figure's unit measures and what it is worth, so that 万千瓦 and MW meet; different things never do.

use juyan_catalogue::{Catalogue, Factor, Family, Unit, UnitClass};
use juyan_model::Rational;

/// What a figure is measured in.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Measure<'a> {
    /// What is measured.
    pub(crate) kind: Kind<'a>,
    /// One of it in the dimension's base unit.
    pub(crate) factor: Rational,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind<'a> {
    /// A dimension of the catalogue: area, CNY.
    Dimension(&'a str),
    /// Things that are counted: 项 and 座 may count the same projects, 人 and 人次 never count the same.
    Counted(&'a Unit),
    /// Percentages, points, times.
    Ratio,
    /// Doublings, 番: n of them are a ratio of 2^n.
    Doublings,
    /// A unit that the catalogue does not know, or for which it has no exact factor: equal to itself only.
    Own(&'a str),
    /// A bare number.
    Bare,
}

impl<'a> Measure<'a> {
    /// What the unit `name` measures.
    pub(crate) fn of(name: Option<&'a str>, catalogue: &'a Catalogue) -> Self {
        let Some(name) = name else {
            return Self {
                kind: Kind::Bare,
                factor: Rational::one(),
            };
        };
        let Some(unit) = catalogue.unit(name) else {
            return Self {
                kind: Kind::Own(name),
                factor: Rational::one(),
            };
        };
        let Some(factor) = unit.factor.map(fraction) else {
            let kind = match unit.class {
                UnitClass::Counter => Kind::Counted(unit),
                UnitClass::Ratio if unit.family() == Family::Doublings => Kind::Doublings,
                _ => Kind::Own(&unit.name),
            };
            return Self {
                kind,
                factor: Rational::one(),
            };
        };
        let kind = match unit.class {
            UnitClass::Ratio => Kind::Ratio,
            UnitClass::Counter => Kind::Counted(unit),
            UnitClass::Scale | UnitClass::Measure | UnitClass::Time | UnitClass::Currency => {
                Kind::Dimension(&unit.dimension)
            }
        };
        Self { kind, factor }
    }

    /// Whether amounts of the two can be added and compared.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        match (self.kind, other.kind) {
            (a, b) if a.is_alike(b) => true,
            (Kind::Bare, b) => !matches!(b, Kind::Dimension(_)),
            (a, Kind::Bare) => !matches!(a, Kind::Dimension(_)),
            (Kind::Own(_), Kind::Counted(_)) | (Kind::Counted(_), Kind::Own(_)) => true,
            _ => false,
        }
    }
}

impl Kind<'_> {
    /// Whether both measure one sort of thing.
    pub(crate) fn is_alike(self, other: Self) -> bool {
        match (self, other) {
            (Self::Counted(one), Self::Counted(other)) => one.counts_like(other),
            (one, other) => one == other,
        }
    }
}

fn fraction(factor: Factor) -> Rational {
    Rational::fraction(factor.numerator.into(), factor.denominator.into())
}
