//! J0403: a ratio takes what was done from a sentence about the whole and the plan from one about a part.
//!
//! 33% of the investment of 18 projects is reckoned on a plan that another sentence gives for the 17 begun ones: does the
//! plan cover 17 or 18? Only the drafter knows.

use crate::evidence::Evidence;
use crate::say::Say;
use crate::ties::Ties;
use juyan_model::{Claim, ClaimKind, Figure, FigureId, Finding, MemberRole, Severity, Span};

/// How many figures of a sentence are looked through on either side.
const NEAR: usize = 40;

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let ties = Ties::of(evidence.claims);
    evidence
        .judged()
        .filter(|(claim, _)| matches!(claim.kind, ClaimKind::Ratio | ClaimKind::Progress))
        .filter_map(|(claim, judgement)| {
            let (above, below) = (
                claim.one(MemberRole::Numerator)?,
                claim.one(MemberRole::Denominator)?,
            );
            let (whole, part) = part_told_apart(evidence, &ties, above, below)?;
            let rate = evidence.figure(claim.one(MemberRole::Ratio)?)?;
            let (done, plan) = (evidence.figure(above)?, evidence.figure(below)?);
            let spans = vec![rate.span, done.span, plan.span, whole.span, part.span];
            let mut finding = Finding::new("J0403", Severity::Question, spans)
                .with("rate", say.figure(rate))
                .with("plan", say.figure(plan))
                .with("whole", say.figure(whole))
                .with("part", say.figure(part));
            finding.arithmetic.clone_from(&judgement.arithmetic);
            finding.claim = Some(judgement.claim);
            Some(finding)
        })
        .collect()
}

/// The whole of which a figure beside `above` is a part, and that part where the sentence of `below` speaks of it.
fn part_told_apart<'a>(
    evidence: &Evidence<'a>,
    ties: &Ties<'_>,
    above: FigureId,
    below: FigureId,
) -> Option<(&'a Figure, &'a Figure)> {
    let (here, there) = (evidence.figure(above)?.sentence, evidence.figure(below)?.sentence);
    let inside = |id: FigureId, sentence: Span| evidence.figure(id).filter(|one| one.sentence == sentence);
    if here == there {
        return None;
    }
    fellows(evidence, above, here).find_map(|part| {
        let twice = ties.claims(part).filter(|claim| claim.kind == ClaimKind::Same);
        let told = twice
            .flat_map(|claim| claim.of(MemberRole::Figure))
            .find_map(|id| inside(id, there))?;
        let whole = ties
            .claims(part)
            .find_map(|claim| evidence.figure(whole_of(claim, part)?))?;
        (Some(whole.value) != evidence.figure(part).map(|part| part.value)).then_some((whole, told))
    })
}

/// The figures of the sentence in which `id` stands.
fn fellows(evidence: &Evidence<'_>, id: FigureId, sentence: Span) -> impl Iterator<Item = FigureId> {
    let stands_here = move |position: &usize| {
        evidence
            .figures
            .get(*position)
            .is_some_and(|figure| figure.sentence == sentence)
    };
    let before = (0..id.0).rev().take_while(stands_here);
    let after = (id.0..).take_while(stands_here);
    before.take(NEAR).chain(after.take(NEAR)).map(FigureId)
}

/// The whole of which `claim` says that `part` is a part.
fn whole_of(claim: &Claim, part: FigureId) -> Option<FigureId> {
    let has = |role| claim.of(role).any(|id| id == part);
    match claim.kind {
        ClaimKind::Ratio if has(MemberRole::Numerator) => claim.one(MemberRole::Denominator),
        ClaimKind::Sum | ClaimKind::SumPartial if has(MemberRole::Part) => claim.one(MemberRole::Total),
        _ => None,
    }
}
