//! J0312: a part of a whole that is more than all of it (占比135%), or a rate above one hundred per cent whose name says that it is one of
//! things: 合格率102%.

use crate::evidence::Evidence;
use crate::seek;
use juyan_catalogue::Class;
use juyan_model::{Decimal, Figure, Finding, Role, Severity, Value};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let above = evidence.reading.figures.iter().filter(|figure| is_above(figure));
    above
        .filter_map(|figure| {
            let severity = match figure.role {
                Role::Share => of_share(evidence, figure),
                Role::Level => of_rate(evidence, figure),
                _ => None,
            };
            Some(Finding::new("J0312", severity?, vec![figure.span]).with("share", figure.span.of(text)))
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

/// How sure it is that a share cannot be more; none where the words before it say that it may: what one contributed, where others took away
/// (贡献率), and what is held against a thing that it is no part of (投资占生产总值的比重).
fn of_share(evidence: Evidence<'_>, share: &Figure) -> Option<Severity> {
    let before = seek::clause_before(evidence.text(), share.sentence.start, share.span.start);
    let says = |list: &str| seek::any(evidence.text(), before, evidence.list(list));
    if says("shares.above-hundred") || (says("shares.of-output") && says("shares.beside-output")) {
        None
    } else if says("shares.of-another") {
        Some(Severity::Question)
    } else {
        Some(Severity::Warning)
    }
}

/// How sure it is that a rate of this name cannot be more; none where it can.
fn of_rate(evidence: Evidence<'_>, figure: &Figure) -> Option<Severity> {
    let name = figure.subject?.of(evidence.text());
    let ends = |list: &str| {
        evidence
            .list(list)
            .iter()
            .any(|word| name.ends_with(word.as_str()))
    };
    let mut loose = evidence.list("rates.above-hundred").iter();
    if loose.any(|word| name.contains(word.as_str())) {
        None
    } else if ends("rates.of-most") {
        Some(Severity::Question)
    } else {
        (ends("rates.of-all") || is_counted(evidence, figure)).then_some(Severity::Warning)
    }
}

/// Whether the name of a known indicator ends as that of a rate of things: 森林覆盖率.
fn is_counted(evidence: Evidence<'_>, figure: &Figure) -> bool {
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
