//! J0716: a fall told in whole times, 降低3倍: what falls by once its value is gone.

use crate::evidence::Evidence;
use juyan_catalogue::UnitClass;
use juyan_model::{Decimal, Figure, Finding, Role, Severity, Value};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    evidence
        .reading
        .figures
        .iter()
        .filter(|figure| figure.role == Role::Growth && is_in_times(evidence, figure) && falls_by_all(figure))
        .map(|figure| {
            Finding::new("J0716", Severity::Question, vec![figure.span]).with("said", figure.span.of(text))
        })
        .collect()
}

fn is_in_times(evidence: Evidence<'_>, figure: &Figure) -> bool {
    let unit = figure
        .unit
        .as_deref()
        .and_then(|unit| evidence.catalogue.unit(unit));
    unit.is_some_and(|unit| unit.class == UnitClass::Ratio && unit.is_one())
}

fn falls_by_all(figure: &Figure) -> bool {
    let Some(Value::One(least) | Value::Range(_, least)) = figure.value else {
        return false;
    };
    least <= Decimal::NEGATIVE_ONE
}
