//! Whether a figure's unit and role can belong to an indicator.
//!
//! Words decide which indicator is meant; this only says which cannot be.

use juyan_catalogue::{Catalogue, Indicator, UnitClass};
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
    catalogue.may_be_level_of(indicator, figure.unit.as_deref())
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
