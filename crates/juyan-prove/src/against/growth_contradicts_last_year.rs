//! J0501: a growth that is not this year's level over last year's.
//!
//! Only where the growth is the ratio of levels at all: nominal amounts, counts, quantities. Levels of last year are revised,
//! so it is asked.

use super::truths::{may, truth};
use super::{Case, Stated, about};
use juyan_catalogue::GrowthBasis;
use juyan_model::{Finding, Interval, Key, Measure, Mode, Rational, Severity, Versus};

pub(super) fn find(case: &Case<'_>) -> Vec<Finding> {
    let growths = case.bound().filter(|(told, indicator)| {
        let basis = matches!(indicator.growth_basis, GrowthBasis::Current | GrowthBasis::Na);
        let key = &told.fact.key;
        basis && key.mode == Mode::Actual && key.measures == [Measure::Growth(Versus::Yoy)]
    });
    growths
        .filter_map(|(growth, _)| {
            let level = Key {
                measures: Vec::new(),
                ..growth.fact.key.clone()
            };
            let last = Key {
                period: level.period?.shifted(-1),
                ..level.clone()
            };
            let now: &Stated = case.stated.get(&level)?;
            let fits =
                |prior: &super::Prior| prior.fact.unit != now.fact.unit || may_grow(now, &prior.fact, growth);
            let (prior, _) = case.contradicted(&last, fits)?;
            let mut finding =
                about("J0501", Severity::Question, growth, &prior).with("level", now.said.as_str());
            finding.spans.extend(super::span(now));
            finding.spans.sort_unstable();
            finding.arithmetic = format!("{} ÷ {} − 1 ≠ {}", now.said, prior.said, growth.said);
            Some(finding)
        })
        .collect()
}

fn may_grow(now: &Stated, last: &juyan_model::Fact, growth: &Stated) -> bool {
    may(|rounding| {
        let (now, last) = (truth(&now.fact, rounding)?, truth(last, rounding)?);
        let ratio = now.over(&last)?.minus(&Interval::exactly(Rational::one()));
        let percent = ratio.scaled(&Rational::whole(100));
        Some(percent.meets(&truth(&growth.fact, rounding)?))
    })
}
