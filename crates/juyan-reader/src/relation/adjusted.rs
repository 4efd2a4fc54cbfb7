//! A budget as it was passed, what was added or taken later, and what it then is: 年初预算421.9亿元，…调增1.8亿元，调整后为423.7亿元.

use super::Found;
use super::scene::{Fact, Scene};
use super::subject::holds;
use juyan_catalogue::Class;
use juyan_model::{ClaimKind, ClaimOrigin, Decimal, MemberRole};

/// Finds the three figures of each adjustment.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found) {
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
    }
}

/// Whether the words tell that `before` was changed to `after`.
fn is_adjustment(scene: &Scene<'_>, before: &Fact<'_>, after: &Fact<'_>) -> bool {
    holds(before.subject, Class::InitialBudget, scene.catalogue)
        && holds(after.lead.of(scene.text), Class::AdjustedBudget, scene.catalogue)
}

fn claim(scene: &Scene<'_>, three: &[Fact<'_>], found: &mut Found) -> Option<()> {
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
        found.sum(ClaimKind::Sum, ClaimOrigin::Stated, after, &[before, change]);
    }
    Some(())
}
