//! J0725: an amount with decimals and no unit, 完成投资7.9。; money without one, 下达专项资金3600，; a change that is no percentage
//! and nothing else, 同比上涨0.6，.

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
    if !matches!(figure.role, Role::Level | Role::Change | Role::Growth) || figure.unit.is_some() {
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
    let told = match figure.role {
        Role::Level => (measured && decimal) || is_money(evidence, figure),
        // 指数下降0.6 and 系数提高0.02 have none.
        _ => decimal && indicator.is_some_and(|indicator| indicator.unit.contains(['%', '‰'])),
    };
    told && ends && !word && !bare()
}

/// Whether the name of an amount says that it is money, which nobody tells in so few 元 without saying so.
fn is_money(evidence: Evidence<'_>, figure: &Figure) -> bool {
    const LEAST: usize = 3;
    let name = figure.subject.map_or("", |subject| subject.of(evidence.text()));
    let adjoins = figure
        .subject
        .is_some_and(|subject| subject.end == figure.span.start);
    let digits = figure.span.of(evidence.text());
    let long = digits.len() >= LEAST && digits.chars().all(|sign| sign.is_ascii_digit() || sign == '.');
    let mut nouns = evidence.list("money-nouns").iter();
    adjoins && long && nouns.any(|noun| name.ends_with(noun.as_str()))
}
