//! Shares that together are the whole, 100%: 三次产业比, and the shares of a list that leaves nothing out.

use super::Found;
use super::proportion::{self, is_share};
use super::scene::{Fact, Scene};
use super::share;
use super::subject::same_head;
use juyan_catalogue::{Class, Partition};
use juyan_model::{Claim, ClaimKind, ClaimOrigin, Decimal, FigureId, MemberRole};
use std::collections::BTreeMap;

/// Finds both forms.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    proportions(scene, found);
    lists(scene, found);
    named(scene, found);
}

/// 男性…，占51.06%；女性…，占48.94%: the shares of a sentence that bear the names of all parts of something, each right behind its own.
fn named(scene: &Scene<'_>, found: &mut Found<'_>) {
    let shares: Vec<&Fact<'_>> = scene
        .facts
        .iter()
        .filter(|fact| is_share(fact) && fact.is_rate() && fact.value().is_some())
        .collect();
    for run in shares.chunk_by(|one, other| one.sentence == other.sentence && one.bracket == other.bracket) {
        let names: Vec<&str> = run.iter().map(|fact| fact.subject).collect();
        let known = scene.catalogue.partitions.iter();
        let one_head = run
            .iter()
            .all(|fact| same_head(fact.subject, names.first().unwrap_or(&"")));
        let bare = run.iter().all(|fact| !share::names_whole(scene, fact));
        let told = |partition: &Partition| {
            let itself = |name: &&str| partition.parts.iter().any(|part| part == name);
            partition.is_told_by(&names) && (one_head || names.iter().all(itself))
        };
        // 民生类、基建类、其他类分别占76.4%、14.8%、8.8%: what is left closes the list.
        let closed = run.len() > 2
            && run.last().is_some_and(|last| last.names(Class::Rest))
            && is_one_list(scene, run);
        if bare && (closed || known.into_iter().any(told)) {
            let members: Vec<(MemberRole, &Fact<'_>)> =
                run.iter().map(|fact| (MemberRole::Part, *fact)).collect();
            found.add(ClaimKind::Composition, ClaimOrigin::Implied, &members);
        }
    }
}

/// Whether shares are the members of one list, joined by commas of enumeration, and none is some of another: 其中 opens a list within.
fn is_one_list(scene: &Scene<'_>, run: &[&Fact<'_>]) -> bool {
    let joined = |pair: &[&Fact<'_>]| match pair {
        [one, other] => {
            one.index + 1 == other.index && scene.between(one, other).trim_start().starts_with('、')
        }
        _ => false,
    };
    let (_, others) = run.split_at(1.min(run.len()));
    run.windows(2).all(joined) && !others.iter().any(|share| scene.says(share.lead, Class::Among))
}

/// Three and more shares with nothing but colons between them.
fn proportions(scene: &Scene<'_>, found: &mut Found<'_>) {
    for run in proportion::runs(scene)
        .into_iter()
        .filter(|run| proportion::may_be_whole(run))
    {
        let members: Vec<(MemberRole, &Fact<'_>)> =
            run.iter().map(|fact| (MemberRole::Part, *fact)).collect();
        found.add(ClaimKind::Composition, ClaimOrigin::Stated, &members);
    }
}

/// Whether another share of the whole is told right behind those of a sum, which do not come to 100% without it.
fn leaves_out(told: &[&Fact<'_>], others: &[&Fact<'_>]) -> bool {
    let Some(last) = told.last() else { return false };
    let behind = |other: &&&Fact<'_>| other.index > last.index && other.sentence == last.sentence;
    let whole: Decimal = told.iter().filter_map(|share| share.value()).sum();
    others.iter().any(|other| behind(&other)) && whole < Decimal::ONE_HUNDRED
}

/// Whether a sum has all the parts of another of its total, and more: what the smaller leaves out may be too little to
/// be missed.
fn is_more(sum: &Claim, other: &Claim) -> bool {
    let parts: Vec<FigureId> = sum.of(MemberRole::Part).collect();
    parts.len() > other.of(MemberRole::Part).count()
        && other.of(MemberRole::Part).all(|part| parts.contains(&part))
}

/// The shares of the parts of each sum, where every part has one and all are of the sum's own whole.
fn lists(scene: &Scene<'_>, found: &mut Found<'_>) {
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
    let mut of_whole: BTreeMap<FigureId, Vec<&Fact<'_>>> = BTreeMap::new();
    for (fact, whole) in shares.values() {
        of_whole.entry(*whole).or_default().push(fact);
    }
    let sure = |claim: &&Claim| claim.kind == ClaimKind::Sum && claim.origin != ClaimOrigin::Possible;
    let sums = || found.claims.iter().filter(sure);
    // The claims that may be compared are those of one total, which are few; of a whole text they are many.
    let mut of_total: BTreeMap<Option<FigureId>, Vec<&Claim>> = BTreeMap::new();
    for claim in sums() {
        of_total
            .entry(claim.one(MemberRole::Total))
            .or_default()
            .push(claim);
    }
    let mut lists = Vec::new();
    for claim in sums() {
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
        let Some(told) = told.filter(|told| told.len() >= 2) else {
            continue;
        };
        let alike = of_total.get(&total).map(Vec::as_slice).unwrap_or_default();
        let others = total.and_then(|total| of_whole.get(&total));
        let others = others.map(Vec::as_slice).unwrap_or_default();
        if !alike.iter().any(|other| is_more(other, claim)) && !leaves_out(&told, others) {
            lists.push(told);
        }
    }
    for told in lists {
        let members: Vec<(MemberRole, &Fact<'_>)> =
            told.iter().map(|fact| (MemberRole::Part, *fact)).collect();
        found.add(ClaimKind::Composition, ClaimOrigin::Implied, &members);
    }
}
