//! J0720: two marks where one belongs: ，。 and 、、; within a number and behind it: 35..8, 7.3%%.

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
        found.extend(in_numbers(text, block));
    }
    found
}

/// Points and signs of per cent that stand twice: between digits, and behind one.
fn in_numbers(text: &str, block: Span) -> Vec<Finding> {
    let signs: Vec<(usize, char)> = block.of(text).char_indices().collect();
    let digit = |sign: Option<&(usize, char)>| sign.is_some_and(|(_, sign)| sign.is_ascii_digit());
    let pairs = signs.windows(2).enumerate().filter_map(|(at, pair)| {
        let [(start, one), (second, other)] = pair else {
            return None;
        };
        let led = digit(at.checked_sub(1).and_then(|before| signs.get(before)));
        let ended = digit(signs.get(at + 2));
        let doubled = one == other && led && (matches!(one, '%' | '％' | '‰') || *one == '.' && ended);
        doubled.then(|| Span::new(block.start + start, block.start + second + other.len_utf8()))
    });
    let finding = |run: Span| Finding::new("J0720", Severity::Warning, vec![run]).with("marks", run.of(text));
    pairs.map(finding).collect()
}

/// One mark is right, and three full stops are an ellipsis of sorts.
fn judge(text: &str, run: Span) -> Option<Finding> {
    let marks = run.of(text);
    let count = marks.chars().count();
    let ellipsis = count > 2 && marks.chars().all(|mark| mark == '。');
    (count > 1 && !ellipsis).then(|| Finding::new("J0720", Severity::Warning, vec![run]).with("marks", marks))
}
