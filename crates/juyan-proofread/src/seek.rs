//! Looking for words, sentences and neighbours in a text.

use juyan_model::Span;
use smol_str::SmolStr;

/// Where one of `words` stands in `span`, in text order; of several that overlap the first, then the longest.
pub(crate) fn all<'a>(text: &str, span: Span, words: &'a [SmolStr]) -> Vec<(Span, &'a str)> {
    let body = span.of(text);
    let mut found: Vec<(Span, &str)> = Vec::new();
    for word in words {
        for (at, _) in body.match_indices(word.as_str()) {
            let start = span.start + at;
            found.push((Span::new(start, start + word.len()), word));
        }
    }
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    found.retain(|(span, _)| {
        let free = span.start >= end;
        end = if free { span.end } else { end };
        free
    });
    found
}

/// Whether one of `words` stands in `span`.
pub(crate) fn any(text: &str, span: Span, words: &[SmolStr]) -> bool {
    words.iter().any(|word| span.of(text).contains(word.as_str()))
}

/// Whether `place` lies within an occurrence of one of `words`.
pub(crate) fn within(text: &str, place: Span, words: &[SmolStr]) -> bool {
    words.iter().any(|word| {
        let from = floor(text, place.start.saturating_sub(word.len()));
        let to = ceiling(text, place.end + word.len());
        let near = Span::new(from, to);
        near.of(text)
            .match_indices(word.as_str())
            .any(|(at, _)| Span::new(from + at, from + at + word.len()).contains(place))
    })
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

fn ceiling(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

/// The stretches of `span` that end behind one of `marks`, the mark included, and what is left.
pub(crate) fn pieces(text: &str, span: Span, marks: fn(char) -> bool) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = span.start;
    for (at, mark) in span
        .of(text)
        .char_indices()
        .filter(|(_, character)| marks(*character))
    {
        let end = span.start + at + mark.len_utf8();
        found.push(Span::new(start, end));
        start = end;
    }
    if start < span.end {
        found.push(Span::new(start, span.end));
    }
    found
}

/// The sentences of a block.
pub(crate) fn sentences(text: &str, block: Span) -> Vec<Span> {
    pieces(text, block, |character| {
        matches!(character, '。' | '！' | '？' | '；' | ';')
    })
}

/// The clauses of a block.
pub(crate) fn clauses(text: &str, block: Span) -> Vec<Span> {
    pieces(text, block, |character| {
        matches!(character, '。' | '！' | '？' | '；' | ';' | '，' | ',')
    })
}

/// How far back, in bytes, the beginning of a clause is looked for.
const CLAUSE: usize = 3000;

/// The clause that stands before `at`, not before `start`.
pub(crate) fn clause_before(text: &str, start: usize, at: usize) -> Span {
    let near = start.max(text.ceil_char_boundary(at.saturating_sub(CLAUSE)));
    let before = Span::new(near.min(at), at);
    clauses(text, before).last().copied().unwrap_or(before)
}

/// The character that stands right before `at`.
pub(crate) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character that stands at `at`.
pub(crate) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether a character is Han.
pub(crate) const fn is_han(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{3007}')
}

/// The part of `span` without blanks at its ends.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let body = span.of(text);
    let start = span.start + (body.len() - body.trim_start().len());
    Span::new(start, start + body.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_at_a_place_is_found() {
        let words = [SmolStr::new("公里"), SmolStr::new("平方公里")];
        let text = "面积3平方公里，长5公里";
        let found = all(text, Span::new(0, text.len()), &words);
        assert_eq!(
            found.iter().map(|(_, word)| *word).collect::<Vec<_>>(),
            ["平方公里", "公里"]
        );
    }

    #[test]
    fn a_place_within_a_word() {
        let words = [SmolStr::new("一步一步")];
        let text = "我们一步一步走";
        assert!(within(text, Span::new(6, 12), &words));
        assert!(!within(text, Span::new(3, 9), &words));
    }
}
