//! Shares that were rounded so that they come to 100%, as is the custom for the structure of an economy: 22.04%, 37.82% and
//! 40.14% are printed as 22.0, 37.8 and 40.2, since 22.0, 37.8 and 40.1 would be 99.9.

use crate::build::Build;
use crate::equation::Equation;
use juyan_model::{Claim, ClaimKind, FigureId, Judgement, MemberRole, Premise, Rational, Rounding, Verdict};
use rustc_hash::FxHashMap;

/// Proves the refuted shares of wholes that come to 100% where rounding each by itself would not have: then one of them has
/// to be the next digit, up or down.
pub(crate) fn settle(build: Build<'_>, claims: &[Claim], judgements: &mut [Judgement]) {
    let refuted: FxHashMap<FigureId, usize> = judgements
        .iter()
        .enumerate()
        .filter(|(_, judgement)| judgement.verdict == Verdict::Refuted)
        .filter_map(|(place, judgement)| Some((share_of(claims, judgement)?, place)))
        .collect();
    if refuted.is_empty() {
        return;
    }
    let ratios: FxHashMap<FigureId, &Claim> = claims
        .iter()
        .filter(|claim| claim.kind == ClaimKind::Ratio)
        .filter_map(|claim| Some((claim.one(MemberRole::Ratio)?, claim)))
        .collect();
    let mut whole = Vec::new();
    for judgement in judgements.iter().filter(|one| one.verdict == Verdict::Proved) {
        let composition = claims
            .get(judgement.claim)
            .filter(|claim| claim.kind == ClaimKind::Composition);
        let Some(composition) = composition else { continue };
        let parts: Vec<FigureId> = composition.of(MemberRole::Part).collect();
        if parts.iter().any(|part| refuted.contains_key(part))
            && apportions(build, &parts, &ratios) == Some(true)
        {
            whole.extend(parts);
        }
    }
    for part in whole {
        let place = refuted.get(&part);
        if let Some(judgement) = place.and_then(|place| judgements.get_mut(*place)) {
            judgement.verdict = Verdict::Proved;
            judgement.premise = Some(Premise::RoundedDifferently);
        }
    }
}

/// The share that a judged ratio is of.
fn share_of(claims: &[Claim], judgement: &Judgement) -> Option<FigureId> {
    let claim = claims.get(judgement.claim)?;
    (claim.kind == ClaimKind::Ratio)
        .then(|| claim.one(MemberRole::Ratio))
        .flatten()
}

/// Whether the parts are printed so that they come to 100%, which the nearest digits do not: as few of them as it takes are
/// the digit above what they come to, where the nearest are too little, or below, where these are too much.
fn apportions(build: Build<'_>, parts: &[FigureId], ratios: &FxHashMap<FigureId, &Claim>) -> Option<bool> {
    let (mut printed, mut nearest, mut moved) = (Rational::zero(), Rational::zero(), Rational::zero());
    for part in parts {
        let equation = build.equation(ratios.get(part)?).ok()?;
        let share = equation.nominal()?;
        let digit = digit(&equation)?;
        let result = &equation.result.nominal;
        if (&share - result).abs() >= digit {
            return Some(false);
        }
        let own = (share.checked_div(&digit)? + Rational::fraction(1, 2)).floor() * &digit;
        printed = printed + result;
        moved = moved + (result - &own).abs();
        nearest = nearest + own;
    }
    let missing = (&printed - &nearest).abs();
    Some(printed == Rational::one() && missing.is_positive() && moved == missing)
}

/// What one in the last printed digit of the result is worth.
fn digit(equation: &Equation<'_>) -> Option<Rational> {
    let interval = equation.result.interval(Rounding::HalfUp);
    let (low, high) = (interval.low?, interval.high?);
    Some(high.0 - low.0).filter(Rational::is_positive)
}
