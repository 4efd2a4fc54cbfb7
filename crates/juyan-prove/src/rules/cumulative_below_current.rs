//! J0202: what has accrued from an earlier beginning is less than what accrued within the period alone.

use crate::evidence::Evidence;
use crate::say::Say;
use crate::term::Term;
use juyan_model::{Accrual, Figure, FigureId, Finding, Role, Rounding, Severity};

/// How many figures apart the two may stand.
const NEAR: usize = 8;

pub(crate) fn find(evidence: &Evidence<'_>, say: Say) -> Vec<Finding> {
    let is_cumulative = |figure: &Figure| figure.role == Role::Level && figure.accrual == Accrual::Cumulative;
    let all = evidence
        .figures
        .iter()
        .enumerate()
        .filter(|(_, figure)| is_cumulative(figure));
    all.flat_map(|(position, all)| {
        let near = position.saturating_sub(NEAR)..=position + NEAR;
        let counterpart = move |other: &usize| {
            evidence
                .figures
                .get(*other)
                .is_some_and(|current| is_counterpart(all, current))
        };
        near.filter(counterpart)
            .filter_map(move |other| below(evidence, say, position, other))
    })
    .collect()
}

/// Whether the two tell of one thing: words or indicator the same, in one sentence, until the same day.
fn is_counterpart(all: &Figure, current: &Figure) -> bool {
    let same_words = all.subject.is_some() && all.subject == current.subject;
    let same_indicator = all.indicator.is_some() && all.indicator == current.indicator;
    let same_end = all
        .period
        .zip(current.period)
        .is_none_or(|(all, current)| all.to == current.to);
    let same_sentence = all.sentence == current.sentence && all.mode == current.mode;
    let accrues = current.role == Role::Level && current.accrual == Accrual::Period;
    accrues && same_sentence && same_end && (same_words || same_indicator)
}

fn below(evidence: &Evidence<'_>, say: Say, all: usize, current: usize) -> Option<Finding> {
    let term = |position| Term::new(FigureId(position), evidence.figures, evidence.catalogue);
    let (all, current) = (term(all)?, term(current)?);
    let fits = all.measure.meets(&current.measure) && !all.is_ratio();
    let impossible = Rounding::ALL
        .iter()
        .all(|mode| !current.interval(*mode).can_be_at_most(&all.interval(*mode)));
    if !fits || !impossible {
        return None;
    }
    let (all, current) = (all.figure?.1, current.figure?.1);
    let finding = Finding::new("J0202", Severity::Warning, vec![all.span, current.span]);
    Some(
        finding
            .with("all", say.figure(all))
            .with("current", say.figure(current)),
    )
}
