//! A growth over what the text itself tells of the year before, maybe in another section: 2026年收入预算33.67亿元，增长5.2%, and
//! the 31.99亿元 of 2025.
//!
//! Which of two levels of one name is meant is not guessed: where the year before has two values, nothing is claimed. The
//! base may also have been revised since, so the claim is only possible.

use super::Found;
use super::growth::{is_nominal, told};
use super::scene::{Fact, Scene, Scope};
use super::subject::plain;
use juyan_catalogue::{Class, Classes};
use juyan_model::{Base, ClaimKind, ClaimOrigin, MemberRole, Mode, Period, Role, Span};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What is measured, whose it is, in which unit, in which year.
type Key<'s> = (String, &'s str, &'s str, i16);

/// Finds the level of the year before for each growth whose base its own clause does not tell.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    let known: BTreeSet<_> = found
        .claims
        .iter()
        .filter(|claim| claim.kind == ClaimKind::Growth)
        .filter_map(|claim| claim.one(MemberRole::Ratio))
        .collect();
    let levels = Levels::of(scene);
    for growth in scene.facts.iter().filter(|fact| is_yearly(scene, fact)) {
        let Some(now) = scene.level_of(growth).filter(|now| now.is_level()) else {
            continue;
        };
        if known.contains(&growth.id) || !is_nominal(scene, now, growth) {
            continue;
        }
        if let Some(before) = levels.before(scene, now) {
            let members = [
                (MemberRole::Ratio, growth),
                (MemberRole::Numerator, now),
                (MemberRole::Denominator, before),
            ];
            found.add(ClaimKind::Growth, ClaimOrigin::Possible, &members);
        }
    }
}

/// Whether it is growth over the year before, as one number.
fn is_yearly(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    fact.figure.role == Role::Growth
        && fact.figure.base == Some(Base::Yoy)
        && told(scene, fact) == Some(ClaimKind::Growth)
        && fact.value().is_some()
        && !scene.says(fact.lead, Class::Average)
}

/// The levels of full years that were reached, by name, owner, unit and year; with each whether its owner is sure.
struct Levels<'s, 'a>(FxHashMap<Key<'s>, Vec<(bool, &'s Fact<'a>)>>);

impl<'s, 'a> Levels<'s, 'a> {
    fn of(scene: &'s Scene<'a>) -> Self {
        let mut levels: FxHashMap<Key<'_>, Vec<(bool, &Fact<'a>)>> = FxHashMap::default();
        let told = scene
            .facts
            .iter()
            .filter(|fact| fact.is_level() && fact.bracket.is_none() && fact.figure.mode == Mode::Actual);
        for fact in told {
            for (sure, key) in keys(scene, fact, 0) {
                levels.entry(key).or_default().push((sure, fact));
            }
        }
        Self(levels)
    }

    /// The one level that `now` had a year before.
    fn before(&self, scene: &Scene<'_>, now: &Fact<'_>) -> Option<&'s Fact<'a>> {
        let told: Vec<(bool, &Fact<'a>)> = keys(scene, now, 1)
            .into_iter()
            .filter_map(|(sure, key)| Some((sure, self.0.get(&key)?)))
            .flat_map(|(sure, told)| {
                told.iter()
                    .take(MOST)
                    .map(move |(own, fact)| (sure && *own, *fact))
            })
            .collect();
        let of = |wanted: bool| {
            let mut told = told.iter().filter(move |(sure, _)| *sure == wanted);
            let first = told.next()?.1;
            told.all(|(_, fact)| fact.value() == first.value())
                .then_some(first)
        };
        if told.iter().any(|(sure, _)| *sure) {
            of(true)
        } else {
            of(false)
        }
    }
}

/// A name that is told more often than this is no one thing.
const MOST: usize = 8;

/// What a level of the year `back` years before that of `fact` would be found under; nothing where its name tells too
/// little. Behind a semicolon nobody knows whether the area's own level is still spoken of (市本级投资100亿元；零售额…).
fn keys<'s>(scene: &Scene<'_>, fact: &'s Fact<'_>, back: i16) -> Vec<(bool, Key<'s>)> {
    let exact = fact.figure.approx.is_none() || back > 0;
    let Some(year) = fact.figure.period.and_then(full_year).filter(|_| exact) else {
        return Vec::new();
    };
    let (owners, subject) = match fact.scope {
        Scope::Own(word) if names_owner(scene, fact) => (
            vec![(true, word)],
            fact.subject.strip_prefix(word).unwrap_or(fact.subject),
        ),
        Scope::Own(word) => (vec![(false, word), (false, "")], fact.subject),
        Scope::Whole => (vec![(true, "")], fact.subject),
        Scope::Nation => return Vec::new(),
    };
    let Some(name) = name(scene, subject) else {
        return Vec::new();
    };
    let key = |owner: &'s str| (name.clone(), owner, fact.unit(), year - back);
    owners
        .into_iter()
        .map(|(sure, owner)| (sure, key(owner)))
        .collect()
}

/// Whether the stretch between semicolons in which `fact` stands names the area's own level, or its sentence has but one
/// such stretch.
fn names_owner(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let start = scene.stops.segment_start(fact.start());
    scene.says(Span::new(start, fact.start()), Class::ScopeOwn)
        || start <= scene.stops.sentence_start(fact.start())
}

/// The year that a period is, as a whole or at its end.
fn full_year(period: Period) -> Option<i16> {
    let ends = (period.to.month(), period.to.day()) == (12, 31);
    let begins = period.is_instant() || (period.from.month(), period.from.day()) == (1, 1);
    (ends && begins && period.from.year() == period.to.year()).then(|| period.to.year())
}

/// The indicator that the words name, as `#` and its number; else the words themselves where they are long enough to be a
/// name.
fn name(scene: &Scene<'_>, subject: &str) -> Option<String> {
    const FRAME: Classes = Classes::of(&[Class::Lead, Class::Area, Class::Of]);
    let plain = plain(subject);
    let mut words: &str = &plain;
    while let Some(hit) = scene
        .catalogue
        .lexicon
        .longest(words)
        .filter(|hit| hit.entry.classes.any(FRAME) && hit.entry.indicators.is_empty())
    {
        words = words.get(hit.len..).unwrap_or_default();
    }
    let known = scene.catalogue.lexicon.get(words);
    if let Some(first) = known.and_then(|entry| entry.indicators.first()) {
        return Some(format!("#{first}"));
    }
    (words.chars().count() >= SHORTEST).then(|| words.to_owned())
}

/// How many characters a name that the catalogue does not know must have.
const SHORTEST: usize = 4;
