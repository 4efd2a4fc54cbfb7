//! J0402: two figures of one indicator and time of which one looks like the other, rounded.
//!
//! 1,175 and 1,200 may be one freight told twice, or two. They are no contradiction by themselves, so it is asked, and only
//! where the rounder is the finer to its own significant digits.

use crate::evidence::Evidence;
use crate::say::Say;
use crate::term::Term;
use crate::ties::Ties;
use juyan_catalogue::{Identity, IdentityKind};
use juyan_model::{Claim, ClaimKind, ClaimOrigin, Figure, FigureId, Finding, Role, Severity};
use std::collections::BTreeMap;

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let identities = evidence.catalogue.identities.iter();
    let alike: Vec<&Identity> = identities
        .filter(|identity| identity.kind == IdentityKind::Alike)
        .collect();
    let mut by_indicator: BTreeMap<&str, Vec<Term<'_>>> = BTreeMap::new();
    for (position, figure) in evidence.figures.iter().enumerate() {
        let Some(indicator) = figure
            .indicator
            .as_deref()
            .filter(|_| figure.role == Role::Level && figure.approx.is_none())
        else {
            continue;
        };
        let term = Term::new(FigureId(position), evidence.figures, evidence.catalogue);
        by_indicator
            .entry(measured(indicator, &alike))
            .or_default()
            .extend(term.filter(|term| !term.is_ratio() && !term.is_exact()));
    }
    let ties = Ties::of(evidence.claims);
    let pairs = by_indicator.values().flat_map(|terms| terms.windows(2));
    let untied = pairs.filter_map(|pair| double(pair, &ties, say));
    let told = evidence.refuted().filter_map(|(claim, judgement)| {
        let (first, second) = looks_rounded(evidence, claim)?;
        let mut finding = ask(first, second, say);
        finding.claim = Some(judgement.claim);
        Some(finding)
    });
    untied.chain(told).collect()
}

/// The dimension of a row that is a region.
const REGION: &str = "region";

/// The indicator under whose name `indicator` may be told as well, else itself.
fn measured<'a>(indicator: &'a str, alike: &[&'a Identity]) -> &'a str {
    let other = alike
        .iter()
        .find(|identity| identity.parts.iter().any(|part| part == indicator));
    other.map_or(indicator, |identity| &identity.total)
}

/// The two figures of a claim that may only be possible, of which one looks like the other, rounded.
pub(super) fn looks_rounded<'a>(evidence: &Evidence<'a>, claim: &Claim) -> Option<(&'a Figure, &'a Figure)> {
    let possible = claim.kind == ClaimKind::Same && claim.origin == ClaimOrigin::Possible;
    let [first, second] = claim.members.as_slice() else {
        return None;
    };
    let (first, second) = (
        evidence.build().term(first.figure).ok()?,
        evidence.build().term(second.figure).ok()?,
    );
    // Things that are counted one by one are not told in round numbers.
    let counted = first.is_exact() || second.is_exact();
    let alike = possible && first.measure.kind.is_alike(second.measure.kind) && !first.is_ratio() && !counted;
    let rounded = alike && (rounds_to(&first, &second) || rounds_to(&second, &first));
    rounded
        .then_some(())
        .and(first.figure.zip(second.figure))
        .map(|((_, first), (_, second))| (first, second))
}

fn ask(first: &Figure, second: &Figure, say: Say) -> Finding {
    let finding = Finding::new("J0402", Severity::Question, vec![first.span, second.span]);
    finding
        .with("first", say.figure(first))
        .with("second", say.figure(second))
}

/// Two neighbours of one indicator that may be one.
fn double(pair: &[Term<'_>], ties: &Ties<'_>, say: Say) -> Option<Finding> {
    let [first, second] = pair else { return None };
    let ((id, a), (other, b)) = (first.figure?, second.figure?);
    let alike = first.measure.kind.is_alike(second.measure.kind)
        && a.mode == b.mode
        && same_time(a, b)
        // 东城区 and 西城区, in rows of one table: what tells them apart is told.
        && a.dimensions.get(REGION) == b.dimensions.get(REGION)
        && a.sentence != b.sentence;
    if !alike
        || first.nominal == second.nominal
        || ties.are_tied([id, other].into_iter())
        || !(rounds_to(first, second) || rounds_to(second, first))
    {
        return None;
    }
    Some(ask(a, b, say))
}

fn same_time(a: &Figure, b: &Figure) -> bool {
    matches!((a.period, b.period), (Some(a), Some(b)) if a.to == b.to)
}

/// Whether `fine` comes to `round` when it is rounded to the digits of `round` that are not trailing zeros.
fn rounds_to(fine: &Term<'_>, round: &Term<'_>) -> bool {
    let Some(printed) = round.printed() else {
        return false;
    };
    let unit = printed.last_significant_digit() * &round.measure.factor;
    let gap = (&fine.nominal - &round.nominal).abs();
    unit > printed.last_digit() * &round.measure.factor && &gap + &gap <= unit
}
