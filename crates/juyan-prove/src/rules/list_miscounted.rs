//! J0320: a printed number of things is not the number of things listed beside it.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{Claim, ClaimKind, Finding, Judgement, MemberRole, Told};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let claims = evidence.wrong(&[ClaimKind::Enumeration, ClaimKind::EnumerationPartial]);
    claims
        .filter(|(claim, _)| is_slip(claim))
        .map(|(claim, judgement)| counted(evidence, "J0320", claim, judgement, say))
        .collect()
}

/// Whether the number looks like one that was forgotten when the list changed. Of a list behind its number it always does;
/// a list before it must be long enough to be one, and one thing off: 惠企、惠民8条措施 counts the measures and lists none.
fn is_slip(claim: &Claim) -> bool {
    const LIST: usize = 3;
    let Some(total) = total(claim) else { return false };
    let parts: Vec<&Told> = parts(claim).collect();
    let behind = parts.iter().all(|part| part.span.start >= total.span.end);
    let off = usize::try_from(total.value)
        .unwrap_or_default()
        .abs_diff(parts.len());
    behind || (parts.len() >= LIST && off == 1)
}

fn total(claim: &Claim) -> Option<&Told> {
    claim.told.iter().find(|told| told.role == MemberRole::Total)
}

fn parts(claim: &Claim) -> impl Iterator<Item = &Told> {
    claim.told.iter().filter(|told| told.role == MemberRole::Part)
}

/// What `rule` says of a refuted claim, with how many things are listed and what number is told.
pub(super) fn counted(
    evidence: &Evidence<'_>,
    rule: &str,
    claim: &Claim,
    judgement: &Judgement,
    say: Say,
) -> Finding {
    let printed = total(claim).map_or(0, |told| told.value);
    let listed = parts(claim).count();
    let mut finding = evidence
        .about(rule, claim, judgement, say)
        .with("listed", listed.to_string())
        .with("printed", printed.to_string());
    finding.arithmetic = format!("{listed} ≠ {printed}");
    finding
}
