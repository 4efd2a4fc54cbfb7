//! J0707: one unit under two names, 公里 and 千米, MW and 千瓦; said once a pair.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Severity};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let told: Vec<(&Figure, &str)> = evidence
        .prose()
        .flat_map(|block| evidence.figures(block))
        .filter(|figure| figure.is_fact() && !is_class(evidence, figure))
        .filter_map(|figure| Some((figure, figure.unit.as_deref()?)))
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

/// Whether a figure is the class of a machine and no amount: 26兆瓦级风电机组, 百兆瓦电池中试线.
fn is_class(evidence: Evidence<'_>, figure: &Figure) -> bool {
    let text = evidence.text();
    let rest = text.get(figure.span.end..).unwrap_or_default();
    let bare = figure.span.of(text).starts_with(seek::is_han);
    bare || evidence
        .list("unit-names.classes")
        .iter()
        .any(|word| rest.starts_with(word.as_str()))
}

/// Whether a unit is `name` or made with it: 平方公里 bears 公里; 千瓦时 is no 千瓦.
fn bears(unit: &str, name: &str) -> bool {
    unit == name || (unit.ends_with(name) && unit.starts_with(seek::is_han) && name.starts_with(seek::is_han))
}
