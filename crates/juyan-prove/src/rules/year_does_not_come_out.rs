//! J0321: a year is not the year that its ordinal, anniversary or heading implies.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence.say_wrong("J0321", &[ClaimKind::Calendar], say)
}
