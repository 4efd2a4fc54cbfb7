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
pub(super) fn find(scene: &Scene<'_>, found: &mut Found) {
    let levels: Vec<&Fact<'_>> = scene.facts.iter().filter(|fact| fact.is_level()).collect();
    for sentence in
        levels.chunk_by(|one, other| one.sentence == other.sentence && one.bracket == other.bracket)
    {
        for width in 2..=WIDEST {
            rows(scene, sentence, width, found);
        }
    }
}

/// How many measures a thing is told by at most.
const WIDEST: usize = 3;

/// How many parts are looked at.
const LONGEST: usize = 16;

/// The runs of levels in which the same units come again and again.
fn rows(scene: &Scene<'_>, levels: &[&Fact<'_>], width: usize, found: &mut Found) {
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
            sums(scene, &rows, found);
            at += rows.len() * width;
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
fn sums(scene: &Scene<'_>, rows: &[&[&Fact<'_>]], found: &mut Found) -> Option<()> {
    let (first, behind) = rows.split_first()?;
    let (last, before) = rows.split_last()?;
    let (whole, parts) = if opens(scene, first, behind)? {
        (first, behind)
    } else if closes(scene, before, last)? {
        (last, before)
    } else {
        return None;
    };
    let columns: Vec<(&Fact<'_>, Vec<&Fact<'_>>)> = whole
        .iter()
        .enumerate()
        .map(|(at, total)| {
            (
                *total,
                parts.iter().filter_map(|row| row.get(at)).copied().collect(),
            )
        })
        .collect();
    let fits = |(total, parts): &(&Fact<'_>, Vec<&Fact<'_>>)| fit::sum(total, parts) == Some(Fit::Whole);
    if columns.iter().any(fits) {
        for (total, parts) in &columns {
            found.among(columns.len() + 1, |found| {
                found.sum(ClaimKind::Sum, ClaimOrigin::Implied, total, parts);
            });
        }
    }
    Some(())
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
