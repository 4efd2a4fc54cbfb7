//! J0505: last year's report on the same stretch of the year told what this one is silent about.

use super::{Case, Prior, Stated, listed};
use juyan_model::{Finding, Measure, Mode, Period, Severity, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Reports that tell fewer of the same indicators are not of one kind.
const LEAST: usize = 2;

pub(super) fn find(case: &Case<'_>) -> Vec<Finding> {
    let last = case.report.period.and_then(|period| period.shifted(-1));
    let Some(last) = last else { return Vec::new() };
    let mut papers: BTreeMap<&str, BTreeMap<&Term, &Prior>> = BTreeMap::new();
    for prior in &case.before.priors {
        if prior.of == Some(last) && is_headline(prior, last) && case.indicator(&prior.fact.key).is_some() {
            let told = papers.entry(prior.from.as_str()).or_default();
            told.entry(&prior.fact.key.indicator).or_insert(prior);
        }
    }
    let here = told_here(case.report.stated);
    let elsewhere = told_since(case, last);
    let found = papers.iter().filter_map(|(from, told)| {
        let (kept, gone): (Vec<_>, Vec<_>) = told.iter().partition(|(term, _)| here.contains(*term));
        let is_gone = |term: &Term| {
            !elsewhere.contains(term) && !matches!(term, Term::Id(id) if case.report.named.contains(id))
        };
        let gone: Vec<&Prior> = gone
            .into_iter()
            .filter(|(term, _)| is_gone(term))
            .map(|(_, prior)| *prior)
            .collect();
        // A paper of another kind tells other things: what it alone has was never to be expected here.
        let is_alike = kept.len() >= LEAST && kept.len() >= gone.len();
        (is_alike && !gone.is_empty()).then(|| dropped(case, from, &gone))
    });
    found.collect()
}

/// Of the whole region, done, and of the very stretch that the paper reports on: a plan, a part, the year before are told or not as
/// it comes.
fn is_headline(prior: &Prior, last: Period) -> bool {
    let key = &prior.fact.key;
    let is_told_each_time = matches!(
        key.measures.as_slice(),
        [] | [Measure::Growth(_) | Measure::Progress(_)]
    );
    let is_of_last = key
        .period
        .is_some_and(|of| of.to == last.to && (of == last || of.is_instant()));
    is_told_each_time && is_of_last && key.dimensions.is_empty() && key.mode == Mode::Actual
}

/// What the report tells in figures of what was done. Its plan is no answer: of what went badly only the new target may be told.
fn told_here(stated: &[Stated]) -> BTreeSet<&Term> {
    let done = stated.iter().filter(|told| told.fact.key.mode == Mode::Actual);
    done.map(|told| &told.fact.key.indicator).collect()
}

/// What a later paper told of another stretch of the year: it is reported at other times now.
fn told_since<'a>(case: &Case<'a>, last: Period) -> BTreeSet<&'a Term> {
    let is_later = |prior: &&Prior| {
        prior.fact.key.mode == Mode::Actual
            && prior
                .of
                .is_some_and(|of| of.to > last.to && of.shifted(-1) != Some(last))
    };
    let later = case.before.priors.iter().filter(is_later);
    later.map(|prior| &prior.fact.key.indicator).collect()
}

fn dropped(case: &Case<'_>, from: &str, gone: &[&Prior]) -> Finding {
    let mut lines: Vec<String> = gone
        .iter()
        .filter_map(|prior| {
            let name = &case.indicator(&prior.fact.key)?.name;
            let said = if prior.sentence.is_empty() {
                &prior.said
            } else {
                &prior.sentence
            };
            Some(format!("{name} [{said}]"))
        })
        .collect();
    lines.sort_unstable();
    Finding::new("J0505", Severity::Question, case.place())
        .with("names", listed(&lines))
        .with("count", gone.len().to_string())
        .with("from", from)
}
