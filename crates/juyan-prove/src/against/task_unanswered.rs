//! J0604: what was to be done by the end of the report's period is not spoken of in it.

use super::{Case, listed};
use juyan_model::{Finding, Measure, Mode, Severity};

pub(super) fn find(case: &Case<'_>) -> Vec<Finding> {
    let Some(period) = case.report.period else {
        return Vec::new();
    };
    let due = case.before.promises.iter().filter(|promise| {
        let begun = promise.key.period.is_none_or(|of| of.to >= period.from);
        promise.due <= period.to && begun
    });
    let open: Vec<_> = due.filter(|promise| !is_answered(case, promise)).collect();
    let Some(first) = open.first() else {
        return Vec::new();
    };
    let said: Vec<&str> = open.iter().map(|promise| promise.said.as_str()).collect();
    vec![
        Finding::new("J0604", Severity::Question, case.place())
            .with("tasks", listed(&said))
            .with("count", open.len().to_string())
            .with("from", first.from.as_str()),
    ]
}

/// Whether the report tells anything done under the indicator: a growth where a growth was promised.
fn is_answered(case: &Case<'_>, promise: &super::Promise) -> bool {
    let grows = |measures: &[Measure]| {
        measures
            .iter()
            .any(|measure| matches!(measure, Measure::Growth(_)))
    };
    let wanted = grows(&promise.key.measures);
    case.report.stated.iter().any(|told| {
        let key = &told.fact.key;
        key.mode != Mode::Plan && key.indicator == promise.key.indicator && (!wanted || grows(&key.measures))
    })
}
