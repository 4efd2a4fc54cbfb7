//! J0306: a growth rate is not what the two levels come to.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence.say_wrong(
        "J0306",
        &[ClaimKind::Growth, ClaimKind::Multiple, ClaimKind::MeanGrowth],
        say,
    )
}
