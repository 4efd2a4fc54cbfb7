//! J0721: a quotation mark or bracket without its other half in the paragraph.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Finding, Severity, Span};

const PAIRS: [(char, char); 7] = [('“', '”'), ('‘', '’'), ('《', '》'), ('〈', '〉'), ('【', '】'), ('〔', '〕'), ('（', '）')];

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut found = Vec::new();
    let mut goes_on = false;
    for block in evidence.prose() {
        // The other half may stand in the line before, where lines are broken anywhere.
        let span = unmatched(evidence, block).filter(|_| !goes_on);
        found.extend(span.map(|span| Finding::new("J0721", Severity::Warning, vec![span]).with("mark", span.of(text))));
        goes_on = !block.of(text).trim_end().ends_with(['。', '；', '！', '？', '：', '”', '）']) && block.of(text).contains(['，', '。', '“', '（']);
    }
    found
}

/// The first mark of a block without its other half. After one, the others of the block say nothing.
fn unmatched(evidence: Evidence<'_>, block: Span) -> Option<Span> {
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
                return Some(here);
            }
        }
        sentence = matches!(mark, '。' | '；' | '：' | '\n');
    }
    // A quotation may go on in the next paragraph.
    open.into_iter().map(|(_, span)| span).find(|span| !matches!(span.of(text), "‘")).filter(|_| block.of(text).trim_end().ends_with(['。', '；', '！']))
}

/// 1）, a）: a list item's number.
fn is_item(evidence: Evidence<'_>, bracket: Span) -> bool {
    seek::before(evidence.text(), bracket.start).is_some_and(|c| c.is_ascii_alphanumeric() || evidence.catalogue.numerals.sign(c).is_some())
}
