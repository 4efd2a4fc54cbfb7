//! J0502: what accrues has become less: the first eight months below the first half of one year, or a 累计 below an earlier one.

use super::truths::truth;
use super::{Case, Prior, Stated, about};
use juyan_catalogue::Kind;
use juyan_model::{Accrual, Fact, Finding, Key, Mode, Rational, Rounding, Severity};

pub(super) fn find(case: &Case<'_>) -> Vec<Finding> {
    let flows = case.bound().filter(|(told, indicator)| {
        let key = &told.fact.key;
        let accrues = indicator.kind == Kind::Flow || key.accrual == Accrual::Cumulative;
        accrues && key.measures.is_empty() && key.mode == Mode::Actual
    });
    flows
        .filter_map(|(told, _)| {
            let keys = case.witnesses.keys().filter(|then| is_earlier(then, told));
            let fits = |prior: &Prior| prior.fact.unit != told.fact.unit || !falls(&told.fact, &prior.fact);
            let (prior, witness) = keys.into_iter().find_map(|then| case.contradicted(then, fits))?;
            let mut finding = about("J0502", witness.severity(Severity::Warning), told, &prior);
            finding.arithmetic = format!("{} < {}", told.said, prior.said);
            Some(finding)
        })
        .collect()
}

/// Whether a key is of the same as what is told, up to an earlier day since the same beginning.
fn is_earlier(then: &Key, told: &Stated) -> bool {
    let now = &told.fact.key;
    let bare = |key: &Key| Key {
        period: None,
        ..key.clone()
    };
    let (Some(before), Some(after)) = (then.period, now.period) else {
        return false;
    };
    let since = now.accrual == Accrual::Cumulative || before.from == after.from;
    since && before.to < after.to && bare(then) == bare(now)
}

fn falls(now: &Fact, then: &Fact) -> bool {
    let ends = Rounding::ALL.into_iter().map(|rounding| {
        let high = truth(now, rounding)?.high?.0;
        let low = truth(then, rounding)?.low?.0;
        Some((high, low))
    });
    let ends: Option<Vec<(Rational, Rational)>> = ends.collect();
    ends.is_some_and(|ends| ends.iter().all(|(high, low)| high < low && low.is_positive()))
}
