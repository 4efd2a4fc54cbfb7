//! J0711: half-width marks in Chinese sentences; said once, for it may come from how the page was made.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Finding, Severity, Span};

/// How many of them are pointed at.
const SHOWN: usize = 3;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut spans = Vec::new();
    let mut count = 0_usize;
    for block in evidence.prose() {
        for (at, mark) in block
            .of(text)
            .char_indices()
            .filter(|(_, character)| matches!(character, ',' | ';' | ':' | '?' | '!'))
        {
            let span = Span::new(block.start + at, block.start + at + mark.len_utf8());
            let beside_han = seek::before(text, span.start).is_some_and(is_chinese)
                && seek::after(text, span.end).is_some_and(is_chinese);
            if beside_han {
                count += 1;
                if spans.len() < SHOWN {
                    spans.push(span);
                }
            }
        }
    }
    if spans.is_empty() {
        return Vec::new();
    }
    vec![Finding::new("J0711", Severity::Note, spans).with("count", count.to_string())]
}

/// Han, or what touches Han in Chinese sentences.
fn is_chinese(character: char) -> bool {
    seek::is_han(character) || matches!(character, '”' | '“' | '》' | '《' | '%' | '）')
}
