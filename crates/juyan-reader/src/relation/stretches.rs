//! What accrued in stretches of time and in all of it: 一季度5.2亿元，二季度9.7亿元，上半年14.9亿元; and of one stretch within a longer
//! one, 二季度完成9.35亿元，上半年累计完成15.62亿元.

use super::Found;
use super::scene::{Fact, Scene};
use super::subject::plain;
use juyan_catalogue::{Class, Kind};
use juyan_model::{ClaimKind, ClaimOrigin, Period};

/// Finds both.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    all(scene, found);
    within(scene, found);
}

/// Neighbours of one indicator that accrues, the time of one within the other's: what accrued in the shorter is some of it.
/// Corrections and other scopes may stand behind it, so that it is only possible.
fn within(scene: &Scene<'_>, found: &mut Found<'_>) {
    let levels: Vec<&Fact<'_>> = scene.facts.iter().filter(|fact| accrues(scene, fact)).collect();
    for pair in levels.windows(2) {
        let [one, other] = pair else { continue };
        let (Some(time), Some(next)) = (one.figure.period, other.figure.period) else {
            continue;
        };
        let holds = |outer: Period, inner: Period| {
            let one_year = outer.from.year() == inner.to.year();
            one_year && outer != inner && outer.from <= inner.from && inner.to <= outer.to
        };
        let (whole, part) = if holds(time, next) {
            (one, other)
        } else if holds(next, time) {
            (other, one)
        } else {
            continue;
        };
        // 6月份…；1—6月累计…: what runs on under one name accrues.
        let runs = || scene.says(whole.lead, Class::Cumulative) && one.subject == other.subject;
        if !(is_flow(scene, one) && is_flow(scene, other) || runs()) {
            continue;
        }
        let named = one.subject.ends_with(other.subject) || other.subject.ends_with(one.subject);
        if one.sentence == other.sentence && named && one.adds_to(other) && is_of_one(scene, one, other) {
            let mut words = scene.catalogue.list("flows.net").iter();
            let is_net = words.any(|word| whole.subject.contains(word.as_str()));
            let origin = if is_net || whole.figure.accrual != part.figure.accrual {
                ClaimOrigin::Possible
            } else {
                ClaimOrigin::Implied
            };
            found.sum(ClaimKind::SumPartial, origin, whole, &[part]);
        }
    }
}

/// Whether the subject is the name of an indicator that accrues.
fn is_flow(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let entry = scene.catalogue.lexicon.get(&plain(fact.subject));
    let known = entry.and_then(|entry| usize::try_from(*entry.indicators.first()?).ok());
    let indicator = known.and_then(|position| scene.catalogue.indicators.get(position));
    indicator.is_some_and(|indicator| indicator.kind == Kind::Flow)
}

/// The stretches of each longer time that are told in its sentence and leave no day of it out.
fn all(scene: &Scene<'_>, found: &mut Found<'_>) {
    for total in scene.facts.iter().filter(|fact| accrues(scene, fact)) {
        let Some(time) = total.figure.period else { continue };
        let here = |fact: &&Fact<'_>| fact.sentence == total.sentence;
        let before = scene.before(total.index).take_while(here);
        let behind = scene.after(total.index).take_while(here);
        let mut parts: Vec<(Period, &Fact<'_>)> = before
            .chain(behind)
            .filter(|fact| accrues(scene, fact) && fact.adds_to(total) && is_of_one(scene, fact, total))
            .filter_map(|fact| Some((fact.figure.period?, fact)))
            .filter(|(own, _)| *own != time && time.from <= own.from && own.to <= time.to)
            .collect();
        parts.sort_by_key(|(own, fact)| (own.from, fact.index));
        if tiles(time, &parts) {
            parts.sort_by_key(|(_, fact)| fact.index);
            let parts: Vec<&Fact<'_>> = parts.into_iter().map(|(_, fact)| fact).collect();
            found.sum(ClaimKind::Sum, ClaimOrigin::Implied, total, &parts);
        }
    }
}

/// Whether `fact` is an amount of a stretch of time: no stock, no rate, no average.
fn accrues(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let indicator = fact.figure.indicator.as_deref();
    let flows = indicator
        .and_then(|id| scene.catalogue.indicator(id))
        .is_none_or(|indicator| indicator.kind == Kind::Flow);
    let stretch = fact.figure.period.is_some_and(|period| !period.is_instant());
    fact.is_level() && stretch && flows && !fact.names(Class::PerHead)
}

/// Whether both tell of one thing of one area: by its name, or by the indicator.
fn is_of_one(scene: &Scene<'_>, one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let indicator = one.figure.indicator.is_some() && one.figure.indicator == other.figure.indicator;
    let placed = one.scope == other.scope && one.bracket == other.bracket && !scene.is_title(one);
    placed && (indicator || (!one.subject.is_empty() && plain(one.subject) == plain(other.subject)))
}

/// Whether two and more stretches follow each other from the first day of `time` to its last.
fn tiles(time: Period, parts: &[(Period, &Fact<'_>)]) -> bool {
    let follow = parts.windows(2).all(|pair| match pair {
        [(one, _), (next, _)] => {
            one.to < next.from && Period::new(one.from, next.to).days() == one.days() + next.days()
        }
        _ => false,
    });
    let ends = parts.first().zip(parts.last());
    let whole = ends.is_some_and(|((first, _), (last, _))| first.from == time.from && last.to == time.to);
    parts.len() >= 2 && follow && whole
}
