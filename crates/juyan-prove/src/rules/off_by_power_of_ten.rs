//! J0201: a figure is exactly ten, a hundred, a thousand or ten thousand times off what its own sum, share or growth
//! implies: a point, a scale word or a unit has slipped.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{ClaimKind, Finding, Premise};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence
        .refuted()
        .filter(|(claim, _)| claim.kind != ClaimKind::Same)
        .filter_map(|(claim, judgement)| {
            let Some(Premise::OtherScale { figure, power }) = judgement.premise else {
                return None;
            };
            let times = 10_u64.checked_pow(u32::from(power.unsigned_abs()))?;
            let finding = evidence.about("J0201", claim, judgement, say);
            Some(
                finding
                    .with("figure", say.figure(evidence.figure(figure)?))
                    .with("times", times.to_string()),
            )
        })
        .collect()
}
