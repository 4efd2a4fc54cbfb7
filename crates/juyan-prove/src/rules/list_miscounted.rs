//! J0320: a printed number of things is not the number of things listed beside it.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding, MemberRole};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let claims = evidence.wrong(&[ClaimKind::Enumeration, ClaimKind::EnumerationPartial]);
    claims
        .map(|(claim, judgement)| {
            let printed = claim.told.iter().find(|told| told.role == MemberRole::Total);
            let listed = claim
                .told
                .iter()
                .filter(|told| told.role == MemberRole::Part)
                .count();
            evidence
                .about("J0320", claim, judgement, say)
                .with("listed", listed.to_string())
                .with("printed", printed.map_or(0, |told| told.value).to_string())
        })
        .collect()
}
