//! Which figure a list of parts is the whole of.

use super::fit::{self, Fit};
use super::list::{self, List, Opener};
use super::scene::{Fact, Scene};
use super::subject::{common_end, plain, same_head};
use juyan_catalogue::{Class, Partition};
use juyan_model::Span;

/// How many sentences back the whole of a list may stand.
const SENTENCES: usize = 4;

/// The partition whose names the parts of `list` bear.
pub(super) fn partition<'s>(scene: &'s Scene<'_>, list: &List<'_>) -> Option<&'s Partition> {
    let names: Vec<&str> = list.parts.iter().map(|part| scene.name(part)).collect();
    scene
        .catalogue
        .partitions
        .iter()
        .find(|partition| partition.is_told_by(&names))
}

/// The whole of `list`, and among how many it was chosen; `taken` says of each fact whether it is a part of something
/// already.
pub(super) fn find<'a>(scene: &Scene<'a>, list: &List<'a>, taken: &[bool]) -> Option<(Fact<'a>, usize)> {
    let usual = usual(scene, list, taken)?;
    let parts: Vec<&Fact<'_>> = list.parts.iter().collect();
    let open = list.host.is_none() && matches!(list.opener, Opener::Among | Opener::Complement);
    if !open || parts.len() < 2 || fit::sum(&usual, &parts) == Some(Fit::Whole) {
        return Some((usual, 1));
    }
    // 预算62万元，决算54.13万元，完成87.3%。其中：…: of several amounts right before 其中 the one that the parts make up is meant.
    let mut near = rivals(scene, list, &usual);
    let told = near.by_ref().take(RIVALS).collect::<Vec<_>>();
    let made_up = told
        .iter()
        .find(|fact| fit::sum(fact, &parts) == Some(Fit::Whole));
    Some(made_up.map_or((usual, 1), |fact| (*fact, 1 + told.len())))
}

/// How many other amounts may be tried as the whole of a list.
const RIVALS: usize = 4;

/// The other levels of the sentence in which the whole of `list` stands, or of that in which the list begins.
fn rivals<'a, 's>(
    scene: &'s Scene<'a>,
    list: &'s List<'a>,
    usual: &Fact<'a>,
) -> impl Iterator<Item = Fact<'a>> + use<'a, 's> {
    let bracket = scene.stops.bracket(list.at);
    let index = scene.facts.partition_point(|fact| fact.start() < list.at);
    let (first, chosen) = (list.parts.first(), *usual);
    let told = scene
        .before(index)
        .take_while(move |fact| fact.sentence >= chosen.sentence);
    told.copied().filter(move |fact| {
        let placed = fact.index != chosen.index && fact.bracket == bracket && fact.is_level();
        placed && first.is_some_and(|part| fact.is_like(part) && at_one_time(fact, part))
    })
}

fn usual<'a>(scene: &Scene<'a>, list: &List<'a>, taken: &[bool]) -> Option<Fact<'a>> {
    if list.host.is_some() {
        return list.host;
    }
    if let Some(partition) = partition(scene, list).filter(|partition| !partition.whole.is_empty()) {
        return of_their_head(scene, list, taken).or_else(|| named(scene, list, partition));
    }
    if list.opener == Opener::Names {
        return None;
    }
    let whole = twin(scene, list, taken)
        .or_else(|| here(scene, list, taken))
        .or_else(|| otherwise_meant(scene, list));
    let whole = whole.or_else(|| {
        if list.opener == Opener::Contains {
            just_told(scene, list, taken)
        } else {
            earlier(scene, list, taken)
        }
    })?;
    // 新收1286件，旧存134件，审结1136件，未结284件: what is less than a part of it is no whole, nor is what stands before it.
    if list.opener == Opener::Complement && list.parts.iter().any(|part| part.value() > whole.value()) {
        return None;
    }
    // 3个项目，常规项目包括…: what is contained there has a name of its own.
    let before = Span::new(whole.end(), list.at).of(scene.text);
    let clause = before
        .rsplit_once(['，', ',', '、', '；', ';', '：'])
        .map(|(_, clause)| clause);
    let other =
        list.opener == Opener::Contains && clause.is_some_and(|clause| clause.chars().count() > ADVERB);
    if other {
        return None;
    }
    // 还有63万失能老人 is no part of the old: what is said of the same things has their name or none.
    let part = list.parts.first().map_or("", |part| part.subject);
    let bare = part.is_empty() || scene.catalogue.lexicon.is(part, Class::SomeOf);
    let apart = list.opener == Opener::SomeOf
        && list.parts.len() == 1
        && !bare
        && !whole.subject.contains(part)
        && !part.contains(whole.subject);
    (!apart && !whole.subject.is_empty()).then_some(whole)
}

/// The level right before the list, where it has the head that all parts have: 民营经济增加值 before 第一产业增加值, 固定资产投资 before 第一产业投资.
fn of_their_head<'a>(scene: &Scene<'a>, list: &List<'a>, taken: &[bool]) -> Option<Fact<'a>> {
    let first = list.parts.first().filter(|_| list.parts.len() > 1)?;
    let told = candidates(scene, list).next()?;
    let near = told.paragraph == first.paragraph && told.sentence + 1 >= first.sentence;
    let holds = |part: &Fact<'_>| common_end(part.subject, told.subject) >= 2 && part.value() <= told.value();
    (near && is_free(&told, taken) && list.parts.iter().all(holds)).then_some(told)
}

/// The nearest level that bears one of `words` and is the same area's.
fn named<'a>(scene: &Scene<'a>, list: &List<'a>, partition: &Partition) -> Option<Fact<'a>> {
    let first = list.parts.first()?;
    let bears = |fact: &Fact<'_>| {
        let mut words = partition.whole.iter();
        words.any(|word| fact.subject.contains(word.as_str()))
    };
    candidates(scene, list)
        .filter(bears)
        .filter(|fact| fact.scope == first.scope && fact.paragraph + 2 >= first.paragraph)
        .find(|fact| partition.per_head || !is_per_head(fact))
}

/// Whether a list cannot make up its whole, which is told per head: what the people of each part have on average adds up to
/// nothing, and an amount above it is no part of it; but what each of them earns is made up of its sources.
pub(super) fn is_average_of(scene: &Scene<'_>, list: &List<'_>, whole: &Fact<'_>) -> bool {
    let per_head = |fact: &Fact<'_>| fact.names(Class::PerHead);
    let mut parts = list.parts.iter();
    per_head(whole)
        && parts.any(|part| per_head(part) || part.value() > whole.value())
        && !adds_per_head(scene, list)
}

/// Whether the parts of `list` make up their whole on average too.
pub(super) fn adds_per_head(scene: &Scene<'_>, list: &List<'_>) -> bool {
    partition(scene, list).is_some_and(|partition| partition.per_head)
}

/// Whether a whole is what the parts leave of each other and so may be less than one of them: 利润8.6亿元，其中盈利企业盈利10.3亿元，亏损企业
/// 亏损1.7亿元. Things that are counted are parts all the same.
pub(super) fn is_net_of(scene: &Scene<'_>, list: &List<'_>, whole: &Fact<'_>) -> bool {
    let said = |fact: &Fact<'_>, word: &str| fact.subject.contains(word);
    // 顺差35.9亿元，其中出口52.1亿元、进口16.2亿元
    let mut nets = scene.catalogue.list("wholes.net").iter();
    let exceeded = list.parts.iter().any(|part| part.value() > whole.value());
    if exceeded && nets.any(|word| said(whole, word)) {
        return true;
    }
    let mut words = scene.catalogue.list("parts.offset").iter();
    !scene.counts(whole)
        && words.any(|word| {
            list.parts.iter().any(|part| said(part, word)) && !whole.subject.ends_with(word.as_str())
        })
}

fn is_per_head(fact: &Fact<'_>) -> bool {
    fact.names(Class::PerHead)
}

/// The whole of 其中市级GDP…: the nearest level that bears the part's own name.
fn twin<'a>(scene: &Scene<'a>, list: &List<'a>, taken: &[bool]) -> Option<Fact<'a>> {
    let [part] = list.parts.as_slice() else {
        return None;
    };
    let mut near = candidates(scene, list).take_while(|fact| fact.sentence + 1 >= part.sentence);
    near.find(|fact| {
        list.opener == Opener::Among
            && is_free(fact, taken)
            && !part.subject.is_empty()
            && plain(fact.subject) == plain(part.subject)
    })
}

/// The nearest level before the list in its own sentence.
fn here<'a>(scene: &Scene<'a>, list: &List<'a>, taken: &[bool]) -> Option<Fact<'a>> {
    let sentence = scene.stops.sentence(list.at);
    let segment = scene.stops.segment(list.at);
    let nests = matches!(list.opener, Opener::Among | Opener::Contains | Opener::MadeOf);
    let mut near = candidates(scene, list).take_while(|fact| fact.sentence == sentence);
    near.find(|fact| is_free(fact, taken) || (nests && fact.segment == segment))
}

/// A level of the sentence in another mode (已安排100亿元，其中拟用于…60亿元、…40亿元), where the parts make it up.
fn otherwise_meant<'a>(scene: &Scene<'a>, list: &List<'a>) -> Option<Fact<'a>> {
    let first = list.parts.first()?;
    let index = scene.facts.partition_point(|fact| fact.start() < list.at);
    let parts: Vec<&Fact<'_>> = list.parts.iter().collect();
    let mut near = scene
        .before(index)
        .take_while(|fact| fact.sentence == first.sentence);
    let nearest =
        near.find(|fact| fact.is_like(first) && fact.bracket == first.bracket && at_one_time(fact, first))?;
    // 总投资126亿元，其中政府投资38亿元、社会投资88亿元: the total right before 其中 is meant, planned or not.
    let adjoins = list.opener == Opener::Among
        && partition(scene, list).is_some()
        && !Span::new(nearest.end(), list.at)
            .of(scene.text)
            .contains(char::is_alphanumeric);
    (parts.len() >= 2 && (adjoins || fit::sum(nearest, &parts) == Some(Fit::Whole))).then_some(*nearest)
}

/// A level of the sentences before, for a list that opens its sentence: one with the same head, else the nearest.
fn earlier<'a>(scene: &Scene<'a>, list: &List<'a>, taken: &[bool]) -> Option<Fact<'a>> {
    let first = list.parts.first()?;
    let sentence = scene.stops.sentence(list.at);
    let opens = scene
        .text
        .get(scene.stops.sentence_start(list.at)..list.at)?
        .chars()
        .all(|sign| !sign.is_alphanumeric());
    let back = if matches!(list.opener, Opener::Facet | Opener::Complement) {
        SENTENCES
    } else {
        2
    };
    let splits = matches!(list.opener, Opener::Facet);
    let free = || {
        candidates(scene, list)
            .filter(|fact| is_free(fact, taken) && fact.sentence < sentence && fact.bracket.is_none())
            .filter(|fact| !splits || !is_split_off(scene, fact))
    };
    let near = || free().take_while(|fact| fact.sentence + back >= sentence);
    let heads = |fact: &Fact<'_>| same_head(fact.subject, first.subject);
    let in_paragraph = |fact: &Fact<'_>| fact.paragraph == first.paragraph;
    let may = opens
        && matches!(
            list.opener,
            Opener::Among | Opener::Facet | Opener::MadeOf | Opener::SomeOf | Opener::Complement
        );
    let headed = || near().filter(|fact| heads(fact) && in_paragraph(fact));
    let nearest = || near().filter(|fact| may && in_paragraph(fact));
    // 批复指标71亿元，已用指标62亿元。其中：县直批复指标…: of a sentence that tells several, the one whose name ends most alike.
    let sentence = headed().next().map(|fact| fact.sentence);
    let usual = headed()
        .filter(|fact| Some(fact.sentence) == sentence)
        .max_by_key(|fact| (common_end(fact.subject, first.subject), fact.index))
        .or_else(|| nearest().next())?;
    // 限额以上企业零售额4.83亿元。按经营地统计，城镇…32.25亿元: what is less than one of the parts is not split where they make up
    // another.
    let largest = list.parts.iter().filter_map(Fact::value).max();
    let parts: Vec<&Fact<'_>> = list.parts.iter().collect();
    let made_up = || nearest().find(|fact| fit::sum(fact, &parts) == Some(Fit::Whole));
    let lacks_room = list.opener == Opener::Facet && usual.value() < largest;
    // 零售总额406亿元。其中，限额以上241亿元。从消费形态看，…: nor where a part told since is what they make up.
    if splits && fit::sum(&usual, &parts) != Some(Fit::Whole) {
        let mut since = candidates(scene, list).take_while(|fact| fact.index > usual.index);
        let part = since.find(|fact| in_paragraph(fact) && fit::sum(fact, &parts) == Some(Fit::Whole));
        if part.is_some() {
            return part;
        }
    }
    // 3月当月产值34.7亿元。分行业看，新材料38.6亿元: nor where another holds all of them.
    let roomy = || {
        nearest().find(|fact| heads(fact) && matches!(fit::sum(fact, &parts), Some(Fit::Less | Fit::Nearly)))
    };
    let meant = || made_up().or_else(roomy);
    lacks_room.then(meant).flatten().or(Some(usual))
}

/// Whether a level is told of one way of splitting, so that another way does not split it: 按性质分，新建78个。按类别分，….
fn is_split_off(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let start = scene.stops.sentence_start(fact.start());
    let words = scene.words_in(Span::new(start, fact.start()));
    words.iter().any(|word| {
        list::opens_way(scene, word) && scene.facts_in(Span::new(start, word.span.start)).is_empty()
    })
}

/// The only level of the sentence before, for what 包括 lists in a sentence of its own: 返还性收入9亿元。主要是…，包括….
fn just_told<'a>(scene: &Scene<'a>, list: &List<'a>, taken: &[bool]) -> Option<Fact<'a>> {
    let first = list.parts.first().filter(|_| list.parts.len() >= 3)?;
    let mut before = scene
        .before(first.index)
        .take_while(|fact| fact.sentence + 1 >= first.sentence && fact.paragraph == first.paragraph);
    let one = before.next().filter(|fact| fact.sentence < first.sentence)?;
    let alone = before.next().is_none();
    (alone && is_free(one, taken) && one.adds_to(first) && at_one_time(one, first)).then_some(*one)
}

fn is_free(fact: &Fact<'_>, taken: &[bool]) -> bool {
    !taken.get(fact.index).copied().unwrap_or(false)
}

/// Levels before the list that its parts could be parts of, nearest first.
fn candidates<'a, 's>(
    scene: &'s Scene<'a>,
    list: &'s List<'a>,
) -> impl Iterator<Item = Fact<'a>> + use<'a, 's> {
    let bracket = scene.stops.bracket(list.at);
    let outside = bracket.and_then(|span| scene.stops.bracket(span.start));
    let first = list.parts.first();
    let index = scene.facts.partition_point(|fact| fact.start() < list.at);
    scene.before(index).copied().filter(move |fact| {
        let placed = fact.bracket == bracket || (bracket.is_some() && fact.bracket == outside);
        // 每千人6.5批次 is no amount that others are part of.
        let each = says_each(scene, tail(scene, fact)) || is_each(scene, fact);
        let alike = |part: &Fact<'_>| scene.adds(fact) == scene.adds(part) || adds_per_head(scene, list);
        let adds = |part: &Fact<'_>| fact.adds_to(part) && alike(part);
        placed && !each && first.is_some_and(|part| at_one_time(fact, part) && adds(part))
    })
}

/// Whether 每 or 各 stands in `tail`, and not only as part of 各类.
fn says_each(scene: &Scene<'_>, tail: &str) -> bool {
    let mut rests = tail.char_indices().filter_map(|(at, _)| tail.get(at..));
    rests.any(|rest| scene.catalogue.lexicon.longest_if(rest, Class::Each).is_some())
}

/// How many characters may stand before 包括 in its clause: 主要包括.
const ADVERB: usize = 3;

/// The last characters before `fact`, where 每 would stand.
fn tail<'a>(scene: &Scene<'a>, fact: &Fact<'_>) -> &'a str {
    let before = scene.text.get(..fact.start()).unwrap_or_default();
    let start = before.char_indices().rev().nth(EACH - 1).map_or(0, |(at, _)| at);
    before.get(start..).unwrap_or_default()
}

/// Whether the words before `fact` say for each how many of what it is told: 每千人口床位.
fn is_each(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let counted = |end: usize| {
        let rest = scene.text.get(end..fact.start()).unwrap_or_default();
        crate::numeral::numeral(rest, &scene.catalogue.numerals).is_some()
    };
    let words = scene
        .words_in(fact.clause)
        .iter()
        .filter(|word| word.is(Class::Each));
    words.into_iter().any(|word| counted(word.span.end))
}

/// How many characters 每 and what it counts may have: 每千人.
const EACH: usize = 4;

/// Whether the periods of both may be one.
pub(super) fn at_one_time(one: &Fact<'_>, other: &Fact<'_>) -> bool {
    match (one.figure.period, other.figure.period) {
        (Some(one), Some(other)) => one.from <= other.to && other.from <= one.to,
        _ => true,
    }
}
