//! J0310: the arithmetic holds only if digits were cut off instead of rounded.
//!
//! Not of the same figure told twice: who repeats a figure with fewer digits may well cut them. That points are told in per cent is J0712's.

use super::percent_for_points::is_points;
use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding, MemberRole, Premise, Severity, Verdict};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let cut = evidence.judged().filter(|(claim, judgement)| {
        let proved = judgement.verdict == Verdict::Proved && judgement.premise == Some(Premise::DigitsCutOff);
        proved
            && claim.kind != ClaimKind::Same
            && !(claim.kind == ClaimKind::Growth && is_points(evidence, claim))
    });
    cut.map(|(claim, judgement)| {
        let result = [
            MemberRole::Ratio,
            MemberRole::Total,
            MemberRole::Result,
            MemberRole::Part,
        ];
        let printed = result.iter().find_map(|role| evidence.figure(claim.one(*role)?));
        let mut finding = Finding::new("J0310", Severity::Question, evidence.spans(claim))
            .with("arithmetic", judgement.arithmetic.clone())
            .with(
                "printed",
                printed.map(|figure| say.figure(figure)).unwrap_or_default(),
            );
        finding.arithmetic.clone_from(&judgement.arithmetic);
        finding.claim = Some(judgement.claim);
        finding
    })
    .collect()
}
