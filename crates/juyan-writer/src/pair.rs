//! Which figures of two reports tell the same, each of its own time: by what they are of, by the words around them, and by their order.
//!
//! Sentences are likened first. Where a sentence of one report is surely one of the other, the two mark a place; what stands between
//! two such places in one report is looked for between them in the other. Figures are then paired, the surest first, so that a
//! sentence that was moved, split or merged takes its figures with it.

use crate::lift::Report;
use crate::likeness::{WHOLE, Words};
use crate::name::Name;
use juyan::model::{Figure, FigureId, Span, Term};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What ends a clause.
const CLAUSE_ENDS: [char; 8] = [
    '\u{ff0c}', '\u{ff1b}', '\u{3002}', '\u{ff1a}', ',', ';', ':', '\n',
];
/// So many signs beside a figure are near it.
const NEAR: usize = 8;
/// Sentences so much alike tell the same.
const SURE: u32 = 500;
/// Sentences less alike tell nothing of each other's figures.
const ALIKE: u32 = 400;
/// Sentences so much alike are one.
const SAME: u32 = 900;
/// Own words so short (完成, 其中) name different things in different sentences.
const SHORT: usize = 4;

/// The figures of a report that have a name, with what stands around them.
pub(crate) struct Side<'a> {
    figures: Vec<Told<'a>>,
    sentences: Vec<Words>,
}

struct Told<'a> {
    id: FigureId,
    name: Name,
    title: String,
    figure: &'a Figure,
    sentence: usize,
    clause: Words,
    near: Words,
}

impl<'a> Side<'a> {
    /// The figures that `names` names.
    pub(crate) fn of(report: Report<'a>, names: impl Iterator<Item = (FigureId, Name)>) -> Self {
        let text = report.document.text.as_str();
        let mut side = Self {
            figures: Vec::new(),
            sentences: Vec::new(),
        };
        let mut last: Option<Span> = None;
        for (id, name) in names {
            let Some(figure) = report.reading.figures.get(id.0) else {
                continue;
            };
            if last != Some(figure.sentence) {
                last = Some(figure.sentence);
                side.sentences.push(Words::of(figure.sentence.of(text)));
            }
            let before = Span::new(figure.sentence.start.min(figure.span.start), figure.span.start).of(text);
            let after = Span::new(figure.span.end, figure.sentence.end.max(figure.span.end)).of(text);
            let head = before.rsplit(CLAUSE_ENDS).next().unwrap_or_default();
            let tail = after.split(CLAUSE_ENDS).next().unwrap_or_default();
            let printed = figure.span.of(text);
            let from = before.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
            let to = after
                .char_indices()
                .nth(NEAR / 2)
                .map_or(after.len(), |(at, _)| at);
            let near = [before.get(from..), Some(printed), after.get(..to)];
            side.figures.push(Told {
                id,
                title: name.to_string(),
                name,
                figure,
                sentence: side.sentences.len().saturating_sub(1),
                clause: Words::of(&[head, printed, tail].concat()),
                near: Words::of(&near.into_iter().flatten().collect::<String>()),
            });
        }
        side
    }

    /// The figures.
    pub(crate) fn ids(&self) -> impl Iterator<Item = FigureId> {
        self.figures.iter().map(|told| told.id)
    }
}

/// A pair of figures, by their places in their sides, and what speaks for it.
struct Match {
    for_it: u32,
    apart: usize,
    old: usize,
    new: usize,
}

/// Two figures that tell the same.
pub(crate) struct Pair {
    pub(crate) old: FigureId,
    pub(crate) new: FigureId,
    /// Its name in the new report.
    pub(crate) name: Name,
    /// Whether their sentences are alike too.
    pub(crate) in_like_sentences: bool,
}

/// The figures that tell the same, in the order of the new report.
pub(crate) fn pairs(old: &Side<'_>, new: &Side<'_>) -> Vec<Pair> {
    let likeness = Likeness::of(old, new);
    let mut found = matches(old, new, &likeness);
    found.sort_by_key(|found| (Reverse(found.for_it), found.apart, found.new, found.old));
    let mut taken = (vec![false; old.figures.len()], vec![false; new.figures.len()]);
    let mut pairs = BTreeMap::new();
    for Match {
        old: one, new: other, ..
    } in found
    {
        let (Some(before), Some(after)) = (taken.0.get_mut(one), taken.1.get_mut(other)) else {
            continue;
        };
        if !*before && !*after {
            (*before, *after) = (true, true);
            pairs.insert(other, one);
        }
    }
    let told = |(other, one): (usize, usize)| {
        let (one, other) = (old.figures.get(one)?, new.figures.get(other)?);
        Some(Pair {
            old: one.id,
            new: other.id,
            name: other.name.clone(),
            in_like_sentences: likeness.between(one.sentence, other.sentence) >= SURE,
        })
    };
    pairs.into_iter().filter_map(told).collect()
}

/// All pairs that may be: of one name, or of one kind in sentences that are alike.
fn matches(old: &Side<'_>, new: &Side<'_>, likeness: &Likeness) -> Vec<Match> {
    let mut by_title: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_sentence: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, told) in old.figures.iter().enumerate() {
        by_title.entry(&told.title).or_default().push(at);
        by_sentence.entry(told.sentence).or_default().push(at);
    }
    let mut found = Vec::new();
    for (at, told) in new.figures.iter().enumerate() {
        let named = by_title.get(told.title.as_str()).into_iter().flatten();
        let alike = likeness.alike_to(told.sentence);
        let beside = alike.filter_map(|sentence| by_sentence.get(&sentence)).flatten();
        for one in named.chain(beside) {
            let Some(before) = old.figures.get(*one) else {
                continue;
            };
            if let Some(for_it) = speaks_for(before, told, likeness) {
                let apart = likeness.apart(before.sentence, told.sentence);
                found.push(Match {
                    for_it,
                    apart,
                    old: *one,
                    new: at,
                });
            }
        }
    }
    found
}

/// How much speaks for it that two figures tell the same; none where they do not.
fn speaks_for(old: &Told<'_>, new: &Told<'_>, likeness: &Likeness) -> Option<u32> {
    let sentence = likeness.between(old.sentence, new.sentence);
    let clause = old.clause.alike(&new.clause);
    let is_one_unit = old.figure.unit == new.figure.unit;
    let is_one_name = old.title == new.title;
    let name = if is_one_name {
        let is_sure = match new.name.indicator() {
            Term::Id(_) => is_one_unit || clause >= 300,
            Term::Words(words) => words.chars().count() >= SHORT || clause >= ALIKE || sentence >= 300,
        };
        if !is_sure {
            return None;
        }
        if matches!(new.name.indicator(), Term::Id(_)) {
            3 * WHOLE
        } else {
            2 * WHOLE
        }
    } else {
        // What the catalogue tells apart is not one thing, however alike the words are.
        let ids = [old, new].map(|told| (told.name.indicator(), told.name.key().dimensions.clone()));
        let is_told_apart = ids.iter().all(|(term, _)| matches!(term, Term::Id(_))) && ids[0] != ids[1];
        // What was wanted and is done is another figure, unless the whole sentence is the same.
        let is_alike = if old.name.is_of_kind(&new.name) {
            clause >= 600 || clause >= ALIKE && sentence >= 600
        } else {
            clause >= SAME && sentence >= SAME
        };
        if is_told_apart || !is_one_unit || !is_alike {
            return None;
        }
        0
    };
    let near = old.near.alike(&new.near);
    let unit = if is_one_unit { WHOLE / 2 } else { 0 };
    Some(name + 2 * clause + near + sentence * 3 / 2 + unit)
}

/// How much the sentences of two reports are alike, and where one would stand in the other.
struct Likeness {
    /// By the new report's sentences, then the old one's.
    alike: Vec<Vec<u32>>,
    /// Where a sentence of the new report would stand in the old one.
    expected: Vec<usize>,
}

impl Likeness {
    fn of(old: &Side<'_>, new: &Side<'_>) -> Self {
        let row = |words: &Words| -> Vec<u32> {
            old.sentences
                .iter()
                .map(|other| other.alike_or_within(words))
                .collect()
        };
        let alike: Vec<Vec<u32>> = new.sentences.iter().map(row).collect();
        let expected = expected(
            &marks(&alike, old.sentences.len()),
            alike.len(),
            old.sentences.len(),
        );
        Self { alike, expected }
    }

    fn between(&self, old: usize, new: usize) -> u32 {
        self.alike
            .get(new)
            .and_then(|row| row.get(old))
            .copied()
            .unwrap_or_default()
    }

    /// The sentences of the old report that are like one of the new.
    fn alike_to(&self, new: usize) -> impl Iterator<Item = usize> {
        let row = self.alike.get(new).into_iter().flatten().enumerate();
        row.filter(|(_, alike)| **alike >= ALIKE).map(|(at, _)| at)
    }

    /// So many sentences a pair is out of order.
    fn apart(&self, old: usize, new: usize) -> usize {
        self.expected
            .get(new)
            .map_or(0, |expected| expected.abs_diff(old))
    }
}

/// Sentences, old and new, that are surely one: each is most like the other, and they are in order.
fn marks(alike: &[Vec<u32>], olds: usize) -> Vec<(usize, usize)> {
    let mut best_of_old: Vec<Option<(usize, u32)>> = vec![None; olds];
    for (new, row) in alike.iter().enumerate() {
        for (best, alike) in best_of_old.iter_mut().zip(row) {
            if best.is_none_or(|(_, before)| *alike > before) {
                *best = Some((new, *alike));
            }
        }
    }
    let mut pairs = Vec::new();
    for (new, row) in alike.iter().enumerate() {
        // The first of several that are alike.
        let best = row
            .iter()
            .enumerate()
            .max_by_key(|(old, alike)| (**alike, Reverse(*old)));
        let Some((old, alike)) = best.filter(|(_, alike)| **alike >= SURE) else {
            continue;
        };
        if best_of_old.get(old) == Some(&Some((new, *alike))) {
            pairs.push((old, new));
        }
    }
    in_order(&pairs)
}

/// The longest part of `pairs`, in the order of the new sentences, whose old sentences are in order too.
fn in_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut longest: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, (old, _)) in pairs.iter().enumerate() {
        let before = pairs.iter().zip(&longest).enumerate().take(at);
        let best = before
            .filter(|(_, ((other, _), _))| other < old)
            .map(|(place, (_, (length, _)))| (*length, place))
            .max_by_key(|(length, place)| (*length, Reverse(*place)));
        longest.push(best.map_or((1, None), |(length, place)| (length + 1, Some(place))));
    }
    let last = longest
        .iter()
        .enumerate()
        .max_by_key(|(at, (length, _))| (*length, Reverse(*at)));
    let mut next = last.map(|(at, _)| at);
    let mut kept = Vec::new();
    while let Some(at) = next {
        kept.extend(pairs.get(at));
        next = longest.get(at).and_then(|(_, before)| *before);
    }
    kept.reverse();
    kept
}

/// Where each new sentence would stand in the old report, by the marks before and after it.
fn expected(marks: &[(usize, usize)], news: usize, olds: usize) -> Vec<usize> {
    let mut places = Vec::with_capacity(news);
    let mut before = (0, 0);
    for (old, new) in marks.iter().copied().chain([(olds, news)]) {
        let (from, start) = before;
        let (stretch, count) = (old.saturating_sub(from), new.saturating_sub(start).max(1));
        places.extend((start..new).map(|at| from + (at - start) * stretch / count));
        before = (old, new);
    }
    places
}
