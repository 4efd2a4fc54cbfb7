//! J0401: the same figure is told twice, differently.
//!
//! Where one looks like the other, rounded, it is J0402's. A warning where the text says that it is the same; a question where only its words are alike.

use super::possible_double_statement::looks_rounded;
use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, ClaimOrigin, Finding, MemberRole, Premise, Severity};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence
        .refuted()
        .filter(|(claim, _)| claim.kind == ClaimKind::Same && looks_rounded(evidence, claim).is_none())
        .map(|(claim, judgement)| {
            let told = claim
                .of(MemberRole::Figure)
                .filter_map(|id| evidence.figure(id))
                .map(|figure| say.figure(figure));
            let mut finding = evidence
                .about("J0401", claim, judgement, say)
                .with("figures", told.collect::<Vec<_>>().join("、"));
            let plain =
                claim.origin == ClaimOrigin::Stated && judgement.premise != Some(Premise::RoundedDifferently);
            finding.severity = if plain {
                Severity::Warning
            } else {
                Severity::Question
            };
            finding
        })
        .collect()
}
