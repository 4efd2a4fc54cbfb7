//! What a result of a known name is reckoned from: 受理164件，审结159件，结案率97%; 出口8.6亿元，进口3.1亿元，顺差5.5亿元.

use super::Found;
use super::fit;
use super::scene::{Fact, Scene};
use super::whole::at_one_time;
use juyan_catalogue::NamedResult;
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole, Role, Span};

/// Finds the differences whose name the catalogue knows.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    let results = scene
        .facts
        .iter()
        .filter(|fact| matches!(fact.figure.role, Role::Level | Role::Change) && fact.value().is_some());
    for result in results.filter(|fact| !fact.is_rate()) {
        let called = clause(scene, result);
        // 尚有 is what is left of several things: what stands before it tells of which.
        let mut meant = scene
            .catalogue
            .differences_named(called)
            .filter(|known| !known.is_excluded(called))
            .filter_map(|known| Some((known, operands(scene, known, result, found)?)));
        let Some((known, (taken, from))) = meant.next() else {
            continue;
        };
        // 上年结转10处，排查96处，整改88处，剩余18处: what is told before them may belong to it.
        if known.is_excluded(scene.said_before(result)) {
            continue;
        }
        // A sign of its own says which way it goes; 净增-3家 has none of that.
        if from.value() >= taken.value() && from.unit() == result.unit() {
            let members = [
                (MemberRole::Result, result),
                (MemberRole::Minuend, from),
                (MemberRole::Subtrahend, taken),
            ];
            let origin = if known.doubtful && fit::difference(result, from, taken) != Some(true) {
                ClaimOrigin::Possible
            } else {
                ClaimOrigin::Implied
            };
            found.add(ClaimKind::Difference, origin, &members);
        }
    }
}

/// Whether the amount `fact` bears the name of a known difference and stands behind what it is reckoned from: 缺口, 顺差.
pub(super) fn is_difference(scene: &Scene<'_>, fact: &Fact<'_>, found: &Found<'_>) -> bool {
    let called = clause(scene, fact);
    let mut known = scene.catalogue.differences_named(called);
    known.any(|known| operands(scene, known, fact, found).is_some())
}

/// The two numbers before `result` in its sentence that it is reckoned from: what is above the line or taken off, and what
/// is below it or taken from. Each has to be the only one whose clause says so, or the nearest with the other before it.
pub(super) fn operands<'s, 'a>(
    scene: &'s Scene<'a>,
    known: &NamedResult,
    result: &Fact<'_>,
    found: &Found<'_>,
) -> Option<(&'s Fact<'a>, &'s Fact<'a>)> {
    let near = || {
        scene
            .before(result.index)
            .take_while(|fact| fact.sentence == result.sentence)
            .filter(|fact| fact.is_level() && fact.bracket == result.bracket)
    };
    // 贷款余额128亿元，其中中长期贷款80亿元: what is some of a candidate is none itself.
    let is_some_of = |fact: &Fact<'_>, is: &dyn Fn(&str) -> bool| {
        let whole = found.whole_of(fact.id).and_then(|(_, whole)| scene.fact(whole));
        whole.is_some_and(|whole| is(clause(scene, whole)))
    };
    let parts: Vec<&Fact<'a>> = near()
        .filter(|fact| known.is_part(clause(scene, fact)))
        .filter(|fact| !is_some_of(fact, &|words| known.is_part(words)))
        .collect();
    // 初级证书1200人次、中级证书800人次: the rate is of all of them.
    let [part] = parts.as_slice() else {
        return None;
    };
    let wholes: Vec<&Fact<'a>> = near()
        .filter(|fact| fact.is_like(part) && at_one_time(fact, part))
        .filter(|fact| known.is_whole(clause(scene, fact)))
        .filter(|fact| !is_some_of(fact, &|words| known.is_whole(words)))
        .collect();
    let whole = wholes.iter().find(|fact| fact.index < part.index);
    let whole = match (whole, wholes.as_slice()) {
        (Some(whole), _) | (None, [whole]) => *whole,
        _ => return None,
    };
    let from = (if whole.index < part.index { whole } else { part }).clause;
    let told = Span::new(from.start, result.start()).of(scene.text);
    (!known.is_excluded(told)).then_some((*part, whole))
}

/// The words that say what `fact` is: its clause as far as it, or its name where that stands behind it.
fn clause<'a>(scene: &Scene<'a>, fact: &Fact<'_>) -> &'a str {
    let named = fact.figure.subject.filter(|subject| subject.start >= fact.end());
    let end = named.map_or(fact.end(), |name| name.end);
    Span::new(fact.clause.start, end).of(scene.text)
}
