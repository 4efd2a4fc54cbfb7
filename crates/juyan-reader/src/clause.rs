//! Sentences into clauses: what stands between commas, with bracketed figures as clauses of their own.

use crate::quantity::Form;
use crate::scan::{Item, Scan, Sense, Thing};
use juyan_catalogue::Classes;
use juyan_model::Span;
use std::ops::Range;

/// A clause: its items, less those in brackets without figures, which are part of the words around them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clause<'a> {
    pub(crate) items: &'a [Item<'a>],
    /// What its words do, taken together.
    classes: Classes,
    /// Whether one of its numbers states a fact; most clauses have none, and are done with by this.
    pub(crate) tells: bool,
    /// Whether a time stands in it, with a numeral or without.
    pub(crate) timed: bool,
    pub(crate) span: Span,
    /// The sentence it belongs to.
    pub(crate) sentence: Span,
    /// Whether it stands in brackets.
    pub(crate) nested: bool,
}

impl Clause<'_> {
    /// Whether one of its words is of one of `classes`.
    pub(crate) fn says(&self, classes: impl Into<Classes>) -> bool {
        self.classes.any(classes.into())
    }

    /// The last word, number or mark that ends before `place`.
    pub(crate) fn before(&self, place: usize) -> Option<&Item<'_>> {
        self.items.iter().rfind(|item| item.span.end <= place)
    }
}

/// The clauses of one block.
#[derive(Debug)]
pub(crate) struct Clauses<'s, 'a> {
    /// What was scanned, where the items of nearly all clauses stand side by side.
    scanned: &'s [Item<'a>],
    /// The items of the clauses that a bracket interrupts, those around it side by side.
    joined: Vec<Item<'a>>,
    found: Vec<Cut>,
}

/// A clause whose items stand in [`Clauses::scanned`] or, where something is left out between them, in [`Clauses::joined`].
#[derive(Debug, Clone)]
struct Cut {
    list: List,
    items: Range<usize>,
    classes: Classes,
    tells: bool,
    timed: bool,
    span: Span,
    sentence: Span,
    nested: bool,
}

/// Which of the lists of [`Clauses`] the items of a clause stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Scanned,
    Joined,
}

impl Cut {
    /// The beginning of a clause at `start`.
    const fn begin(start: usize, sentence: Span, nested: bool) -> Self {
        Self {
            list: List::Scanned,
            items: 0..0,
            classes: Classes::EMPTY,
            tells: false,
            timed: false,
            span: Span::new(start, start),
            sentence,
            nested,
        }
    }
}

impl<'s, 'a> Clauses<'s, 'a> {
    /// Cuts the items of the scanned `block` into clauses.
    pub(crate) fn of(scan: &'s Scan<'a>, block: Span) -> Self {
        let scanned = scan.items.as_slice();
        let mut clauses = Self {
            scanned,
            joined: Vec::new(),
            found: Vec::with_capacity(scanned.len() / USUAL),
        };
        for (sentence, inside) in sentences(scanned, block) {
            clauses.cut(inside, sentence, scan);
        }
        clauses
    }

    /// The clauses in text order; bracketed ones come after the clause they interrupt.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = Clause<'_>> + ExactSizeIterator {
        let clause = move |cut: &Cut| {
            let list: &[Item<'a>] = match cut.list {
                List::Scanned => self.scanned,
                List::Joined => &self.joined,
            };
            Clause {
                items: list.get(cut.items.clone()).unwrap_or_default(),
                classes: cut.classes,
                tells: cut.tells,
                timed: cut.timed,
                span: cut.span,
                sentence: cut.sentence,
                nested: cut.nested,
            }
        };
        self.found.iter().map(clause)
    }

    /// Adds the item at `at` of those that were scanned.
    fn push(&mut self, open: &mut Cut, at: usize, scan: &Scan<'a>) {
        let Some(item) = self.scanned.get(at) else { return };
        // What is read of a figure looks at its whole clause, so that a list without end would cost the square of its length.
        if open.items.len() >= LONGEST {
            self.finish(open, item.span.start);
            open.span.start = item.span.start;
        }
        if open.items.is_empty() {
            open.items = at..at;
        } else if open.list == List::Scanned && open.items.end != at {
            self.join(open);
        }
        if open.list == List::Joined {
            self.joined.push(*item);
        }
        open.items.end += 1;
        match item.thing {
            Thing::Word(entry) => open.classes = open.classes.union(entry.classes),
            Thing::Time(_) => open.timed = true,
            Thing::Number(number) => match scan.drafts.get(number).map(|draft| &draft.sense) {
                Some(Sense::Quantity(_) | Sense::Rank(_)) => open.tells = true,
                Some(Sense::Date(_)) => open.timed = true,
                Some(Sense::Name | Sense::Heading) | None => {}
            },
            Thing::Mark(_) => {}
        }
    }

    /// Takes along the items of a clause behind which one is left out, so that the others can be put beside them.
    fn join(&mut self, open: &mut Cut) {
        let from = self.joined.len();
        let before = self.scanned.get(open.items.clone()).unwrap_or_default();
        self.joined.extend_from_slice(before);
        open.items = from..self.joined.len();
        open.list = List::Joined;
    }

    /// Ends `open` at `end`; what is pushed next belongs to the clause behind it.
    fn finish(&mut self, open: &mut Cut, end: usize) {
        let start = open.span.start;
        let next = Cut::begin(start, open.sentence, open.nested);
        let mut cut = std::mem::replace(open, next);
        if start < end {
            cut.span.end = end;
            self.found.push(cut);
        }
    }

    /// Cuts one sentence, whose items stand `inside` those that were scanned.
    fn cut(&mut self, inside: Range<usize>, sentence: Span, scan: &Scan<'a>) {
        let mut outer = Cut::begin(sentence.start, sentence, false);
        let items = self.scanned.get(..inside.end).unwrap_or_default();
        let mut at = inside.start;
        while let Some(item) = items.get(at) {
            match item.mark() {
                Some('（' | '(') => {
                    let close = closing(items, at);
                    let bracket = items.get(at + 1..close).unwrap_or_default();
                    if bracket.iter().any(|item| is_fact(item, scan)) {
                        self.finish(&mut outer, item.span.start);
                        self.bracket(at + 1..close, item.span.end, sentence, scan);
                        if let Some(end) = items.get(close).map(|item| item.span.end) {
                            outer.span.start = end;
                        }
                    }
                    at = close + 1;
                    continue;
                }
                Some('：' | ':') if between_parts(items, at, scan) => {}
                Some('，' | ',' | '：' | ':' | '—' | '|' | '\t' | '】') => {
                    self.finish(&mut outer, item.span.start);
                    outer.span.start = item.span.end;
                }
                Some(_) | None => self.push(&mut outer, at, scan),
            }
            at += 1;
        }
        self.finish(&mut outer, sentence.end);
    }

    /// The clauses of the bracket that is open at `start` and whose items stand `inside` those that were scanned.
    fn bracket(&mut self, inside: Range<usize>, start: usize, sentence: Span, scan: &Scan<'a>) {
        let mut inner = Cut::begin(start, sentence, true);
        let items = self.scanned.get(inside.clone()).unwrap_or_default();
        for (at, item) in inside.zip(items) {
            if item.mark().is_some_and(|mark| {
                matches!(
                    mark,
                    '，' | ',' | '：' | ':' | '；' | ';' | '（' | '(' | '）' | ')'
                )
            }) {
                self.finish(&mut inner, item.span.start);
                inner.span.start = item.span.end;
            } else {
                self.push(&mut inner, at, scan);
            }
        }
        let end = items.last().map_or(start, |item| item.span.end);
        let end = end.max(inner.span.start);
        self.finish(&mut inner, end);
    }
}

/// The sentences of a block with the ranges of their items. A semicolon in brackets ends none.
pub(crate) fn sentences(items: &[Item<'_>], block: Span) -> Vec<(Span, Range<usize>)> {
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

/// How many words and numbers a clause holds at most; the longest that was met in a report has under 200.
const LONGEST: usize = 512;

/// Fewer words and numbers than most clauses have, so that the list of clauses seldom grows.
const USUAL: usize = 4;

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
