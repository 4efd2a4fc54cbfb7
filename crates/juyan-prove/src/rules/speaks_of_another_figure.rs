//! J0314: the arithmetic does not hold with this figure, but does with another that stands near.
//!
//! The shares 73.35% and 26.65% that are told of a debt of 266.63亿元 are those of its bonds, 263.53亿元.

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::{Finding, Premise};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    evidence
        .refuted()
        .filter_map(|(claim, judgement)| {
            let Some(Premise::OtherFigure { figure, instead }) = judgement.premise else {
                return None;
            };
            let (figure, instead) = (evidence.figure(figure)?, evidence.figure(instead)?);
            let mut finding = evidence.about("J0314", claim, judgement, say);
            finding.spans.push(instead.span);
            finding.spans.sort_unstable();
            Some(
                finding
                    .with("figure", say.figure(figure))
                    .with("instead", say.figure(instead)),
            )
        })
        .collect()
}
