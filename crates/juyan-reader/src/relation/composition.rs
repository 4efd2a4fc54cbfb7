//! Shares that together are the whole, 100%: 三次产业比, and the shares of a list that leaves nothing out.

use super::Found;
use super::proportion::{self, is_share};
use super::scene::{Fact, Scene};
use juyan_model::{ClaimKind, ClaimOrigin, FigureId, MemberRole};
use std::collections::BTreeMap;

/// Finds both forms.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found) {
    proportions(scene, found);
    lists(scene, found);
}

/// Three and more shares with nothing but colons between them.
fn proportions(scene: &Scene<'_>, found: &mut Found) {
    for run in proportion::runs(scene)
        .into_iter()
        .filter(|run| proportion::may_be_whole(run))
    {
        let members: Vec<(MemberRole, &Fact<'_>)> =
            run.iter().map(|fact| (MemberRole::Part, *fact)).collect();
        found.add(ClaimKind::Composition, ClaimOrigin::Stated, &members);
    }
}

/// The shares of the parts of each sum, where every part has one and all are of the sum's own whole.
fn lists(scene: &Scene<'_>, found: &mut Found) {
    let mut shares: BTreeMap<FigureId, (&Fact<'_>, FigureId)> = BTreeMap::new();
    for claim in found.claims.iter().filter(|claim| claim.kind == ClaimKind::Ratio) {
        let ends = (
            claim.one(MemberRole::Ratio),
            claim.one(MemberRole::Numerator),
            claim.one(MemberRole::Denominator),
        );
        let (Some(share), Some(part), Some(whole)) = ends else {
            continue;
        };
        if let Some(fact) = scene.fact(share).filter(|fact| is_share(fact) && fact.is_rate()) {
            shares.insert(part, (fact, whole));
        }
    }
    let mut lists = Vec::new();
    for claim in found
        .claims
        .iter()
        .filter(|claim| claim.kind == ClaimKind::Sum && claim.origin != ClaimOrigin::Possible)
    {
        let total = claim.one(MemberRole::Total);
        let told: Option<Vec<&Fact<'_>>> = claim
            .of(MemberRole::Part)
            .map(|part| {
                shares
                    .get(&part)
                    .filter(|(_, whole)| Some(*whole) == total)
                    .map(|(fact, _)| *fact)
            })
            .collect();
        lists.extend(told.filter(|told| told.len() >= 2));
    }
    for told in lists {
        let members: Vec<(MemberRole, &Fact<'_>)> =
            told.iter().map(|fact| (MemberRole::Part, *fact)).collect();
        found.add(ClaimKind::Composition, ClaimOrigin::Implied, &members);
    }
}
