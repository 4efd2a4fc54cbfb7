//! J0505: last year's report on the same stretch of the year told growths that this one is silent about.

use super::{Case, listed};
use juyan_model::{Finding, Key, Measure, Mode, Severity, Term, Versus};
use std::collections::BTreeSet;

/// Reports that tell fewer than so many growths are no such reports.
const LEAST: usize = 3;

pub(super) fn find(case: &Case<'_>) -> Vec<Finding> {
    let Some(period) = case.report.period else {
        return Vec::new();
    };
    let last = period.shifted(-1);
    let told: BTreeSet<&Term> = case
        .report
        .stated
        .iter()
        .map(|told| &told.fact.key.indicator)
        .collect();
    let headline = |key: &Key| {
        key.measures == [Measure::Growth(Versus::Yoy)]
            && key.dimensions.is_empty()
            && key.mode == Mode::Actual
    };
    let here = case
        .report
        .stated
        .iter()
        .filter(|told| headline(&told.fact.key))
        .count();
    if here < LEAST {
        return Vec::new();
    }
    let priors = case.before.priors.iter().filter(|prior| {
        prior.of.is_some()
            && prior.of == last
            && headline(&prior.fact.key)
            && !told.contains(&prior.fact.key.indicator)
    });
    let mut names: Vec<(&str, &str)> = priors
        .filter_map(|prior| {
            let of_last = prior.fact.key.period.map(|of| of.to) == last.map(|last| last.to);
            let indicator = case.indicator(&prior.fact.key).filter(|_| of_last)?;
            Some((indicator.name.as_str(), prior.from.as_str()))
        })
        .collect();
    names.sort_unstable();
    names.dedup_by_key(|(name, _)| *name);
    let Some((_, from)) = names.first() else {
        return Vec::new();
    };
    let all: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
    vec![
        Finding::new("J0505", Severity::Question, case.place())
            .with("names", listed(&all))
            .with("from", *from),
    ]
}
