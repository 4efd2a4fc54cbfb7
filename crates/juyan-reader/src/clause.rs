//! Sentences into clauses: what stands between commas, with bracketed figures as clauses of their own.

use crate::quantity::Form;
use crate::scan::{Item, Scan, Sense, Thing};
use juyan_catalogue::Classes;
use juyan_model::Span;

/// A clause: its items, less those in brackets without figures, which are part of the words around them.
#[derive(Debug, Clone)]
pub(crate) struct Clause<'a> {
    pub(crate) items: Vec<Item<'a>>,
    /// What its words do, taken together.
    classes: Classes,
    pub(crate) span: Span,
    /// The sentence it belongs to.
    pub(crate) sentence: Span,
    /// Whether it stands in brackets.
    pub(crate) nested: bool,
}

impl<'a> Clause<'a> {
    /// The beginning of a clause at `start`.
    fn begin(start: usize, sentence: Span, nested: bool) -> Self {
        Self {
            items: Vec::with_capacity(USUAL),
            classes: Classes::EMPTY,
            span: Span::new(start, start),
            sentence,
            nested,
        }
    }

    fn push(&mut self, item: Item<'a>) {
        if let Thing::Word(entry) = item.thing {
            self.classes = self.classes.union(entry.classes);
        }
        self.items.push(item);
    }

    /// Whether one of its words is of one of `classes`.
    pub(crate) fn says(&self, classes: impl Into<Classes>) -> bool {
        self.classes.any(classes.into())
    }

    /// The last word, number or mark that ends before `place`.
    pub(crate) fn before(&self, place: usize) -> Option<&Item<'a>> {
        self.items.iter().rfind(|item| item.span.end <= place)
    }
}

/// Cuts the items of the scanned `block` into clauses, in text order; bracketed clauses come after the clause they
/// interrupt.
pub(crate) fn clauses<'a>(scan: &Scan<'a>, block: Span) -> Vec<Clause<'a>> {
    let items = scan.items.as_slice();
    let sentences = sentences(items, block);
    let mut found = Vec::new();
    for (sentence, inside) in sentences {
        let items = items.get(inside).unwrap_or_default();
        cut(items, sentence, scan, &mut found);
    }
    found
}

/// The sentences of a block with the ranges of their items. A semicolon in brackets ends none.
fn sentences(items: &[Item<'_>], block: Span) -> Vec<(Span, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    let (mut from, mut start) = (0, block.start);
    let mut inside = None;
    for (at, item) in items.iter().enumerate() {
        let ends = item.mark().is_some_and(|mark| match mark {
            '。' | '！' | '!' | '？' | '?' | '\n' => true,
            '；' | ';' => inside.get_or_insert_with(|| bracketed(items)).get(at) != Some(&true),
            _ => false,
        });
        if ends {
            found.push((Span::new(start, item.span.end), from..at));
            from = at + 1;
            start = item.span.end;
        }
    }
    if from < items.len() || start < block.end {
        found.push((Span::new(start, block.end), from..items.len()));
    }
    found
}

/// For each item whether it stands in brackets that close before the next full stop.
fn bracketed(items: &[Item<'_>]) -> Vec<bool> {
    let mut inside = vec![false; items.len()];
    let mut open = Vec::new();
    for (at, item) in items.iter().enumerate() {
        match item.mark() {
            Some('（' | '(') => open.push(at),
            Some('）' | ')') => {
                // What an outer pair holds is marked once, when that closes.
                if let Some(start) = open.pop().filter(|_| open.is_empty()) {
                    inside
                        .iter_mut()
                        .take(at)
                        .skip(start)
                        .for_each(|slot| *slot = true);
                }
            }
            Some('。' | '！' | '!' | '？' | '?' | '\n') => open.clear(),
            Some(_) | None => {}
        }
    }
    inside
}

/// Cuts one sentence.
fn cut<'a>(items: &[Item<'a>], sentence: Span, scan: &Scan<'a>, found: &mut Vec<Clause<'a>>) {
    let mut outer = Clause::begin(sentence.start, sentence, false);
    let mut at = 0;
    while let Some(item) = items.get(at) {
        match item.mark() {
            Some('（' | '(') => {
                let close = closing(items, at);
                let inside = items.get(at + 1..close).unwrap_or_default();
                if inside.iter().any(|item| is_fact(item, scan)) {
                    finish(&mut outer, item.span.start, found);
                    bracket(inside, item.span.end, sentence, found);
                    if let Some(end) = items.get(close).map(|item| item.span.end) {
                        outer.span.start = end;
                    }
                }
                at = close + 1;
                continue;
            }
            Some('：' | ':') if between_parts(items, at, scan) => {}
            Some('，' | ',' | '：' | ':' | '—' | '|' | '\t' | '】') => {
                finish(&mut outer, item.span.start, found);
                outer.span.start = item.span.end;
            }
            Some(_) | None => {
                if outer.items.len() >= LONGEST {
                    finish(&mut outer, item.span.start, found);
                    outer.span.start = item.span.start;
                }
                outer.push(*item);
            }
        }
        at += 1;
    }
    finish(&mut outer, sentence.end, found);
}

/// How many words and numbers a clause holds at most; the longest that was met in a report has under 200. What is read
/// of a figure looks at its whole clause, so that a list without end would cost the square of its length.
const LONGEST: usize = 512;

/// More words and numbers than most clauses have.
const USUAL: usize = 16;

/// Whether a colon stands between the parts of a composition: 22.8：38.8：38.4.
fn between_parts(items: &[Item<'_>], at: usize, scan: &Scan<'_>) -> bool {
    let part = |at: Option<usize>| {
        let number = at.and_then(|at| items.get(at)).and_then(Item::number);
        let draft = number.and_then(|number| scan.drafts.get(number));
        draft.is_some_and(|draft| match &draft.sense {
            Sense::Quantity(quantity) => matches!(quantity.form, Form::Part),
            _ => false,
        })
    };
    part(at.checked_sub(1)) && part(at.checked_add(1))
}

/// Ends `outer` at `end`; its items are then gone from it, and the room for them is kept for those of the next clause.
fn finish<'a>(outer: &mut Clause<'a>, end: usize, found: &mut Vec<Clause<'a>>) {
    let classes = std::mem::replace(&mut outer.classes, Classes::EMPTY);
    if outer.span.start < end {
        found.push(Clause {
            items: outer.items.as_slice().to_vec(),
            classes,
            span: Span::new(outer.span.start, end),
            ..*outer
        });
    }
    outer.items.clear();
}

/// The clauses inside a bracket.
fn bracket<'a>(items: &[Item<'a>], start: usize, sentence: Span, found: &mut Vec<Clause<'a>>) {
    let mut inner = Clause::begin(start, sentence, true);
    for item in items {
        if item.mark().is_some_and(|mark| {
            matches!(
                mark,
                '，' | ',' | '：' | ':' | '；' | ';' | '（' | '(' | '）' | ')'
            )
        }) {
            finish(&mut inner, item.span.start, found);
            inner.span.start = item.span.end;
        } else {
            if inner.items.len() >= LONGEST {
                finish(&mut inner, item.span.start, found);
                inner.span.start = item.span.start;
            }
            inner.push(*item);
        }
    }
    let end = items.last().map_or(start, |item| item.span.end);
    let end = end.max(inner.span.start);
    finish(&mut inner, end, found);
}

/// Position of the bracket that closes the one at `open`, or the end.
fn closing(items: &[Item<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, item) in items.iter().enumerate().skip(open) {
        match item.mark() {
            Some('（' | '(') => depth += 1,
            Some('）' | ')') => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            Some(_) | None => {}
        }
    }
    items.len()
}

/// Whether an item is a number that states a fact.
pub(crate) fn is_fact(item: &Item<'_>, scan: &Scan<'_>) -> bool {
    match item.thing {
        Thing::Number(number) => scan
            .drafts
            .get(number)
            .is_some_and(|draft| matches!(draft.sense, Sense::Quantity(_) | Sense::Rank(_))),
        Thing::Word(_) | Thing::Time(_) | Thing::Mark(_) => false,
    }
}
