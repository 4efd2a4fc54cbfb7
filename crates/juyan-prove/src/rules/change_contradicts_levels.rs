//! J0307: a rise or fall is not what the two levels come to.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{Claim, ClaimKind, Finding, MemberRole, Role};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let kinds = &[ClaimKind::Change, ClaimKind::Difference];
    let changes = evidence
        .wrong(kinds)
        .filter(|(claim, _)| is_change(evidence, claim));
    changes
        .map(|(claim, judgement)| evidence.about("J0307", claim, judgement, say))
        .collect()
}

/// Whether the result of `claim` tells a change, whichever kind the claim is of.
pub(super) fn is_change(evidence: &Evidence<'_>, claim: &Claim) -> bool {
    let result = claim.one(MemberRole::Result).and_then(|id| evidence.figure(id));
    claim.kind == ClaimKind::Change || result.is_some_and(|figure| figure.role == Role::Change)
}
