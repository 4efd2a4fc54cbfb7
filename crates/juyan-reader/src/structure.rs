//! Compositions over things that are told elsewhere: each part of 三次产业比 speaks of its sector's level, and a change
//! of a sector's share of its part.
//!
//! Which indicators a composition is made of is the catalogue's knowledge: identities of the kind `composition`.

use juyan_catalogue::{Catalogue, Identity};
use juyan_model::{Base, Figure, FigureId, Role};

/// Ties the parts of compositions to the levels of what they are parts of; runs after binding.
pub(crate) fn tie(figures: &mut [Figure], catalogue: &Catalogue) {
    for identity in catalogue.identities.iter().filter(|identity| identity.kind == "composition") {
        let mut part = 0;
        for at in 0..figures.len() {
            let Some(figure) = figures.get(at) else { continue };
            if figure.role == Role::Share && figure.indicator.as_deref() == Some(identity.total.as_str()) && figure.unit.is_none() {
                let of = level(figures, at, identity.parts.get(part).map_or("", |id| id.as_str()));
                if let Some(figure) = figures.get_mut(at) {
                    figure.of = of;
                }
                part = (part + 1) % identity.parts.len().max(1);
            } else {
                part = 0;
                change(figures, at, identity);
            }
        }
    }
}

/// The last level of an indicator before `at`, of the same time.
fn level(figures: &[Figure], at: usize, indicator: &str) -> Option<FigureId> {
    let period = figures.get(at)?.period?;
    let found = figures.get(..at)?.iter().rposition(|figure| {
        figure.role == Role::Level && figure.indicator.as_deref() == Some(indicator) && figure.period == Some(period)
    });
    found.map(FigureId)
}

/// 第一产业比重提高3.82个百分点 moves the first part of the composition told last.
fn change(figures: &mut [Figure], at: usize, identity: &Identity) {
    let Some(figure) = figures.get(at) else { return };
    if figure.role != Role::Change || figure.of.is_some() {
        return;
    }
    let Some(nth) = figure.indicator.as_deref().and_then(|id| identity.parts.iter().position(|part| part == id)) else { return };
    let parts: Vec<usize> = (0..at)
        .filter(|before| {
            figures.get(*before).is_some_and(|part| {
                part.role == Role::Share && part.indicator.as_deref() == Some(identity.total.as_str()) && part.sentence == figure.sentence
            })
        })
        .collect();
    let count = identity.parts.len();
    let Some(last) = parts.len().checked_sub(count).and_then(|first| parts.get(first + nth)).copied() else { return };
    let moved = parts.len() > count;
    let period = figures.get(last).and_then(|part| part.period);
    let before = parts.get(nth).and_then(|first| figures.get(*first)).and_then(|part| part.period);
    if let Some(figure) = figures.get_mut(at) {
        figure.of = Some(FigureId(last));
        figure.period = period;
        if moved && figure.base == Some(Base::Other) && before.is_some() && before == period.and_then(|period| period.shifted(-1)) {
            figure.base = Some(Base::Yoy);
        }
    }
}
