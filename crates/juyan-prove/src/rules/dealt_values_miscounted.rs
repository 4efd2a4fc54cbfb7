//! J0323: there are not as many values as things to which they are dealt out.

use super::list_miscounted::counted;
use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence
        .wrong(&[ClaimKind::Dealt])
        .map(|(claim, judgement)| counted(evidence, "J0323", claim, judgement, say))
        .collect()
}
