//! J0308: an average is not total ÷ count.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence.say_wrong("J0308", &[ClaimKind::Average], say)
}
