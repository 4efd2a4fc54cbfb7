//! What holds by definition between known indicators of one time and area: 税收收入 is part of 一般公共预算收入.
//!
//! Only a subject that is the indicator's own name counts: a part is bound to its whole's indicator too.

use super::Found;
use super::fit;
use super::scene::{Fact, Scene, Scope};
use super::subject::plain;
use juyan_catalogue::Identity;
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole, Mode, Period};
use std::collections::BTreeMap;

/// The facts of each indicator, time, mode and own level; those of one value are one.
type Told<'s, 'a> = BTreeMap<(&'s str, Period, bool, &'a str), Vec<&'s Fact<'a>>>;

/// Finds the members of each identity of the catalogue.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found) {
    let told = told(scene);
    for identity in &scene.catalogue.identities {
        let from = (identity.total.as_str(), FIRST, false, "");
        let wholes = told
            .range(from..)
            .take_while(|((id, ..), _)| *id == identity.total.as_str());
        for ((_, period, planned, owner), wholes) in wholes {
            let parts: Option<Vec<&Fact<'_>>> = identity
                .parts
                .iter()
                .map(|id| {
                    told.get(&(id.as_str(), *period, *planned, *owner))
                        .and_then(|facts| only(facts))
                })
                .collect();
            if let (Some(whole), Some(parts)) = (only(wholes), parts) {
                claim(identity, whole, &parts, found);
            }
        }
    }
    for share in scene
        .facts
        .iter()
        .filter(|fact| fact.is_rate() && fact.value().is_some())
    {
        let of_days = |identity: &&Identity| {
            identity.kind == "days" && share.figure.indicator.as_ref() == Some(&identity.total)
        };
        if !found.explains(share.id)
            && scene
                .catalogue
                .identities
                .iter()
                .any(|identity| of_days(&identity))
        {
            found.add(
                ClaimKind::CountRate,
                ClaimOrigin::Possible,
                &[(MemberRole::Ratio, share)],
            );
        }
    }
}

/// The earliest period there is, for looking up all of an indicator.
const FIRST: Period = Period::new(juyan_model::Date::MIN, juyan_model::Date::MIN);

fn told<'s, 'a>(scene: &'s Scene<'a>) -> Told<'s, 'a> {
    let mut told = Told::new();
    let levels = scene.facts.iter().filter(|fact| {
        fact.figure.role == juyan_model::Role::Level && fact.value().is_some() && fact.figure.approx.is_none()
    });
    for fact in levels {
        let owner = match fact.scope {
            Scope::Whole => "",
            Scope::Nation => "/",
            Scope::Own(word) => word,
        };
        let (Some(id), Some(period)) = (fact.figure.indicator.as_deref(), fact.figure.period) else {
            continue;
        };
        let own_name = scene
            .catalogue
            .lexicon
            .get(&plain(fact.subject))
            .is_some_and(|entry| {
                let named = entry
                    .indicators
                    .iter()
                    .filter_map(|at| scene.catalogue.indicators.get(usize::try_from(*at).ok()?));
                named.into_iter().any(|indicator| indicator.id == id)
            });
        if own_name {
            told.entry((id, period, fact.figure.mode == Mode::Plan, owner))
                .or_default()
                .push(fact);
        }
    }
    told
}

/// The one fact that is told, maybe several times; none where they differ.
fn only<'s, 'a>(facts: &[&'s Fact<'a>]) -> Option<&'s Fact<'a>> {
    let first = *facts.first()?;
    facts
        .iter()
        .all(|fact| fact.value() == first.value())
        .then_some(first)
}

/// What `identity` says of these figures, where the text does not say it itself.
fn claim(identity: &Identity, whole: &Fact<'_>, parts: &[&Fact<'_>], found: &mut Found) {
    let is_part = parts.iter().any(|part| {
        found
            .whole_of(part.id)
            .is_some_and(|(_, total)| total == whole.id)
    });
    match (identity.kind.as_str(), parts) {
        ("sum", _) if !is_part => {
            let mut members = vec![(MemberRole::Total, whole)];
            members.extend(parts.iter().map(|part| (MemberRole::Part, *part)));
            found.add(ClaimKind::Identity, ClaimOrigin::Definition, &members);
        }
        ("part", [part]) if !is_part && whole.unit() == part.unit() => {
            found.sum(ClaimKind::SumPartial, ClaimOrigin::Definition, whole, parts);
        }
        ("ratio", [above, below]) if !found.explains(whole.id) && above.unit() == below.unit() => {
            let sure = fit::ratio(whole, above, below) != Some(false);
            let origin = if sure {
                ClaimOrigin::Definition
            } else {
                ClaimOrigin::Possible
            };
            let members = [
                (MemberRole::Ratio, whole),
                (MemberRole::Numerator, *above),
                (MemberRole::Denominator, *below),
            ];
            found.add(ClaimKind::Identity, origin, &members);
        }
        _ => {}
    }
}
