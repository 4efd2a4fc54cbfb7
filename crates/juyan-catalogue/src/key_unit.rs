//! In which units values can be told under a key. It says what cannot be; whether a value is meant nobody but its words can say.

use crate::{Catalogue, Indicator, Kind, Unit, UnitClass};
use juyan_model::{Key, Measure, Term};
use smol_str::SmolStr;

/// Why a value in some unit cannot stand under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// The key names an indicator that the catalogue does not have.
    NoIndicator(SmolStr),
    /// What the key stands for is told in other units, such as this one.
    Unit(SmolStr),
    /// It is a growth, a share or the like, told in percent or points.
    Rate,
    /// It is a position among others.
    Position,
}

impl Unit {
    /// Whether values in this unit and in `usual` can measure the same thing: 吨 and 公斤, 项 and 座; not 人 and 人次.
    pub fn measures_like(&self, usual: &Self) -> bool {
        match (self.class, usual.class) {
            (UnitClass::Currency, UnitClass::Currency) => true,
            (UnitClass::Counter, UnitClass::Counter) => self.may_be_told_for(usual),
            // 每月812元 says in words what 元/月 says in the unit.
            _ => {
                self.dimension == usual.dimension
                    || usual
                        .name
                        .strip_prefix(self.name.as_str())
                        .is_some_and(|per| per.starts_with('/'))
            }
        }
    }
}

impl Catalogue {
    /// Whether a level told in `unit`, or without one, can be one of `indicator`. A bare number (登上万亿) can be of anything.
    pub fn may_be_level_of(&self, indicator: &Indicator, unit: Option<&str>) -> bool {
        let Some(name) = unit else {
            return true;
        };
        let usual = self.base_unit(&indicator.unit);
        let Some(unit) = self.unit(name) else {
            return usual.is_some_and(|usual| usual.name == name);
        };
        let Some(usual) = usual else {
            return true;
        };
        unit.measures_like(usual) || (indicator.kind == Kind::Index && unit.class == UnitClass::Ratio)
    }

    /// Whether a value that is told in `unit`, or without one, can stand under `key`, as far as its unit goes.
    ///
    /// Fails where it cannot. Under own words anything can stand.
    pub fn may_stand_under(&self, key: &Key, unit: Option<&str>) -> Result<(), Misfit> {
        let Term::Id(id) = &key.indicator else {
            return Ok(());
        };
        let indicator = self
            .indicator(id)
            .ok_or_else(|| Misfit::NoIndicator(id.clone()))?;
        let class = unit.map(|unit| self.unit(unit).map(|unit| unit.class));
        let is_of = |wanted: UnitClass| class.is_none_or(|class| class == Some(wanted));
        let is_level = self.may_be_level_of(indicator, unit);
        let usual = self.base_unit(&indicator.unit);
        let (fits, misfit) = match key.measures.as_slice() {
            [] => (is_level, Misfit::Unit(indicator.unit.clone())),
            // Points are the change of a rate.
            [Measure::Change(_)] if usual.is_none_or(|usual| usual.class != UnitClass::Ratio) => {
                (is_level, Misfit::Unit(indicator.unit.clone()))
            }
            [.., Measure::Rank(_)] => (is_of(UnitClass::Counter), Misfit::Position),
            [..] => (is_of(UnitClass::Ratio), Misfit::Rate),
        };
        if fits { Ok(()) } else { Err(misfit) }
    }

    /// Whether a number says enough under `key` that has no unit: where things are counted, and of positions.
    pub fn goes_without_unit(&self, key: &Key) -> bool {
        let Term::Id(id) = &key.indicator else { return true };
        let usual = self
            .indicator(id)
            .and_then(|indicator| self.base_unit(&indicator.unit));
        match key.measures.as_slice() {
            [.., Measure::Rank(_)] => true,
            [] | [Measure::Change(_)] => usual.is_none_or(|usual| usual.class == UnitClass::Counter),
            [..] => false,
        }
    }
}
