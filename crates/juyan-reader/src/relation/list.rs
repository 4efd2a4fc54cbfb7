//! Lists of parts: what the text enumerates after 其中, in brackets, after a colon, after 分…看 and the like.

mod adjoining;
mod among;
mod headed;

use super::fit::{self, Fit};
use super::scene::{Fact, Scene};
use super::subject::{complement, parallel};
use crate::token::Token;
use juyan_catalogue::{Class, Classes, Partition};
use juyan_model::Span;

/// What makes a run of figures a list of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opener {
    /// 其中.
    Among,
    /// 包括, which speaks of what stands right before it.
    Contains,
    /// 构成如下.
    MadeOf,
    /// 分产业看.
    Facet,
    /// Brackets behind the whole.
    Bracket,
    /// A colon behind the whole.
    Colon,
    /// 尚有.
    SomeOf,
    /// One part denies the other: 未开工, 已开工.
    Complement,
    /// Nothing but the names of the parts.
    Names,
}

/// A run of figures that are parts of something.
#[derive(Debug, Clone)]
pub(super) struct List<'a> {
    /// What opens it.
    pub(super) opener: Opener,
    /// Where it opens.
    pub(super) at: usize,
    /// The parts, one or more.
    pub(super) parts: Vec<Fact<'a>>,
    /// The whole, where its place alone shows it.
    pub(super) host: Option<Fact<'a>>,
    /// What goes on in the same places behind 其中, and is a part too where the whole leaves room for it.
    pub(super) more: Vec<Fact<'a>>,
}

/// All lists of the scene in text order.
pub(super) fn find<'a>(scene: &Scene<'a>) -> Vec<List<'a>> {
    let mut lists = Vec::new();
    for (position, word) in scene.words().iter().enumerate() {
        if word.is(Class::Among) {
            among::among(scene, word.span, &mut lists);
        } else if word.is(Class::MadeOf) {
            made_of(scene, word.span, &mut lists);
        } else if word.is(Class::Topic) && is_facet(scene, word.span) {
            lists.extend(facet(scene, word.span.start, word.span.end));
        } else if word.is(Class::FacetOpen) && scene.opens_clause(word.span.start) {
            lists.extend(facet_end(scene, position).and_then(|end| facet(scene, word.span.start, end)));
        }
    }
    for fact in scene.facts.iter().filter(|fact| fact.is_level()) {
        lists.extend(bracket(scene, fact));
        lists.extend(colon(scene, fact));
    }
    some_of(scene, &mut lists);
    lists.extend(scene.facts.iter().filter_map(|fact| out_of(scene, fact)));
    lists.extend(scene.facts.iter().filter_map(|fact| all_of(scene, fact)));
    lists.extend(scene.facts.iter().filter_map(|fact| among::within(scene, fact)));
    let levels = scene.facts.iter().filter(|fact| fact.is_level());
    lists.extend(levels.filter_map(|fact| headed::headed(scene, fact)));
    for fact in scene.facts.iter().filter(|fact| fact.is_level()) {
        lists.extend(adjoining::adjoining(scene, fact));
        lists.extend(opposites(scene, fact));
        lists.extend(names(scene, fact));
    }
    // Whoever opens first is read first; the surer opener goes before the doubtful one.
    lists.sort_by_key(|list| (list.at, list.parts.len() == 1));
    lists
}

/// Whether the word at `span` is of `class`.
fn word_is(scene: &Scene<'_>, span: Span, class: Class) -> bool {
    scene.catalogue.lexicon.is(span.of(scene.text), class)
}

/// Whether the names of `parts` are those of all parts of a whole.
fn is_told(scene: &Scene<'_>, parts: &[Fact<'_>]) -> bool {
    partition(scene, parts).is_some()
}

/// The partition whose names the parts bear.
fn partition<'s>(scene: &'s Scene<'_>, parts: &[Fact<'_>]) -> Option<&'s Partition> {
    let names: Vec<&str> = parts.iter().map(|part| scene.name(part)).collect();
    scene
        .catalogue
        .partitions
        .iter()
        .find(|partition| partition.is_told_by(&names))
}

/// Whether a name is that of all that is left: 其余行业, 其他各项支出. 其他支出 may be one of many kinds.
fn names_rest(scene: &Scene<'_>, name: &str) -> bool {
    let mut words = scene.catalogue.list("rest.all").iter();
    words.any(|word| name.starts_with(word.as_str()))
}

/// Whether the words before `next` end the list: 加上, 扣除, 总计.
fn ends(scene: &Scene<'_>, next: &Fact<'_>) -> bool {
    const ENDS: Classes = Classes::of(&[Class::Plus, Class::Deduct, Class::InAll]);
    scene.words_in(next.lead).iter().any(|word| word.any(ENDS))
}

/// Whether `next` is joined to the part before it by a comma of enumeration, 和, or a list after a colon.
fn joined(scene: &Scene<'_>, next: &Fact<'_>, within: bool, colon: bool) -> bool {
    let start = next
        .figure
        .subject
        .map_or(next.start(), |span| span.start.min(next.start()));
    let before = scene.text.get(next.lead.start..start).unwrap_or_default();
    colon || (within && (before.contains('、') || conjunction(scene, next)))
}

/// Whether the words before `next` begin with 和 or the like.
fn conjunction(scene: &Scene<'_>, next: &Fact<'_>) -> bool {
    let lexicon = &scene.catalogue.lexicon;
    lexicon.longest_if(next.lead.of(scene.text), Class::And).is_some()
}

/// Whether `parts` with `next` name all the parts of a whole.
fn completes(scene: &Scene<'_>, parts: &[Fact<'_>], next: &Fact<'_>) -> bool {
    let mut names: Vec<&str> = parts.iter().map(|part| scene.name(part)).collect();
    names.push(scene.name(next));
    let last = parts.last().map_or("", |part| part.subject);
    complement(last, next.subject, scene.catalogue)
        || scene
            .catalogue
            .partitions
            .iter()
            .any(|partition| partition.is_told_by(&names))
}

/// The first figure in `span`, where it is a level or the level that the first growth speaks of.
fn first_level<'a>(scene: &Scene<'a>, span: Span, bracket: Option<Span>) -> Option<Fact<'a>> {
    let first = scene
        .facts_in(span)
        .iter()
        .take(LONGEST)
        .find(|fact| fact.bracket == bracket)?;
    let level = if first.is_level() {
        first
    } else {
        scene.level_of(first)?
    };
    (level.is_level() && span.contains(level.figure.span)).then_some(*level)
}

/// The levels in `span` that stand in no brackets but `bracket`.
fn levels<'a, 's>(
    scene: &'s Scene<'a>,
    span: Span,
    bracket: Option<Span>,
) -> impl Iterator<Item = Fact<'a>> + use<'a, 's> {
    scene
        .facts_in(span)
        .iter()
        .take(LONGEST)
        .filter(move |fact| fact.is_level() && fact.bracket == bracket)
        .copied()
}

/// How many figures a list is looked for in.
const LONGEST: usize = 160;

/// The text behind `at`, without spaces in front.
fn after<'a>(scene: &Scene<'a>, at: usize) -> &'a str {
    scene
        .text
        .get(at..)
        .unwrap_or_default()
        .trim_start_matches([' ', '\u{3000}'])
}

/// The list behind 构成如下, and the figure before it as its whole.
fn made_of<'a>(scene: &Scene<'a>, word: Span, lists: &mut Vec<List<'a>>) {
    let span = Span::new(word.end, scene.stops.sentence_end(word.end));
    let bracket = scene.stops.bracket(word.start);
    let Some(first) = first_level(scene, span, bracket) else {
        return;
    };
    let parts: Vec<Fact<'a>> = levels(scene, span, bracket)
        .filter(|fact| fact.adds_to(&first))
        .collect();
    if parts.len() >= 2 {
        lists.push(List {
            opener: Opener::MadeOf,
            at: word.start,
            parts,
            host: None,
            more: Vec::new(),
        });
    }
}

/// Whether a word of the catalogue is a way of splitting as a whole: 分产业看.
fn is_facet(scene: &Scene<'_>, span: Span) -> bool {
    let mut openings = scene.catalogue.lexicon.words(span.of(scene.text));
    openings.any(|hit| hit.entry.classes.has(Class::FacetOpen) && hit.len < span.len())
}

/// Whether `word` opens a way of splitting: 分产业看, 按类别分.
pub(super) fn opens_way(scene: &Scene<'_>, word: &Token<'_>) -> bool {
    let position = scene
        .words()
        .partition_point(|other| other.span.start < word.span.start);
    let opens = word.is(Class::FacetOpen) && scene.opens_clause(word.span.start);
    word.is(Class::Topic) && is_facet(scene, word.span) || opens && facet_end(scene, position).is_some()
}

/// Where 分…看 ends, from the word at `position` that may begin it; it closes before a comma or colon.
fn facet_end(scene: &Scene<'_>, position: usize) -> Option<usize> {
    let open = scene.words().get(position)?.span;
    let mut close = scene
        .words()
        .get(position + 1..)?
        .iter()
        .take_while(|word| word.span.end <= open.end + FACET);
    let word = close.find(|word| {
        word.is(Class::FacetClose) && after(scene, word.span.end).starts_with([',', '，', ':', '：'])
    })?;
    let inside = Span::new(open.end, word.span.start).of(scene.text);
    (!inside.is_empty() && inside.chars().all(char::is_alphanumeric)).then_some(word.span.end)
}

/// How many bytes a way of splitting may be long: eight characters.
const FACET: usize = 30;

/// The list behind 分…看: all levels of the sentence but those that 其中 puts below one of them.
fn facet<'a>(scene: &Scene<'a>, at: usize, end: usize) -> Option<List<'a>> {
    let span = Span::new(end, next_way(scene, end));
    let bracket = scene.stops.bracket(at);
    let first = first_level(scene, span, bracket)?;
    let below = |fact: &Fact<'_>| {
        let start = scene.stops.segment_start(fact.start()).max(end);
        scene.says(Span::new(start, fact.start()), Class::Among)
    };
    let told: Vec<Fact<'a>> = levels(scene, span, bracket)
        .filter(|fact| fact.adds_to(&first) && !below(fact))
        .collect();
    let parts = each_first(&told);
    // 发明专利申请75件，授权15件；…: of which of two wholes these are parts only the numbers say.
    let host = (parts.len() < told.len()).then(|| made_up(scene, at, &parts));
    let known = host.is_none_or(|host| host.is_some());
    (parts.len() >= 2 && known).then_some(List {
        opener: Opener::Facet,
        at,
        parts,
        host: host.flatten(),
        more: Vec::new(),
    })
}

/// Where what is split in one way ends: with the sentence, or where it is split in another way.
fn next_way(scene: &Scene<'_>, from: usize) -> usize {
    let end = scene.stops.sentence_end(from);
    let mut behind = scene.words().partition_point(|word| word.span.start < from)..scene.words().len();
    let opens = |position: &usize| {
        let word = scene.words().get(*position);
        word.is_some_and(|word| {
            word.is(Class::FacetOpen)
                && scene.opens_clause(word.span.start)
                && facet_end(scene, *position).is_some()
        })
    };
    let starts = |position: usize| scene.words().get(position).map(|word| word.span.start);
    let next = behind
        .by_ref()
        .take_while(|position| starts(*position).is_some_and(|start| start < end))
        .find(opens);
    next.and_then(starts).unwrap_or(end)
}

/// The first level of each segment, where all segments tell as many and more than one; else all of them.
fn each_first<'a>(told: &[Fact<'a>]) -> Vec<Fact<'a>> {
    let members: Vec<&[Fact<'a>]> = told.chunk_by(|one, other| one.segment == other.segment).collect();
    let count = members.first().map_or(0, |member| member.len());
    let even = members.len() > 1 && count > 1 && members.iter().all(|member| member.len() == count);
    if even {
        members
            .iter()
            .filter_map(|member| member.first())
            .copied()
            .collect()
    } else {
        told.to_vec()
    }
}

/// The level of the two sentences before `at` that `parts` make up.
fn made_up<'a>(scene: &Scene<'a>, at: usize, parts: &[Fact<'a>]) -> Option<Fact<'a>> {
    let first = parts.first()?;
    let index = scene.facts.partition_point(|fact| fact.start() < at);
    let parts: Vec<&Fact<'_>> = parts.iter().collect();
    let mut near = scene
        .before(index)
        .take_while(|fact| fact.sentence + 2 >= first.sentence && fact.paragraph == first.paragraph);
    near.find(|fact| fact.adds_to(first) && fit::sum(fact, &parts) == Some(Fit::Whole))
        .copied()
}

/// 36个行业大类中，28个行业实现正增长: the things counted right behind 中 are some of those counted before it.
fn out_of<'a>(scene: &Scene<'a>, whole: &Fact<'a>) -> Option<List<'a>> {
    let name = whole
        .figure
        .subject
        .filter(|subject| whole.is_level() && subject.start >= whole.end())?;
    let part = scene.after(whole.index).next().filter(|part| part.is_level())?;
    // The word may have been read into the name.
    let tail = name.of(scene.text).chars().next_back().map_or(0, char::len_utf8);
    let is_joint = |from: usize| {
        let between = Span::new(from, part.start()).of(scene.text);
        scene.catalogue.list("out-of").iter().any(|word| word == between)
    };
    let among = is_joint(name.end) || is_joint(name.end - tail);
    let counted = scene.counts(whole) && part.adds_to(whole);
    let list = || List {
        opener: Opener::SomeOf,
        at: name.end,
        parts: vec![*part],
        host: Some(*whole),
        more: Vec::new(),
    };
    (among && counted && part.value() <= whole.value()).then(list)
}

/// 37个项目中已完工22个，在建13个，未开工2个: all the things counted before 中, by names that leave none of them out.
fn all_of<'a>(scene: &Scene<'a>, whole: &Fact<'a>) -> Option<List<'a>> {
    let first = scene
        .after(whole.index)
        .next()
        .filter(|first| first.is_like(whole) && first.sentence == whole.sentence && scene.counts(whole))?;
    // The word may have been read into the part's name: 中已完工.
    let lead = scene.between(whole, first);
    let mut joints = scene.catalogue.list("out-of").iter();
    let noun = joints.find_map(|word| Some(lead.split_once(word.as_str())?.0));
    let among =
        noun.is_some_and(|noun| noun.chars().count() <= NOUN && noun.chars().all(char::is_alphanumeric));
    let start = whole.end();
    if !among {
        return None;
    }
    let behind = scene.after(first.index).take_while(|fact| {
        fact.segment == first.segment && fact.is_like(first) && fact.bracket == first.bracket
    });
    let parts: Vec<Fact<'a>> = std::iter::once(first)
        .chain(behind.take(MEMBERS))
        .copied()
        .collect();
    (parts.len() >= 2 && is_told(scene, &parts)).then_some(List {
        opener: Opener::Among,
        at: start,
        parts,
        host: Some(*whole),
        more: Vec::new(),
    })
}

/// How many characters the name of counted things has behind their number at most: 重大工程项目.
const NOUN: usize = 12;

/// How many things are named behind 中 at most.
const MEMBERS: usize = 6;

/// The list in brackets behind `total`.
fn bracket<'a>(scene: &Scene<'a>, total: &Fact<'a>) -> Option<List<'a>> {
    let rest = after(scene, total.end());
    let sign = rest.chars().next().filter(|sign| matches!(sign, '(' | '（'))?;
    let open = scene.text.len() - rest.len();
    let span = scene.stops.bracket(open + sign.len_utf8())?;
    let first = first_level(scene, span, Some(span))?;
    let parts: Vec<Fact<'a>> = levels(scene, span, Some(span))
        .filter(|fact| fact.adds_to(total))
        .collect();
    let plain = first.adds_to(total) && parts.len() >= 2 && !scene.says(span, Class::Among);
    plain.then_some(List {
        opener: Opener::Bracket,
        at: span.start,
        parts,
        host: Some(*total),
        more: Vec::new(),
    })
}

/// The list after a colon that stands right behind `total`.
fn colon<'a>(scene: &Scene<'a>, total: &Fact<'a>) -> Option<List<'a>> {
    let rest = after(scene, total.end());
    if !rest.starts_with([':', '：']) {
        return None;
    }
    let at = scene.text.len() - rest.len();
    let span = Span::new(at, scene.stops.sentence_end(at));
    let first = first_level(scene, span, total.bracket)?;
    let parts: Vec<Fact<'a>> = levels(scene, span, total.bracket)
        .filter(|fact| fact.adds_to(total))
        .collect();
    // 3.6：48：48.4 is a proportion.
    let named = first.lead.of(scene.text).chars().any(char::is_alphabetic) && !total.unit().is_empty();
    let plain = named && first.adds_to(total) && parts.len() >= 2;
    plain.then_some(List {
        opener: Opener::Colon,
        at,
        parts,
        host: Some(*total),
        more: Vec::new(),
    })
}

/// Figures behind 尚有, 还有, …的有; neighbours that are built alike make one list.
fn some_of<'a>(scene: &Scene<'a>, lists: &mut Vec<List<'a>>) {
    let mut last: Option<usize> = None;
    for word in scene.words().iter().filter(|word| word.is(Class::SomeOf)) {
        let next = scene
            .facts_in(Span::new(word.span.end, word.span.end + 1))
            .first();
        let Some(part) = next.filter(|fact| fact.is_level() && fact.start() == word.span.end) else {
            continue;
        };
        let long = word.span.of(scene.text).chars().nth(1).is_some();
        let relative = scene
            .words_in(Span::new(word.span.start.saturating_sub(3), word.span.start))
            .last();
        if !long && !relative.is_some_and(|of| of.is(Class::Of) && of.span.end == word.span.start) {
            continue;
        }
        let group = last.and_then(|index| lists.get_mut(index)).filter(|list| {
            list.parts.iter().all(|other| {
                other.adds_to(part)
                    && other.sentence == part.sentence
                    && parallel(other.subject, part.subject)
            })
        });
        if let Some(list) = group {
            list.parts.push(*part);
        } else {
            last = Some(lists.len());
            lists.push(List {
                opener: Opener::SomeOf,
                at: word.span.start,
                parts: vec![*part],
                host: None,
                more: Vec::new(),
            });
        }
    }
}

/// `fact` and the level behind it, where one denies the other.
fn opposites<'a>(scene: &Scene<'a>, fact: &Fact<'a>) -> Option<List<'a>> {
    let next = scene.after(fact.index).find(|next| next.is_level())?;
    let opposed = next.sentence == fact.sentence
        && next.adds_to(fact)
        && complement(fact.subject, next.subject, scene.catalogue);
    let at = fact
        .figure
        .subject
        .map_or(fact.start(), |span| span.start.min(fact.start()));
    opposed.then(|| List {
        opener: Opener::Complement,
        at,
        parts: vec![*fact, *next],
        host: None,
        more: Vec::new(),
    })
}

/// The levels from `fact` on that bear the names of all parts of a known whole.
fn names<'a>(scene: &Scene<'a>, fact: &Fact<'a>) -> Option<List<'a>> {
    // Most amounts have none of their kind behind them that might be another part.
    let behind = scene.after(fact.index);
    let mut near = behind.take_while(|next| next.paragraph == fact.paragraph);
    if !near.any(|next| next.adds_to(fact)) {
        return None;
    }
    let known = scene.catalogue.partitions_of(fact.subject);
    for partition in known.filter(|partition| !partition.whole.is_empty()) {
        let rest = scene
            .after(fact.index)
            .filter(|next| next.is_level() && next.paragraph == fact.paragraph);
        let next: Vec<Fact<'a>> = rest
            .take(NAMED)
            .filter(|next| {
                next.adds_to(fact)
                    && partition
                        .parts
                        .iter()
                        .any(|word| next.subject.contains(word.as_str()))
            })
            .copied()
            .collect();
        let mut parts = vec![*fact];
        parts.extend(next.into_iter().take(partition.parts.len() - 1));
        let subjects: Vec<&str> = parts.iter().map(|part| part.subject).collect();
        if partition.is_told_by(&subjects) {
            return Some(List {
                opener: Opener::Names,
                at: fact.start(),
                parts,
                host: None,
                more: Vec::new(),
            });
        }
    }
    None
}

/// Within how many levels all the names must stand.
const NAMED: usize = 8;
