//! J0306: a growth rate is not what the two levels come to. That points are told in per cent is J0712's.

use super::percent_for_points::is_points;
use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let claims = evidence.wrong(&[ClaimKind::Growth, ClaimKind::Multiple, ClaimKind::MeanGrowth]);
    claims
        .filter(|(claim, _)| !is_points(evidence, claim))
        .map(|(claim, judgement)| evidence.about("J0306", claim, judgement, say))
        .collect()
}
