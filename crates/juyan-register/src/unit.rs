//! Numbers whose unit stands in another field 单位栏: a unit beside the number is that one, converts to it, or is refused. Taken
//! for a second scale it would multiply what the unit of the field multiplies already.

use crate::cell::{Misread, own_unit, ratio, read};
use juyan_catalogue::{Catalogue, Field, RegisterType, UnitClass};
use juyan_model::{Cell, Key, Measure, Term};
use smol_str::SmolStr;

/// Where the unit of a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitIn<'c> {
    /// In another field of the record.
    Own(&'c str),
    /// In a field of the record that a link leads to.
    Linked(&'c str, &'c str),
}

impl<'c> UnitIn<'c> {
    /// None where the field has a unit of its own, or none at all.
    pub(crate) fn of(field: &'c Field) -> Option<Self> {
        match field.unit_in.split_once('.') {
            Some((link, unit)) => Some(Self::Linked(link, unit)),
            None => (!field.unit_in.is_empty()).then_some(Self::Own(&field.unit_in)),
        }
    }

    /// What the field of the unit, or that which leads to it, is called.
    pub(crate) fn named<'r>(&self, register: &'r RegisterType) -> &'r str {
        let (Self::Own(field) | Self::Linked(field, _)) = self;
        register.field(field).map_or("", |field| field.zh.as_str())
    }
}

/// The number of a cell whose unit, as another field says, is `unit`; `heading` is what its column says.
pub(crate) fn read_in(
    text: &str,
    field: &Field,
    (unit, heading): (&str, Option<&str>),
    catalogue: &Catalogue,
) -> Result<Option<Cell>, Misread> {
    // Two that stand apart from the number may both be meant.
    let differs = |heading: &&str| ratio(heading, unit, catalogue).is_none_or(|ratio| !ratio.is_one());
    if own_unit(text, catalogue).is_none()
        && let Some(heading) = heading.filter(differs)
    {
        return Err(Misread::new("register.two-units", format!("{heading} / {unit}")));
    }
    let own = Field {
        unit: unit.into(),
        unit_in: SmolStr::default(),
        signed: true,
        ..field.clone()
    };
    read(text, &own, heading, catalogue)
}

/// The number of a cell whose unit nobody knows: it must be a bare one.
pub(crate) fn read_bare(
    text: &str,
    field: &Field,
    heading: Option<&str>,
    catalogue: &Catalogue,
) -> Result<Option<Cell>, Misread> {
    if let Some(stated) = own_unit(text, catalogue).or_else(|| heading.map(SmolStr::new)) {
        return Err(Misread::new("register.unit-lacking", stated));
    }
    read(text, field, None, catalogue)
}

/// What the unit of a number should be, where `unit` is none of what `key` measures.
pub(crate) fn other_measure(key: &str, unit: &str, catalogue: &Catalogue) -> Option<Misread> {
    let key: Key = key.trim().parse().ok()?;
    let Term::Id(id) = &key.indicator else {
        return None;
    };
    let indicator = catalogue.indicator(id)?;
    let is_share = |measure: &Measure| {
        matches!(
            measure,
            Measure::Growth(_) | Measure::Progress(_) | Measure::Share(_) | Measure::Contribution(_)
        )
    };
    let fits = match key.measures.last() {
        None if indicator.unit.is_empty() => true,
        None => ratio(unit, &indicator.unit, catalogue).is_some(),
        Some(measure) if is_share(measure) => {
            let known = catalogue.scaled_unit(unit);
            known.is_some_and(|(_, unit)| unit.class == UnitClass::Ratio)
        }
        Some(_) => true,
    };
    let wanted = if key.measures.is_empty() {
        &indicator.unit
    } else {
        "%"
    };
    (!fits).then(|| Misread::new("register.measure", wanted))
}
