//! J0712: 百分点 said of an amount (产值增长2.3个百分点), or % said of the move of a share (占比提高5%).

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Severity, Span};
use std::cell::LazyCell;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut found = Vec::new();
    for clause in evidence.prose().flat_map(|block| seek::clauses(text, block)) {
        let rate = LazyCell::new(|| seek::any(text, clause, evidence.list("points.rates")));
        for figure in evidence.figures(clause).iter().filter(|figure| figure.is_fact()) {
            if points_of_amount(evidence, clause, figure) && !*rate {
                found.push(
                    Finding::new("J0712", Severity::Warning, vec![figure.span])
                        .with("printed", figure.span.of(text)),
                );
            } else if percent_of_share(evidence, clause, figure) {
                found.push(
                    Finding::new("J0712", Severity::Question, vec![figure.span])
                        .with("printed", figure.span.of(text)),
                );
            }
        }
    }
    found
}

/// 产值增长2.3个百分点: an amount grows by per cent, only a rate moves by points. Whether the clause speaks of a rate is
/// asked apart, once.
fn points_of_amount(evidence: Evidence<'_>, clause: Span, figure: &Figure) -> bool {
    let text = evidence.text();
    let before = Span::new(clause.start, figure.span.start);
    let points = evidence.list("points.units");
    let said = before.of(text).trim_end();
    let amount = figure
        .indicator
        .as_deref()
        .and_then(|id| evidence.catalogue.indicator(id))
        .is_some_and(|indicator| {
            !indicator.unit.is_empty()
                && !indicator.unit.contains(['%', '‰'])
                && indicator.growth_basis != juyan_catalogue::GrowthBasis::Na
        });
    seek::any(text, figure.span, points)
        && amount
        && evidence
            .list("points.verbs")
            .iter()
            .any(|verb| said.ends_with(verb.as_str()))
}

/// 占比提高5%: by points, or to 5%?
fn percent_of_share(evidence: Evidence<'_>, clause: Span, figure: &Figure) -> bool {
    let text = evidence.text();
    let said = Span::new(clause.start, figure.span.start).of(text).trim_end();
    let verbs = evidence.list("points.share-verbs");
    let Some(rest) = verbs.iter().find_map(|verb| said.strip_suffix(verb.as_str())) else {
        return false;
    };
    figure.span.of(text).ends_with('%')
        && evidence
            .list("points.shares")
            .iter()
            .any(|share| rest.ends_with(share.as_str()))
}
