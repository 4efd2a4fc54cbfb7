//! By how many points each of all parts pulls the growth of their whole: 生产总值增长5.6%，三次产业分别拉动0.9个、2.6个和2.1个百分点.
//! The points come to the growth, whatever the prices; what some of the parts pull may be more or less than it.

use super::Found;
use super::scene::{Fact, Scene};
use super::subject::holds;
use juyan_catalogue::{Class, Partition};
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole, Role};

/// Finds the points and shares of all parts of a whole that the catalogue knows.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    let mut read = 0;
    for first in &scene.facts {
        if first.index < read || !pulls(scene, first) {
            continue;
        }
        let run = run(scene, first, |fact| {
            pulls(scene, fact) || is_dealt(scene, fact, first)
        });
        read = first.index + run.len();
        points(scene, &run, found);
    }
    shares(scene, found);
}

/// What all parts pull is what the whole grew.
fn points(scene: &Scene<'_>, run: &[&Fact<'_>], found: &mut Found<'_>) -> Option<()> {
    let first = run.first()?;
    let partition = partition(scene, run)?;
    let mut before = scene
        .before(first.index)
        .take_while(|fact| fact.paragraph == first.paragraph && fact.sentence + 1 >= first.sentence);
    let growth = before.find(|fact| fact.figure.role == Role::Growth && fact.is_rate())?;
    let whole = partition
        .whole
        .iter()
        .any(|word| growth.subject.contains(word.as_str()));
    let one_time = growth.figure.period == first.figure.period && growth.scope == first.scope;
    if whole && one_time {
        found.sum(ClaimKind::Sum, ClaimOrigin::Implied, growth, run);
    }
    Some(())
}

/// The shares of all parts in the growth of the whole, or in it, dealt out under the parts' common name, are 100%.
fn shares(scene: &Scene<'_>, found: &mut Found<'_>) {
    let is_share = |fact: &Fact<'_>| fact.figure.role == Role::Share && fact.is_rate();
    let mut read = 0;
    for first in scene.facts.iter().filter(|fact| is_share(fact)) {
        if first.index < read {
            continue;
        }
        let run = run(scene, first, |fact| {
            is_share(fact) && is_dealt(scene, fact, first)
        });
        read = first.index + run.len();
        let lead = scene.said_before(first);
        if called(scene, lead).is_some_and(|partition| partition.parts.len() == run.len()) {
            let members: Vec<(MemberRole, &Fact<'_>)> =
                run.iter().map(|fact| (MemberRole::Part, *fact)).collect();
            found.add(ClaimKind::Composition, ClaimOrigin::Implied, &members);
        }
    }
}

/// Whether `fact` tells by how many points something pulls.
fn pulls(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    fact.figure.role == Role::Change
        && fact.figure.of.is_none()
        && fact.value().is_some()
        && holds(fact.lead.of(scene.text), Class::Pull, scene.catalogue)
}

/// Whether `fact` is told with the verb of `first`, behind nothing but a mark or a joint.
fn is_dealt(scene: &Scene<'_>, fact: &Fact<'_>, first: &Fact<'_>) -> bool {
    let lead = fact.lead.of(scene.text).trim();
    let joined = lead == "、"
        || scene
            .catalogue
            .list("list-joiners")
            .iter()
            .any(|word| word == lead);
    joined && fact.figure.role == first.figure.role && fact.figure.subject == first.figure.subject
}

/// `first` and the facts behind it in its sentence that are told like it.
fn run<'s, 'a>(
    scene: &'s Scene<'a>,
    first: &'s Fact<'a>,
    goes_on: impl Fn(&Fact<'a>) -> bool,
) -> Vec<&'s Fact<'a>> {
    let behind = scene
        .after(first.index)
        .take_while(|fact| fact.sentence == first.sentence && fact.bracket == first.bracket);
    // 第一产业增加值10亿元，增长3%，拉动0.3个百分点；…: levels and growths of the parts stand between.
    let told = behind.filter(|fact| fact.figure.role == first.figure.role);
    std::iter::once(first)
        .chain(told.take_while(|fact| goes_on(fact)).take(MOST))
        .collect()
}

/// How many parts a whole has at most besides the first.
const MOST: usize = 6;

/// The partition all of whose parts `run` tells, by their names or by what they are called together.
fn partition<'s>(scene: &'s Scene<'_>, run: &[&Fact<'_>]) -> Option<&'s Partition> {
    let first = run.first()?;
    let names: Vec<&str> = run.iter().map(|fact| fact.subject).collect();
    let lead = scene.said_before(first);
    let mut known = scene.catalogue.partitions.iter();
    known
        .find(|partition| !partition.whole.is_empty() && partition.is_told_by(&names))
        .or_else(|| called(scene, lead).filter(|partition| partition.parts.len() == run.len()))
}

/// The partition whose parts `words` call together.
fn called<'s>(scene: &'s Scene<'_>, words: &str) -> Option<&'s Partition> {
    let mut known = scene.catalogue.partitions.iter();
    known.find(|partition| partition.called.iter().any(|word| words.contains(word.as_str())))
}
