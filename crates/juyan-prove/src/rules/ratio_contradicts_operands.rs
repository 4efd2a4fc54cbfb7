//! J0303: a printed ratio is not what its operands come to.
//!
//! What is done of a plan is J0601's.

use super::progress_contradicts_plan::is_progress;
use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let kinds = &[ClaimKind::Ratio, ClaimKind::CountRate];
    let both = evidence
        .wrong(kinds)
        .filter(|(claim, _)| claim.members.len() > 2 && !is_progress(evidence, claim));
    both.map(|(claim, judgement)| evidence.about("J0303", claim, judgement, say))
        .collect()
}
