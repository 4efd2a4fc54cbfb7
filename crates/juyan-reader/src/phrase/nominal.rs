//! Where a noun phrase may end: before the words that stand between a name and its number.

use super::{functional, has_letters, is_time};
use crate::scan::{Item, Scan, Thing};
use juyan_catalogue::{Class, Classes, TimeWord};
use juyan_model::Span;

/// Where the functional words before `end` begin: the place at which a noun phrase may end.
pub(crate) fn nominal_end(
    text: &str,
    items: &[Item<'_>],
    start: usize,
    end: usize,
    scan: &Scan<'_>,
) -> usize {
    let mut edge = end;
    let mut attributed = false;
    let era = era(text, items, end, scan);
    for (at, item) in items
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, item)| item.span.end <= end)
    {
        if era.is_some_and(|era| era.contains(item.span)) {
            edge = item.span.start;
            continue;
        }
        if has_letters(text, item.span.end, edge) {
            return edge;
        }
        let skipped = match item.thing {
            Thing::Word(entry) => {
                let relative = attributed && entry.classes.any(Classes::of(&[Class::Rise, Class::Fall]));
                attributed = entry.classes.has(Class::Of);
                functional(entry) && !relative || ends_time(items, at, scan) || is_target(items, at)
            }
            Thing::Time(_) => true,
            Thing::Number(number) => is_time(number, scan),
            Thing::Mark(mark) => !matches!(mark, '”' | '》' | '"' | '’' | '】'),
        };
        if !skipped {
            return edge;
        }
        edge = item.span.start;
    }
    if has_letters(text, start, edge) {
        edge
    } else {
        start
    }
}

/// Whether the word at `at` says right before the number that it is what was wanted: 优良天数比例目标77.6%.
fn is_target(items: &[Item<'_>], at: usize) -> bool {
    let told = |next: &Item<'_>| matches!(next.thing, Thing::Word(_));
    items.get(at).is_some_and(|item| item.is(Class::Target)) && !items.get(at + 1).is_some_and(told)
}

/// Whether the word at `at` makes a deadline of the time right before it: 8月底前38项全部开工.
fn ends_time(items: &[Item<'_>], at: usize, scan: &Scan<'_>) -> bool {
    let pair = at
        .checked_sub(1)
        .and_then(|before| items.get(before))
        .zip(items.get(at));
    pair.is_some_and(|(time, word)| {
        let timed = match time.thing {
            Thing::Time(_) => true,
            Thing::Number(number) => is_time(number, scan),
            Thing::Word(_) | Thing::Mark(_) => false,
        };
        timed && word.is(Class::Top) && time.span.end == word.span.start
    })
}

/// The quoted time of the last plan named before `end`, with the word behind it: “十四五”时期.
fn era(text: &str, items: &[Item<'_>], end: usize, scan: &Scan<'_>) -> Option<Span> {
    let last = items.iter().rposition(|item| {
        let plan = matches!(item.thing, Thing::Word(entry) if entry.time == Some(TimeWord::Plan));
        plan && item.span.end <= end
    })?;
    let (word, close, time) = (
        items.get(last)?,
        items.get(last.checked_sub(1)?)?,
        items.get(last.checked_sub(2)?)?,
    );
    let dated = time.number().is_some_and(|number| is_time(number, scan));
    let closes = close.mark() == Some('”') && close.span.end == word.span.start;
    (dated && closes && !has_letters(text, time.span.end, close.span.start))
        .then(|| time.span.cover(word.span))
}
