//! Proportions of the parts of a known whole, 三次产业比20.1：41.2：38.7: each share with its part, and with its change.

use super::Found;
use super::pairs::Pairs;
use super::scene::{Fact, REACH, Scene};
use super::whole::at_one_time;
use juyan_catalogue::Partition;
use juyan_model::{Claim, ClaimKind, ClaimOrigin, Decimal, FigureId, MemberRole, Role, Span};

/// Runs of three and more shares with nothing but colons between them.
pub(super) fn runs<'s, 'a>(scene: &'s Scene<'a>) -> Vec<Vec<&'s Fact<'a>>> {
    let mut runs: Vec<Vec<&Fact<'a>>> = Vec::new();
    for fact in scene.facts.iter().filter(|fact| is_share(fact)) {
        let home = runs.last_mut().filter(|run| {
            run.last().is_some_and(|last| {
                last.index + 1 == fact.index && matches!(scene.between(last, fact).trim(), ":" | "：" | "∶")
            })
        });
        match home {
            Some(run) => run.push(fact),
            None => runs.push(vec![fact]),
        }
    }
    runs.retain(|run| run.len() >= 3);
    runs
}

/// Whether `fact` is one exact share.
pub(super) fn is_share(fact: &Fact<'_>) -> bool {
    fact.figure.role == Role::Share && fact.value().is_some() && fact.figure.approx.is_none()
}

/// Whether members of a proportion are hundredths of one whole, wrongly added up perhaps: 1∶3∶2.7 says how many times as
/// much one is as another.
pub(super) fn may_be_whole(run: &[&Fact<'_>]) -> bool {
    let sum = run
        .iter()
        .try_fold(Decimal::ZERO, |sum, fact| sum.checked_add(fact.value()?));
    sum.is_some_and(|sum| sum > Decimal::from(HALF))
}

/// Shares that leave out more than they name are no composition that was added up wrongly.
const HALF: u8 = 50;

/// Finds the parts and the changes of each proportion.
pub(super) fn find(scene: &Scene<'_>, pairs: &Pairs, found: &mut Found<'_>) {
    for run in runs(scene).into_iter().filter(|run| may_be_whole(run)) {
        for partition in named(scene, &run) {
            if !run.iter().any(|share| pairs.is_left(share)) {
                levels(scene, partition, &run, found);
            }
            changes(scene, partition, pairs, &run, found);
        }
    }
}

/// The partitions whose parts the sentence of `run` may speak of: as many, and named with the character they end with.
fn named<'s>(scene: &'s Scene<'_>, run: &[&Fact<'_>]) -> Vec<&'s Partition> {
    let Some(first) = run.first() else {
        return Vec::new();
    };
    let reach = first.index.checked_sub(REACH).and_then(|at| scene.facts.get(at));
    let start = scene.stops.sentence_start(first.start());
    let near = Span::new(start.max(reach.map_or(0, Fact::start)), first.start()).of(scene.text);
    let ends = |partition: &&Partition| {
        partition
            .parts
            .iter()
            .all(|part| part.chars().next_back().is_some_and(|sign| near.contains(sign)))
    };
    let known = scene
        .catalogue
        .partitions
        .iter()
        .filter(|partition| !partition.whole.is_empty() && partition.parts.len() == run.len());
    known.filter(ends).collect()
}

/// How many claims back the sum of the parts may stand.
const CLAIMS: usize = 512;

/// Each share is its part ÷ the whole that the nearest sum of these parts has.
fn levels(scene: &Scene<'_>, partition: &Partition, run: &[&Fact<'_>], found: &mut Found<'_>) {
    let Some(first) = run.first() else { return };
    let of_parts = |claim: &&Claim| {
        let names: Vec<&str> = claim
            .of(MemberRole::Part)
            .filter_map(|part| Some(scene.fact(part)?.subject))
            .collect();
        let total = claim.one(MemberRole::Total).and_then(|total| scene.fact(total));
        let near = total.is_some_and(|total| {
            at_one_time(total, first) && total.scope == first.scope && total.index < first.index
        });
        claim.kind == ClaimKind::Sum && near && partition.is_told_by(&names)
    };
    let Some(claim) = found
        .claims
        .iter()
        .rev()
        .take(CLAIMS)
        .filter(of_parts)
        .max_by_key(|claim| claim.one(MemberRole::Total))
    else {
        return;
    };
    let parts: Vec<FigureId> = claim.of(MemberRole::Part).collect();
    let Some(total) = claim.one(MemberRole::Total).and_then(|total| scene.fact(total)) else {
        return;
    };
    for (share, word) in run.iter().zip(&partition.parts) {
        let part = parts
            .iter()
            .filter_map(|part| scene.fact(*part))
            .find(|part| part.subject.contains(word.as_str()));
        if let Some(part) = part.filter(|_| !found.explains(share.id)) {
            found.ratio(ClaimOrigin::Stated, share, part, total);
        }
    }
}

/// 第一产业比重提高3.82个百分点: the change of a share that came from another, by the part's name.
fn changes(
    scene: &Scene<'_>,
    partition: &Partition,
    pairs: &Pairs,
    run: &[&Fact<'_>],
    found: &mut Found<'_>,
) {
    let Some(last) = run.last() else { return };
    let behind = scene
        .after(last.index)
        .take_while(|fact| fact.sentence == last.sentence);
    for change in behind
        .filter(|fact| fact.figure.role == Role::Change && fact.figure.of.is_none() && fact.value().is_some())
    {
        let named = run
            .iter()
            .zip(&partition.parts)
            .find(|(_, word)| is_named(change.subject, word));
        let Some((share, _)) = named else { continue };
        if let Some(before) = pairs.origin(scene, share.id) {
            let members = [
                (MemberRole::Result, change),
                (MemberRole::Minuend, *share),
                (MemberRole::Subtrahend, before),
            ];
            found.add(ClaimKind::Difference, ClaimOrigin::Stated, &members);
        }
    }
}

/// Whether `subject` has the part's name or is what tells it apart: 第二 of 第二产业.
fn is_named(subject: &str, word: &str) -> bool {
    subject.contains(word) || (!subject.is_empty() && word.starts_with(subject))
}
