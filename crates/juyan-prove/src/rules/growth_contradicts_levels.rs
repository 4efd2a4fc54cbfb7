//! J0306: a growth rate is not what the two levels come to. That points are told in per cent is J0712's.
//!
//! A rate may stand against both levels and against what was added; that is one slip, told by the levels.

use super::percent_for_points::is_points;
use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, FigureId, Finding, MemberRole};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let claims = evidence.wrong(&[ClaimKind::Growth, ClaimKind::Multiple, ClaimKind::MeanGrowth]);
    let mut claims: Vec<_> = claims.filter(|(claim, _)| !is_points(evidence, claim)).collect();
    claims.sort_by_key(|(claim, _)| claim.one(MemberRole::Denominator).is_none());
    let mut told: Vec<FigureId> = Vec::new();
    claims.retain(|(claim, _)| {
        let rate = claim.one(MemberRole::Ratio);
        let is_new = rate.is_none_or(|rate| !told.contains(&rate));
        told.extend(rate);
        is_new
    });
    let findings = claims.into_iter();
    findings
        .map(|(claim, judgement)| evidence.about("J0306", claim, judgement, say))
        .collect()
}
