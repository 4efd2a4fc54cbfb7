//! Levels that stand at a moment because their sentence does, and nothing says that they accrued.

use super::{Clock, Place};
use crate::role::{Measure, measure};
use crate::state::is_open;
use juyan_model::{Figure, Period};

impl Clock {
    /// The moment that the sentence names, where nothing says that the figure accrued: 年末交换机总容量1017.8万门.
    pub(super) fn at_moment(
        &self,
        place: Place<'_, '_>,
        figure: &Figure,
        own: Option<Period>,
    ) -> Option<Period> {
        let counted = measure(figure.unit.as_deref(), place.catalogue) == Measure::Count;
        let around = self.sentence.or(self.paragraph).filter(|_| counted);
        let named = own.or(around);
        named.filter(|time| time.is_instant() && is_open(place, figure))
    }
}
