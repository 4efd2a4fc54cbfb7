//! A growth beside the level and the level before: 109.12亿元，较上年97.16亿元增长12.31%.
//!
//! Growth at constant prices is never the ratio of printed levels, and an average over years is another matter.

use super::Found;
use super::difference::compared;
use super::pairs::Pairs;
use super::scene::{Fact, Scene};
use juyan_catalogue::{Class, GrowthBasis};
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole, Role, Span};

/// Finds the two levels of each growth.
pub(super) fn find(scene: &Scene<'_>, pairs: &Pairs, found: &mut Found) {
    for growth in scene.facts.iter().filter(|fact| fact.figure.role == Role::Growth && fact.is_rate() && fact.value().is_some()) {
        let Some(now) = scene.level_of(growth).filter(|now| now.value().is_some()) else { continue };
        let paired = pairs.origin(scene, now.id).filter(|before| before.sentence == growth.sentence);
        let Some(before) = paired.or_else(|| compared(scene, growth, now)) else { continue };
        if scene.says(growth.lead, Class::Average) || !is_nominal(scene, now, growth) {
            continue;
        }
        let members = [(MemberRole::Ratio, growth), (MemberRole::Numerator, now), (MemberRole::Denominator, before)];
        found.add(ClaimKind::Growth, ClaimOrigin::Implied, &members);
    }
}

/// Whether printed levels give the growth of `now`: no indicator at constant prices or on a comparable basis.
fn is_nominal(scene: &Scene<'_>, now: &Fact<'_>, growth: &Fact<'_>) -> bool {
    let sentence = Span::new(scene.stops.sentence_start(now.start()), growth.end());
    let named = scene.catalogue.lexicon.get(now.subject).and_then(|entry| entry.indicators.first().copied());
    let named = named.and_then(|position| scene.catalogue.indicators.get(usize::try_from(position).ok()?));
    let bound = now.figure.indicator.as_deref().and_then(|id| scene.catalogue.indicator(id));
    let basis = bound.or(named).map(|indicator| indicator.growth_basis);
    !matches!(basis, Some(GrowthBasis::Constant | GrowthBasis::Comparable)) && !scene.says(sentence, Class::ConstantPrice)
}
