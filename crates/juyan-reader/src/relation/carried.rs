//! What one year leaves to the next, told in two sections: 结转下年8.18亿元 and, in the draft, 上年结转8.18亿元; 年末滚存结余52.0亿元
//! and, a year later, 当年结余5.0亿元，年末滚存结余57.0亿元.
//!
//! Whose and of which of the four budgets it is stands before it in its paragraph. Where two amounts could be meant, nothing
//! is claimed; and as opening balances are revised at times, the claims are only possible.

use super::Found;
use super::scene::{Fact, Scene, Scope};
use juyan_catalogue::Class;
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole, Span};
use std::collections::BTreeMap;

/// Whose, of which budget, in which unit, of which year.
type Key<'a> = (&'a str, &'a str, &'a str, i16);

/// Figures by whose they are; one that is told twice under one key is no use.
type Told<'s, 'a> = BTreeMap<Key<'a>, Option<&'s Fact<'a>>>;

/// Finds both forms.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    let mut left: Told<'_, '_> = BTreeMap::new();
    let mut standing: Told<'_, '_> = BTreeMap::new();
    let mut taken: Vec<(Key<'_>, &Fact<'_>)> = Vec::new();
    for fact in scene
        .facts
        .iter()
        .filter(|fact| fact.is_level() && fact.bracket.is_none())
    {
        let of = |class: Class| fact.names(class);
        let (out, inwards, stands) = (of(Class::CarriedOut), of(Class::CarriedIn), of(Class::Standing));
        if !(out || inwards || stands) {
            continue;
        }
        let Some(key) = key(scene, fact) else { continue };
        if out {
            note(&mut left, key, fact);
        } else if inwards && alone(fact) && !of(Class::Outlay) {
            taken.push((key, fact));
        } else if stands {
            note(&mut standing, key, fact);
        }
    }
    for (key, fact) in taken {
        let before = (key.0, key.1, key.2, key.3 - 1);
        if let Some(Some(out)) = left.get(&before) {
            let members = [(MemberRole::Figure, *out), (MemberRole::Figure, fact)];
            found.add(ClaimKind::Same, ClaimOrigin::Possible, &members);
        }
    }
    for (key, fact) in &standing {
        let before = (key.0, key.1, key.2, key.3 - 1);
        if let (Some(fact), Some(Some(before))) = (fact, standing.get(&before)) {
            grown(scene, fact, before, found);
        }
    }
}

fn note<'s, 'a>(told: &mut Told<'s, 'a>, key: Key<'a>, fact: &'s Fact<'a>) {
    told.entry(key)
        .and_modify(|known| {
            if known.is_some_and(|known| known.value() != fact.value()) {
                *known = None;
            }
        })
        .or_insert(Some(fact));
}

/// What all years have left is what they had left a year before and what this year leaves.
fn grown(scene: &Scene<'_>, now: &Fact<'_>, before: &Fact<'_>, found: &mut Found<'_>) -> Option<()> {
    let surplus = scene.before(now.index).next()?;
    let beside = surplus.sentence == now.sentence
        && surplus.adds_to(now)
        && surplus.names(Class::Surplus)
        && !surplus.names(Class::Standing);
    if beside {
        found.sum(ClaimKind::Sum, ClaimOrigin::Possible, now, &[before, surplus]);
    }
    Some(())
}

/// Whether the amount is of what was carried in alone: 上年结转、调入资金等12亿元 is not.
fn alone(fact: &Fact<'_>) -> bool {
    !fact.subject.contains('、') && !fact.names(Class::EtCetera)
}

fn key<'a>(scene: &Scene<'a>, fact: &Fact<'a>) -> Option<Key<'a>> {
    let year = fact.figure.period?.to.year();
    let start = scene.paragraph_start(fact.start());
    let unit = fact.figure.unit.as_deref()?;
    Some((owner(scene, fact, start), book(scene, fact, start)?, unit, year))
}

/// Whose the figure is: the level of government named last in its paragraph.
fn owner<'a>(scene: &Scene<'a>, fact: &Fact<'a>, start: usize) -> &'a str {
    if let Scope::Own(word) = fact.scope {
        return word;
    }
    let mut words = scene
        .words_in(Span::new(start, fact.start()))
        .iter()
        .rev()
        .take(WORDS);
    let named = words.find(|word| {
        (word.is(Class::ScopeOwn) || word.is(Class::Area)) && scene.opens_clause(word.span.start)
    });
    named
        .filter(|word| word.is(Class::ScopeOwn))
        .map_or("", |word| word.span.of(scene.text))
}

/// The one of the four budgets that is named last before the figure in its paragraph.
fn book<'a>(scene: &Scene<'a>, fact: &Fact<'_>, start: usize) -> Option<&'a str> {
    let before = Span::new(start, fact.start()).of(scene.text);
    let mut rests = before
        .char_indices()
        .rev()
        .take(BACK)
        .filter_map(|(at, _)| before.get(at..));
    rests.find_map(|rest| {
        let hit = scene
            .catalogue
            .lexicon
            .words(rest)
            .find(|hit| hit.entry.classes.has(Class::BudgetBook))?;
        // 政府性基金 and 政府性基金预算 are one.
        rest.get(..hit.len).map(|word| {
            let short = word.char_indices().nth(BOOK).map_or(word.len(), |(at, _)| at);
            word.get(..short).unwrap_or(word)
        })
    })
}

/// How many characters tell one budget from another.
const BOOK: usize = 4;

/// How many characters back the budget's name is looked for.
const BACK: usize = 400;

/// How many functional words back the level of government is looked for.
const WORDS: usize = 64;
