//! J0304: a printed difference is not what its operands come to.
//!
//! A rise or fall is J0307's.

use super::change_contradicts_levels::is_change;
use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let differences = evidence
        .wrong(&[ClaimKind::Difference])
        .filter(|(claim, _)| !is_change(evidence, claim));
    differences
        .map(|(claim, judgement)| evidence.about("J0304", claim, judgement, say))
        .collect()
}
