//! J0212: last year's words in this year's report: 2023年上半年 in the report on 上半年 of 2024.

use crate::evidence::Evidence;
use crate::seek;
use juyan_document::BlockKind;
use juyan_model::{Figure, Finding, Role, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some(period) = evidence.reading.period.filter(|_| evidence.title().is_some()) else { return Vec::new() };
    let Some(before) = period.shifted(-1).filter(|before| *before != period) else { return Vec::new() };
    let whole = period.from.month() == 1 && period.to.month() == 12;
    let text = evidence.text();
    let mut found = Vec::new();
    for block in evidence.blocks() {
        let heading = matches!(block.kind, BlockKind::Heading(_)) || is_heading(text, block.span);
        // What a year's report says of the year before is history; its headings say what it is about.
        if whole && !heading {
            continue;
        }
        let stale = |figure: &&Figure| figure.role == Role::Period && figure.period == Some(before) && figure.span.of(text).contains(&before.to.year().to_string());
        for figure in evidence.figures(block.span).iter().filter(stale) {
            let sentence = if heading { block.span } else { around(text, block.span, figure.span) };
            if !seek::any(text, sentence, evidence.list("years.compared")) && (!whole || seek::any(text, sentence, evidence.list("years.review"))) {
                found.push(Finding::new("J0212", Severity::Warning, vec![figure.span]).with("said", figure.span.of(text)).with("year", period.to.year().to_string()));
            }
        }
    }
    found
}

fn is_heading(text: &str, block: Span) -> bool {
    let words = block.of(text);
    words.chars().count() <= 40 && !words.contains(['。', '，', '；', ','])
}

fn around(text: &str, block: Span, place: Span) -> Span {
    seek::sentences(text, block).into_iter().find(|sentence| sentence.contains(place)).unwrap_or(block)
}
