//! J0712: per cent said of a rate's own move where the arithmetic is that of points: 由34.8%提高到37.1%，提升2.3%.
//!
//! What words alone show of this is read by the rules about wording.

use crate::equation::{Equation, Form};
use crate::evidence::Evidence;
use crate::say::Say;
use crate::term::Term;
use juyan_model::{Claim, ClaimKind, Finding, Judgement, MemberRole, Premise, Severity};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let cut = |judgement: &Judgement| judgement.premise == Some(Premise::DigitsCutOff);
    let cut = evidence
        .judged()
        .filter(|(claim, judgement)| claim.kind == ClaimKind::Growth && cut(judgement));
    evidence
        .wrong(&[ClaimKind::Growth])
        .chain(cut)
        .filter(|(claim, _)| is_points(evidence, claim))
        .filter_map(|(claim, judgement)| {
            let told = evidence.figure(claim.one(MemberRole::Ratio)?)?;
            let spans = evidence.spans(claim);
            let mut finding =
                Finding::new("J0712", Severity::Warning, spans).with("printed", say.figure(told));
            finding.arithmetic.clone_from(&judgement.arithmetic);
            finding.claim = Some(judgement.claim);
            Some(finding)
        })
        .collect()
}

/// Whether a growth from rate to rate is their difference, which is likelier than a growth the digits of which were cut off.
pub(super) fn is_points(evidence: &Evidence<'_>, claim: &Claim) -> bool {
    let Ok(growth) = evidence.build().equation(claim) else {
        return false;
    };
    let rates = growth.form == Form::Growth && growth.operands.iter().all(Term::is_ratio);
    let points = Equation {
        form: Form::Difference,
        ..growth
    };
    rates && !points.roundings().is_empty()
}
