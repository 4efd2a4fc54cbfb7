//! J0726: a report on part of a year that tells growth and nowhere against what.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Claim, Figure, FigureId, Finding, MemberRole, Period, Role, Severity, Span};
use std::collections::BTreeSet;

/// How many of the growths are pointed at.
const SHOWN: usize = 3;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    // What a whole year's report says grew, grew against the year before.
    let part = evidence
        .reading
        .period
        .is_some_and(|period| (period.from.month() != 1 || period.to.month() != 12) && !period.is_instant());
    let levelled = against_levels(evidence);
    let figures = evidence.reading.figures.iter().enumerate();
    let growths: Vec<&Figure> = figures
        .filter(|(at, figure)| figure.role == Role::Growth && !levelled.contains(&FigureId(*at)))
        .map(|(_, figure)| figure)
        .collect();
    // The reader takes a bare growth for one against last year; whether the text says so is asked here.
    let text = evidence.text();
    let told = seek::any(text, Span::new(0, text.len()), evidence.list("growth.bases"));
    // What statistics offices tell of part of a year grew against the same part of the year before, unless they say otherwise.
    let custom = evidence
        .title()
        .is_some_and(|title| seek::any(text, title, evidence.list("growth.yoy-by-custom")));
    if !part || told || custom || growths.is_empty() || is_one_against_level(evidence, &growths) {
        return Vec::new();
    }
    let spans = growths.iter().take(SHOWN).map(|figure| figure.span).collect();
    vec![Finding::new("J0726", Severity::Question, spans).with("count", growths.len().to_string())]
}

/// The growths that stand beside the level they grew from: 由86公里增加到129公里，增长50%.
fn against_levels(evidence: Evidence<'_>) -> BTreeSet<FigureId> {
    let has = |claim: &&Claim, role| claim.members.iter().any(|member| member.role == role);
    let claims = evidence.reading.claims.iter();
    let against = claims.filter(|claim| has(claim, MemberRole::Denominator));
    let ratios = against.flat_map(|claim| {
        claim
            .members
            .iter()
            .filter(|member| member.role == MemberRole::Ratio)
    });
    ratios.map(|member| member.figure).collect()
}

/// Whether the sentence of a growth tells the level of the year before: 2023年上半年为2.9亿元，增长10.3%.
fn is_one_against_level(evidence: Evidence<'_>, growths: &[&Figure]) -> bool {
    let figures = evidence.reading.figures.iter();
    let levels: BTreeSet<(Span, Period)> = figures
        .filter(|figure| figure.role == Role::Level)
        .filter_map(|level| Some((level.sentence, level.period?)))
        .collect();
    let mut before = growths
        .iter()
        .filter_map(|growth| Some((growth.sentence, growth.period?.shifted(-1)?)));
    before.any(|level| levels.contains(&level))
}
