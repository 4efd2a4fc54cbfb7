//! J0722: a paragraph that breaks off without a full stop, or ends in a comma.

use crate::evidence::Evidence;
use crate::seek;
use juyan_document::BlockKind;
use juyan_model::{Finding, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let blocks: Vec<Span> = evidence
        .blocks()
        .filter(|block| block.kind == BlockKind::Paragraph)
        .map(|block| seek::trimmed(text, block.span))
        .collect();
    let long = |span: &&Span| span.of(text).matches('。').count() > 1;
    // Where most paragraphs have no stop, the page was made so.
    let ended = blocks
        .iter()
        .filter(long)
        .filter(|span| span.of(text).ends_with('。'))
        .count();
    let all = blocks.iter().filter(long).count();
    if ended * 5 < all * 4 {
        return Vec::new();
    }
    blocks
        .iter()
        .filter(long)
        .filter_map(|span| broken(text, *span))
        .collect()
}

fn broken(text: &str, block: Span) -> Option<Finding> {
    let (at, last) = block.of(text).char_indices().next_back()?;
    let severity = match last {
        '，' | '、' | ',' => Severity::Warning,
        character if seek::is_han(character) || matches!(character, '%' | '％') => Severity::Question,
        _ => return None,
    };
    Some(
        Finding::new("J0722", severity, vec![Span::new(block.start + at, block.end)])
            .with("mark", last.to_string()),
    )
}
