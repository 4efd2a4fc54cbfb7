//! J0702: the reporting region's name with its end cut off: 额历史文化 for 额济纳历史文化.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Finding, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some(region) = evidence.region() else {
        return Vec::new();
    };
    let stem: Vec<char> = region.short_name.chars().collect();
    // Two characters cut to one are the usual short name: 全崇, 崇礼.
    let ([first, second, ..], true) = (stem.as_slice(), stem.len() > 2) else {
        return Vec::new();
    };
    let text = evidence.text();
    let mut found = Vec::new();
    for block in evidence.prose() {
        for (at, mark) in block
            .of(text)
            .char_indices()
            .filter(|(_, character)| character == first)
        {
            let span = Span::new(block.start + at, block.start + at + mark.len_utf8());
            let cut = seek::after(text, span.end) != Some(*second) && is_place(evidence, span);
            if cut {
                found.push(
                    Finding::new("J0702", Severity::Warning, vec![span])
                        .with("cut", span.of(text))
                        .with("name", region.short_name.as_str()),
                );
            }
        }
    }
    found
}

/// Whether a place's name would stand here: 挖掘…历史.
fn is_place(evidence: Evidence<'_>, span: Span) -> bool {
    let text = evidence.text();
    let before = text.get(..span.start).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    let begins = evidence
        .list("places.before")
        .iter()
        .any(|word| before.ends_with(word.as_str()));
    begins
        && evidence
            .list("places.behind")
            .iter()
            .any(|word| behind.starts_with(word.as_str()))
}
