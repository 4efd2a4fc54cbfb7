//! J0302: a part is more than the whole that holds it.
//!
//! A total that runs since earlier and is less than what was added lately is J0202's. Two parts may overlap (其中 by trade,
//! 其中 by owner): that they exceed the whole together is only asked about. Three and more that are told in one breath hardly
//! do, so these are most likely wrong.

use super::cumulative_below_current::is_running;
use crate::equation::Equation;
use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding, MemberRole, Severity};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let claims = evidence.wrong(&[ClaimKind::SumPartial]);
    claims
        .filter(|(claim, _)| !is_running(evidence, claim))
        .map(|(claim, judgement)| {
            let mut finding = evidence.about("J0302", claim, judgement, say);
            let alone = evidence
                .build()
                .equation(claim)
                .is_ok_and(|equation| one_exceeds(&equation));
            if !alone {
                let many = claim.of(MemberRole::Part).count() >= 3;
                let highest = if many {
                    Severity::Warning
                } else {
                    Severity::Question
                };
                finding.severity = finding.severity.min(highest);
            }
            finding
        })
        .collect()
}

/// Whether one part alone exceeds the whole.
fn one_exceeds(equation: &Equation<'_>) -> bool {
    equation.operands.iter().any(|part| {
        let alone = Equation {
            operands: vec![part.clone()],
            ..equation.clone()
        };
        alone.roundings().is_empty()
    })
}
