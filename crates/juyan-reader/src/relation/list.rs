//! Lists of parts: what the text enumerates after 其中, in brackets, after a colon, after 分…看 and the like.

use super::scene::{Fact, Scene};
use super::share::bears_bare_share;
use super::subject::{common_end, complement, holds, parallel, plain, same_head};
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
}

/// All lists of the scene in text order.
pub(super) fn find<'a>(scene: &Scene<'a>) -> Vec<List<'a>> {
    let mut lists = Vec::new();
    for (position, word) in scene.words().iter().enumerate() {
        if word.is(Class::Among) {
            among(scene, word.span, &mut lists);
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
    lists.extend(scene.facts.iter().filter_map(|fact| within(scene, fact)));
    for fact in scene.facts.iter().filter(|fact| fact.is_level()) {
        lists.extend(opposites(scene, fact));
        lists.extend(names(scene, fact));
    }
    // Whoever opens first is read first; the surer opener goes before the doubtful one.
    lists.sort_by_key(|list| (list.at, list.parts.len() == 1));
    lists
}

/// The list behind 其中: the first figure, and those that are built like it or joined to it.
fn among<'a>(scene: &Scene<'a>, word: Span, lists: &mut Vec<List<'a>>) {
    let opener = if word_is(scene, word, Class::Contains) {
        Opener::Contains
    } else {
        Opener::Among
    };
    let colon = after(scene, word.end).starts_with([':', '：']) || word.of(scene.text).ends_with([':', '：']);
    let nested = scene.stops.segment_start(word.start) > scene.stops.sentence_start(word.start);
    let near = Span::new(word.end, scene.stops.segment_end(word.end));
    let far = Span::new(word.end, scene.stops.sentence_end(word.end));
    let bracket = scene.stops.bracket(word.start);
    let Some(first) = first_level(scene, near, bracket) else {
        return;
    };
    if is_dealt(scene, word, &first) {
        return;
    }
    let mut parts = vec![first];
    let reach = if nested && !colon { near } else { far };
    for next in levels(scene, reach, bracket).filter(|fact| fact.index > first.index) {
        // 公务用车费…，因新增车辆3辆；公务接待费…: what else is told of a part ends no list after a colon.
        if colon && !next.is_like(&first) {
            continue;
        }
        let last = parts.last().copied().unwrap_or(first);
        if ends(scene, &next)
            || (next.segment != last.segment && is_told(scene, &parts) && !completes(scene, &parts, &next))
        {
            break;
        }
        let within = next.segment == last.segment;
        // 上年结转 in a list of what is planned is part of it all the same.
        let enumerated = joined(scene, &next, within, colon) && next.is_like(&first);
        // 煤炭…，占36.5%；电力…，占29.4%: what is told with a bare share is a part of the same.
        let shares = bears_bare_share(scene, &last) && bears_bare_share(scene, &next);
        let alike = parallel(last.subject, next.subject) || completes(scene, &parts, &next) || shares;
        if !(enumerated || (alike && next.adds_to(&first))) {
            break;
        }
        parts.push(next);
    }
    let last = parts.last().copied().unwrap_or(first);
    parts.extend(until_rest(scene, near, &last));
    let rest = levels(scene, near, bracket).filter(|fact| parts.iter().all(|part| part.index != fact.index));
    let behind: Vec<Fact<'a>> = rest.take_while(|fact| !ends(scene, fact)).collect();
    let further = if colon {
        further(scene, reach, &parts)
    } else {
        Vec::new()
    };
    lists.push(List {
        opener,
        at: word.start,
        parts: column(parts),
        host: None,
    });
    lists.extend(further.into_iter().map(|parts| List {
        opener,
        at: word.start,
        parts,
        host: None,
    }));
    // 其中…项目95项，计划总投资…亿元: what is told of the same part with a word of the whole.
    // 全县充电桩累计达310个 is no part of what was built this year.
    let new_scope = |fact: &Fact<'_>| {
        let mut words = scene.words_in(fact.lead).iter();
        words.any(|word| word.is(Class::Cumulative) || word.is(Class::Area))
    };
    let behind = behind.into_iter().take_while(|fact| !new_scope(fact));
    for part in behind.filter(|_| opener == Opener::Among) {
        let twin = scene.before(part.index).find(|fact| {
            fact.end() <= word.start
                && fact.sentence + 1 >= part.sentence
                && fact.is_like(&part)
                && !fact.subject.is_empty()
                && plain(fact.subject) == plain(part.subject)
        });
        if let Some(host) = twin {
            lists.push(List {
                opener: Opener::Among,
                at: word.start,
                parts: vec![part],
                host: Some(*host),
            });
        }
    }
}

/// The levels behind `first` up to one that names the rest, where nothing else stands between commas: 财力性转移支付128.8亿元，
/// 共同事权转移支付138.1亿元，其他1.6亿元.
fn until_rest<'a>(scene: &Scene<'a>, near: Span, first: &Fact<'a>) -> Vec<Fact<'a>> {
    let behind: Vec<Fact<'a>> = scene
        .facts_in(near)
        .iter()
        .filter(|fact| fact.index > first.index)
        .take(AHEAD)
        .take_while(|fact| fact.is_level() && fact.bracket == first.bracket && fact.adds_to(first))
        .copied()
        .collect();
    let rest = behind
        .iter()
        .position(|fact| holds(fact.subject, Class::Rest, scene.catalogue));
    rest.and_then(|at| behind.get(..=at))
        .map(<[Fact<'a>]>::to_vec)
        .unwrap_or_default()
}

/// How many levels ahead the rest is looked for.
const AHEAD: usize = 12;

/// The list of a sentence that opens with the name of its whole: 地方级收入中，税收收入…，非税收入…. The first part stands in
/// `first`; its whole is told one or two sentences before.
fn within<'a>(scene: &Scene<'a>, first: &Fact<'a>) -> Option<List<'a>> {
    let start = scene.stops.sentence_start(first.start());
    // Only the first figure of a sentence: its words are looked at once.
    if !(first.is_level() && first.lead.start <= start && first.bracket.is_none()) {
        return None;
    }
    let lead = Span::new(start, first.start()).of(scene.text);
    let lead = lead.get(..lead.floor_char_boundary(OPENING))?;
    let opening = lead.split_once(['，', ','])?.0;
    // 中 or 内 behind the name.
    let (at, _) = opening.char_indices().next_back()?;
    let name = opening.get(..at)?;
    let before = scene
        .before(first.index)
        .take_while(|fact| fact.sentence + 2 >= first.sentence && fact.paragraph == first.paragraph);
    let shared = |fact: &Fact<'_>| common_end(name, fact.subject);
    let host = before
        .filter(|fact| fact.adds_to(first) && fact.bracket.is_none() && fact.sentence < first.sentence)
        .filter(|fact| shared(fact) >= fact.subject.chars().count().clamp(2, NAME))
        .max_by_key(|fact| (shared(fact), fact.index))?;
    let next = scene.after(first.index).find(|next| next.is_level())?;
    let parts = vec![*first, *next];
    let told = next.adds_to(first) && next.sentence == first.sentence && is_told(scene, &parts);
    told.then_some(List {
        opener: Opener::Among,
        at: start,
        parts,
        host: Some(*host),
    })
}

/// How many bytes the name that opens a sentence may have: a hundred characters.
const OPENING: usize = 300;

/// How many characters a repeated name must share with the whole's.
const NAME: usize = 4;

/// Whether one thing is dealt out several values, each for a whole of its own: 收入、支出分别为10亿元、8亿元，其中市级分别为4亿元、3亿元.
fn is_dealt(scene: &Scene<'_>, word: Span, first: &Fact<'_>) -> bool {
    let lead = Span::new(word.end, first.start()).of(scene.text);
    let words = scene.catalogue.list("deal").iter();
    let name = words
        .filter_map(|word| lead.split_once(word.as_str()))
        .map(|(name, _)| name)
        .next();
    let joiners = || scene.catalogue.list("list-joiners").iter();
    name.is_some_and(|name| {
        !name.contains(['、', '，']) && !joiners().any(|word| name.contains(word.as_str()))
    })
}

/// Other ways of splitting the same whole behind its first: 一般债务…，专项债务…；市级…，县区….
fn further<'a>(scene: &Scene<'a>, reach: Span, parts: &[Fact<'a>]) -> Vec<Vec<Fact<'a>>> {
    let Some(last) = parts.last() else {
        return Vec::new();
    };
    let behind: Vec<Fact<'a>> = levels(scene, reach, last.bracket)
        .filter(|fact| fact.segment > last.segment && fact.is_like(last))
        .collect();
    let first = partition(scene, parts);
    let ways = behind.chunk_by(|one, other| one.segment == other.segment);
    ways.take_while(|way| {
        let told = partition(scene, way);
        told.is_some() && told != first
    })
    .map(<[Fact<'a>]>::to_vec)
    .collect()
}

/// Whether the word at `span` is of `class`.
fn word_is(scene: &Scene<'_>, span: Span, class: Class) -> bool {
    scene.catalogue.lexicon.is(span.of(scene.text), class)
}

/// Of an enumeration whose members each tell several levels, 收入9.5亿元，支出9.1亿元；收入32亿元，支出29.5亿元, the level that
/// the first member tells first; where the first alone tells several, these.
fn column(parts: Vec<Fact<'_>>) -> Vec<Fact<'_>> {
    let members: Vec<&[Fact<'_>]> = parts
        .chunk_by(|one, other| one.segment == other.segment)
        .collect();
    let Some(head) = members
        .first()
        .filter(|_| members.len() > 1)
        .and_then(|member| member.first())
    else {
        return parts;
    };
    if members.iter().all(|member| member.len() == 1) {
        return parts;
    }
    let firsts: Vec<Fact<'_>> = members
        .iter()
        .filter_map(|member| member.first())
        .copied()
        .collect();
    let one_kind = members.iter().skip(1).all(|member| member.len() > 1)
        && firsts.iter().all(|first| same_head(first.subject, head.subject));
    if one_kind {
        firsts
    } else {
        members.first().map(|member| member.to_vec()).unwrap_or_default()
    }
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
        });
    }
}

/// Whether a word of the catalogue is a way of splitting as a whole: 分产业看.
fn is_facet(scene: &Scene<'_>, span: Span) -> bool {
    let mut openings = scene.catalogue.lexicon.words(span.of(scene.text));
    openings.any(|hit| hit.entry.classes.has(Class::FacetOpen) && hit.len < span.len())
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
    let span = Span::new(end, scene.stops.sentence_end(end));
    let bracket = scene.stops.bracket(at);
    let first = first_level(scene, span, bracket)?;
    let below = |fact: &Fact<'_>| {
        let start = scene.stops.segment_start(fact.start()).max(end);
        scene.says(Span::new(start, fact.start()), Class::Among)
    };
    let parts: Vec<Fact<'a>> = levels(scene, span, bracket)
        .filter(|fact| fact.adds_to(&first) && !below(fact))
        .collect();
    (parts.len() >= 2).then_some(List {
        opener: Opener::Facet,
        at,
        parts,
        host: None,
    })
}

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
    })
}

/// The list after a colon that stands right behind `total`.
fn colon<'a>(scene: &Scene<'a>, total: &Fact<'a>) -> Option<List<'a>> {
    let rest = after(scene, total.end());
    let at = scene.text.len() - rest.len();
    let span = Span::new(at, scene.stops.sentence_end(at));
    let first = first_level(scene, span, total.bracket).filter(|_| rest.starts_with([':', '：']))?;
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
    })
}

/// The levels from `fact` on that bear the names of all parts of a known whole.
fn names<'a>(scene: &Scene<'a>, fact: &Fact<'a>) -> Option<List<'a>> {
    let known = scene
        .catalogue
        .partitions
        .iter()
        .filter(|partition| !partition.whole.is_empty());
    let may = |word: &smol_str::SmolStr| fact.subject.contains(word.as_str());
    for partition in known.filter(|partition| partition.parts.iter().any(may)) {
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
            });
        }
    }
    None
}

/// Within how many levels all the names must stand.
const NAMED: usize = 8;
