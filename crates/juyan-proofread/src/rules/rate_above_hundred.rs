//! J0312: a rate above one hundred per cent by a name that says that it is one of things: 合格率102%. What the catalogue knows as such an
//! indicator, and shares, the proofs see.

use crate::evidence::Evidence;
use juyan_catalogue::Class;
use juyan_model::{Decimal, Figure, Finding, Role, Severity, Value};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let prose = evidence.prose().flat_map(|block| evidence.figures(block));
    let rates = prose.filter(|figure| figure.role == Role::Level && is_above(figure));
    rates
        .filter_map(|figure| {
            let severity = severity(evidence, figure)?;
            Some(Finding::new("J0312", severity, vec![figure.span]).with("share", figure.span.of(text)))
        })
        .collect()
}

fn is_above(figure: &Figure) -> bool {
    let value = figure.value.and_then(Value::single);
    let percent = figure
        .unit
        .as_deref()
        .is_some_and(|unit| unit.ends_with(['%', '％']));
    percent && value.is_some_and(|value| value > Decimal::ONE_HUNDRED)
}

/// How sure it is that a rate of this name cannot be more; none where it can.
fn severity(evidence: Evidence<'_>, figure: &Figure) -> Option<Severity> {
    let name = figure.subject?.of(evidence.text());
    let ends = |list: &str| {
        evidence
            .list(list)
            .iter()
            .any(|word| name.ends_with(word.as_str()))
    };
    let mut loose = evidence.list("rates.above-hundred").iter();
    if is_proved(evidence, figure) || loose.any(|word| name.contains(word.as_str())) {
        return None;
    }
    if ends("rates.of-all") {
        return Some(Severity::Warning);
    }
    ends("rates.of-most").then_some(Severity::Question)
}

/// Whether the proofs look at it: the name of a known indicator ends as that of a rate of things.
fn is_proved(evidence: Evidence<'_>, figure: &Figure) -> bool {
    let indicator = figure.indicator.as_deref();
    let name = indicator
        .and_then(|id| evidence.catalogue.indicator(id))
        .map(|known| &known.name);
    let lexicon = &evidence.catalogue.lexicon;
    name.is_some_and(|name| {
        let tails = name.char_indices().filter_map(|(at, _)| name.get(at..));
        tails
            .filter_map(|tail| lexicon.get(tail))
            .any(|entry| entry.classes.has(Class::CountedRate))
    })
}
