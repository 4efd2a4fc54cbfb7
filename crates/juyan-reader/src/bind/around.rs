//! The words of a subject and around it, among which a name may stand. Nothing is looked up here.

use crate::phrase::{is_alphabetic, is_letter};
use juyan_model::Span;
use std::borrow::Cow;

/// How far before the subject a name may begin, in bytes.
const REACH: usize = 36;

/// The end of a phrase, where its head is; longer than any name, so that a text without marks costs no more.
pub(super) fn end_of(words: &str) -> &str {
    const LONGEST: usize = 80;
    words
        .char_indices()
        .rev()
        .nth(LONGEST)
        .map_or(words, |(at, _)| words.get(at..).unwrap_or_default())
}

/// The words right before the subject, which may be the beginning of a name: 追回 of 追回劳动者报酬. Where the subject
/// stands behind its number, the words before the number: 引进7名人才.
pub(super) fn lead(text: &str, subject: Span, figure: Span) -> &str {
    let end = if figure.end <= subject.start {
        figure.start
    } else {
        subject.start
    };
    let before = text.get(..end).unwrap_or_default();
    let mut from = end;
    for (at, character) in before.char_indices().rev() {
        if end - at > REACH || !(is_letter(character) || matches!(character, '“' | '”')) {
            break;
        }
        from = at;
    }
    before.get(from..).unwrap_or_default()
}

/// The words right behind the subject, which may be the end of a name: 就业 of 高校毕业生就业.
pub(super) fn follow(text: &str, subject: Span) -> &str {
    let behind = text.get(subject.end..).unwrap_or_default();
    let end = behind
        .char_indices()
        .take(8)
        .find(|(_, character)| !is_alphabetic(*character))
        .map(|(at, _)| at);
    let reach = behind.char_indices().nth(8).map_or(behind.len(), |(at, _)| at);
    behind.get(..end.unwrap_or(reach)).unwrap_or_default()
}

/// What stands behind the subject, up to the next mark or number: the rest of the enumeration whose first member it is, if
/// it is one.
pub(super) fn list_behind(text: &str, subject: Span) -> &str {
    const LONGEST: usize = 20;
    let behind = text.get(subject.end..).unwrap_or_default();
    let inside = |character: &char| is_alphabetic(*character) || *character == '、';
    let len: usize = behind
        .chars()
        .take(LONGEST)
        .take_while(inside)
        .map(char::len_utf8)
        .sum();
    behind.get(..len).unwrap_or_default()
}

/// The words without what stands in brackets.
pub(super) fn without_brackets(words: &str) -> Cow<'_, str> {
    if !words.contains(['（', '）']) {
        return Cow::Borrowed(words);
    }
    let mut kept = String::new();
    let mut depth = 0_usize;
    for character in words.chars() {
        match character {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    Cow::Owned(kept)
}
