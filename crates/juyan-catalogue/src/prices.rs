//! At whose prices values under a key are told, as far as the indicator settles it for the whole country.

use crate::{Catalogue, GrowthBasis, UnitClass};
use juyan_model::{Measure, Prices, Term};

impl Catalogue {
    /// At whose prices values of `indicator`, measured so, are told where nobody says otherwise: amounts of money at those of their own time, their
    /// growth as the indicator's is reckoned. None of what has no prices.
    pub fn prices_of(&self, indicator: &Term, measures: &[Measure]) -> Option<Prices> {
        let Term::Id(id) = indicator else {
            return None;
        };
        let indicator = self.indicator(id)?;
        match (measures, indicator.growth_basis) {
            ([Measure::Growth(_)], GrowthBasis::Constant) => Some(Prices::Constant),
            ([Measure::Growth(_)], GrowthBasis::Comparable) => Some(Prices::Comparable),
            ([Measure::Growth(_)], GrowthBasis::Current) => Some(Prices::Current),
            ([], _) => {
                let unit = self.base_unit(&indicator.unit)?;
                (unit.class == UnitClass::Currency).then_some(Prices::Current)
            }
            _ => None,
        }
    }
}
