//! J0602: a target is another one than was approved. Only while its year runs: of one that is over, what was reached stands
//! beside what was wanted, and is easily taken for it.

use super::{Case, Stated, about, truths};
use juyan_catalogue::{Catalogue, UnitClass};
use juyan_model::{Fact, Finding, Mode, Severity, Source, Value, Worth};

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
        .any(|prior| is_kept(&now, &bare(&prior.fact), case.report.catalogue));
    if kept {
        return None;
    }
    let prior = known.last()?;
    let mut finding = about("J0602", Severity::Warning, told, prior);
    finding.arithmetic = format!("{} ≠ {}", told.said, prior.said);
    Some(finding)
}

/// Whether `now` may tell the target `then`. A rate that was approved was decided and not measured: nothing true stands behind its
/// digits, and 3% for 2.5% is another target. An amount, and a rate that was reckoned, may be told rounded.
fn is_kept(now: &Fact, then: &Fact, catalogue: &Catalogue) -> bool {
    let is_reckoned = |fact: &Fact| matches!(fact.source, Source::Formula { .. });
    let unit = then.unit.as_deref().and_then(|unit| catalogue.unit(unit));
    let is_rate = now.unit == then.unit && unit.is_some_and(|unit| unit.class == UnitClass::Ratio);
    match (&now.worth, &then.worth) {
        (Worth::Number(Value::One(told)), Worth::Number(Value::One(approved)))
            if is_rate && !is_reckoned(now) && !is_reckoned(then) =>
        {
            told == approved
        }
        _ => truths::may_agree(now, then),
    }
}
