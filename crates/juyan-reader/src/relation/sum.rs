//! Parts and their whole: sums where the parts are all named, else parts that must not exceed it.

use super::fit::{self, Fit};
use super::list::{self, List, Opener};
use super::pairs::Pairs;
use super::scene::{Fact, Scene};
use super::subject::{complement, head, parallel, plain, same_head};
use super::{Found, part, whole};
use juyan_catalogue::{Class, Partition};
use juyan_model::{ClaimKind, ClaimOrigin, Decimal, Role};

/// Finds all lists of parts and says of each what it claims.
pub(super) fn find(scene: &Scene<'_>, pairs: &Pairs, found: &mut Found<'_>) {
    let mut taken = vec![false; scene.facts.len()];
    for mut list in list::find(scene) {
        list.parts.retain(|part| !pairs.is_left(part));
        if list.parts.is_empty() {
            continue;
        }
        let known = list
            .parts
            .iter()
            .filter(|part| taken.get(part.index) == Some(&true))
            .count();
        let weak = matches!(list.opener, Opener::SomeOf | Opener::Complement | Opener::Names);
        if weak && known == list.parts.len() {
            continue;
        }
        let Some((mut total, mut wholes)) = whole::find(scene, &list, &taken) else {
            continue;
        };
        if drop_told_again(&mut list, &total) {
            let Some(meant) = whole::find(scene, &list, &taken) else {
                continue;
            };
            (total, wholes) = meant;
        }
        if is_index(&total) {
            continue;
        }
        let itself = list.parts.iter().any(|part| part.index == total.index);
        if itself || whole::is_average_of(scene, &list, &total) || whole::is_net_of(scene, &list, &total) {
            continue;
        }
        for part in &list.parts {
            if let Some(slot) = taken.get_mut(part.index) {
                *slot = true;
            }
        }
        claim(scene, &list, (&total, wholes), found);
        part::gathered(scene, &list, found);
    }
}

/// Leaves out what is told of parts under the whole's own name, where others are parts: 水样186份，合格171份，其中城市62份，农村124份、合格109份.
fn drop_told_again(list: &mut List<'_>, total: &Fact<'_>) -> bool {
    let again = |part: &Fact<'_>| !total.subject.is_empty() && plain(part.subject) == plain(total.subject);
    let others = list.parts.iter().filter(|part| !again(part)).count();
    let dropped = list.host.is_none() && (2..list.parts.len()).contains(&others);
    if dropped {
        list.parts.retain(|part| !again(part));
    }
    dropped
}

/// Whether a number without a unit has a fraction, and so is no count but an index or the like, whose parts do not add up to it.
fn is_index(total: &Fact<'_>) -> bool {
    total.unit().is_empty() && total.value().is_some_and(|value| !value.is_integer())
}

/// What `list` says of `total`, which was chosen among so many.
fn claim(scene: &Scene<'_>, list: &List<'_>, (total, wholes): (&Fact<'_>, usize), found: &mut Found<'_>) {
    let mut parts: Vec<&Fact<'_>> = list.parts.iter().collect();
    if whole::adds_per_head(scene, list) {
        return found.made_up(ClaimKind::Sum, ClaimOrigin::Stated, total, &parts);
    }
    let readings = if matches!(list.opener, Opener::Among | Opener::Contains) {
        shorten(scene, total, &mut parts) + wholes - 1
    } else {
        wholes
    };
    go_on(total, list, &mut parts);
    let fit = fit::sum(total, &parts);
    if let (Opener::Among | Opener::Contains, false, Some(all)) = (
        list.opener,
        fit == Some(Fit::Whole),
        more_parts(scene, list, total),
    ) {
        let readings = readings + all.len();
        let all: Vec<&Fact<'_>> = all.iter().collect();
        return found.among(readings, |found| {
            found.sum(ClaimKind::Sum, ClaimOrigin::Implied, total, &all);
        });
    }
    if parts.len() == 1 {
        return found.sum(ClaimKind::SumPartial, ClaimOrigin::Stated, total, &parts);
    }
    if is_whole(scene, list, total) {
        found.among(readings, |found| {
            found.sum(ClaimKind::Sum, ClaimOrigin::Stated, total, &parts);
        });
    } else if fit == Some(Fit::Whole) {
        // No word says that these are all: each reading was tried as a sum, and would else be some of the whole.
        found.among(readings + 1, |found| {
            found.sum(ClaimKind::Sum, ClaimOrigin::Implied, total, &parts);
        });
    } else {
        let said = matches!(list.opener, Opener::Among | Opener::Contains | Opener::SomeOf);
        let went_on = parts.len() > list.parts.len();
        let sure = said
            && (went_on
                || is_alone(scene, list, total)
                || scene.stops.sentence(list.at) == total.sentence
                || same_head(total.subject, list.parts.first().map_or("", |part| part.subject)));
        let across = fit == Some(Fit::More) && are_told_across(scene, &parts);
        let overlap = across || fit == Some(Fit::More) && may_overlap(scene, total, &parts);
        if across || overlap && parts.len() > 2 {
            // Of several classes that cut across each other each alone is some of the whole, and nothing more is said.
            for part in parts {
                found.sum(ClaimKind::SumPartial, ClaimOrigin::Stated, total, &[part]);
            }
            return;
        }
        let origin = if sure && !overlap {
            ClaimOrigin::Stated
        } else {
            ClaimOrigin::Possible
        };
        found.sum(ClaimKind::SumPartial, origin, total, &parts);
        if fit == Some(Fit::Nearly) {
            found.sum(ClaimKind::Sum, ClaimOrigin::Possible, total, &parts);
        }
    }
}

/// Whether nothing but `total` may be meant as the whole of a list that opens the sentence right behind: it is the only amount of its
/// kind there. 入库147家。其中工业4家、….
fn is_alone(scene: &Scene<'_>, list: &List<'_>, total: &Fact<'_>) -> bool {
    let Some(first) = list.parts.first() else {
        return false;
    };
    let mut before = scene
        .before(first.index)
        .take_while(|fact| fact.paragraph == first.paragraph && fact.sentence + 1 >= first.sentence);
    let opens = scene.stops.sentence(list.at) == total.sentence + 1;
    let one = before
        .by_ref()
        .filter(|fact| fact.is_level() && fact.adds_to(first));
    let one: Vec<usize> = one.take(2).map(|fact| fact.index).collect();
    list.opener == Opener::Among && opens && one == [total.index]
}

/// Whether of parts that are more than their whole together, but none alone, some things may be in several: 58个，其中亿元以上41个、
/// 10亿元以上22个; 126名，其中女性48名，35岁以下86名. Members of one enumeration are apart unless a word says of them what another may be
/// besides.
fn may_overlap(scene: &Scene<'_>, total: &Fact<'_>, parts: &[&Fact<'_>]) -> bool {
    if parts.iter().any(|part| part.value() > total.value()) {
        return false;
    }
    parts
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if are_across(scene, one, other)))
}

/// Whether each part's own share is told and these are more than all: 支出26.7亿元，其中“三保”支出15.9亿元，占59.6%；八项支出18.3亿元，占68.5%.
/// Who says so knows that the parts cut across each other.
fn are_told_across(scene: &Scene<'_>, parts: &[&Fact<'_>]) -> bool {
    let share = |part: &&Fact<'_>| {
        let behind = scene.after(part.index).next()?;
        let own = behind.figure.role == Role::Share && behind.sentence == part.sentence && behind.is_rate();
        behind.value().filter(|_| own)
    };
    let shares: Option<Vec<Decimal>> = parts.iter().map(share).collect();
    let sum = |shares: Vec<Decimal>| shares.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add);
    parts.len() > 1 && shares.and_then(sum).is_some_and(|sum| sum > Decimal::ONE_HUNDRED)
}

/// Whether what is in `one` may be in `other` besides.
fn are_across(scene: &Scene<'_>, one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let words = || scene.catalogue.list("parts.overlap").iter();
    let crosses = |fact: &Fact<'_>| {
        let clause = fact.clause.of(scene.text);
        let behind = scene.text.get(fact.end()..).unwrap_or_default();
        words().any(|word| clause.contains(word.as_str()) || behind.starts_with(word.as_str()))
    };
    let between = scene.between(one, other);
    let enumerated = between.starts_with('、') || parallel(one.subject, other.subject);
    !enumerated || crosses(one) || crosses(other)
}

/// Adds what goes on behind the list, as far as `total` has room for it.
fn go_on<'l, 'a>(total: &Fact<'_>, list: &'l List<'a>, parts: &mut Vec<&'l Fact<'a>>) {
    let has_room = |parts: &[&Fact<'_>]| fit::sum(total, parts).is_some_and(|fit| fit != Fit::More);
    if parts.len() < list.parts.len() || !has_room(parts) {
        return;
    }
    let told = parts.len();
    parts.extend(&list.more);
    if !has_room(parts) {
        parts.truncate(told);
    }
}

/// Where a list of 其中 may end sooner than its sentence, the shorter reading that makes up `total` is meant. Says how
/// many readings there are. A comma of enumeration ends nothing.
fn shorten(scene: &Scene<'_>, total: &Fact<'_>, parts: &mut Vec<&Fact<'_>>) -> usize {
    let ends = 2..parts.len().min(LONGEST);
    let readings = 1 + ends.len();
    let goes_on = |end: usize| {
        let last = end.checked_sub(1).and_then(|at| parts.get(at));
        let behind = last.and_then(|last| scene.text.get(last.end()..));
        let (_, left) = parts.split_at(end);
        // 白茶等其他茶: what is called the rest ends the list, and none ends before.
        behind.is_some_and(|behind| behind.starts_with('、'))
            || left.iter().any(|part| part.names(Class::Rest))
    };
    let mut ends = ends.filter(|end| {
        let sum = parts.get(..*end).and_then(|some| fit::sum(total, some));
        sum == Some(Fit::Whole) && !goes_on(*end)
    });
    let end = (fit::sum(total, parts) == Some(Fit::More))
        .then(|| ends.next())
        .flatten();
    drop(ends);
    parts.truncate(end.unwrap_or(parts.len()));
    readings
}

/// The parts with the levels that follow them in the same sentence and bracket, where these make up `total`: 总户数2823户（其中
/// 东镇1170户，西镇1653户）. Their names alone do not show it.
fn more_parts<'a>(scene: &Scene<'a>, list: &List<'a>, total: &Fact<'_>) -> Option<Vec<Fact<'a>>> {
    let end = list.parts.last()?;
    let mut all = list.parts.clone();
    let behind = scene
        .after(end.index)
        .take_while(|next| next.sentence == end.sentence && next.bracket == end.bracket)
        .filter(|next| next.is_level())
        .take_while(|next| next.adds_to(end))
        .take(LONGEST);
    for next in behind {
        all.push(*next);
        let some: Vec<&Fact<'_>> = all.iter().collect();
        match fit::sum(total, &some) {
            Some(Fit::Whole) => return Some(all),
            Some(Fit::More) | None => return None,
            Some(Fit::Less | Fit::Nearly) => {}
        }
    }
    None
}

/// How many parts of a long list are tried.
const LONGEST: usize = 24;

/// Whether the head of the part's name is the whole's too, or part of the word that tells the parts apart: 专项债券 is of
/// 政府债券, not of 项目资金.
fn is_of(part: &Fact<'_>, total: &Fact<'_>, partition: &Partition) -> bool {
    let head = head(&plain(part.subject));
    let words = partition.parts.iter().chain(&partition.others);
    total.subject.contains(&head)
        || words
            .into_iter()
            .any(|word| word.contains(&head) || head.contains(word.as_str()))
}

/// Whether the words say that the parts leave nothing of `total`.
fn is_whole(scene: &Scene<'_>, list: &List<'_>, total: &Fact<'_>) -> bool {
    let told = whole::partition(scene, list).is_some_and(|partition| {
        !partition.whole.is_empty() || list.parts.iter().all(|part| is_of(part, total, partition))
    });
    let opposed = match list.parts.as_slice() {
        [one, other] => complement(one.subject, other.subject, scene.catalogue),
        _ => false,
    };
    let listed = list.opener == Opener::Colon
        && list.parts.len() >= 3
        && list
            .parts
            .iter()
            .all(|part| same_head(part.subject, total.subject));
    // 工业类3个、农业类21个、社会事业类46个: things that are put into classes are all in one.
    let mut ends = scene.catalogue.list("parts.classes").iter();
    let classed = list.parts.len() >= 3
        && scene.counts(total)
        && ends.any(|end| list.parts.iter().all(|part| part.subject.ends_with(end.as_str())));
    // 利息及其他收入 at the end leaves nothing out.
    let rest = list.parts.len() >= 2 && list.parts.last().is_some_and(|part| part.names(Class::Rest));
    told || opposed || listed || classed || rest || by_areas(scene, list) || list.opener == Opener::MadeOf
}

/// Whether a list tells the area's own level of government and the areas below it, each by its name: 市本级89亿元、甲县40亿元、乙县48亿元.
fn by_areas(scene: &Scene<'_>, list: &List<'_>) -> bool {
    let Some((first, below)) = list.parts.split_first() else {
        return false;
    };
    let lexicon = &scene.catalogue.lexicon;
    let is_area = |part: &Fact<'_>| {
        let entry = lexicon.get(part.subject);
        entry.is_some_and(|entry| !entry.regions.is_empty())
    };
    below.len() >= 2 && lexicon.is(first.subject, Class::ScopeOwn) && below.iter().all(is_area)
}
