//! Things listed before their number: 甲、乙、丙三大工程, “一带”“一路”两个.
//!
//! Where the list begins its first thing may have words before it that are no part of it; only how many things there are
//! is asked. Nothing is said where one of them holds an amount of its own, or where the words before the number show that
//! it begins something new.

use super::number::{Counter, Number, SHORT};
use super::{Words, counted, told};
use crate::token::ending;
use juyan_catalogue::{Class, Classes};
use juyan_model::{Claim, ClaimKind, ClaimOrigin, MemberRole, Span};

/// The claim of the list that ends before `number`.
pub(super) fn claim(words: Words<'_>, block: Span, number: Number) -> Option<Claim> {
    if number.counter == Counter::Near || !is_followed(words, block, number) {
        return None;
    }
    // 三、完成甲、乙、丙三所学校: the numbering of the block is no thing.
    let heading = crate::sense::block_heading(block.of(words.text), words.catalogue).unwrap_or(0);
    let block = Span::new(block.start + heading, block.end);
    let before = Span::new(block.start, number.span.start).of(words.text);
    let whole = clause(before)?;
    let mut body = whole;
    if body.len() == before.len() && number.follows {
        return None;
    }
    if let Some(total) = words.ends(body, "list-totals") {
        body = body.get(..body.len() - total.len())?;
    }
    let open = words.ends(body, "list-etcetera");
    body = body.get(..body.len() - open.map_or(0, str::len))?;
    let end = block.start + before.len() - (whole.len() - body.len());
    let start = end - body.len();
    let items = items(body, start)?;
    // A list within a list (甲、乙等丙、丁): whose the number is cannot be told.
    let goes_on = words.catalogue.list("list-etcetera");
    let nested = goes_on.iter().any(|word| body.contains(word.as_str()));
    if nested || items.iter().any(|item| item.is_empty()) {
        return None;
    }
    let mut figures = words.figures_in(Span::new(start, end));
    if figures.any(|(_, figure)| figure.is_fact()) {
        return None;
    }
    if open.is_none() && number.value > SHORT {
        return None;
    }
    let breaks =
        || words.ends(body, "list-breaks").is_some() || ends_in_verb(words, Span::new(start, end), number);
    if open.is_none() && breaks() {
        return None;
    }
    let (items, joint) = joined(words, body, items, number)?;
    let value = usize::try_from(number.value).ok()?;
    // 成渝两地: the number may be that of the characters before it.
    let letters = items.last()?.of(words.text).chars().count();
    if number.counter == Counter::Noun && items.len() != value && letters == value {
        return None;
    }
    let kind = if open.is_some() {
        ClaimKind::EnumerationPartial
    } else {
        ClaimKind::Enumeration
    };
    let most = items.len() + usize::from(joint.is_some());
    let holds = items.len() <= value && (value <= most || open.is_some());
    let origin = if holds {
        ClaimOrigin::Implied
    } else {
        ClaimOrigin::Possible
    };
    let total = told(MemberRole::Total, number.span, number.value, number.digits);
    let mut parts = counted(&items);
    parts.extend(joint.map(|span| told(MemberRole::Figure, span, 1, 0)));
    Some(words.claim(kind, origin, total, parts))
}

/// The things, and the joint in the last place of a longer list (甲、乙和丙三大), which may part two things or not. Two things
/// and nothing else are parted by it. None where there are fewer than two things, or where a joint leaves open what is
/// counted (甲、乙和丙两条道路).
fn joined(
    words: Words<'_>,
    body: &str,
    items: Vec<Span>,
    number: Number,
) -> Option<(Vec<Span>, Option<Span>)> {
    let last = *items.last()?;
    let pair = items.len() == 1;
    let joiners = if pair { "list-pair" } else { "list-joiners" };
    let joint = joints(words, joiners, last).into_iter().next();
    if joint.is_some() && number.counter != Counter::Sure {
        return None;
    }
    if !pair {
        return Some((items, joint));
    }
    let joint = joint?;
    let numerals = words.catalogue.list("list-numerals");
    if numerals.iter().any(|sign| body.contains(sign.as_str())) {
        return None;
    }
    let two = vec![Span::new(last.start, joint.start), Span::new(joint.end, last.end)];
    Some((two, None))
}

/// Whether the list ends in what is done to the things that are counted: 新建、改造5个小区. Before 大 it is what is counted.
fn ends_in_verb(words: Words<'_>, list: Span, number: Number) -> bool {
    const VERBS: Classes = Classes::of(&[
        Class::Verb,
        Class::Newly,
        Class::Event,
        Class::PartState,
        Class::Rise,
    ]);
    let counts = Span::new(number.span.end, number.end).of(words.text);
    let great = words.begins(counts, "list-counters-great").is_some();
    !great && ending(words.text, list, VERBS, words.catalogue).is_some()
}

/// Whether a noun follows the counting word, or the word is one.
fn is_followed(words: Words<'_>, block: Span, number: Number) -> bool {
    let rest = Span::new(number.end, block.end).of(words.text);
    if words.begins(rest, "list-bounds").is_some() {
        return false;
    }
    let next = rest.chars().next();
    (number.counter == Counter::Noun)
        || next.is_some_and(|sign| sign.is_alphabetic() || matches!(sign, '“' | '"' | '《'))
}

/// The clause that ends with `text`: back to the last mark that no quotes or brackets hold.
pub(super) fn clause(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices().rev().take(LONGEST) {
        match sign {
            '”' | '》' | '）' | ')' | '」' => depth += 1,
            '“' | '《' | '（' | '(' | '「' => {
                let Some(less) = depth.checked_sub(1) else {
                    return text.get(at + sign.len_utf8()..);
                };
                depth = less;
            }
            '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | ':' | '—' | '\n' if depth == 0 => {
                return text.get(at + sign.len_utf8()..);
            }
            _ => {}
        }
    }
    (depth == 0 && text.len() <= LONGEST).then_some(text)
}

/// Clauses of more characters than this hold no list that anyone counts.
const LONGEST: usize = 500;

/// The things between the marks of enumeration; quotes that touch are two things.
pub(super) fn items(body: &str, start: usize) -> Option<Vec<Span>> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut from = 0;
    let mut last = ' ';
    for (at, sign) in body.char_indices() {
        match sign {
            '“' | '《' | '（' | '(' | '「' => {
                if depth == 0 && matches!((last, sign), ('”', '“') | ('》', '《')) {
                    found.push(Span::new(start + from, start + at));
                    from = at;
                }
                depth += 1;
            }
            '”' | '》' | '）' | ')' | '」' => depth = depth.checked_sub(1)?,
            '、' if depth == 0 => {
                found.push(Span::new(start + from, start + at));
                from = at + sign.len_utf8();
            }
            _ => {}
        }
        last = sign;
    }
    found.push(Span::new(start + from, start + body.len()));
    Some(found)
}

/// The words of the list `joiners` inside `span` that no quotes or brackets hold and that have something on both sides.
pub(super) fn joints(words: Words<'_>, joiners: &str, span: Span) -> Vec<Span> {
    let text = span.of(words.text);
    let mut found: Vec<Span> = Vec::new();
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '“' | '《' | '（' | '(' | '「' => depth += 1,
            '”' | '》' | '）' | ')' | '」' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || at == 0 {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let Some(word) = words.begins(rest, joiners) else {
            continue;
        };
        let joint = Span::new(span.start + at, span.start + at + word.len());
        let after = found.last().is_none_or(|last| last.end <= joint.start);
        if after && joint.end < span.end {
            found.push(joint);
        }
    }
    found
}
