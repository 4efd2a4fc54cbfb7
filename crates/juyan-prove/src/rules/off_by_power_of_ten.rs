//! J0201: a figure is exactly ten, a hundred, a thousand or ten thousand times off what its own sum, share or growth
//! implies: a point, a scale word or a unit has slipped.

use crate::equation::{Equation, Relation};
use crate::evidence::Evidence;
use crate::premise;
use crate::say::{self, Say};
use juyan_model::{ClaimKind, FigureId, Finding, Premise, Severity, Verdict};

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let slipped = evidence
        .refuted()
        .filter(|(claim, _)| claim.kind != ClaimKind::Same)
        .filter_map(|(claim, judgement)| {
            let Some(Premise::OtherScale { figure, power }) = judgement.premise else {
                return None;
            };
            let mut finding = evidence.about("J0201", claim, judgement, say);
            // That another average comes out as exactly ten or a hundred times what is printed is no accident.
            if claim.kind == ClaimKind::Average {
                finding.severity = finding.severity.max(Severity::Warning);
            }
            told(evidence, say, finding, figure, power)
        });
    slipped.chain(odd_parts(evidence, say)).collect()
}

fn told(evidence: &Evidence<'_>, say: Say, finding: Finding, figure: FigureId, power: i8) -> Option<Finding> {
    let times = 10_u64.checked_pow(u32::from(power.unsigned_abs()))?;
    Some(
        finding
            .with("figure", say.figure(evidence.figure(figure)?))
            .with("times", times.to_string()),
    )
}

/// Lists that leave something of their whole, and would leave nothing if one odd part were larger. Nothing is refuted, so
/// it is asked.
fn odd_parts<'e>(evidence: &'e Evidence<'_>, say: Say) -> impl Iterator<Item = Finding> + 'e {
    let partial = evidence.judged().filter(|(claim, judgement)| {
        claim.kind == ClaimKind::SumPartial && judgement.verdict == Verdict::Proved
    });
    partial.filter_map(move |(claim, judgement)| {
        let equation = evidence.build().equation(claim).ok()?;
        let (figure, power) = premise::odd_part(&equation)?;
        let equal = Equation {
            relation: Relation::Equal,
            ..equation
        };
        let arithmetic = say::equation(say, &equal, false);
        let mut finding = Finding::new("J0201", Severity::Question, evidence.spans(claim));
        finding.arithmetic.clone_from(&arithmetic);
        finding.claim = Some(judgement.claim);
        told(
            evidence,
            say,
            finding.with("arithmetic", arithmetic),
            figure,
            power,
        )
    })
}
