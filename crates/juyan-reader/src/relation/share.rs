//! Shares of a whole that the text tells: 占GDP的66.2%, 占73.35% of the list's whole, 三次产业比.

use super::pairs::Pairs;
use super::scene::{Fact, REACH, Scene};
use super::subject::{plain, same_head};
use super::whole::at_one_time;
use super::{Found, MemberRole};
use super::{fit, proportion};
use juyan_catalogue::{Class, Classes, IdentityKind};
use juyan_model::{ClaimKind, ClaimOrigin, Role, Span};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Finds the whole of each share whose part is told.
pub(super) fn find(scene: &Scene<'_>, pairs: &Pairs, found: &mut Found<'_>) {
    let shares = scene
        .facts
        .iter()
        .filter(|fact| fact.figure.role == Role::Share && fact.value().is_some());
    let names = Names::of(scene);
    of_told(scene, found);
    // 比例为1∶3∶2.7: what stands in a proportion is no share of the level before it.
    let proportions: BTreeSet<usize> = proportion::runs(scene)
        .iter()
        .flatten()
        .map(|share| share.index)
        .collect();
    for share in shares.filter(|share| !pairs.is_left(share)) {
        if found.explains(share.id) || proportions.contains(&share.index) {
            continue;
        }
        let told = scene
            .level_of(share)
            .and_then(|told| own_part(scene, share, told));
        let Some(part) = told.filter(|part| part.is_level()) else {
            continue;
        };
        // 占全国比重由7.2%提升至7.4%: the words stand before what the share came from.
        let lead = pairs
            .origin(scene, share.id)
            .map_or_else(|| led(scene, share), |before| before.lead);
        let whole = match phrase(scene, lead) {
            Some(Phrase::Named(words)) => called(scene, &names, words, part)
                .map(|whole| (ClaimOrigin::Stated, whole))
                .or_else(|| listed(scene, part, found).filter(|(_, whole)| fits(share, part, whole)))
                .or_else(|| of_total(scene, words, part, found))
                .or_else(|| Some((ClaimOrigin::Implied, fitting(scene, words, share, part)?))),
            Some(Phrase::Area) => listed(scene, part, found),
            None => listed(scene, part, found).map_or_else(
                || other(scene, &names, share, part, found),
                |listed| nested(scene, share, part, listed, found),
            ),
        };
        if let Some((origin, whole)) = whole {
            found.ratio(origin, share, part, whole);
        }
    }
}

/// 22项符合预期，占全部26项指标的84.6%: the whole stands with its number between 占 and 的.
fn of_told(scene: &Scene<'_>, found: &mut Found<'_>) {
    for share in scene
        .facts
        .iter()
        .filter(|fact| fact.is_rate() && fact.value().is_some())
    {
        let mut before = scene
            .before(share.index)
            .take_while(|fact| fact.sentence == share.sentence && fact.bracket == share.bracket);
        let Some(whole) = before.next().filter(|whole| whole.is_level()) else {
            continue;
        };
        let noun = scene.between(whole, share).trim();
        let noun = scene
            .catalogue
            .lexicon
            .endings(noun, Class::Of, 1)
            .last()
            .and_then(|_| noun.char_indices().next_back())
            .and_then(|(at, _)| noun.get(..at));
        let named =
            noun.is_some_and(|noun| noun.chars().count() <= NOUN && noun.chars().all(char::is_alphanumeric));
        let open = scene
            .words_in(whole.lead)
            .iter()
            .rfind(|word| word.is(Class::ShareOf));
        let taken = open.is_some_and(|word| {
            let words = Span::new(word.span.end, whole.start()).of(scene.text);
            words.chars().count() <= NOUN && words.chars().all(char::is_alphanumeric)
        });
        if !(named && taken) {
            continue;
        }
        let part = before.find(|fact| fact.is_like(whole) && at_one_time(fact, whole));
        let Some(part) = part else { continue };
        // 60户、40户、294户，分别占480户的12.5%、8.3%、61.3%: to each its own.
        let shares = listed_from(scene, share, true);
        let parts = listed_from(scene, part, false);
        if shares.len() == 1 {
            found.ratio(ClaimOrigin::Stated, share, part, whole);
        } else if shares.len() == parts.len() {
            for (share, part) in shares.into_iter().zip(parts.into_iter().rev()) {
                found.ratio(ClaimOrigin::Stated, share, part, whole);
            }
        }
    }
}

/// `fact` and those listed with it, behind it or before it, from it on.
fn listed_from<'s, 'a>(scene: &'s Scene<'a>, fact: &'s Fact<'a>, behind: bool) -> Vec<&'s Fact<'a>> {
    let alike = |other: &&'s Fact<'a>| {
        let joined = if behind {
            scene.is_listed(fact, other)
        } else {
            scene.is_listed(other, fact)
        };
        joined && other.unit() == fact.unit() && other.value().is_some()
    };
    let others: Vec<&Fact<'a>> = if behind {
        scene.after(fact.index).take(SHARED).take_while(alike).collect()
    } else {
        scene.before(fact.index).take(SHARED).take_while(alike).collect()
    };
    std::iter::once(fact).chain(others).collect()
}

/// What a share is the share of where several are listed that speak of the last of as many levels: 125家、75家、50家，占50%、30%、20%. To each
/// its own; none where there are fewer levels.
fn own_part<'s, 'a>(scene: &'s Scene<'a>, share: &'s Fact<'a>, told: &'s Fact<'a>) -> Option<&'s Fact<'a>> {
    let before = listed_from(scene, share, false);
    let first = before.last()?;
    let shares = listed_from(scene, first, true);
    let of_one = shares.iter().all(|other| other.figure.of == share.figure.of);
    if shares.len() == 1 || !of_one {
        return Some(told);
    }
    let levels = listed_from(scene, told, false);
    let behind = shares.len().checked_sub(before.len())?;
    levels
        .get(behind)
        .copied()
        .filter(|_| levels.len() == shares.len())
}

/// How many things may share one whole in a list.
const SHARED: usize = 9;

/// How many characters may stand before the number of a whole, or behind it.
const NOUN: usize = 8;

/// Whether the numbers agree that `share` is `part` of `whole`.
fn fits(share: &Fact<'_>, part: &Fact<'_>, whole: &Fact<'_>) -> bool {
    fit::ratio(share, part, whole) == Some(true)
}

/// Whether the words before a share name what it is a share of.
pub(super) fn names_whole(scene: &Scene<'_>, share: &Fact<'_>) -> bool {
    phrase(scene, led(scene, share)).is_some()
}

/// The words that lead to a share: of a list that shares them (占比重分别提高到21.7%、33.6%) those before its first.
fn led(scene: &Scene<'_>, share: &Fact<'_>) -> Span {
    let bare = |fact: &Fact<'_>| {
        let lead = fact.lead.of(scene.text);
        lead.chars().count() <= 1 && !lead.contains(['，', ',', '；', ';', '。'])
    };
    let mut first = share;
    for before in scene.before(share.index) {
        if !bare(first) || before.figure.role != Role::Share {
            break;
        }
        first = before;
    }
    first.lead
}

/// What stands between 占 and 的 or 比重.
enum Phrase<'a> {
    /// The name of the whole.
    Named(&'a str),
    /// Only whose the whole is: 占全国的.
    Area,
}

/// What the words before a share, `lead`, say it is of; none where nothing stands behind 占.
fn phrase<'a>(scene: &Scene<'a>, lead: Span) -> Option<Phrase<'a>> {
    let words = scene.words_in(lead);
    let open = words.iter().rposition(|word| word.is(Class::ShareOf))?;
    let start = words.get(open)?.span.end;
    let close = words
        .get(open + 1..)?
        .iter()
        .find(|word| word.is(Class::Of) || word.is(Class::ShareNoun));
    let span = Span::new(start, close.map_or(lead.end, |word| word.span.start));
    if span.of(scene.text).is_empty() {
        return None;
    }
    let area = scene.words_in(span).first().filter(|word| {
        word.span.start == span.start && (word.is(Class::Area) || word.is(Class::ScopeNation))
    });
    // 占世界经济的, 占全国产量的: that whole is not this area's.
    let foreign = area.is_some_and(|word| word.is(Class::ScopeNation));
    let named = Span::new(area.map_or(span.start, |word| word.span.end), span.end).of(scene.text);
    Some(if named.is_empty() || foreign {
        Phrase::Area
    } else {
        Phrase::Named(named)
    })
}

/// Where the levels of each name stand: by their plain subject, and by `#` and the indicators that it names.
struct Names<'a>(FxHashMap<Cow<'a, str>, Vec<usize>>);

impl<'a> Names<'a> {
    fn of(scene: &Scene<'a>) -> Self {
        let mut names: FxHashMap<Cow<'a, str>, Vec<usize>> = FxHashMap::default();
        for fact in scene.facts.iter().filter(|fact| fact.is_level()) {
            let name = plain(fact.subject);
            for id in scene
                .catalogue
                .lexicon
                .get(&name)
                .map(|entry| entry.indicators.as_slice())
                .unwrap_or_default()
            {
                names.entry(format!("#{id}").into()).or_default().push(fact.index);
            }
            names.entry(name).or_default().push(fact.index);
        }
        Self(names)
    }

    /// The positions under `key` around `index`, the nearest before it first, then the nearest behind it.
    fn near(&self, key: &str, index: usize) -> impl Iterator<Item = usize> {
        let places: &[usize] = self.0.get(key).map(Vec::as_slice).unwrap_or_default();
        let (before, behind) = places
            .split_at_checked(places.partition_point(|place| *place < index))
            .unwrap_or_default();
        before
            .iter()
            .rev()
            .take(REACH)
            .chain(behind.iter().take(1))
            .copied()
    }
}

/// The nearest level that `words` name, of the same time and area as `part`.
fn called<'s, 'a>(
    scene: &'s Scene<'a>,
    names: &Names<'_>,
    words: &str,
    part: &Fact<'_>,
) -> Option<&'s Fact<'a>> {
    // 占全市GDP, 占同期全省外贸总值: what is left of the area's name may stand before the indicator's.
    let words = without_place(scene, words);
    let mut tails = words
        .char_indices()
        .take(3)
        .filter_map(|(at, _)| scene.catalogue.lexicon.get(words.get(at..)?));
    let known = tails
        .find(|entry| !entry.indicators.is_empty())
        .map(|entry| entry.indicators.as_slice())
        .unwrap_or_default();
    let known = known.iter().map(|id| Cow::Owned(format!("#{id}")));
    let keys = std::iter::once(plain(words)).chain(known);
    let meant = |index: &usize| {
        scene.facts.get(*index).is_some_and(|fact| {
            let holds = fact.index != part.index && fact.value() >= part.value();
            holds && fact.adds_to(part) && fact.scope == part.scope && at_one_time(fact, part)
        })
    };
    let mut whole = keys.filter_map(|key| names.near(&key, part.index).find(meant));
    scene.facts.get(whole.next()?)
}

/// The words behind those that say when and where: 外贸总值 of 同期重庆外贸总值.
fn without_place<'w>(scene: &Scene<'_>, words: &'w str) -> &'w str {
    const PLACES: Classes = Classes::of(&[Class::Area, Class::Lead]);
    const SCOPES: Classes = Classes::of(&[Class::ScopeOwn, Class::ScopeNation]);
    let mut rest = words;
    while let Some(hit) = scene.catalogue.lexicon.longest(rest) {
        let entry = hit.entry;
        let places = !entry.regions.is_empty() || entry.classes.any(PLACES);
        let behind = rest.get(hit.len..).unwrap_or_default();
        if !places || entry.classes.any(SCOPES) || !entry.indicators.is_empty() || behind.is_empty() {
            break;
        }
        rest = behind;
    }
    rest
}

/// The level before `part` whose name ends with what `words` hold, and of which it is that share: 占事故总起数的58.3% where
/// 各类事故48起 were told.
fn fitting<'s, 'a>(
    scene: &'s Scene<'a>,
    words: &str,
    share: &Fact<'_>,
    part: &Fact<'_>,
) -> Option<&'s Fact<'a>> {
    let named = |fact: &&Fact<'a>| {
        let name = plain(fact.subject);
        let end = name.char_indices().rev().nth(1).map(|(at, _)| at);
        end.and_then(|at| name.get(at..))
            .is_some_and(|end| words.contains(end))
    };
    scene
        .before(part.index)
        .filter(|fact| fact.adds_to(part) && at_one_time(fact, part))
        .filter(named)
        .find(|fact| fits(share, part, fact))
}

/// The whole of the list in which `part` stands, where the words say no more than that it is all of them: 占报告总数的24.0%.
fn of_total<'s, 'a>(
    scene: &'s Scene<'a>,
    words: &str,
    part: &Fact<'_>,
    found: &Found<'_>,
) -> Option<(ClaimOrigin, &'s Fact<'a>)> {
    let mut ends = scene.catalogue.lexicon.endings(words, Class::TotalNoun, TOTAL);
    let total = ends.next().is_some() && words.chars().count() <= TOTAL;
    let (_, whole) = listed(scene, part, found).filter(|_| total)?;
    Some((ClaimOrigin::Possible, whole))
}

/// How many characters a name has that says no more than all of them: 报告总数.
const TOTAL: usize = 4;

/// What the catalogue knows `part` to be a part of: 民生支出98.96亿元，占比76.7% is of 一般公共预算支出. Sure only where the
/// numbers agree.
fn by_definition<'s, 'a>(
    scene: &'s Scene<'a>,
    names: &Names<'_>,
    share: &Fact<'_>,
    part: &Fact<'_>,
) -> Option<(ClaimOrigin, &'s Fact<'a>)> {
    let indicators = &scene.catalogue.indicators;
    let own = scene
        .catalogue
        .lexicon
        .get(&plain(part.subject))?
        .indicators
        .first()?;
    let own = indicators.get(usize::try_from(*own).ok()?)?;
    let mut wholes = scene
        .catalogue
        .identities
        .iter()
        .filter(|identity| identity.kind == IdentityKind::Part && identity.parts.contains(&own.id))
        .filter_map(|identity| {
            indicators
                .iter()
                .position(|indicator| indicator.id == identity.total)
        });
    let whole = wholes.find_map(|total| {
        let key = format!("#{total}");
        let mut told = names
            .near(&key, part.index)
            .filter_map(|index| scene.facts.get(index));
        told.find(|fact| fact.adds_to(part) && fact.scope == part.scope && at_one_time(fact, part))
    })?;
    let origin = if fit::ratio(share, part, whole) == Some(true) {
        ClaimOrigin::Implied
    } else {
        ClaimOrigin::Possible
    };
    Some((origin, whole))
}

/// The whole of the list in which `part` stands.
fn listed<'s, 'a>(
    scene: &'s Scene<'a>,
    part: &Fact<'_>,
    found: &Found<'_>,
) -> Option<(ClaimOrigin, &'s Fact<'a>)> {
    let (claim, whole) = found.whole_of(part.id)?;
    let origin = if claim.origin == ClaimOrigin::Possible {
        claim.origin
    } else {
        ClaimOrigin::Stated
    };
    let origin = if claim.kind == ClaimKind::SumPartial && claim.of(MemberRole::Part).count() > 1 {
        origin.max(ClaimOrigin::Implied)
    } else {
        origin
    };
    Some((origin, scene.fact(whole)?))
}

/// 60岁及以上71528人，占23.34%，其中65岁及以上52618人，占17.17%: a share behind a whole that bears a bare share itself may be of the same
/// as that one; which, the numbers have to tell.
fn nested<'s, 'a>(
    scene: &'s Scene<'a>,
    share: &Fact<'_>,
    part: &Fact<'_>,
    (origin, whole): (ClaimOrigin, &'s Fact<'a>),
    found: &Found<'_>,
) -> Option<(ClaimOrigin, &'s Fact<'a>)> {
    if !bears_bare_share(scene, whole) || fits(share, part, whole) {
        return Some((origin, whole));
    }
    let outer = found.whole_of(whole.id).and_then(|(_, outer)| scene.fact(outer));
    outer
        .filter(|outer| fits(share, part, outer))
        .map(|outer| (ClaimOrigin::Implied, outer))
}

/// The whole of a share whose words do not name it and whose part stands in no list.
fn other<'s, 'a>(
    scene: &'s Scene<'a>,
    names: &Names<'_>,
    share: &Fact<'_>,
    part: &Fact<'_>,
    found: &Found<'_>,
) -> Option<(ClaimOrigin, &'s Fact<'a>)> {
    nearest(scene, share, part, found).or_else(|| by_definition(scene, names, share, part))
}

/// A level before `part` in its sentence that its head belongs to; sure only where the numbers agree.
fn nearest<'s, 'a>(
    scene: &'s Scene<'a>,
    share: &Fact<'_>,
    part: &Fact<'_>,
    found: &Found<'_>,
) -> Option<(ClaimOrigin, &'s Fact<'a>)> {
    let near: Vec<&Fact<'a>> = scene
        .before(part.index)
        .take_while(|fact| fact.sentence == part.sentence)
        .filter(|fact| {
            fact.adds_to(part)
                && at_one_time(fact, part)
                && fact.value() >= part.value()
                && (scene.counts(fact) || same_head(fact.subject, part.subject))
                && !scene.is_listed(fact, part)
        })
        .collect();
    // 其中城镇人口…；男性…，占51.4%，女性…，占48.6%: what is a part itself is another one's sibling.
    let top = near
        .iter()
        .find(|fact| found.whole_of(fact.id).is_none() && !bears_share(scene, fact));
    let fits = |fact: &&&Fact<'a>| fit::ratio(share, part, fact) == Some(true);
    if let Some(whole) = top.filter(fits).or_else(|| near.first().filter(fits)) {
        return Some((ClaimOrigin::Implied, whole));
    }
    let top = top?;
    let origin = if scene.opens_among(top) {
        ClaimOrigin::Implied
    } else {
        ClaimOrigin::Possible
    };
    Some((origin, top))
}

/// Whether a share of `part` follows it that does not say of what, so that it is of the whole that was told.
pub(super) fn bears_bare_share(scene: &Scene<'_>, part: &Fact<'_>) -> bool {
    let next = scene.after(part.index).next();
    next.is_some_and(|fact| {
        let of = fact.figure.role == Role::Share && fact.figure.of == Some(part.id);
        of && fact.sentence == part.sentence && !names_whole(scene, fact)
    })
}

/// Whether a share of `part` follows it before the next level.
fn bears_share(scene: &Scene<'_>, part: &Fact<'_>) -> bool {
    scene
        .after(part.index)
        .take_while(|fact| !fact.is_level() && fact.sentence == part.sentence)
        .any(|fact| fact.figure.role == Role::Share && fact.figure.of == Some(part.id))
}
