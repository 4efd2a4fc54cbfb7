//! J0211: a fact that is told as done, dated after the period that the report is about.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Mode, Role, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some(period) = evidence.reading.period.filter(|period| !period.is_instant()) else {
        return Vec::new();
    };
    let text = evidence.text();
    let mut found = Vec::new();
    for sentence in evidence.prose().flat_map(|block| seek::sentences(text, block)) {
        let figures = evidence.figures(sentence);
        let is_late = |figure: &Figure| {
            figure.role == Role::Period
                && figure
                    .period
                    .is_some_and(|told| told.from > period.to && told.from.year() == period.to.year())
        };
        let Some(at) = figures.iter().position(is_late) else {
            continue;
        };
        let (Some(late), Some(fact)) = (figures.get(at), figures.get(at + 1)) else {
            continue;
        };
        let between = Span::new(late.span.end, fact.span.start);
        let done = fact.is_fact()
            && fact.mode == Mode::Actual
            && seek::any(text, between, evidence.list("years.done"));
        if done && !seek::any(text, sentence, evidence.list("years.wanted")) {
            found.push(
                Finding::new("J0211", Severity::Question, vec![late.span, fact.span])
                    .with("said", late.span.of(text))
                    .with("end", period.to.to_string()),
            );
        }
    }
    found
}
