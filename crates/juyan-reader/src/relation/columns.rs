//! Several measures told of a whole and of each of its parts: 1246户4318人，已消除风险892户3105人，未消除风险354户1213人. Where the parts make
//! up the whole by one measure, they do by the others.

use super::Found;
use super::fit::{self, Fit};
use super::scene::{Fact, Scene};
use super::states::opposed;
use super::subject::complement;
use juyan_catalogue::Class;
use juyan_model::{ClaimKind, ClaimOrigin, Span};

/// Finds the wholes whose measures are told in the same order again of each part.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    let levels: Vec<&Fact<'_>> = scene.facts.iter().filter(|fact| fact.is_level()).collect();
    for sentence in
        levels.chunk_by(|one, other| one.sentence == other.sentence && one.bracket == other.bracket)
    {
        for width in 2..=WIDEST {
            rows(scene, sentence, width, found);
        }
    }
    let open: Vec<&Fact<'_>> = levels
        .iter()
        .copied()
        .filter(|fact| fact.bracket.is_none())
        .collect();
    let sentences: Vec<&[&Fact<'_>]> = open
        .chunk_by(|one, other| one.sentence == other.sentence)
        .collect();
    for pair in sentences.windows(2) {
        let [before, behind] = pair else { continue };
        for width in 2..=WIDEST {
            below(scene, before, behind, width, found);
        }
    }
}

/// 37个，资金21.8亿元。其中：2020年6个、3.1亿元；…: the whole stands in the sentence before its parts.
fn below(
    scene: &Scene<'_>,
    before: &[&Fact<'_>],
    behind: &[&Fact<'_>],
    width: usize,
    found: &mut Found<'_>,
) -> Option<()> {
    let head = behind.get(..width)?;
    let last = before.last()?;
    let first = *head.first()?;
    if last.paragraph != first.paragraph || last.sentence + 1 != first.sentence {
        return None;
    }
    let whole = before.windows(width).rev().find(|whole| are_alike(head, whole))?;
    let parts = behind
        .chunks_exact(width)
        .take(LONGEST)
        .take_while(|row| are_alike(head, row));
    let rows: Vec<&[&Fact<'_>]> = std::iter::once(whole).chain(parts).collect();
    let start = scene.stops.sentence_start(first.start());
    let among = scene.says(Span::new(start, first.start()), Class::Among);
    (rows.len() >= 3 && are_apart(head) && among)
        .then(|| sums(scene, &rows, found))
        .flatten()
}

/// How many measures a thing is told by at most.
const WIDEST: usize = 3;

/// How many parts are looked at.
const LONGEST: usize = 16;

/// The runs of levels in which the same units come again and again.
fn rows(scene: &Scene<'_>, levels: &[&Fact<'_>], width: usize, found: &mut Found<'_>) {
    let mut at = 0;
    while let Some(head) = levels.get(at..at + width) {
        let rows: Vec<&[&Fact<'_>]> = levels
            .get(at..)
            .unwrap_or_default()
            .chunks_exact(width)
            .take(LONGEST)
            .take_while(|row| are_alike(head, row))
            .collect();
        if rows.len() >= 3 && are_apart(head) {
            // 脱贫户641户2287人，监测户38户127人，其中…: what stands before the whole is none of its parts.
            let mut starts = (0..=rows.len() - 3).filter_map(|from| rows.get(from..));
            let told = starts.find_map(|rows| sums(scene, rows, found));
            at += told.map_or(1, |()| rows.len() * width);
        } else {
            at += 1;
        }
    }
}

fn are_alike(head: &[&Fact<'_>], row: &[&Fact<'_>]) -> bool {
    head.iter().zip(row).all(|(one, other)| one.is_like(other))
}

/// Whether each measure has a unit of its own.
fn are_apart(row: &[&Fact<'_>]) -> bool {
    let mut rest = row;
    while let Some((first, others)) = rest.split_first() {
        if others.iter().any(|other| other.unit() == first.unit()) {
            return false;
        }
        rest = others;
    }
    true
}

/// What each measure of the whole, told first or last, is the sum of.
fn sums(scene: &Scene<'_>, rows: &[&[&Fact<'_>]], found: &mut Found<'_>) -> Option<()> {
    let (first, behind) = rows.split_first()?;
    let (last, before) = rows.split_last()?;
    let (whole, parts) = if opens(scene, first, behind)? {
        (first, behind)
    } else if closes(scene, before, last)? {
        (last, before)
    } else {
        return None;
    };
    // 38户127人，其中11户36人、16户53人、11户38人，已消除风险29户94人: the parts may end before the rows do.
    let ends = (2..=parts.len()).rev();
    let mut readings = ends.filter_map(|end| Some(columns(whole, parts.get(..end)?)));
    let fits = |(total, parts): &(&Fact<'_>, Vec<&Fact<'_>>)| fit::sum(total, parts) == Some(Fit::Whole);
    let meant = readings.find(|columns| columns.iter().any(fits));
    for (total, own) in meant.iter().flatten() {
        found.among(whole.len() + parts.len() - 1, |found| {
            found.sum(ClaimKind::Sum, ClaimOrigin::Implied, total, own);
        });
    }
    Some(())
}

/// For each measure of `whole` the parts' own. What each has on average (平均亩产407.9公斤) adds up to nothing.
fn columns<'s, 'a>(
    whole: &[&'s Fact<'a>],
    parts: &[&[&'s Fact<'a>]],
) -> Vec<(&'s Fact<'a>, Vec<&'s Fact<'a>>)> {
    whole
        .iter()
        .enumerate()
        .filter(|(_, total)| !total.names(Class::PerHead))
        .map(|(at, total)| {
            let own = parts.iter().filter_map(|row| row.get(at)).copied();
            (*total, own.collect())
        })
        .collect()
}

/// Whether the words between a whole and what follows say that these are its parts.
fn opens(scene: &Scene<'_>, whole: &[&Fact<'_>], parts: &[&[&Fact<'_>]]) -> Option<bool> {
    let next = *parts.first()?.first()?;
    let lead = Span::new(whole.last()?.end(), next.start());
    let both = || {
        let [one, other] = parts else { return None };
        let (one, other) = (*one.first()?, *other.first()?);
        Some(opposed(scene, one, other) || complement(one.subject, other.subject, scene.catalogue))
    };
    Some(scene.says(lead, Class::Among) || both().unwrap_or_default())
}

/// Whether the words before the last say that it is all of them together.
fn closes(scene: &Scene<'_>, parts: &[&[&Fact<'_>]], whole: &[&Fact<'_>]) -> Option<bool> {
    let end = parts.last()?.last()?.end();
    Some(scene.says(Span::new(end, whole.first()?.start()), Class::InAll))
}
