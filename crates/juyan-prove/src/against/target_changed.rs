//! J0602: a target is another one than was approved. Only while its year runs: of one that is over, what was reached stands
//! beside what was wanted, and is easily taken for it.

use super::{Case, Stated, about, truths};
use juyan_model::{Fact, Finding, Mode, Severity};

pub(super) fn find(case: &Case<'_>) -> Vec<Finding> {
    let plans = case.stated.values();
    let plans = plans.filter(|told| told.fact.key.mode == Mode::Plan && runs(case, told));
    plans.filter_map(|told| changed(case, told)).collect()
}

/// Whether the target's time is not over with that of the report. What is wanted at no time, as the 总投资 of whatever projects
/// are spoken of, is no target of a plan that was approved.
fn runs(case: &Case<'_>, told: &Stated) -> bool {
    let Some(plan) = told.fact.key.period else {
        return false;
    };
    case.report.period.is_none_or(|report| report.to < plan.to)
}

fn changed(case: &Case<'_>, told: &Stated) -> Option<Finding> {
    // 左右 and 以上 are said of a target in one paper and left out in the next; the number is what was approved.
    let bare = |fact: &Fact| Fact {
        limit: None,
        ..fact.clone()
    };
    let now = bare(&told.fact);
    let known: Vec<&super::Prior> = case.known(&told.fact.key).collect();
    let kept = known
        .iter()
        .any(|prior| truths::may_agree(&now, &bare(&prior.fact)));
    if kept {
        return None;
    }
    let prior = known.last()?;
    let mut finding = about("J0602", Severity::Warning, told, prior);
    finding.arithmetic = format!("{} ≠ {}", told.said, prior.said);
    Some(finding)
}
