//! J0323: the growth of a whole is not between the growths of all its parts.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence.say_wrong("J0323", &[ClaimKind::Between], say)
}
