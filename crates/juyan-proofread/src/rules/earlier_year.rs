//! J0213: facts of an earlier year in a report on part of a year (2023年度 in the first half of 2024); asked once.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Period, Role, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some(period) = evidence.reading.period else {
        return Vec::new();
    };
    if period.from.month() == 1 && period.to.month() == 12 {
        return Vec::new();
    }
    let Some(before) = Period::year(period.to.year() - 1) else {
        return Vec::new();
    };
    let text = evidence.text();
    let figures = evidence.prose().flat_map(|block| evidence.figures(block));
    let said = |figure: &&Figure| {
        matches!(figure.role, Role::Period | Role::Name)
            && begins_with_year(figure.span.of(text), before.to.year())
    };
    let spans: Vec<Span> = figures
        .filter(said)
        .filter(|figure| {
            evidence.list("years.annual").iter().any(|word| {
                text.get(figure.span.start..)
                    .is_some_and(|rest| rest.get(4..).is_some_and(|rest| rest.starts_with(word.as_str())))
            })
        })
        .filter(|figure| !seek::any(text, figure.sentence, evidence.list("years.compared")))
        .map(|figure| figure.span)
        .collect();
    if spans.is_empty() {
        return Vec::new();
    }
    vec![Finding::new("J0213", Severity::Question, spans).with("year", before.to.year().to_string())]
}

fn begins_with_year(words: &str, year: i16) -> bool {
    words.starts_with(&year.to_string())
}
