//! Whether a time stands where it tells when what follows was so: at the opening of its clause, outside of names.

use super::{Named, Place};
use crate::phrase;
use juyan_catalogue::{Class, Classes};
use juyan_model::Span;

/// Whether a time stands at the beginning of its clause.
pub(super) fn opens(place: Place<'_, '_>, span: Span) -> bool {
    let light = Classes::of(&[
        Class::AsOf,
        Class::Lead,
        Class::Done,
        Class::From,
        Class::Area,
        Class::Behind,
    ]);
    let mut edge = place.clause.span.start;
    for item in place
        .clause
        .items
        .iter()
        .take_while(|item| item.span.start < span.start)
    {
        let letters = phrase::has_letters(place.text, edge, item.span.start);
        if letters || !(item.any(light) || item.mark().is_some()) || item.is(Class::Verb) {
            return false;
        }
        edge = item.span.end;
    }
    !phrase::has_letters(place.text, edge, span.start)
}

/// Whether a clause begins its sentence, but for words that say how a whole is split: 从收入级次看，1—7月….
pub(super) fn begins(place: Place<'_, '_>) -> bool {
    let sentence = place.clause.sentence.start;
    let start = place.clause.span.start;
    let before = place.scan.items.partition_point(|item| item.span.end <= start);
    let mut before = place.scan.items.get(..before).unwrap_or_default().iter().rev();
    let word = before.find(|item| item.mark().is_none());
    let facet = || {
        let comma = place.text.get(sentence..start).unwrap_or_default();
        comma.matches(['，', ',']).count() == 1 && word.is_some_and(|word| word.is(Class::FacetClose))
    };
    start == sentence || facet()
}

/// Whether what follows a time says something of what stands before it: 投资前三季度增长.
pub(super) fn predicates(place: Place<'_, '_>, span: Span) -> bool {
    let next = place.clause.items.iter().find(|item| item.span.start >= span.end);
    next.is_some_and(|next| {
        next.any(phrase::FUNCTIONAL)
            && !next.is(Class::Of)
            && !phrase::has_letters(place.text, span.end, next.span.start)
    })
}

/// Whether the words before a time say that it has just passed, and so that what follows is of it: 刚刚过去的2025年.
pub(super) fn turns(place: Place<'_, '_>, time: &Named) -> bool {
    let before = place.clause.before(time.span.start);
    before.is_some_and(|item| item.is(Class::JustPast))
}

/// A time in a title or quoted name does not tell when the sentence's facts were.
pub(super) fn in_name(place: Place<'_, '_>, span: Span) -> bool {
    let mut open = false;
    for item in place
        .clause
        .items
        .iter()
        .filter(|item| item.span.end <= span.start)
    {
        match item.mark() {
            Some('《') => open = true,
            Some('》') => open = false,
            Some(_) | None => {}
        }
    }
    open
}
