//! The noun phrase that names what a number before it counts.

use super::folk::{folk_behind, owns};
use super::shared::shares_head;
use super::tail::without_adverbs;
use super::{CLOSING, LONGEST, has_letters, is_letter, is_moment, phrase};
use crate::clause::is_fact;
use crate::scan::{Item, Scan, Sense, Thing, is_note};
use juyan_catalogue::{Class, Classes, UnitClass};
use juyan_model::Span;

/// Words that join what stands before them to what follows.
const JOINTS: Classes = Classes::of(&[Class::And, Class::Of]);

/// Words behind which a value is told of the indicator before them.
const TOLD: Classes = Classes::of(&[
    Class::Link,
    Class::Reach,
    Class::Rise,
    Class::Fall,
    Class::Flat,
    Class::Yoy,
    Class::Mom,
    Class::Ytd,
    Class::To,
    Class::Average,
    Class::Deal,
    Class::All,
    Class::RankVerb,
    Class::ShareOf,
]);

/// Words behind a head noun that go on with the name: 农户和合作社, 老年人家庭.
const JOINED: Classes = Classes::of(&[Class::And, Class::Folk]);

/// Whether a head noun ends the name of what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heads {
    /// 5家企业发展良好: what follows is told of them.
    End,
    /// 1.2万户牧民越冬点: households are counted, whatever of theirs is told next.
    Folk,
    /// 集体企业退休人员: the enterprise is no head of people.
    Qualify,
}

impl Heads {
    /// Whether `item` ends the name.
    fn end_with(self, item: &Item<'_>) -> bool {
        match self {
            Self::End => item.is(Class::HeadNoun),
            Self::Folk => item.any(Classes::of(&[Class::HeadNoun, Class::Folk])),
            Self::Qualify => false,
        }
    }
}

/// Whether a state goes on with a verb, so that it is told of what was named before: 3家在建并将投产.
fn goes_on(text: &str, state: &Item<'_>, next: Option<&&Item<'_>>) -> bool {
    next.is_some_and(|next| {
        next.any(Classes::of(&[Class::And, Class::Bridge]))
            && !has_letters(text, state.span.end, next.span.start)
    })
}

/// Whether a word says how it moved that is measured, by how much standing right behind: 较上年同期的9.12亿元增收0.74亿元.
fn moves_by(item: &Item<'_>, items: &[Item<'_>], scan: &Scan<'_>) -> bool {
    let mut behind = items.iter().filter(|next| next.span.start == item.span.end);
    item.any(Classes::of(&[Class::Rise, Class::Fall])) && behind.any(|next| is_fact(next, scan))
}

/// Whether the word at `at` parts places from what is theirs: 4个村的饮水工程.
fn is_place_of(inside: &[&Item<'_>], at: usize, from: usize) -> bool {
    let place = at.checked_sub(1).and_then(|at| inside.get(at));
    let of = inside.get(at).filter(|of| of.is(Class::Of));
    let adjoins =
        |(place, of): (&&Item<'_>, &&Item<'_>)| place.span.end == of.span.start && place.span.start == from;
    place
        .zip(of)
        .is_some_and(|both| both.0.is(Class::PlaceTail) && adjoins(both))
}

/// Whether a note stands within a name: 94个“两重”［1］项目.
fn is_noted(rest: &[&Item<'_>]) -> bool {
    matches!(rest, [note, next, ..] if is_note(note) && next.is(Class::HeadNoun))
}

/// What is counted between two places.
pub(crate) fn counted(
    text: &str,
    items: &[Item<'_>],
    (start, end): (usize, usize),
    scan: &Scan<'_>,
    heads: Heads,
) -> Option<Span> {
    let end = end.min(text.floor_char_boundary(start.saturating_add(LONGEST)));
    let start = behind_bracket(text, start, end);
    let mut from = start;
    let mut edge = start;
    let mut quoted = false;
    let inside: Vec<&Item<'_>> = items
        .iter()
        .filter(|item| item.span.start >= start && item.span.end <= end)
        .collect();
    for (at, item) in inside.iter().enumerate() {
        let closes = match item.thing {
            Thing::Word(entry) if entry.classes.has(Class::Hurdle) => return None,
            Thing::Word(entry) => {
                let begins = edge == from && !has_letters(text, from, item.span.start);
                if begins && entry.classes.has(Class::PartState) && goes_on(text, item, inside.get(at + 1)) {
                    return None;
                }
                if begins && entry.classes.any(Classes::of(&[Class::Of, Class::PutTo])) {
                    from = item.span.end;
                    edge = from;
                    continue;
                }
                // 投资10万元对旧路修复: what is acted on next is not counted.
                if begins && (entry.classes.has(Class::Toward) || moves_by(item, items, scan)) {
                    return None;
                }
                // 重残无业等困难残疾人: who the examples are follows.
                let summed = entry.classes.has(Class::EtCetera)
                    && has_letters(text, from, item.span.start)
                    && folk_behind(text, &inside, at);
                // 92个计划新开工项目: a wish that qualifies the head behind it.
                let wished = begins && entry.classes.has(Class::Plan) && headed(text, &inside, at);
                let rest = inside.get(at..).unwrap_or_default();
                // 250个服务能力提升项目: a movement right before a head noun belongs to its name.
                let moves = entry.classes.any(Classes::of(&[Class::Rise, Class::Fall]))
                    && inside
                        .get(at + 1)
                        .is_some_and(|head| head.is(Class::HeadNoun) && head.span.start == item.span.end);
                let wished = wished || moves;
                told_next(text, items, (from, end), rest, scan)
                    || heads == Heads::Qualify && owns(&inside, at)
                    || is_place_of(&inside, at, from)
                    || !(quoted || summed || wished)
                        && entry.classes.any(CLOSING)
                        && entry.indicators.is_empty()
                        && (!entry.classes.has(Class::Noun)
                            || entry.classes.any(Classes::of(&[Class::Predicate, Class::Deal])))
            }
            Thing::Number(number) => is_fact(item, scan) || !quoted && is_moment(number, scan),
            Thing::Time(_) => true,
            Thing::Mark(mark) => {
                quoted = match mark {
                    '“' | '《' => true,
                    '”' | '》' => false,
                    _ => quoted,
                };
                let rest = inside.get(at..).unwrap_or_default();
                let named = has_letters(text, from, item.span.start);
                let joins = is_noted(rest) || mark == '、' && named && shares_head(text, rest, scan);
                !quoted && !joins && !matches!(mark, '“' | '《' | '”' | '》')
            }
        };
        if closes {
            let before = inside.get(..at).unwrap_or_default();
            return phrase(text, from, without_adverbs(before, item.span.start));
        }
        edge = item.span.end;
        if heads.end_with(item)
            && !inside
                .get(at + 1)
                .is_some_and(|next| next.any(JOINED) && next.span.start == edge || next.mark() == Some('、'))
        {
            return phrase(text, from, edge);
        }
    }
    // 181项检验结果和300项检查结果, 39个部门的1677项: what joins two numbers belongs to neither.
    let end = inside
        .last()
        .filter(|last| last.any(JOINTS) && !has_letters(text, last.span.end, end))
        .map_or(end, |joint| joint.span.start);
    phrase(text, from, end)
}

/// Where the bracket ends that stands right behind a number and only explains it: 418户（含军工企业）规上企业.
fn behind_bracket(text: &str, start: usize, end: usize) -> usize {
    let rest = text.get(start..end).unwrap_or_default();
    let bracket = rest.strip_prefix(['（', '(']).and_then(|body| {
        let (inside, behind) = body.split_once(['）', ')'])?;
        let plain = !inside.contains(['（', '(']) && !inside.contains(char::is_numeric);
        (plain && behind.starts_with(is_letter)).then_some(behind.len())
    });
    bracket.map_or(start, |behind| end.saturating_sub(behind))
}

/// Whether the first of `rest` opens what is told of the things counted from `from` on, and is no part of their name.
fn told_next(
    text: &str,
    items: &[Item<'_>],
    (from, end): (usize, usize),
    rest: &[&Item<'_>],
    scan: &Scan<'_>,
) -> bool {
    let Some((item, Thing::Word(entry))) = rest.first().map(|item| (item, &item.thing)) else {
        return false;
    };
    let behind = has_letters(text, from, item.span.start);
    // 新能源企业发电量同比增长: what is told next is not part of what is counted.
    let predicate = is_told(text, rest);
    let next = || items.iter().find(|next| next.span.start == item.span.end);
    // 28项民生工程计划总投资9167万元: nor what is measured of it.
    let measured = || next().is_some_and(|next| is_fact(next, scan));
    // 74只母基金投资721个项目, 9个国控断面水质达标率100%
    let counts = || next().is_some_and(|next| is_counted(next, scan));
    let flows = entry.classes.has(Class::Flow) && (predicate || counts())
        || entry.classes.has(Class::CountedRate) && measured();
    // 30个市级重点项目共完成投资…: the head of what is counted belongs to it.
    let named = (!entry.indicators.is_empty() || entry.classes.has(Class::Attribute))
        && !entry.classes.has(Class::HeadNoun);
    let told = flows || named && (predicate || measured());
    // 62个项目已开工51个: a state behind the things counted is told of some of them.
    let state =
        entry.classes.has(Class::PartState) && entry.classes.has(Class::Stock) && item.span.end == end;
    // 12个产业园新入驻企业154家: what came to them is told next.
    let came = entry.classes.has(Class::Newly)
        && items
            .iter()
            .any(|next| next.span.start == end && is_fact(next, scan));
    // 五个村各建成1个广场: what each of them has is told next.
    let each = entry.classes.has(Class::Each);
    // 38个行业大类中有21个: what is some of them is told next.
    let some = entry.classes.has(Class::SomeOf) && item.span.of(text).chars().nth(1).is_some();
    behind && (told || state || each || came) || some
}

/// Whether an item is a number of things that are counted.
fn is_counted(item: &Item<'_>, scan: &Scan<'_>) -> bool {
    let draft = item.number().and_then(|number| scan.drafts.get(number));
    draft.is_some_and(
        |draft| matches!(&draft.sense, Sense::Quantity(found) if found.class == Some(UnitClass::Counter)),
    )
}

/// Whether a value is told of the first item right behind it, or how it moved: 产值增长, 增加值实现增长.
fn is_told(text: &str, items: &[&Item<'_>]) -> bool {
    let adjoins = |one: &Item<'_>, next: &Item<'_>| !has_letters(text, one.span.end, next.span.start);
    let moves = Classes::of(&[Class::Rise, Class::Fall, Class::Flat]);
    match items {
        [first, next, ..] if next.any(TOLD) => adjoins(first, next),
        [first, verb, next, ..] if verb.is(Class::Verb) && next.any(moves) => {
            adjoins(first, verb) && adjoins(verb, next)
        }
        _ => false,
    }
}

/// Whether the word at `at` stands right before a head noun, or with one word between: 计划新开工项目, 拟实施重点项目.
fn headed(text: &str, inside: &[&Item<'_>], at: usize) -> bool {
    let behind = inside.get(at..).unwrap_or_default();
    let adjoins = |pair: &[&Item<'_>]| match pair {
        [one, next] => !has_letters(text, one.span.end, next.span.start),
        _ => false,
    };
    let near = behind.get(..behind.len().min(3)).unwrap_or_default();
    let head = near.iter().skip(1).position(|item| item.is(Class::HeadNoun));
    head.is_some_and(|head| near.get(..head + 2).unwrap_or_default().windows(2).all(adjoins))
}
