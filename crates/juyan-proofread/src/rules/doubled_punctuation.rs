//! J0720: two marks where one belongs: ，。 and 、、.

use crate::evidence::Evidence;
use juyan_model::{Finding, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut found: Vec<Finding> = Vec::new();
    for block in evidence.prose() {
        let mut run: Option<Span> = None;
        for (at, character) in block.of(text).char_indices() {
            let here = Span::new(block.start + at, block.start + at + character.len_utf8());
            if matches!(character, '，' | '。' | '、' | '；' | '：' | ',' | ';') {
                run = Some(run.map_or(here, |run| run.cover(here)));
            } else if let Some(run) = run.take() {
                found.extend(judge(text, run));
            }
        }
        found.extend(run.and_then(|run| judge(text, run)));
    }
    found
}

/// One mark is right, and three full stops are an ellipsis of sorts.
fn judge(text: &str, run: Span) -> Option<Finding> {
    let marks = run.of(text);
    let count = marks.chars().count();
    let ellipsis = count > 2 && marks.chars().all(|mark| mark == '。');
    (count > 1 && !ellipsis).then(|| Finding::new("J0720", Severity::Warning, vec![run]).with("marks", marks))
}
