//! The marks of notes behind a name: 地区生产总值[2], 地区生产总值①.

use super::Item;
use crate::phrase::is_letter;
use juyan_model::Span;

/// How many digits the number of a note has at most; 〔2024〕 is a year.
const DIGITS: usize = 2;

/// Where the mark of a note ends that stands at `at` and begins with `first`; none where no such mark is there. A number in
/// brackets is one right behind a letter or what closes; a number in a circle is one there, and elsewhere the numbering of a list,
/// which names nothing either.
pub(super) fn mark(first: char, text: &str, at: usize, block: Span) -> Option<usize> {
    let close = match first {
        '[' => ']',
        '［' => '］',
        _ => return is_circled(first).then_some(at + first.len_utf8()),
    };
    let behind = text.get(block.start..at)?.chars().next_back()?;
    if !is_letter(behind) && !matches!(behind, '）' | ')' | '”' | '》') {
        return None;
    }
    let body = text.get(at + first.len_utf8()..block.end)?;
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let closed = body.get(digits..)?.starts_with(close);
    let noted = closed && (1..=DIGITS).contains(&digits);
    noted.then_some(at + first.len_utf8() + digits + close.len_utf8())
}

/// Whether a sign is a number in a circle.
fn is_circled(sign: char) -> bool {
    ('①'..='⑳').contains(&sign)
}

/// Whether an item is the mark of a note or a number in a circle, which names nothing.
pub(crate) fn is_note(item: &Item<'_>) -> bool {
    item.mark()
        .is_some_and(|mark| is_circled(mark) || item.span.len() > mark.len_utf8())
}
