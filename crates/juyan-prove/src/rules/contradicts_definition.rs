//! J0313: figures contradict what holds by definition.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence.say_wrong("J0313", &[ClaimKind::Identity], say)
}
