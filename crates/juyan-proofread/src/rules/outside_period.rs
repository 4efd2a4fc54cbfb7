//! J0211: a fact that is told as done, at a time that ends after the period that the report is about.
//!
//! A time that ends with the year is left alone, for plans are told so, unless the words say that it is done.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Mode, Period, Role, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some(report) = evidence.reading.period.filter(|period| !period.is_instant()) else {
        return Vec::new();
    };
    let text = evidence.text();
    let mut found = Vec::new();
    // What was told once of a later time is asked once.
    let mut asked: Vec<Period> = Vec::new();
    for sentence in evidence.prose().flat_map(|block| seek::sentences(text, block)) {
        let figures = evidence.figures(sentence);
        let Some((late, told)) = figures.iter().find_map(|figure| late(figure, report)) else {
            continue;
        };
        let behind = Span::new(late.span.end, sentence.end);
        let before = Span::new(sentence.start, late.span.start);
        let wanted = [before, behind]
            .into_iter()
            .any(|span| seek::any(text, span, evidence.list("years.wanted")));
        let Some(fact) = evidence.figures(behind).first().filter(|fact| fact.is_fact()) else {
            let over = seek::all(text, behind, evidence.list("years.finished"))
                .into_iter()
                .next();
            let over = over.filter(|_| evidence.is_until(late) && told.from > report.to);
            if let Some((over, _)) = over.filter(|_| !wanted && !asked.contains(&told)) {
                asked.push(told);
                found.push(question(evidence, late, over, report));
            }
            continue;
        };
        let between = Span::new(late.span.end, fact.span.start);
        let done = seek::any(text, between, evidence.list("years.done")) && told.from > report.to;
        let so_far = told.to.month() != 12 && fact.period.is_some_and(|period| period.to == told.to);
        if fact.mode == Mode::Actual && (done || so_far) && !wanted && !asked.contains(&told) {
            asked.push(told);
            found.push(question(evidence, late, fact.span, report));
        }
    }
    found
}

fn question(evidence: Evidence<'_>, late: &Figure, told: Span, report: Period) -> Finding {
    Finding::new("J0211", Severity::Question, vec![late.span, told])
        .with("said", late.span.of(evidence.text()))
        .with("end", report.to.to_string())
}

/// A time within the report's year that ends after its period, but for the whole year.
fn late(figure: &Figure, report: Period) -> Option<(&Figure, Period)> {
    let told = figure.period.filter(|_| figure.role == Role::Period)?;
    let whole = Period::year(told.to.year()) == Some(told);
    (told.to > report.to && told.to.year() == report.to.year() && !whole).then_some((figure, told))
}
