//! J0320: a printed number of things is not the number of things listed beside it.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{Claim, ClaimKind, Finding, Judgement, MemberRole};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    counted(
        evidence,
        "J0320",
        &[ClaimKind::Enumeration, ClaimKind::EnumerationPartial],
        say,
    )
}

/// What `rule` says of the refuted claims of `kinds`, with how many things are listed and what number is told.
pub(super) fn counted(
    evidence: &Evidence<'_>,
    rule: &str,
    kinds: &'static [ClaimKind],
    say: Say,
) -> Vec<Finding> {
    let finding = |(claim, judgement): (&Claim, &Judgement)| {
        let printed = claim.told.iter().find(|told| told.role == MemberRole::Total);
        let listed = claim
            .told
            .iter()
            .filter(|told| told.role == MemberRole::Part)
            .count();
        evidence
            .about(rule, claim, judgement, say)
            .with("listed", listed.to_string())
            .with("printed", printed.map_or(0, |told| told.value).to_string())
    };
    evidence.wrong(kinds).map(finding).collect()
}
