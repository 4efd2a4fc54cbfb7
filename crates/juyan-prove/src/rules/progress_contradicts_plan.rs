//! J0601: a progress is not what was done ÷ the plan.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{Claim, ClaimKind, Finding, MemberRole, Mode};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let kinds = &[ClaimKind::Progress, ClaimKind::Ratio];
    let plans = evidence
        .wrong(kinds)
        .filter(|(claim, _)| is_progress(evidence, claim));
    plans
        .map(|(claim, judgement)| evidence.about("J0601", claim, judgement, say))
        .collect()
}

/// Whether `claim` measures what is done by what was planned, whichever kind it is of.
pub(super) fn is_progress(evidence: &Evidence<'_>, claim: &Claim) -> bool {
    let mode = |role| {
        claim
            .one(role)
            .and_then(|id| evidence.figure(id))
            .map(|figure| figure.mode)
    };
    let against_plan = mode(MemberRole::Denominator) == Some(Mode::Plan)
        && mode(MemberRole::Numerator) == Some(Mode::Actual);
    claim.kind == ClaimKind::Progress || against_plan
}
