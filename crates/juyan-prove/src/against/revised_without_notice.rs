//! J0504: a figure of a past period is another one than it was told then, and nothing says that it was revised.

use super::truths::may_agree;
use super::{Case, Stated, about};
use juyan_model::{Finding, Mode, Severity};

pub(super) fn find(case: &Case<'_>) -> Vec<Finding> {
    let told = case
        .bound()
        .filter(|(told, _)| told.fact.key.mode == Mode::Actual && !told.gives_notice && is_past(case, told));
    told.filter_map(|(told, _)| {
        let (prior, _) = case.contradicted(&told.fact.key, |prior| may_agree(&told.fact, &prior.fact))?;
        let mut finding = about("J0504", Severity::Question, told, &prior);
        finding.arithmetic = format!("{} ≠ {}", told.said, prior.said);
        Some(finding)
    })
    .collect()
}

/// Whether a fact is of a period that was over before the report's began.
pub(super) fn is_past(case: &Case<'_>, told: &Stated) -> bool {
    let period = case.report.period.zip(told.fact.key.period);
    period.is_some_and(|(report, fact)| fact.to < report.from)
}
