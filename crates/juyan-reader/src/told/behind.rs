//! Things named behind their number: 实施四项工程：甲工程、乙工程、丙工程、丁工程。; 打造三大产业，即甲、乙、丙。
//!
//! Which commas part things and which stand within one nobody knows, so that more of them than the number says are only
//! asked about where all things end alike; fewer are, where they are short and hold no joint.

use super::list::{items, joints};
use super::number::{Counter, Number};
use super::{Words, counted, told};
use juyan_model::{Claim, ClaimKind, ClaimOrigin, MemberRole, Span};

/// The claim of the things that the clause of `number` opens.
pub(super) fn claim(words: Words<'_>, block: Span, number: Number) -> Option<Claim> {
    if number.counter != Counter::Sure {
        return None;
    }
    let rest = Span::new(number.end, block.end).of(words.text);
    let (at, sign) = rest
        .char_indices()
        .take(NOUN)
        .find(|(_, sign)| STOPS.contains(sign))?;
    let behind = number.end + at + sign.len_utf8();
    let body = Span::new(behind, block.end).of(words.text);
    let start = match sign {
        '：' | ':' => behind,
        '，' => behind + words.begins(body, "list-namely")?.len(),
        _ => return None,
    };
    let whole = Span::new(start, block.end).of(words.text);
    let near = whole.get(..whole.floor_char_boundary(LIST))?;
    let end = near
        .find('。')
        .or((near.len() == whole.len()).then_some(whole.len()))?;
    let body = near.get(..end)?;
    let facts = words
        .figures_in(Span::new(start, start + end))
        .any(|(_, figure)| figure.is_fact());
    if facts || body.contains(['，', '；', '：', ',', ';', ':', '\n', '—']) || body.ends_with(OPEN) {
        return None;
    }
    let things = items(body, start)?;
    let joints = joints(words, "list-joiners", Span::new(start, start + end));
    let count = usize::try_from(number.value).ok()?;
    let short = |thing: &Span| (1..=LONGEST).contains(&thing.of(words.text).chars().count());
    let open = words.ends(body, "list-etcetera").is_some();
    if things.len() < 3 || open || !things.iter().all(short) {
        return None;
    }
    let holds = (things.len()..=things.len() + joints.len()).contains(&count);
    let asked = joints.is_empty() && (things.len() < count || end_alike(words, &things));
    if !(holds || asked) {
        return None;
    }
    let origin = if holds {
        ClaimOrigin::Implied
    } else {
        ClaimOrigin::Possible
    };
    let total = told(MemberRole::Total, number.span, number.value, number.digits);
    let mut parts = counted(&things);
    parts.extend(joints.iter().map(|span| told(MemberRole::Figure, *span, 1, 0)));
    Some(words.claim(ClaimKind::Enumeration, origin, total, parts))
}

/// Whether all things end with the same two characters: 甲工程、乙工程.
fn end_alike(words: Words<'_>, things: &[Span]) -> bool {
    let end = |thing: &Span| {
        let text = thing.of(words.text);
        let at = text.char_indices().rev().nth(1).map(|(at, _)| at)?;
        text.get(at..)
    };
    let first = things.first().and_then(end);
    first.is_some() && things.iter().all(|thing| end(thing) == first)
}

/// Within how many characters behind the number its noun ends.
const NOUN: usize = 12;

/// How many characters a thing may have that is not told in a sentence of its own.
const LONGEST: usize = 12;

/// How many bytes a list of names has at most.
const LIST: usize = 600;

const STOPS: [char; 8] = ['：', ':', '。', '，', '；', '！', '、', '（'];

/// A list that ends with one of these goes on.
const OPEN: [char; 2] = ['…', '、'];
