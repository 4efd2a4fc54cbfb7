//! Lists behind 其中 and behind the name of their whole (地方级收入中，…): where they begin, and how far they go.

use super::{
    List, Opener, after, completes, ends, first_level, is_told, joined, levels, names_rest, partition,
    word_is,
};
use crate::relation::scene::{Fact, Scene};
use crate::relation::share::bears_bare_share;
use crate::relation::subject::{common_end, parallel, plain, same_head};
use juyan_catalogue::Class;
use juyan_model::Span;

/// The list behind 其中: the first figure, and those that are built like it or joined to it.
pub(super) fn among<'a>(scene: &Scene<'a>, word: Span, lists: &mut Vec<List<'a>>) {
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
        if colon && !next.is_like(&first) && !are_of_one(scene, word, &first, &next) {
            continue;
        }
        // 公务用车费39万元，其中购置费18万元；公务接待费6万元: what is part of a part is none of the whole.
        if colon && is_below(scene, word, &next) {
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
        let enumerated = joined(scene, &next, within, colon)
            && (next.is_like(&first) || are_of_one(scene, word, &first, &next));
        // 煤炭…，占36.5%；电力…，占29.4%: what is told with a bare share is a part of the same.
        let shares = bears_bare_share(scene, &last) && bears_bare_share(scene, &next);
        // 其余行业52.9亿元 is what the parts before it leave.
        let rest = names_rest(scene, next.subject) && next.segment != last.segment;
        let alike = parallel(last.subject, next.subject) || completes(scene, &parts, &next) || shares || rest;
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
    let parts = column(parts);
    let more = if nested || colon {
        Vec::new()
    } else {
        going_on(scene, far, &parts)
    };
    lists.push(List {
        opener,
        at: word.start,
        parts,
        host: None,
        more,
    });
    lists.extend(further.into_iter().map(|parts| List {
        opener,
        at: word.start,
        parts,
        host: None,
        more: Vec::new(),
    }));
    twins(
        scene,
        word,
        behind.into_iter().filter(|_| opener == Opener::Among),
        lists,
    );
}

/// Whether another 其中 in its own stretch of the sentence puts a level below one of the list that `word` opens.
fn is_below(scene: &Scene<'_>, word: Span, fact: &Fact<'_>) -> bool {
    let start = scene.stops.segment_start(fact.start()).max(word.end);
    scene.says(Span::new(start, fact.start()), Class::Among)
}

/// Whether a whole just before 其中 is told in a unit that leaves both open: 62.4万头（只），其中牛8.6万头、羊47.9万只.
fn are_of_one(scene: &Scene<'_>, word: Span, first: &Fact<'_>, next: &Fact<'_>) -> bool {
    let index = scene.facts.partition_point(|fact| fact.start() < word.start);
    let whole = scene
        .before(index)
        .next()
        .filter(|fact| fact.sentence == first.sentence);
    whole.is_some_and(|whole| next.adds_to(whole) && first.adds_to(whole))
}

/// What is told behind 其中 with a word of the whole: 其中…项目95项，计划总投资…亿元 is a part of the whole's own.
fn twins<'a>(
    scene: &Scene<'a>,
    word: Span,
    behind: impl Iterator<Item = Fact<'a>>,
    lists: &mut Vec<List<'a>>,
) {
    // 计划21万亩，其中小麦6万亩。实际20万亩，其中小麦7万亩: what was planned of the same part holds nothing of what was done.
    // 全县充电桩累计达310个 is no part of what was built this year.
    let new_scope = |fact: &Fact<'_>| {
        let mut words = scene.words_in(fact.lead).iter();
        words.any(|word| word.is(Class::Cumulative) || word.is(Class::Area))
    };
    let parts = behind.take_while(|fact| !new_scope(fact));
    for part in parts {
        let near = scene.before(part.index);
        let mut near = near.take_while(|fact| fact.sentence + 1 >= part.sentence);
        let twin = near.find(|fact| {
            fact.end() <= word.start
                && fact.is_like(&part)
                && !fact.subject.is_empty()
                && plain(fact.subject) == plain(part.subject)
                && fact.figure.mode == part.figure.mode
        });
        if let Some(host) = twin {
            lists.push(List {
                opener: Opener::Among,
                at: word.start,
                parts: vec![part],
                host: Some(*host),
                more: Vec::new(),
            });
        }
    }
}

/// The levels that go on where the parts of a sentence's 其中 end: each opens its segment, or stands in one with a name that
/// ends alike. 其中，稻谷42.5千公顷，减少0.6千公顷；玉米86.7千公顷，减少1.0千公顷.
fn going_on<'a>(scene: &Scene<'a>, reach: Span, parts: &[Fact<'a>]) -> Vec<Fact<'a>> {
    let Some((first, end)) = parts.first().zip(parts.last()) else {
        return Vec::new();
    };
    let mut last = *end;
    let mut more = Vec::new();
    // 接待国内游客…，国内旅游收入…；接待国际游客…: what else is told of a part ends nothing.
    let behind = levels(scene, reach, end.bracket).filter(|fact| fact.index > end.index);
    for next in behind.filter(|fact| fact.is_like(first)) {
        let segment = Span::new(scene.stops.segment_start(next.start()), next.start());
        let opens = scene.facts_in(segment).is_empty();
        let goes_on = if next.segment == last.segment {
            same_head(next.subject, last.subject)
        } else {
            opens
        };
        let named = !next.subject.is_empty() && next.subject != last.subject;
        let below = scene.says(next.lead, Class::Among);
        if !(next.adds_to(first) && goes_on && named) || below || ends(scene, &next) {
            break;
        }
        last = next;
        more.push(next);
    }
    more
}

/// The levels behind `first` up to one that names the rest, or the last of the parts of a known whole, where nothing else stands
/// between commas: 财力性转移支付128.8亿元，共同事权转移支付110.2亿元，其他1.5亿元.
fn until_rest<'a>(scene: &Scene<'a>, near: Span, first: &Fact<'a>) -> Vec<Fact<'a>> {
    let behind: Vec<Fact<'a>> = scene
        .facts_in(near)
        .iter()
        .filter(|fact| fact.index > first.index)
        .take(AHEAD)
        .take_while(|fact| fact.is_level() && fact.bracket == first.bracket && fact.adds_to(first))
        .copied()
        .collect();
    let rest = behind.iter().position(|fact| fact.names(Class::Rest));
    let upto = |told: &[Fact<'a>], at: usize| told.get(..=at).map(<[Fact<'a>]>::to_vec);
    rest.and_then(|at| upto(&behind, at))
        .or_else(|| until_told(scene, &behind, first))
        .or_else(|| until_told(scene, &amounts(scene, near, first), first))
        .unwrap_or_default()
}

/// The first of `behind` that with `first` name all parts of a known whole.
fn until_told<'a>(scene: &Scene<'a>, behind: &[Fact<'a>], first: &Fact<'a>) -> Option<Vec<Fact<'a>>> {
    let end = (1..behind.len()).find(|end| {
        let told: Vec<Fact<'a>> = std::iter::once(*first)
            .chain(behind.iter().take(end + 1).copied())
            .collect();
        is_told(scene, &told)
    })?;
    behind.get(..=end).map(<[Fact<'a>]>::to_vec)
}

/// The amounts behind `first`, whatever growth and share is told of each: 税收收入9.3亿元，增长3.5%，上划收入5.1亿元.
fn amounts<'a>(scene: &Scene<'a>, near: Span, first: &Fact<'a>) -> Vec<Fact<'a>> {
    let behind = scene
        .facts_in(near)
        .iter()
        .filter(|fact| fact.index > first.index);
    let told = behind.take(AHEAD).filter(|fact| fact.figure.of.is_none());
    let alike =
        told.take_while(|fact| fact.is_level() && fact.bracket == first.bracket && fact.adds_to(first));
    alike.copied().collect()
}

/// The list of a sentence, or of what follows a semicolon, that opens with the name of its whole: 地方级收入中，税收收入…，非税收入….
/// The first part stands in `first`; its whole is told before, at most two sentences back.
pub(super) fn within<'a>(scene: &Scene<'a>, first: &Fact<'a>) -> Option<List<'a>> {
    let start = scene.stops.segment_start(first.start());
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
        .filter(|fact| fact.adds_to(first) && fact.bracket.is_none() && fact.segment < first.segment)
        .filter(|fact| shared(fact) >= fact.subject.chars().count().clamp(2, NAME))
        .max_by_key(|fact| (shared(fact), fact.index))?;
    let next = scene.after(first.index).find(|next| next.is_level())?;
    let parts = vec![*first, *next];
    let told = next.adds_to(first) && next.sentence == first.sentence && is_told(scene, &parts);
    let near = Span::new(first.start(), scene.stops.segment_end(first.start()));
    let rest = until_rest(scene, near, first);
    let (parts, more) = if told {
        (parts, Vec::new())
    } else if !rest.is_empty() {
        (std::iter::once(*first).chain(rest).collect(), Vec::new())
    } else {
        let reach = Span::new(first.end(), scene.stops.sentence_end(first.start()));
        (vec![*first], going_on(scene, reach, &[*first]))
    };
    (parts.len() >= 2 || !more.is_empty()).then_some(List {
        opener: Opener::Among,
        at: start,
        parts,
        host: Some(*host),
        more,
    })
}

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

/// How many levels ahead the rest is looked for.
const AHEAD: usize = 12;

/// How many bytes the name that opens a sentence may have: a hundred characters.
const OPENING: usize = 300;

/// How many characters a repeated name must share with the whole's.
const NAME: usize = 4;
