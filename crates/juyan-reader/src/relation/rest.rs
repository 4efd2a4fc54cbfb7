//! What is left of things that were counted: 在建工程8项，已完工3项，其余5项. What was told of some and the rest are all of them.

use super::Found;
use super::fit::{self, Fit};
use super::scene::{Fact, Scene};
use juyan_model::{ClaimKind, ClaimOrigin};

/// Finds the whole of each rest.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    let counts = scene
        .facts
        .iter()
        .filter(|fact| fact.is_level() && scene.counts(fact) && is_rest(scene, fact));
    for rest in counts {
        if found.whole_of(rest.id).is_none() {
            whole(scene, rest, found);
        }
    }
}

/// Whether the clause of a count begins with 其余.
fn is_rest(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let clause = fact.clause.of(scene.text).trim_start_matches([' ', '、']);
    let mut words = scene.catalogue.list("rest.words").iter();
    words.any(|word| clause == word.as_str())
}

/// The count before that comes out; where none does and only two are told, the first of them may be meant.
fn whole(scene: &Scene<'_>, rest: &Fact<'_>, found: &mut Found<'_>) -> Option<()> {
    let near = scene
        .before(rest.index)
        .take_while(|fact| fact.sentence == rest.sentence);
    let told: Vec<&Fact<'_>> = near
        .filter(|fact| fact.is_like(rest) && fact.bracket == rest.bracket)
        .take(LONGEST)
        .collect();
    let parts = |count: usize| -> Vec<&Fact<'_>> {
        let mut parts: Vec<&Fact<'_>> = told.iter().take(count).copied().collect();
        parts.reverse();
        parts.push(rest);
        parts
    };
    let mut counts = 1..told.len();
    let fitting = counts.find(|count| {
        let total = told.get(*count);
        total.is_some_and(|total| fit::sum(total, &parts(*count)) == Some(Fit::Whole))
    });
    let (total, parts, origin, readings) = match (fitting, told.as_slice()) {
        (Some(count), _) => (
            *told.get(count)?,
            parts(count),
            ClaimOrigin::Implied,
            told.len() - 1,
        ),
        // 已完成12个，占24个的一半，其余12个: the whole is told behind its part.
        (None, [total, part]) if fit::sum(total, &[part, rest]) == Some(Fit::Whole) => {
            (*total, vec![*part, rest], ClaimOrigin::Implied, 2)
        }
        (None, [_, total]) => (*total, parts(1), ClaimOrigin::Possible, 2),
        _ => return None,
    };
    found.among(readings, |found| found.sum(ClaimKind::Sum, origin, total, &parts));
    Some(())
}

/// How many counts before the rest are looked at.
const LONGEST: usize = 6;
