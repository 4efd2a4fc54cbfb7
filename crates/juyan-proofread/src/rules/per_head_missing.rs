//! J0708: 居民可支配收入 is told per head; a figure of it whose name lacks 人均.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Severity, Span};
use smol_str::SmolStr;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let names: Vec<SmolStr> = evidence
        .pairs("per-head.incomplete")
        .map(|(name, _)| SmolStr::new(name))
        .collect();
    let full = |name: &str| {
        let mut pairs = evidence.pairs("per-head.incomplete");
        pairs
            .find(|(short, _)| *short == name)
            .map_or("", |(_, full)| full)
    };
    let clauses = evidence.prose().flat_map(|block| seek::clauses(text, block));
    clauses
        .filter(|clause| evidence.figures(*clause).iter().any(Figure::is_fact))
        .flat_map(|clause| {
            seek::all(text, clause, &names)
                .into_iter()
                .map(move |(span, name)| (clause, span, name))
        })
        .filter(|(clause, span, _)| {
            evidence
                .figures(Span::new(span.end, clause.end))
                .iter()
                .any(Figure::is_fact)
        })
        .filter(|(clause, span, _)| {
            !evidence.list("per-head.words").iter().any(|word| {
                Span::new(clause.start, span.start)
                    .of(text)
                    .ends_with(word.as_str())
            })
        })
        .map(|(_, span, name)| {
            Finding::new("J0708", Severity::Warning, vec![span])
                .with("name", name)
                .with("full", full(name))
        })
        .collect()
}
