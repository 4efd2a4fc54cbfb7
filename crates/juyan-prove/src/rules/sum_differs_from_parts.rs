//! J0301: the parts do not come to the total.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let sums = evidence
        .refuted()
        .filter(|(claim, _)| claim.kind == ClaimKind::Sum);
    sums.map(|(claim, judgement)| evidence.about("J0301", claim, judgement, say))
        .collect()
}
