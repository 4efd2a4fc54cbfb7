//! Whether two facts of one key can both be so, whatever units they are told in: 6吨 and 5000公斤 cannot, 20座 and 24个 of one
//! indicator cannot either; 3个小区 and 164户 of them can.

use juyan_catalogue::{Catalogue, Unit, UnitClass};
use juyan_model::{Decimal, Fact, Printed, Term, Value, Worth};

/// Whether both cannot be so.
pub fn differ(one: &Fact, other: &Fact, catalogue: &Catalogue) -> bool {
    if one.unit == other.unit {
        return !one.agrees(other);
    }
    // What own words are told in is part of what they mean.
    let is_named = matches!(one.key.indicator, Term::Id(_));
    let other = is_named.then(|| converted(other, one, catalogue)).flatten();
    other.is_some_and(|other| !one.agrees(&other))
}

/// `fact` in the unit of `wanted`; none where they are of two kinds, or it would not be the same to the last digit.
fn converted(fact: &Fact, wanted: &Fact, catalogue: &Catalogue) -> Option<Fact> {
    let unit = |fact: &Fact| catalogue.unit(fact.unit.as_deref()?);
    let times = times(unit(fact)?, unit(wanted)?)?;
    let Worth::Number(Value::One(value)) = fact.worth else {
        return None;
    };
    let printed = match fact.printed {
        Some(printed) => Some(Printed {
            scale: times(printed.scale)?,
            ..printed
        }),
        None => None,
    };
    Some(Fact {
        worth: Worth::Number(Value::One(times(value)?)),
        unit: wanted.unit.clone(),
        printed,
        ..fact.clone()
    })
}

/// How a number of `from` is told in `to`.
fn times(from: &Unit, to: &Unit) -> Option<impl Fn(Decimal) -> Option<Decimal>> {
    let counts = from.class == UnitClass::Counter && to.class == UnitClass::Counter;
    let (factor, by) = match (from.factor, to.factor) {
        _ if counts => from.counts_like(to).then_some((Decimal::ONE, Decimal::ONE))?,
        (Some(from_base), Some(to_base)) if from.class == to.class && from.dimension == to.dimension => (
            Decimal::from(from_base.numerator).checked_mul(Decimal::from(to_base.denominator))?,
            Decimal::from(from_base.denominator).checked_mul(Decimal::from(to_base.numerator))?,
        ),
        _ => return None,
    };
    Some(move |number: Decimal| {
        let told = number.checked_mul(factor)?.checked_div(by)?;
        (told.checked_mul(by) == number.checked_mul(factor)).then(|| told.normalize())
    })
}
