//! J0312: a part of a whole that is more than all of it, or a rate of things counted one by one.

use crate::evidence::Evidence;
use crate::say::Say;
use crate::unit::{Kind, Measure};
use juyan_catalogue::Class;
use juyan_model::{Decimal, Figure, Finding, Role, Severity, Value};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let shares = evidence
        .figures
        .iter()
        .filter(|figure| figure.role == Role::Share || is_counted_rate(evidence, figure));
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

/// Whether a level is a known indicator's whose name ends as that of a rate of things: 森林覆盖率.
fn is_counted_rate(evidence: &Evidence<'_>, figure: &Figure) -> bool {
    let indicator = figure
        .indicator
        .as_deref()
        .filter(|_| figure.role == Role::Level)
        .and_then(|id| evidence.catalogue.indicator(id));
    let lexicon = &evidence.catalogue.lexicon;
    let ends = |name: &str| {
        let tails = name.char_indices().filter_map(|(at, _)| name.get(at..));
        tails
            .filter_map(|tail| lexicon.get(tail))
            .any(|entry| entry.classes.has(Class::CountedRate))
    };
    indicator.is_some_and(|indicator| ends(&indicator.name))
}
