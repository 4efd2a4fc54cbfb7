//! Who may see what is told of an indicator, as far as the indicator settles it.

use crate::Catalogue;
use juyan_model::{Secrecy, Term};

impl Catalogue {
    /// Who may see what is told of `indicator`, whoever tells it; a report in draft is not yet released. Own words are nobody's secret.
    pub fn secrecy_of(&self, indicator: &Term) -> Secrecy {
        let known = match indicator {
            Term::Id(id) => self.indicator(id),
            Term::Words(_) => None,
        };
        known.map(|indicator| indicator.secrecy).unwrap_or_default()
    }
}
