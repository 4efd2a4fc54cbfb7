//! J0714: claims of a trend without a figure behind them (持续向好); said once, with the places.
//!
//! A figure behind it stands in its sentence or in the next, be that in the paragraph below a heading; what opens a paragraph
//! is told by all of it. What is wanted needs none yet.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Mode, Severity, Span};

/// More places than these are not listed.
const MOST: usize = 12;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let trends = evidence.list("claims.trends");
    let mut spans: Vec<Span> = Vec::new();
    let sentences: Vec<(Span, Span)> = evidence
        .prose()
        .flat_map(|block| {
            seek::sentences(text, block)
                .into_iter()
                .map(move |sentence| (block, sentence))
        })
        .collect();
    for (at, (block, sentence)) in sentences.iter().enumerate() {
        let clauses = seek::clauses(text, *sentence).into_iter();
        let said = clauses.flat_map(|clause| {
            seek::all(text, clause, trends)
                .into_iter()
                .map(move |(span, _)| (clause, span))
        });
        let predicates: Vec<Span> = said
            .filter(|(clause, span)| is_predicate(evidence, *clause, *span))
            .filter(|(_, span)| !is_wanted(evidence, Span::new(sentence.start, span.start)))
            .map(|(_, span)| span)
            .collect();
        let opens = at
            .checked_sub(1)
            .and_then(|at| sentences.get(at))
            .is_none_or(|(other, _)| other != block);
        let next = sentences.get(at + 1).map_or(sentence.end, |(_, next)| next.end);
        let behind = if opens { next.max(block.end) } else { next };
        let told = || {
            let figures = evidence.figures(Span::new(sentence.start, behind));
            figures.iter().any(Figure::is_fact)
        };
        if !(predicates.is_empty() || told() || is_planned(evidence, sentence.start)) {
            spans.extend(predicates);
        }
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

/// Whether the words before a trend want it to come: 推动环境质量持续改善.
fn is_wanted(evidence: Evidence<'_>, before: Span) -> bool {
    /// How many bytes back a wish still reaches: a sentence of some length.
    const NEAR: usize = 1_200;
    let text = evidence.text();
    let near = text.floor_char_boundary(before.end.saturating_sub(NEAR));
    let near = Span::new(before.start.max(near), before.end);
    seek::any(text, near, evidence.list("claims.wanted"))
}

/// Whether the facts around `at` are of what is planned.
fn is_planned(evidence: Evidence<'_>, at: usize) -> bool {
    let figures = &evidence.reading.figures;
    let place = figures.partition_point(|figure| figure.span.start < at);
    let (before, behind) = figures.split_at_checked(place).unwrap_or_default();
    let near = [
        before.iter().rev().find(|figure| figure.is_fact()),
        behind.iter().find(|figure| figure.is_fact()),
    ];
    near.into_iter().flatten().any(|figure| figure.mode == Mode::Plan)
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
