//! Parts that follow their whole and bear the names of all of them, with no word between: 规划重大工程102项，已完工38项、在建57项、未开工7项.

use super::{List, Opener};
use crate::relation::fit::{self, Fit};
use crate::relation::scene::{Fact, Scene};

/// The list that begins with `first`. Which of several amounts before it is the whole its numbers tell; where they do not, only
/// the one amount that is there can be meant.
pub(super) fn adjoining<'a>(scene: &Scene<'a>, first: &Fact<'a>) -> Option<List<'a>> {
    let parts = run(scene, first)?;
    let wholes: Vec<&Fact<'a>> = scene
        .before(first.index)
        .take_while(|fact| fact.sentence == first.sentence && fact.bracket == first.bracket)
        .filter(|fact| fact.is_like(first))
        .filter(|fact| parts.iter().all(|part| part.value() <= fact.value()))
        .take(WHOLES)
        .collect();
    let all: Vec<&Fact<'_>> = parts.iter().collect();
    let made_up = wholes
        .iter()
        .find(|whole| fit::sum(whole, &all) == Some(Fit::Whole));
    let alone = wholes
        .first()
        .filter(|whole| wholes.len() == 1 && adjoins(scene, whole, first));
    let host = made_up.or(alone)?;
    Some(List {
        opener: Opener::Complement,
        at: first
            .figure
            .subject
            .map_or(first.start(), |name| name.start.min(first.start())),
        parts,
        host: Some(**host),
        more: Vec::new(),
    })
}

/// The levels from `first` on, one right behind the other, that bear the names of all parts of something.
fn run<'a>(scene: &Scene<'a>, first: &Fact<'a>) -> Option<Vec<Fact<'a>>> {
    let behind: Vec<Fact<'a>> = scene
        .after(first.index)
        .take_while(|fact| fact.segment == first.segment && fact.bracket == first.bracket)
        .take_while(|fact| fact.is_like(first))
        .take(PARTS)
        .copied()
        .collect();
    // Most amounts stand alone, and names are looked for in a subject only where something follows.
    if behind.is_empty() {
        return None;
    }
    let known = scene.catalogue.partitions_of(first.subject);
    let mut begun = known.filter(|partition| partition.whole.is_empty());
    begun.find_map(|partition| {
        (1..=behind.len()).rev().find_map(|count| {
            let parts: Vec<Fact<'a>> = std::iter::once(*first)
                .chain(behind.iter().take(count).copied())
                .collect();
            let names: Vec<&str> = parts.iter().map(|part| scene.name(part)).collect();
            partition.is_told_by(&names).then_some(parts)
        })
    })
}

/// Whether nothing but a comma and the first part's name stands between.
fn adjoins(scene: &Scene<'_>, whole: &Fact<'_>, first: &Fact<'_>) -> bool {
    let between = scene.between(whole, first);
    whole.index + 1 == first.index
        && between.matches(['，', ',']).count() == 1
        && !between.contains(['；', ';'])
}

/// How many amounts before the list may be its whole.
const WHOLES: usize = 4;

/// How many parts are looked at behind the first.
const PARTS: usize = 6;
