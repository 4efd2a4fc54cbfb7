//! Whether a time stands where it tells when what follows was so: at the opening of its clause, outside of names.

use super::{Named, Place};
use crate::clause::is_fact;
use crate::phrase;
use crate::quantity::Form;
use crate::scan::{Item, Sense};
use juyan_catalogue::{Class, Classes};
use juyan_model::{Figure, Role, Span};

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
        // 一、截至8月底，…
        let numbers = || {
            let draft = item.number().and_then(|number| place.scan.drafts.get(number));
            draft.is_some_and(|draft| draft.sense == Sense::Heading)
        };
        let passes = item.any(light) || item.mark().is_some() || numbers();
        if letters || !passes || item.is(Class::Verb) {
            return false;
        }
        edge = item.span.end;
    }
    !phrase::has_letters(place.text, edge, span.start)
}

/// Whether a time is that of its own sentence only: a deadline (9月底前完成…), or that of a part (其中9月份…).
pub(super) fn holds_here(place: Place<'_, '_>, span: Span) -> bool {
    let behind = place.text.get(span.end..).unwrap_or_default();
    let part = place
        .clause
        .before(span.start)
        .is_some_and(|word| word.is(Class::Among));
    part || place.catalogue.lexicon.begins(behind, Class::Top)
}

/// Whether a clause tells no figure and foresees when something comes: 预计2026年6月建成通车.
pub(super) fn foresees(place: Place<'_, '_>) -> bool {
    const COMING: Classes = Classes::of(&[Class::Foreseen, Class::Plan]);
    !place.clause.tells && place.clause.says(COMING)
}

/// Whether a clause begins its sentence, but for a dash and words that say how a whole is split: 从收入级次看，1—7月….
pub(super) fn begins(place: Place<'_, '_>) -> bool {
    let sentence = place.clause.sentence.start;
    let start = place.clause.span.start;
    let before = place.scan.items.partition_point(|item| item.span.end <= start);
    let mut before = place.scan.items.get(..before).unwrap_or_default().iter().rev();
    let word = before.find(|item| item.mark().is_none());
    let facet = || {
        let told = place.text.get(sentence..start).unwrap_or_default();
        let commas = told.matches(['，', ',']).take(2).count();
        commas == 1 && word.is_some_and(|word| word.is(Class::FacetClose))
    };
    // ——五年来，…
    !phrase::has_letters(place.text, sentence, start) || facet()
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

/// 并于2021年突破百亿元: the time of what is told by the way, not of what follows.
pub(super) fn inserted(place: Place<'_, '_>, time: &Named) -> bool {
    let before = place.text.get(place.clause.sentence.start..time.span.start);
    let before = before.unwrap_or_default();
    let mut words = place.catalogue.list("time.inserted").iter();
    words.any(|word| {
        before
            .strip_suffix(word.as_str())
            .is_some_and(|before| !before.is_empty())
    })
}

/// Whether the words before a time say that it has just passed, and so that what follows is of it: 刚刚过去的2025年.
pub(super) fn turns(place: Place<'_, '_>, time: &Named) -> bool {
    let before = place.clause.before(time.span.start);
    before.is_some_and(|item| item.is(Class::JustPast))
}

/// Whether what follows a time says that it is told up to now only: 本年度截至目前.
pub(super) fn cut_short(place: Place<'_, '_>, span: Span) -> bool {
    let next = place.clause.items.iter().find(|item| item.span.start >= span.end);
    next.is_some_and(|next| next.is(Class::AsOf) && next.span.start == span.end)
}

/// Whether the quoted time at `at` belongs to the name of the things behind it, which are known by the years they are for.
pub(super) fn qualifies(place: Place<'_, '_>, at: usize) -> bool {
    let items = &place.clause.items;
    let opened = at
        .checked_sub(1)
        .and_then(|at| items.get(at))
        .and_then(Item::mark);
    let closed = items.get(at + 1).filter(|item| item.mark() == Some('”'));
    let head = items.get(at + 2).filter(|head| head.is(Class::HeadNoun));
    let adjoins = closed
        .zip(head)
        .is_some_and(|(closed, head)| closed.span.end == head.span.start);
    opened == Some('“') && adjoins
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

/// Whether an item is a part of a composition: 8.9 of 8.9∶41.3∶49.8.
fn is_part(place: Place<'_, '_>, item: &Item<'_>) -> bool {
    let draft = item.number().and_then(|number| place.scan.drafts.get(number));
    draft
        .is_some_and(|draft| matches!(&draft.sense, Sense::Quantity(quantity) if quantity.form == Form::Part))
}

/// Whether a figure without a time of its own begins a movement (由11.66亿元增加到…).
pub(super) fn leaves(place: Place<'_, '_>, figure: &Figure) -> bool {
    let mut edge = figure.span.start;
    for item in place
        .clause
        .items
        .iter()
        .rev()
        .filter(|item| item.span.end <= figure.span.start)
    {
        // 从全国第9位升至…, 由8.9∶41.3∶49.8调整为…
        let scope = match figure.role {
            Role::Rank => item.any(Classes::of(&[Class::Area, Class::ScopeNation])),
            Role::Share => is_part(place, item),
            _ => false,
        };
        if phrase::has_letters(place.text, item.span.end, edge) || !scope {
            return item.is(Class::From) && !phrase::has_letters(place.text, item.span.end, edge);
        }
        edge = item.span.start;
    }
    false
}

/// Whether the time is where a movement begins and the figure where it ends.
pub(super) fn blocked(place: Place<'_, '_>, time: &Named, figure: &Figure) -> bool {
    // 由上年下降2.3%转为增长8.5%: the time is of what stands before the second movement.
    const MOVES: Classes = Classes::of(&[Class::Rise, Class::Fall]);
    let mut between = place
        .clause
        .items
        .iter()
        .filter(|item| item.span.start >= time.span.end && item.span.end <= figure.span.start);
    let mut told = false;
    time.from
        && between.any(|item| {
            told |= is_fact(item, place.scan);
            item.is(Class::To) || told && item.any(MOVES)
        })
}
