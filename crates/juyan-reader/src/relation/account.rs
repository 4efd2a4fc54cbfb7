//! What was there at the beginning, what came and went, and what is there at the end: 年初库存12万吨，生产260万吨，销售255万吨，年末库存17万吨.

use super::Found;
use super::scene::{Fact, Scene};
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole};

/// What an amount is in the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Opening,
    In,
    Out,
    Closing,
}

/// The entries by the lists of their words, the surest first: 上年结转 is no 收入, 结转下年 no 结转.
const ENTRIES: [(Entry, &str); 4] = [
    (Entry::Closing, "account.closing"),
    (Entry::Opening, "account.opening"),
    (Entry::Out, "account.out"),
    (Entry::In, "account.in"),
];

/// Finds the accounts that one sentence tells in full.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    let levels: Vec<&Fact<'_>> = scene.facts.iter().filter(|fact| fact.is_level()).collect();
    let of_one =
        |one: &&Fact<'_>, other: &&Fact<'_>| one.sentence == other.sentence && one.bracket == other.bracket;
    for sentence in levels.chunk_by(of_one) {
        account(scene, sentence, found);
    }
}

/// The account that all amounts of a sentence in one unit make up; none where one of them is something else.
fn account(scene: &Scene<'_>, levels: &[&Fact<'_>], found: &mut Found<'_>) -> Option<()> {
    let first = levels.first().filter(|_| (4..=MOST).contains(&levels.len()))?;
    let mut entries = Vec::new();
    let told = |fact: &&&Fact<'_>| !is_left(scene, fact) && !is_part(scene, fact, found);
    for fact in levels.iter().filter(told) {
        let fits = fact.is_like(first);
        entries.push((entry(scene, fact).filter(|_| fits)?, *fact));
    }
    open_earliest(&mut entries);
    let of = |wanted: Entry| {
        entries
            .iter()
            .filter(move |(entry, _)| *entry == wanted)
            .map(|(_, fact)| *fact)
    };
    let alone = |wanted: Entry| {
        let mut all = of(wanted);
        all.next().filter(|_| all.next().is_none())
    };
    let (opening, closing) = (alone(Entry::Opening)?, alone(Entry::Closing)?);
    of(Entry::In).next()?;
    of(Entry::Out).next()?;
    let mut members = vec![(MemberRole::Result, closing), (MemberRole::Minuend, opening)];
    members.extend(of(Entry::In).map(|fact| (MemberRole::Minuend, fact)));
    members.extend(of(Entry::Out).map(|fact| (MemberRole::Subtrahend, fact)));
    found.add(ClaimKind::Difference, ClaimOrigin::Implied, &members);
    Some(())
}

/// Whether an amount is some of one that came or went: 收入90亿元，其中保费收入53亿元….
fn is_part(scene: &Scene<'_>, fact: &Fact<'_>, found: &Found<'_>) -> bool {
    let whole = found.whole_of(fact.id).and_then(|(_, whole)| scene.fact(whole));
    whole.is_some_and(|whole| matches!(entry(scene, whole), Some(Entry::In | Entry::Out)))
}

/// Whether an amount is what this year leaves, which is no entry but what came less what went.
fn is_left(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let clause = fact.clause.of(scene.text);
    let mut words = scene.catalogue.list("account.left").iter();
    words.any(|word| clause.contains(word.as_str()))
}

/// Of two that say what was there at a year's end, 2023年末余额98.6亿元，…，2024年末余额107.0亿元, the earlier opens the account.
fn open_earliest(entries: &mut [(Entry, &Fact<'_>)]) {
    let year = |fact: &Fact<'_>| fact.figure.period.map(|period| period.to.year());
    let ends = entries.iter().filter(|(entry, _)| *entry == Entry::Closing);
    let latest = ends.filter_map(|(_, fact)| year(fact)).max();
    for (entry, fact) in entries {
        if *entry == Entry::Closing && year(fact) < latest {
            *entry = Entry::Opening;
        }
    }
}

/// How many amounts an account has at most.
const MOST: usize = 8;

/// What the clause before an amount, or its name behind it, says that it is.
fn entry(scene: &Scene<'_>, fact: &Fact<'_>) -> Option<Entry> {
    let clause = fact.clause.of(scene.text);
    let own = clause.rsplit('、').next().unwrap_or(clause);
    let says = |list: &str| {
        scene
            .catalogue
            .list(list)
            .iter()
            .any(|word| own.contains(word.as_str()))
    };
    let known = ENTRIES.into_iter().find(|(_, list)| says(list));
    known.map(|(entry, _)| entry)
}
