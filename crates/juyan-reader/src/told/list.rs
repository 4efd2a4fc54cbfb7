//! Things listed before their number: 甲、乙、丙三大工程, “一带”“一路”两个.
//!
//! Where the list begins its first thing may have words before it that are no part of it; only how many things there are
//! is asked. Nothing is said where one of them holds an amount of its own, or where the words before the number show that
//! it begins something new.

use super::number::{Counter, Number, SHORT};
use super::{Words, counted, told};
use juyan_model::{Claim, ClaimKind, ClaimOrigin, MemberRole, Span};

/// The claim of the list that ends before `number`.
pub(super) fn claim(words: Words<'_>, block: Span, number: Number) -> Option<Claim> {
    if number.counter == Counter::Near || !is_followed(words, block, number) {
        return None;
    }
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
    if open.is_none() && words.ends(body, "list-breaks").is_some() {
        return None;
    }
    let facts = words
        .figures_in(Span::new(start, end))
        .any(|(_, figure)| figure.is_fact());
    let items = items(body, start)?;
    // A list within a list (甲、乙等丙、丁): whose the number is cannot be told.
    let goes_on = words.catalogue.list("list-etcetera");
    let nested = goes_on.iter().any(|word| body.contains(word.as_str()));
    if facts || nested || items.iter().any(|item| item.is_empty()) {
        return None;
    }
    if open.is_none() && number.value > SHORT {
        return None;
    }
    let items = split(words, body, items, number)?;
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
    let holds = items.len() == value || (open.is_some() && items.len() < value);
    let origin = if holds {
        ClaimOrigin::Implied
    } else {
        ClaimOrigin::Possible
    };
    let total = told(MemberRole::Total, number.span, number.value, number.digits);
    Some(words.claim(kind, origin, total, counted(&items)))
}

/// The things, those apart that a word joins in the last place; none where they are fewer than two.
fn split(words: Words<'_>, body: &str, items: Vec<Span>, number: Number) -> Option<Vec<Span>> {
    let last = *items.last()?;
    let numerals = words.catalogue.list("list-numerals");
    let pair = items.len() == 1;
    if pair && numerals.iter().any(|sign| body.contains(sign.as_str())) {
        return None;
    }
    let joiners = if pair { "list-pair" } else { "list-joiners" };
    let told = usize::try_from(number.value) == Ok(items.len());
    let items = match joined(words, joiners, last) {
        // 甲、乙和丙三大: the last two are joined; that both are one thing is only believed where the number says so.
        Some(two) if !told => {
            if number.counter != Counter::Sure {
                return None;
            }
            items
                .split_last()
                .map(|(_, rest)| rest.iter().copied().chain(two).collect())?
        }
        _ => items,
    };
    (items.len() >= 2).then_some(items)
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
fn clause(text: &str) -> Option<&str> {
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
fn items(body: &str, start: usize) -> Option<Vec<Span>> {
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

/// The two things that a word joins in the last place, where one does.
fn joined(words: Words<'_>, joiners: &str, last: Span) -> Option<[Span; 2]> {
    let (item, start) = (last.of(words.text), last.start);
    let mut depth = 0_usize;
    for (at, sign) in item.char_indices() {
        match sign {
            '“' | '《' | '（' | '(' | '「' => depth += 1,
            '”' | '》' | '）' | ')' | '」' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let Some(word) = words
            .begins(item.get(at..)?, joiners)
            .filter(|_| depth == 0 && at > 0)
        else {
            continue;
        };
        let behind = at + word.len();
        if behind < item.len() {
            return Some([
                Span::new(start, start + at),
                Span::new(start + behind, start + item.len()),
            ]);
        }
    }
    None
}
