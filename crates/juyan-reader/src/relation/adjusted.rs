//! A budget as it was passed, what was added or taken later, and what it then is: 年初预算421.9亿元，…调增1.8亿元，调整后为423.7亿元.

use super::Found;
use super::scene::{Fact, Scene};
use super::subject::holds;
use juyan_catalogue::{Class, Classes};
use juyan_model::{ClaimKind, ClaimOrigin, Decimal, MemberRole, Role};

/// Finds the three figures of each adjustment.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    for three in scene.facts.windows(3) {
        let [before, change, after] = three else { continue };
        let placed = before.paragraph == after.paragraph
            && before.sentence == after.sentence
            && [before, change, after]
                .iter()
                .all(|fact| fact.bracket == before.bracket);
        let measured = before.is_level() && before.is_like(after) && change.unit() == before.unit();
        if placed && measured && is_adjustment(scene, before, after) {
            claim(scene, three, found);
        }
        told_last(scene, three, found);
    }
}

/// 预算为8.5亿元，调整后为8.9亿元，调增0.4亿元: the change may come last.
fn told_last(scene: &Scene<'_>, three: &[Fact<'_>], found: &mut Found<'_>) -> Option<()> {
    let [before, after, change] = three else {
        return None;
    };
    let moved = Classes::of(&[Class::Rise, Class::Fall]);
    let placed = before.sentence == change.sentence
        && [after, change].iter().all(|fact| fact.bracket == before.bracket);
    let told = change.figure.role == Role::Change && change.unit() == before.unit() && before.is_like(after);
    let words = change.lead.of(scene.text).trim_start_matches(['，', ',']);
    let turns = scene
        .catalogue
        .lexicon
        .words(words)
        .any(|hit| hit.entry.classes.any(moved));
    if placed && told && turns && holds(after.lead.of(scene.text), Class::AdjustedBudget, scene.catalogue) {
        let members = [
            (MemberRole::Result, change),
            (MemberRole::Minuend, after),
            (MemberRole::Subtrahend, before),
        ];
        found.add(ClaimKind::Difference, ClaimOrigin::Stated, &members);
    }
    Some(())
}

/// Whether the words tell that `before` was changed to `after`.
fn is_adjustment(scene: &Scene<'_>, before: &Fact<'_>, after: &Fact<'_>) -> bool {
    before.names(Class::InitialBudget)
        && holds(after.lead.of(scene.text), Class::AdjustedBudget, scene.catalogue)
}

fn claim(scene: &Scene<'_>, three: &[Fact<'_>], found: &mut Found<'_>) -> Option<()> {
    let [before, change, after] = three else {
        return None;
    };
    let words = change.lead.of(scene.text);
    let falls = holds(words, Class::Fall, scene.catalogue);
    if falls == holds(words, Class::Rise, scene.catalogue) {
        return None;
    }
    // 调减 may already have made the change negative.
    if falls && change.value()? >= Decimal::ZERO {
        let members = [
            (MemberRole::Result, after),
            (MemberRole::Minuend, before),
            (MemberRole::Subtrahend, change),
        ];
        found.add(ClaimKind::Difference, ClaimOrigin::Stated, &members);
    } else {
        // A mean moves too, though it is no part of another.
        let members = [
            (MemberRole::Total, after),
            (MemberRole::Part, before),
            (MemberRole::Part, change),
        ];
        found.add(ClaimKind::Sum, ClaimOrigin::Stated, &members);
    }
    Some(())
}
