//! J0503: the same fact was told differently: by another paper on the same period, or by what the registers come to.

use super::truths::may_agree;
use super::{Case, Prior, about, revised_without_notice};
use juyan_model::{Finding, Mode, Severity};

pub(super) fn find(case: &Case<'_>) -> Vec<Finding> {
    let actual = case
        .bound()
        .filter(|(told, _)| told.fact.key.mode == Mode::Actual);
    actual
        .filter_map(|(told, _)| {
            if revised_without_notice::is_past(case, told) {
                return None;
            }
            let fits = |prior: &Prior| may_agree(&told.fact, &prior.fact);
            let (prior, witness) = case.contradicted(&told.fact.key, fits)?;
            let severity = witness.severity(if told.gives_notice {
                Severity::Note
            } else {
                Severity::Warning
            });
            // The words before a paper's figure say where in it that stands.
            let place = match prior.sentence.as_str() {
                "" => prior.clone(),
                words => Prior {
                    said: words.to_owned(),
                    ..prior.clone()
                },
            };
            let mut finding = about("J0503", severity, told, &place);
            finding.arithmetic = format!("{} ≠ {}", told.said, prior.said);
            Some(finding)
        })
        .collect()
}
