//! J0302: a part is more than the whole that holds it.
//!
//! A total that runs since earlier and is less than what was added lately is J0202's. Whether two parts may overlap (其中 by
//! trade, 其中 by owner) the words tell, and with them the claim's origin; they are more than their whole only together, so that it is most likely
//! wrong and not surely.

use super::cumulative_below_current::is_running;
use crate::equation::Equation;
use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding, Severity};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let claims = evidence.wrong(&[ClaimKind::SumPartial]);
    claims
        .filter(|(claim, _)| !is_running(evidence, claim))
        .map(|(claim, judgement)| {
            let mut finding = evidence.about("J0302", claim, judgement, say);
            let equation = evidence.build().equation(claim);
            if !equation.is_ok_and(|equation| one_exceeds(&equation)) {
                finding.severity = finding.severity.min(Severity::Warning);
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
