//! J0322: something is said to rise and is less than before, or to fall and is more.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence.say_wrong("J0322", &[ClaimKind::Direction], say)
}
