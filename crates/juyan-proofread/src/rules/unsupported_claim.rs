//! J0714: claims of a trend without a figure behind them (持续向好); said once, with the places.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Severity, Span};

/// More places than these are not listed.
const MOST: usize = 12;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let trends = evidence.list("claims.trends");
    let mut spans: Vec<Span> = Vec::new();
    for sentence in evidence.prose().flat_map(|block| seek::sentences(text, block)) {
        let clauses = seek::clauses(text, sentence).into_iter();
        let said = clauses.flat_map(|clause| {
            seek::all(text, clause, trends)
                .into_iter()
                .map(move |(span, _)| (clause, span))
        });
        let told = |after: Span| {
            evidence
                .figures(Span::new(after.end, sentence.end))
                .iter()
                .any(Figure::is_fact)
        };
        spans.extend(
            said.filter(|(clause, span)| is_predicate(evidence, *clause, *span) && !told(*span))
                .map(|(_, span)| span),
        );
    }
    if spans.is_empty() {
        return Vec::new();
    }
    let count = spans.len().to_string();
    let said = spans.first().map_or("", |span| span.of(text)).to_owned();
    spans.truncate(MOST);
    vec![
        Finding::new("J0714", Severity::Note, spans)
            .with("count", count)
            .with("said", said),
    ]
}

/// Whether the trend is said of something and ends its clause: 持续扩大内需 is a task.
fn is_predicate(evidence: Evidence<'_>, clause: Span, trend: Span) -> bool {
    let text = evidence.text();
    let ends = seek::after(text, trend.end).is_none_or(|c| !c.is_alphanumeric());
    ends && seek::any(
        text,
        Span::new(clause.start, trend.start),
        evidence.list("claims.subjects"),
    )
}
