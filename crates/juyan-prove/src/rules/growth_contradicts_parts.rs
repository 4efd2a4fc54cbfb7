//! J0316: the growth of a whole is not what the levels and growths of its parts come to.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence.say_wrong("J0316", &[ClaimKind::GrowthByParts], say)
}
