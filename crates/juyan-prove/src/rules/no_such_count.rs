//! J0309: no whole number gives the printed rate of the printed count.
//!
//! Whether the two belong together at all is not certain where one count is absent, so it is asked.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding, MemberRole, Severity};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let word = |id| {
        evidence
            .figure(id)
            .map(|figure| say.figure(figure))
            .unwrap_or_default()
    };
    evidence
        .wrong(&[ClaimKind::CountRate])
        .filter(|(claim, _)| claim.members.len() <= 2)
        .map(|(claim, judgement)| {
            let count = claim
                .one(MemberRole::Denominator)
                .or(claim.one(MemberRole::Numerator));
            let mut finding = Finding::new("J0309", Severity::Question, evidence.spans(claim))
                .with("arithmetic", judgement.arithmetic.clone())
                .with("rate", claim.one(MemberRole::Ratio).map(word).unwrap_or_default())
                .with("count", count.map(word).unwrap_or_default());
            finding.arithmetic.clone_from(&judgement.arithmetic);
            finding.claim = Some(judgement.claim);
            finding
        })
        .collect()
}
