//! The same figure told twice: one subject, measure, period, mode and area, in two sentences.
//!
//! Where the values agree the text implies it. Where they differ it may be meant: names are often reused for other
//! things, so such a claim is only possible, and only made where the name is a known indicator's or the place says so.

use super::Found;
use super::fit;
use super::scene::{Fact, REACH, Scene, Scope};
use super::subject::plain;
use juyan_catalogue::Class;
use juyan_document::BlockKind;
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole, Role};
use std::collections::BTreeMap;

/// Finds figures that are told twice.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found) {
    let mut groups: BTreeMap<String, Vec<&Fact<'_>>> = BTreeMap::new();
    for fact in scene.facts.iter().filter(|fact| fact.value().is_some() && fact.figure.role != Role::Rank) {
        if let Some(key) = key(scene, fact) {
            groups.entry(key).or_default().push(fact);
        }
    }
    for group in groups.values() {
        told_twice(scene, group, found);
    }
    for fact in scene.facts.iter().filter(|fact| fact.value().is_some()) {
        in_table(scene, fact, found);
        taken_up(scene, fact, found);
        put_to_use(scene, fact, found);
    }
}

/// Everything that must be equal, as text; none where there is no name.
fn key(scene: &Scene<'_>, fact: &Fact<'_>) -> Option<String> {
    let (owner, subject) = match fact.scope {
        Scope::Own(word) => (word, fact.subject.strip_prefix(word).unwrap_or(fact.subject)),
        Scope::Whole => ("", fact.subject),
        Scope::Nation => ("/", fact.subject),
    };
    let name = name(scene, subject);
    let figure = fact.figure;
    let long = name.chars().count();
    let definite = is_known(scene, fact) || (long >= 4 && (figure.period.is_some() || is_title(scene, fact)));
    (long >= 2 && definite).then(|| {
        format!("{owner}{name}|{:?}|{}|{:?}|{:?}|{:?}|{:?}", figure.role, fact.unit(), figure.period, figure.mode, figure.base, figure.accrual)
    })
}

/// The subject; where it is an indicator's name with a little behind it (预算收入决算额), the official name.
fn name(scene: &Scene<'_>, words: &str) -> String {
    let words = plain(words);
    // （不含…，下同）的预算收入: what is left of an attribute.
    let of = scene.catalogue.lexicon.longest(&words).filter(|hit| hit.entry.classes.has(Class::Of)).map_or(0, |hit| hit.len);
    let subject = words.get(of..).unwrap_or_default();
    let longest = scene.catalogue.lexicon.words(subject).filter(|hit| !hit.entry.indicators.is_empty()).last();
    let official = longest.and_then(|hit| {
        let rest = subject.get(hit.len..)?.chars().count();
        let [position] = hit.entry.indicators.as_slice() else { return None };
        let indicator = scene.catalogue.indicators.get(usize::try_from(*position).ok()?)?;
        (rest <= TAIL).then(|| indicator.name.to_string())
    });
    official.unwrap_or_else(|| subject.to_owned())
}

/// How many characters may stand behind an indicator's name: 决算额.
const TAIL: usize = 3;

/// Figures under one key: those of one value are the same; a known indicator with two values is asked about.
fn told_twice(scene: &Scene<'_>, group: &[&Fact<'_>], found: &mut Found) {
    let mut classes: Vec<Vec<&Fact<'_>>> = Vec::new();
    for fact in group.iter().take(GROUP) {
        let home = classes.iter_mut().find(|class| class.first().is_some_and(|first| equal(first, fact)));
        match home {
            Some(class) if class.last().is_some_and(|last| last.sentence == fact.sentence) => {}
            Some(class) => class.push(fact),
            None => classes.push(vec![fact]),
        }
    }
    for class in &classes {
        same(class, ClaimOrigin::Implied, found);
    }
    if let [one, other] = classes.as_slice() {
        let (Some(one), Some(other)) = (one.first(), other.first()) else { return };
        let apart = one.paragraph != other.paragraph;
        if apart && (is_known(scene, one) || is_title(scene, one)) {
            same(&[one, other], ClaimOrigin::Possible, found);
        }
    }
}

/// How many figures of one name are compared.
const GROUP: usize = 16;

fn same(facts: &[&Fact<'_>], origin: ClaimOrigin, found: &mut Found) {
    if facts.len() >= 2 {
        let members: Vec<(MemberRole, &Fact<'_>)> = facts.iter().map(|fact| (MemberRole::Figure, *fact)).collect();
        found.add(ClaimKind::Same, origin, &members);
    }
}

/// Whether both print one value, as far as their digits tell.
fn equal(one: &Fact<'_>, other: &Fact<'_>) -> bool {
    one.value() == other.value() || fit::rounds_to(one, other) || fit::rounds_to(other, one)
}

/// Whether `fact` stands in the title, which tells what the text tells again.
fn is_title(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let first = scene.document.blocks.first().map(|block| block.span);
    scene.document.title().or(first).is_some_and(|title| title.contains(fact.figure.span))
}

/// Whether the name is a known indicator's.
fn is_known(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let known = scene.catalogue.lexicon.get(fact.subject).is_some_and(|entry| !entry.indicators.is_empty());
    known || fact.figure.indicator.is_some()
}

/// A cell of a table and the figure of the running text that its row's name ends with.
fn in_table(scene: &Scene<'_>, cell: &Fact<'_>, found: &mut Found) {
    if !is_row(scene, cell) || cell.subject.is_empty() {
        return;
    }
    let told = scene.facts.iter().rev().filter(|fact| fact.index < cell.index && !is_row(scene, fact));
    let twin = told.take(REACH).find(|fact| {
        let short = fact.subject.chars().count() >= 2 && cell.subject != fact.subject && cell.subject.ends_with(fact.subject);
        short && measure(fact) == measure(cell) && fact.figure.period == cell.figure.period
    });
    if let Some(fact) = twin {
        let origin = if equal(fact, cell) { ClaimOrigin::Implied } else { ClaimOrigin::Possible };
        same(&[fact, cell], origin, found);
    }
}

/// What must be equal besides name and period.
fn measure<'a>(fact: &'a Fact<'_>) -> (Role, &'a str, Option<juyan_model::Base>, juyan_model::Mode) {
    (fact.figure.role, fact.unit(), fact.figure.base, fact.figure.mode)
}

/// Whether `fact` stands in a table, or in a line of cells.
fn is_row(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let blocks = &scene.document.blocks;
    let before = blocks.partition_point(|block| block.span.start <= fact.start());
    let block = before.checked_sub(1).and_then(|index| blocks.get(index));
    block.is_some_and(|block| block.kind == BlockKind::Row || block.span.of(scene.text).contains('|'))
}

/// 已开工17项 and, in another section, 17个已开工项目: a count of what is done, taken up again with its noun.
fn taken_up(scene: &Scene<'_>, later: &Fact<'_>, found: &mut Found) {
    let done = scene.catalogue.lexicon.words(later.subject).any(|hit| hit.entry.classes.has(Class::Done));
    if !done || !scene.counts(later) || !later.is_level() {
        return;
    }
    let earlier = scene.facts.iter().take(later.index).rev().find(|fact| {
        let named = fact.subject.chars().count() >= 3 && later.subject != fact.subject && later.subject.starts_with(fact.subject);
        named && fact.paragraph != later.paragraph && fact.is_level() && scene.counts(fact)
    });
    if let Some(earlier) = earlier {
        let origin = if equal(earlier, later) { ClaimOrigin::Implied } else { ClaimOrigin::Possible };
        same(&[earlier, later], origin, found);
    }
}

/// 将超收收入4.07亿元补充预算稳定调节基金: an amount and what it is put to, told before under that name.
fn put_to_use(scene: &Scene<'_>, later: &Fact<'_>, found: &mut Found) {
    if !later.is_level() {
        return;
    }
    let tail = scene.text.get(later.end()..).unwrap_or_default();
    let earlier = scene.before(later.index).find(|fact| {
        let named = fact.subject.chars().count() >= 6 && tail.starts_with(fact.subject);
        named && fact.is_like(later) && fact.sentence != later.sentence && fact.figure.period == later.figure.period
    });
    if let Some(earlier) = earlier {
        let origin = if equal(earlier, later) { ClaimOrigin::Implied } else { ClaimOrigin::Possible };
        same(&[earlier, later], origin, found);
    }
}
