//! J0707: one unit under two names, 公里 and 千米, MW and 千瓦; said once a pair.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Severity};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let told: Vec<(&Figure, &str)> = evidence
        .prose()
        .flat_map(|block| evidence.figures(block))
        .filter_map(|figure| Some((figure, figure.unit.as_deref().filter(|_| figure.is_fact())?)))
        .collect();
    let first = |name: &str| {
        told.iter()
            .find(|(_, unit)| bears(unit, name))
            .map(|(figure, _)| figure.span)
    };
    let pairs = evidence.pairs("unit-names.alike");
    let mixed = pairs.filter_map(|(one, other)| Some((one, other, first(one)?, first(other)?)));
    mixed
        .map(|(one, other, left, right)| {
            Finding::new("J0707", Severity::Note, vec![left, right])
                .with("one", one)
                .with("other", other)
        })
        .collect()
}

/// Whether a unit is `name` or made with it: 平方公里 bears 公里; 千瓦时 is no 千瓦.
fn bears(unit: &str, name: &str) -> bool {
    unit == name || (unit.ends_with(name) && unit.starts_with(seek::is_han) && name.starts_with(seek::is_han))
}
