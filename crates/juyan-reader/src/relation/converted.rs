//! One amount told in two units: 6000亩（400公顷）, 86平方公里，折合12.9万亩, 1260万元（0.126亿元）.

use super::Found;
use super::scene::{Fact, Scene};
use juyan_catalogue::UnitClass;
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole};

/// Finds neighbours of which the second is the first again.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    for pair in scene.facts.windows(2) {
        let [one, other] = pair else { continue };
        if one.is_level() && other.is_level() && is_again(scene, one, other) && converts(scene, one, other) {
            let members = [(MemberRole::Figure, one), (MemberRole::Figure, other)];
            found.add(ClaimKind::Same, ClaimOrigin::Stated, &members);
        }
    }
}

/// Whether the words say so, or the second stands alone in brackets right behind the first.
fn is_again(scene: &Scene<'_>, one: &Fact<'_>, other: &Fact<'_>) -> bool {
    if one.paragraph != other.paragraph {
        return false;
    }
    let between = scene.between(one, other).trim();
    let words = between.trim_start_matches(['（', '(', '，', ',']);
    let mut known = scene.catalogue.list("converted.words").iter();
    let told = known.any(|word| word == words);
    let behind = scene.text.get(other.end()..).unwrap_or_default();
    let alone = other.bracket.is_some() && other.bracket != one.bracket && behind.starts_with(['）', ')']);
    let opens = between.starts_with(['（', '(']);
    told && (alone || !opens) || words.is_empty() && opens && alone
}

/// Whether both are measured in units of one kind, and not printed alike.
fn converts(scene: &Scene<'_>, one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let unit = |fact: &Fact<'_>| scene.catalogue.unit(fact.unit());
    let scale = |fact: &Fact<'_>| fact.figure.printed.map(|printed| printed.scale);
    let (Some(unit_of_one), Some(unit_of_other)) = (unit(one), unit(other)) else {
        return false;
    };
    let measured = matches!(unit_of_one.class, UnitClass::Measure | UnitClass::Currency);
    let kind = unit_of_one.class == unit_of_other.class && unit_of_one.dimension == unit_of_other.dimension;
    measured && kind && (one.unit() != other.unit() || scale(one) != scale(other))
}
