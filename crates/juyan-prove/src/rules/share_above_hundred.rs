//! J0312: a part of a whole that is more than all of it.

use crate::evidence::Evidence;
use crate::say::Say;
use crate::unit::{Kind, Measure};
use juyan_model::{Decimal, Finding, Role, Severity, Value};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let shares = evidence
        .figures
        .iter()
        .filter(|figure| figure.role == Role::Share);
    shares
        .filter(|figure| {
            let measure = Measure::of(figure.unit.as_deref(), evidence.catalogue);
            let above = figure
                .value
                .and_then(Value::single)
                .is_some_and(|value| value > Decimal::ONE_HUNDRED);
            let percent = measure.kind == Kind::Ratio
                && (&measure.factor * juyan_model::rational(Decimal::ONE_HUNDRED)).is_one();
            percent && above
        })
        .map(|figure| {
            Finding::new("J0312", Severity::Warning, vec![figure.span]).with("share", say.figure(figure))
        })
        .collect()
}
