//! Counted things of which some are in one state and some in its opposite: 12项，9项达到预期，3项低于预期. Together they are not more than
//! all. Which number is all of them only its place tells, so it is only possible.

use super::Found;
use super::fit::{self, Fit};
use super::scene::{Fact, Scene};
use juyan_model::{ClaimKind, ClaimOrigin, Span};

/// Finds two neighbouring counts in opposed states and the count before them.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    for other in scene
        .facts
        .iter()
        .filter(|fact| fact.is_level() && scene.counts(fact))
    {
        let here = scene
            .before(other.index)
            .take_while(|fact| fact.sentence == other.sentence);
        let alike = here.filter(|fact| fact.bracket == other.bracket && fact.is_like(other));
        let near: Vec<&Fact<'_>> = alike.take(2).collect();
        let [one, whole] = near.as_slice() else { continue };
        let apart = |fact: &Fact<'_>| found.whole_of(fact.id).is_some_and(|(_, held)| held != whole.id);
        if apart(one) || apart(other) {
            continue;
        }
        if one.value() <= whole.value() && other.value() <= whole.value() && opposed(scene, one, other) {
            // All or some: each reading was tried.
            let (kind, readings) = match fit::sum(whole, &[one, other]) {
                Some(Fit::Whole) => (ClaimKind::Sum, 2),
                _ if are_all(scene, whole, one, other) => (ClaimKind::Sum, 1),
                _ => (ClaimKind::SumPartial, 1),
            };
            let origin = if scene.opens_among(whole) {
                ClaimOrigin::Implied
            } else {
                ClaimOrigin::Possible
            };
            found.among(readings, |found| {
                found.sum(kind, origin, whole, &[one, other]);
            });
        }
    }
}

/// Whether of things of which some are said to be some way (150个问题中，…) the two are all: done and still being done, side by side,
/// with no third behind.
fn are_all(scene: &Scene<'_>, whole: &Fact<'_>, one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let mut pairs = scene.catalogue.list("states.all").iter();
    let (done, not) = (clause(scene, one), clause(scene, other));
    let named = pairs.any(|pair| {
        let pair = pair.split_once('=');
        pair.is_some_and(|(has, lacks)| done.contains(has) && not.contains(lacks))
    });
    let third = scene
        .after(other.index)
        .take_while(|fact| fact.sentence == other.sentence)
        .any(|fact| fact.is_like(other));
    named
        && !third
        && scene.opens_among(whole)
        && one.index + 1 == other.index
        && whole.index + 1 == one.index
}

/// Whether the clauses of the two say the opposite of each other.
pub(super) fn opposed(scene: &Scene<'_>, one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let (one, other) = (clause(scene, one), clause(scene, other));
    let mut pairs = scene.catalogue.list("states.opposed").iter();
    pairs.any(|pair| {
        let Some((done, not)) = pair.split_once('=') else {
            return false;
        };
        let are = |one: &str, other: &str| one.contains(done) && !one.contains(not) && other.contains(not);
        are(one, other) || are(other, one)
    })
}

/// The clause that `fact` stands in, from mark to mark.
fn clause<'a>(scene: &Scene<'a>, fact: &Fact<'_>) -> &'a str {
    const MARKS: [char; 9] = ['，', ',', '、', '；', ';', '。', '（', '）', '\n'];
    let behind = scene.text.get(fact.end()..).unwrap_or_default();
    let behind = behind
        .get(..behind.floor_char_boundary(LONGEST))
        .unwrap_or_default();
    let end = behind.find(MARKS).unwrap_or(behind.len());
    let before = Span::new(fact.clause.start, fact.start()).of(scene.text);
    let start = fact.start() - before.len() + before.rfind(MARKS).map_or(0, |at| at + 1);
    let start = scene.text.ceil_char_boundary(start);
    Span::new(start, fact.end() + end).of(scene.text)
}

/// How many bytes behind a count its state is looked for: forty characters.
const LONGEST: usize = 120;
