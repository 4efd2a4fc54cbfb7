//! Everything that a rule may look at, and the run through all rules.

use crate::build::Build;
use crate::rules;
use crate::say::Say;
use juyan_catalogue::Catalogue;
use juyan_model::{
    Claim, ClaimKind, ClaimOrigin, Figure, FigureId, Finding, Judgement, Period, Premise, Severity, Span,
    Verdict,
};

/// What is known of a document: its figures, the claims between them, and what these came to.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The figures, in text order.
    pub figures: &'a [Figure],
    /// The claims.
    pub claims: &'a [Claim],
    /// What [`crate::judge`] said of them.
    pub judgements: &'a [Judgement],
    /// The vocabulary.
    pub catalogue: &'a Catalogue,
    /// The period that the report is about, where it is known.
    pub period: Option<Period>,
}

/// What is wrong with the figures, rule by rule; in the order of the text.
pub fn findings(evidence: &Evidence<'_>) -> Vec<Finding> {
    let say = Say::new(evidence.catalogue);
    let mut found: Vec<Finding> = rules::ALL.iter().flat_map(|rule| rule(evidence, say)).collect();
    found.sort_by(|a, b| a.spans.cmp(&b.spans).then_with(|| a.rule.cmp(&b.rule)));
    found.dedup();
    gravest(found)
}

/// Of findings about the very same figures the gravest, of two as grave the first: they tell one contradiction twice.
fn gravest(found: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::with_capacity(found.len());
    for finding in found {
        let before = kept.last_mut().filter(|last| last.spans == finding.spans);
        match before {
            Some(before) if before.severity < finding.severity => *before = finding,
            Some(_) => {}
            None => kept.push(finding),
        }
    }
    kept
}

impl<'a> Evidence<'a> {
    /// The figure `id`.
    pub(crate) fn figure(&self, id: FigureId) -> Option<&'a Figure> {
        self.figures.get(id.0)
    }

    /// For building equations anew.
    pub(crate) const fn build(&self) -> Build<'a> {
        Build {
            figures: self.figures,
            claims: self.claims,
            catalogue: self.catalogue,
        }
    }

    /// The refuted claims with their judgements.
    pub(crate) fn refuted(&self) -> impl Iterator<Item = (&'a Claim, &'a Judgement)> + use<'a> {
        self.judged()
            .filter(|(_, judgement)| judgement.verdict == Verdict::Refuted)
    }

    /// The refuted claims of `kinds` that no premise saves, so that they are simply wrong.
    pub(crate) fn wrong(
        &self,
        kinds: &'static [ClaimKind],
    ) -> impl Iterator<Item = (&'a Claim, &'a Judgement)> + use<'a> {
        self.refuted().filter(move |(claim, judgement)| {
            let saved = matches!(
                judgement.premise,
                Some(Premise::RoundedDifferently | Premise::OtherScale { .. } | Premise::OtherFigure { .. })
            );
            kinds.contains(&claim.kind) && !saved
        })
    }

    /// What `rule` says of each refuted claim of `kinds` that no premise saves.
    pub(crate) fn say_wrong(&self, rule: &str, kinds: &'static [ClaimKind], say: Say) -> Vec<Finding> {
        self.wrong(kinds)
            .map(|(claim, judgement)| self.about(rule, claim, judgement, say))
            .collect()
    }

    /// All claims with their judgements.
    pub(crate) fn judged(&self) -> impl Iterator<Item = (&'a Claim, &'a Judgement)> + use<'a> {
        let claims = self.claims;
        self.judgements
            .iter()
            .filter_map(move |judgement| Some((claims.get(judgement.claim)?, judgement)))
    }

    /// The spans of a claim's members, each once: what several things have is a part as often as there are things.
    pub(crate) fn spans(&self, claim: &Claim) -> Vec<Span> {
        let told = claim.told.iter().map(|told| told.span);
        let members = claim.members.iter();
        let members = members.filter_map(|member| Some(self.figure(member.figure)?.span));
        let mut spans: Vec<Span> = members.chain(told).collect();
        spans.dedup();
        spans
    }

    /// A finding of `rule` about a refuted claim.
    pub(crate) fn about(&self, rule: &str, claim: &Claim, judgement: &Judgement, say: Say) -> Finding {
        let mut finding = Finding::new(rule, self.severity(claim, judgement), self.spans(claim));
        finding.arithmetic.clone_from(&judgement.arithmetic);
        finding.claim = Some(judgement.claim);
        finding = finding.with("arithmetic", judgement.arithmetic.clone());
        if let Ok(equation) = self.build().equation(claim) {
            finding = finding
                .with("printed", say.result(&equation))
                .with("left", say.left(&equation));
            if let Some((computed, exact)) = say.computed(&equation) {
                let reckoned = format!(
                    "{} {} {computed}",
                    say.left(&equation),
                    if exact { "=" } else { "≈" }
                );
                finding = finding.with("reckoned", reckoned);
            }
        }
        finding
    }

    /// How grave a refuted claim is. What the sentence itself says and no rounding explains is wrong whatever was meant;
    /// what is only implied, or told roughly, is most likely wrong; what may not have been meant, or holds on a premise
    /// that the text does not exclude, only the drafter can tell.
    pub(crate) fn severity(&self, claim: &Claim, judgement: &Judgement) -> Severity {
        let mild = matches!(
            judgement.premise,
            Some(Premise::RoundedDifferently | Premise::DigitsCutOff | Premise::UnknownBasis)
        );
        let loose = self
            .build()
            .equation(claim)
            .is_ok_and(|equation| equation.is_loose());
        match claim.origin {
            _ if mild => Severity::Question,
            ClaimOrigin::Possible => Severity::Question,
            ClaimOrigin::Stated if !loose => Severity::Error,
            ClaimOrigin::Implied | ClaimOrigin::Definition if loose => Severity::Question,
            ClaimOrigin::Stated | ClaimOrigin::Implied | ClaimOrigin::Definition => Severity::Warning,
        }
    }
}
