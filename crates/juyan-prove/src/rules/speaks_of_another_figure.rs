//! J0314: the arithmetic does not hold with this figure, but does with another that stands near.
//!
//! Marked are what is printed for the result and the figure that does not fit: the others may be right, and stand in
//! other arithmetic that holds. The shares 73.35% and 26.65% that are told of a debt of 266.63亿元 are those of its bonds, 263.53亿元.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{Finding, MemberRole, Premise};

/// What a result may be called.
const RESULTS: [MemberRole; 3] = [MemberRole::Ratio, MemberRole::Result, MemberRole::Total];

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence
        .refuted()
        .filter_map(|(claim, judgement)| {
            let Some(Premise::OtherFigure { figure, instead }) = judgement.premise else {
                return None;
            };
            let (told, instead) = (evidence.figure(figure)?, evidence.figure(instead)?);
            let mut finding = evidence.about("J0314", claim, judgement, say);
            let result = RESULTS
                .iter()
                .find_map(|role| claim.one(*role))
                .filter(|result| *result != figure);
            if let Some(result) = result.and_then(|id| evidence.figure(id)) {
                finding.spans = vec![result.span, told.span];
                finding.spans.sort_unstable();
            }
            Some(
                finding
                    .with("figure", say.figure(told))
                    .with("instead", say.figure(instead)),
            )
        })
        .collect()
}
