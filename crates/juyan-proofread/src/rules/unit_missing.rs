//! J0725: an amount with decimals and no unit: 完成投资7.9。

use crate::evidence::Evidence;
use crate::seek;
use juyan_catalogue::Kind;
use juyan_model::{Figure, Finding, Role, Severity};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let figures = evidence.prose().flat_map(|block| evidence.figures(block));
    figures
        .filter(|figure| lacks_unit(evidence, figure))
        .map(|figure| {
            Finding::new("J0725", Severity::Warning, vec![figure.span])
                .with("printed", figure.span.of(evidence.text()))
        })
        .collect()
}

fn lacks_unit(evidence: Evidence<'_>, figure: &Figure) -> bool {
    if figure.role != Role::Level || figure.unit.is_some() {
        return false;
    }
    let text = evidence.text();
    let indicator = figure
        .indicator
        .as_deref()
        .and_then(|id| evidence.catalogue.indicator(id));
    let measured = indicator.is_some_and(|indicator| {
        matches!(indicator.kind, Kind::Flow | Kind::Stock)
            && !indicator.unit.is_empty()
            && !indicator.unit.contains(['%', '‰'])
    });
    let ends = seek::after(text, figure.span.end).is_none_or(|c| matches!(c, '，' | '。' | '；' | ',' | ';'));
    let decimal = figure
        .span
        .of(text)
        .trim_start_matches(|c: char| !c.is_ascii_digit())
        .contains('.');
    let word = figure.span.of(text).contains(|c: char| c.is_ascii_alphabetic());
    let bare = || {
        let clause = seek::clause_before(text, figure.sentence.start, figure.span.start);
        seek::any(text, clause, evidence.list("units.bare"))
    };
    measured && ends && decimal && !word && !bare()
}
