//! Rates dealt out to several things at once: 88户开工64户，50个开工36个，开工率分别为72.7%、72.0%. Which is whose only the order says: the
//! wholes and what was done of them stand by turns, or first all of the one and then all of the other.

use super::Found;
use super::fit;
use super::scene::{Fact, Scene};
use juyan_model::ClaimOrigin;

/// Whether `rate` is one of several that are told one right behind the other.
pub(super) fn is_dealt(scene: &Scene<'_>, rate: &Fact<'_>) -> bool {
    let joined = |other: &Fact<'_>, fact: &Fact<'_>| are_alike(other, fact) && scene.is_listed(other, fact);
    let behind = scene.after(rate.index).next();
    let before = scene.before(rate.index).next();
    behind.is_some_and(|next| joined(rate, next)) || before.is_some_and(|last| joined(last, rate))
}

/// Finds the counts behind the rates that `first` opens, where any of these comes out.
pub(super) fn find(scene: &Scene<'_>, first: &Fact<'_>, found: &mut Found<'_>) -> Option<()> {
    let opens = scene.before(first.index).next();
    if opens.is_some_and(|last| are_alike(last, first) && scene.is_listed(last, first)) {
        return None;
    }
    let behind = scene.after(first.index).take(MOST);
    let others = behind.take_while(|fact| are_alike(first, fact) && scene.is_listed(first, fact));
    let rates: Vec<&Fact<'_>> = std::iter::once(first).chain(others).collect();
    let near = scene
        .before(first.index)
        .take_while(|fact| fact.sentence == first.sentence && fact.bracket == first.bracket);
    let mut told: Vec<&Fact<'_>> = near
        .filter(|fact| fact.is_level())
        .take(rates.len() * 2)
        .collect();
    told.reverse();
    if told.len() < rates.len() * 2 {
        return None;
    }
    let by_turns = told.chunks_exact(2).filter_map(pair).collect();
    let in_rows = told
        .iter()
        .zip(told.get(rates.len()..)?)
        .map(|(whole, part)| (*whole, *part));
    let orders: [Vec<(&Fact<'_>, &Fact<'_>)>; 2] = [by_turns, in_rows.collect()];
    let comes_out = |pairs: &&Vec<(&Fact<'_>, &Fact<'_>)>| {
        let apart = pairs
            .iter()
            .all(|(whole, part)| whole.is_like(part) && whole.value() >= part.value());
        let mut quotients = rates.iter().zip(pairs.iter());
        apart
            && pairs.len() == rates.len()
            && quotients.any(|(rate, (whole, part))| fit::ratio(rate, part, whole) == Some(true))
    };
    let meant = orders.iter().find(comes_out)?;
    found.among(orders.len(), |found| {
        for (rate, (whole, part)) in rates.iter().zip(meant) {
            found.ratio(ClaimOrigin::Implied, rate, part, whole);
        }
    });
    Some(())
}

fn pair<'s, 'a>(told: &[&'s Fact<'a>]) -> Option<(&'s Fact<'a>, &'s Fact<'a>)> {
    match told {
        [whole, part] => Some((*whole, *part)),
        _ => None,
    }
}

fn are_alike(one: &Fact<'_>, other: &Fact<'_>) -> bool {
    one.figure.role == other.figure.role && one.unit() == other.unit() && one.value().is_some()
}

/// How many rates may be dealt out at once.
const MOST: usize = 8;
