//! J0202: what has accrued from an earlier beginning is less than what accrued within the period alone.

use crate::evidence::Evidence;
use crate::say::Say;
use crate::term::Term;
use crate::ties::Ties;
use juyan_model::{
    Accrual, Claim, ClaimKind, Figure, FigureId, Finding, MemberRole, Role, Rounding, Severity,
};

/// How many figures apart the two may stand.
const NEAR: usize = 8;

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let claimed = evidence
        .wrong(&[ClaimKind::SumPartial])
        .filter(|(claim, _)| is_running(evidence, claim));
    let claimed = claimed.filter_map(|(claim, judgement)| {
        let (all, current) = (claim.one(MemberRole::Total)?, claim.one(MemberRole::Part)?);
        let mut finding = told(evidence, say, evidence.severity(claim, judgement), all, current)?;
        finding.arithmetic.clone_from(&judgement.arithmetic);
        finding.claim = Some(judgement.claim);
        Some(finding)
    });
    claimed.chain(unclaimed(evidence, say)).collect()
}

/// Whether the one part of `claim` accrued in this period, and its whole since earlier or in a longer one.
pub(super) fn is_running(evidence: &Evidence<'_>, claim: &Claim) -> bool {
    let figure = |role| claim.one(role).and_then(|id| evidence.figure(id));
    let (Some(whole), Some(part)) = (figure(MemberRole::Total), figure(MemberRole::Part)) else {
        return false;
    };
    let since_earlier = whole.accrual == Accrual::Cumulative;
    let longer = whole.period.zip(part.period).is_some_and(|(all, own)| {
        all != own && !own.is_instant() && all.from <= own.from && own.to <= all.to
    });
    part.accrual == Accrual::Period && (since_earlier || longer) && claim.of(MemberRole::Part).count() == 1
}

/// Pairs that no claim ties: a running total after what was added. That 累计净增 is less than a stock is no fault, so it is
/// asked.
fn unclaimed<'e>(evidence: &'e Evidence<'_>, say: Say) -> impl Iterator<Item = Finding> + 'e {
    let is_cumulative = |figure: &Figure| figure.role == Role::Level && figure.accrual == Accrual::Cumulative;
    let ties = Ties::of(evidence.claims);
    let all = evidence
        .figures
        .iter()
        .enumerate()
        .filter(move |(_, figure)| is_cumulative(figure));
    let pairs = all.flat_map(move |(position, all)| {
        let near = position.saturating_sub(NEAR)..position;
        let counterpart = move |other: &usize| {
            evidence
                .figures
                .get(*other)
                .is_some_and(|current| is_counterpart(all, current))
        };
        near.filter(counterpart)
            .map(move |other| (FigureId(position), FigureId(other)))
    });
    let untied = pairs.filter(move |(all, current)| !ties.are_tied([*all, *current].into_iter()));
    untied.filter_map(move |(all, current)| below(evidence, say, all, current))
}

/// Whether the two tell of one thing: words or indicator the same, in one sentence, until the same day.
fn is_counterpart(all: &Figure, current: &Figure) -> bool {
    let same_words = all.subject.is_some() && all.subject == current.subject;
    let same_indicator = all.indicator.is_some() && all.indicator == current.indicator;
    let same_end = all
        .period
        .zip(current.period)
        .is_none_or(|(all, current)| all.to == current.to);
    let same_sentence =
        all.sentence == current.sentence && all.mode == current.mode && all.unit == current.unit;
    let accrues = current.role == Role::Level && current.accrual == Accrual::Period;
    accrues && same_sentence && same_end && (same_words || same_indicator)
}

fn below(evidence: &Evidence<'_>, say: Say, all: FigureId, current: FigureId) -> Option<Finding> {
    let term = |id| Term::new(id, evidence.figures, evidence.catalogue);
    let (whole, part) = (term(all)?, term(current)?);
    let fits = whole.measure.meets(&part.measure) && !whole.is_ratio();
    let impossible = Rounding::ALL
        .iter()
        .all(|mode| !part.interval(*mode).can_be_at_most(&whole.interval(*mode)));
    (fits && impossible)
        .then(|| told(evidence, say, Severity::Question, all, current))
        .flatten()
}

fn told(
    evidence: &Evidence<'_>,
    say: Say,
    severity: Severity,
    all: FigureId,
    current: FigureId,
) -> Option<Finding> {
    let (all, current) = (evidence.figure(all)?, evidence.figure(current)?);
    let finding = Finding::new("J0202", severity, vec![all.span, current.span]);
    Some(
        finding
            .with("all", say.figure(all))
            .with("current", say.figure(current)),
    )
}
