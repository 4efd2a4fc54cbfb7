//! J0401: the same figure is told twice, differently.
//!
//! A warning where the text says that it is the same; a question where only its words are alike.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, ClaimOrigin, Finding, MemberRole, Premise, Severity};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence
        .refuted()
        .filter(|(claim, _)| claim.kind == ClaimKind::Same)
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
