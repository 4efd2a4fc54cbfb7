//! J0721: a quotation mark or bracket without its other half in the paragraph.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Finding, Severity, Span};

const PAIRS: [(char, char); 7] = [
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('〔', '〕'),
    ('（', '）'),
];

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut found = Vec::new();
    let mut open = false;
    for block in evidence.prose() {
        let (span, goes_on) = unmatched(evidence, block);
        // The other half may stand in the line before, where lines are broken anywhere.
        let span = span.filter(|_| !open);
        found.extend(
            span.map(|span| Finding::new("J0721", Severity::Warning, vec![span]).with("mark", span.of(text))),
        );
        open = goes_on;
    }
    found
}

/// The first mark of a block without its other half, and whether the other half may stand in the next block. After one,
/// the others of the block say nothing.
fn unmatched(evidence: Evidence<'_>, block: Span) -> (Option<Span>, bool) {
    let text = evidence.text();
    let mut open: Vec<(char, Span)> = Vec::new();
    let mut sentence = true;
    for (at, mark) in block.of(text).char_indices() {
        let here = Span::new(block.start + at, block.start + at + mark.len_utf8());
        let mark = match mark {
            '(' => '（',
            ')' => '）',
            other => other,
        };
        if let Some((_, closing)) = PAIRS.iter().find(|(opening, _)| *opening == mark) {
            open.push((*closing, here));
        } else if PAIRS.iter().any(|(_, closing)| *closing == mark) {
            if open.last().is_some_and(|(closing, _)| *closing == mark) {
                open.pop();
            } else if !(mark == '）' && (sentence || is_item(evidence, here)) || mark == '’') {
                return (Some(here), false);
            }
        }
        sentence = matches!(mark, '。' | '；' | '：' | '\n');
    }
    // A quotation may go on in the next paragraph.
    let ended = block.of(text).trim_end().ends_with(['。', '；', '！']);
    let left = open
        .into_iter()
        .map(|(_, span)| span)
        .find(|span| span.of(text) != "‘");
    (left.filter(|_| ended), left.is_some() && !ended)
}

/// 1）, a）: a list item's number, with nothing said before it.
fn is_item(evidence: Evidence<'_>, bracket: Span) -> bool {
    let before = evidence.text().get(..bracket.start).unwrap_or_default();
    let rest = before.trim_end_matches(|c: char| {
        c.is_ascii_alphanumeric() || evidence.catalogue.numerals.sign(c).is_some()
    });
    rest.len() < before.len() && !rest.ends_with(|c: char| seek::is_han(c) || matches!(c, '“' | '”' | '.'))
}
