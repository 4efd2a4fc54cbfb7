//! People who are counted, and what is told of them behind their name.

use super::is_letter;
use crate::scan::Item;
use juyan_catalogue::Class;

/// Whether the 的 at `at` parts people from what is theirs, and not from other people.
pub(super) fn owns(inside: &[&Item<'_>], at: usize) -> bool {
    let folk = at.checked_sub(1).and_then(|at| inside.get(at));
    let of = inside.get(at).filter(|of| of.is(Class::Of));
    let behind = inside.get(at + 1..).unwrap_or_default();
    let adjoins = folk
        .zip(of)
        .is_some_and(|(folk, of)| folk.is(Class::Folk) && folk.span.end == of.span.start);
    adjoins && !behind.iter().any(|item| item.is(Class::Folk))
}

/// Whether people are named right behind the word at `at`, with an attribute or without: 等困难残疾人.
pub(super) fn folk_behind(text: &str, inside: &[&Item<'_>], at: usize) -> bool {
    let Some(item) = inside.get(at) else { return false };
    let near = item.span.end.saturating_add(ATTRIBUTE);
    let next = inside
        .get(at + 1..)
        .unwrap_or_default()
        .iter()
        .take_while(|next| next.mark().is_none() && next.number().is_none())
        .find(|next| next.is(Class::Folk));
    next.is_some_and(|folk| folk.span.start <= near)
        && text
            .get(item.span.end..)
            .is_some_and(|behind| behind.starts_with(is_letter))
}

/// How many bytes an attribute of people is long at most: four characters.
const ATTRIBUTE: usize = 12;
