//! Whether a figure's unit and role can belong to an indicator.
//!
//! Words decide which indicator is meant; this only says which cannot be.

use juyan_catalogue::{Catalogue, Indicator, Kind, Unit, UnitClass};
use juyan_model::{Figure, Role};

/// Whether `figure` can be a value of `indicator`, or its growth, change, share, progress or rank.
pub(crate) fn agrees(indicator: &Indicator, figure: &Figure, catalogue: &Catalogue) -> bool {
    match figure.role {
        Role::Level => level(indicator, figure, catalogue),
        // Points are the change of a rate, or of a growth rate, which anything may have.
        Role::Change => is_ratio(figure, catalogue) || level(indicator, figure, catalogue),
        Role::Growth | Role::Share | Role::Progress | Role::Rank => true,
        Role::Period | Role::Name | Role::Heading => false,
    }
}

fn level(indicator: &Indicator, figure: &Figure, catalogue: &Catalogue) -> bool {
    let Some(unit) = figure.unit.as_deref().and_then(|name| catalogue.unit(name)) else {
        // A bare number (登上万亿) may be anything that is not a rate in %.
        return figure.unit.is_none()
            || figure.unit.as_deref() == catalogue.base_unit(&indicator.unit).map(|unit| &*unit.name);
    };
    let Some(usual) = catalogue.base_unit(&indicator.unit) else {
        return true;
    };
    alike(unit, usual) || (indicator.kind == Kind::Index && unit.class == UnitClass::Ratio)
}

/// Whether values in the two units can measure the same thing.
fn alike(unit: &Unit, usual: &Unit) -> bool {
    match (unit.class, usual.class) {
        (UnitClass::Currency, UnitClass::Currency) => true,
        (UnitClass::Counter, UnitClass::Counter) => unit.may_be_told_for(usual),
        // 每月812元 says in words what 元/月 says in the unit.
        _ => {
            unit.dimension == usual.dimension
                || usual
                    .name
                    .strip_prefix(unit.name.as_str())
                    .is_some_and(|per| per.starts_with('/'))
        }
    }
}

/// Whether the figure is a rate.
pub(super) fn is_ratio(figure: &Figure, catalogue: &Catalogue) -> bool {
    figure
        .unit
        .as_deref()
        .and_then(|unit| catalogue.unit(unit))
        .is_some_and(|unit| unit.class == UnitClass::Ratio)
}

/// Whether `unit` counts things.
pub(super) fn is_counter(unit: &str, catalogue: &Catalogue) -> bool {
    catalogue
        .unit(unit)
        .is_some_and(|unit| unit.class == UnitClass::Counter)
}
