//! J0315: the arithmetic holds only if its figures were rounded in different ways.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding, Premise};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence
        .refuted()
        .filter(|(claim, judgement)| {
            judgement.premise == Some(Premise::RoundedDifferently) && claim.kind != ClaimKind::Same
        })
        .map(|(claim, judgement)| evidence.about("J0315", claim, judgement, say))
        .collect()
}
