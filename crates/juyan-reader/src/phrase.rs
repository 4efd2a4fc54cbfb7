//! The noun phrase that names what a number measures.

mod deed;
mod folk;
mod nominal;
mod shared;

use crate::clause::is_fact;
use crate::scan::{Item, Scan, Sense, Thing, is_note};
use deed::{is_task, lessens};
use folk::{folk_behind, owns};
use juyan_catalogue::{Class, Classes, Entry};
use juyan_model::Span;
pub(crate) use nominal::nominal_end;
use shared::shares_head;

/// Words that may stand between the name of a thing and its number, and are part of neither.
pub(crate) const FUNCTIONAL: Classes = Classes::of(&[
    Class::Link,
    Class::Reach,
    Class::Rise,
    Class::Fall,
    Class::Flat,
    Class::RateNoun,
    Class::FallNoun,
    Class::Narrow,
    Class::Widen,
    Class::Above,
    Class::Below,
    Class::Yoy,
    Class::Mom,
    Class::Ytd,
    Class::YearEnd,
    Class::VsPlan,
    Class::Average,
    Class::Pull,
    Class::RankVerb,
    Class::Deal,
    Class::All,
    Class::To,
    Class::AboutBefore,
    Class::OverBefore,
    Class::UnderBefore,
    Class::Done,
    Class::Foreseen,
    Class::Of,
    Class::ShareOf,
    Class::Likeness,
    Class::From,
    Class::Current,
    Class::Cumulative,
    Class::SomeOf,
    Class::Running,
    Class::Bridge,
    Class::Each,
]);
/// Words that are stripped from the beginning of a phrase.
const OPENING: Classes = Classes::of(&[
    Class::Lead,
    Class::Link,
    Class::Area,
    Class::Topic,
    Class::Among,
    Class::Besides,
    Class::And,
    Class::Of,
    Class::Deal,
    Class::Current,
    Class::From,
    Class::To,
    Class::Done,
    Class::Foreseen,
    Class::All,
    Class::Each,
    Class::Average,
    Class::Yoy,
    Class::Mom,
    Class::Ytd,
    Class::YearEnd,
]);
/// Words that never name anything, even where nothing else is left.
const SCOPES: Classes = Classes::of(&[
    Class::SomeOf,
    Class::Among,
    Class::Besides,
    Class::Topic,
    Class::Area,
    Class::And,
    Class::Of,
    Class::Deal,
    Class::Current,
    Class::From,
]);
/// Words that end a phrase which follows its number.
const CLOSING: Classes = Classes::of(&[
    Class::Link,
    Class::Reach,
    Class::Rise,
    Class::Fall,
    Class::Flat,
    Class::Verb,
    Class::Yoy,
    Class::Mom,
    Class::Ytd,
    Class::Deal,
    Class::All,
    Class::RankVerb,
    Class::ShareOf,
    Class::Done,
    Class::To,
    Class::Average,
    Class::Among,
    Class::EtCetera,
    Class::Besides,
    Class::Cumulative,
    Class::None,
    Class::Negation,
    Class::Plan,
    Class::ProgressNoun,
    Class::ShareNoun,
    Class::RateNoun,
    Class::Predicate,
]);

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

/// The unified ideographs, which nearly all letters of a report are: asked before the table of all letters.
const IDEOGRAPHS: std::ops::RangeInclusive<u32> = 0x4e00..=0x9fff;

/// Whether there is a letter or digit in `text` between two places.
pub(crate) fn has_letters(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).unwrap_or_default().chars().any(is_letter)
}

/// Whether a character is a letter or digit.
pub(crate) fn is_letter(character: char) -> bool {
    is_ideograph(character) || character.is_alphanumeric()
}

/// Whether a character is a letter.
pub(crate) fn is_alphabetic(character: char) -> bool {
    is_ideograph(character) || character.is_alphabetic()
}

/// Whether a character is one of the common ideographs.
pub(crate) fn is_ideograph(character: char) -> bool {
    IDEOGRAPHS.contains(&u32::from(character))
}

/// The movement or rate right before the item at `at`: 增长 in 增长目标, 增速 in 增速目标.
pub(crate) fn moved_by<'i, 'a>(text: &str, items: &'i [Item<'a>], at: usize) -> Option<&'i Item<'a>> {
    let moves = Classes::of(&[Class::RateNoun, Class::FallNoun, Class::Rise, Class::Fall]);
    let (before, item) = at
        .checked_sub(1)
        .and_then(|at| items.get(at))
        .zip(items.get(at))?;
    (before.any(moves) && !has_letters(text, before.span.end, item.span.start)).then_some(before)
}

/// Whether a word only joins; one that also names something (已开工) is a name.
fn functional(entry: &Entry) -> bool {
    let named = entry.classes.has(Class::Done) && entry.classes.has(Class::Stock);
    entry.classes.any(FUNCTIONAL) && entry.indicators.is_empty() && !named
}

fn is_time(number: usize, scan: &Scan<'_>) -> bool {
    scan.drafts
        .get(number)
        .is_some_and(|draft| matches!(draft.sense, Sense::Date(_)))
}

/// Whether a number tells when something was so, and not how long.
fn is_moment(number: usize, scan: &Scan<'_>) -> bool {
    scan.drafts
        .get(number)
        .is_some_and(|draft| matches!(&draft.sense, Sense::Date(expr) if expr.duration().0.is_none()))
}

/// How many bytes a name has at most; the longest that was met in a report has under 300. A name is looked at again by
/// each figure that is told of it, so that one of a megabyte would cost its length times their number.
const LONGEST: usize = 768;

/// The noun phrase that ends at `end`, not before `start`; none where nothing nominal is there.
pub(crate) fn before(
    text: &str,
    items: &[Item<'_>],
    start: usize,
    end: usize,
    scan: &Scan<'_>,
) -> Option<Span> {
    let start = start.max(text.ceil_char_boundary(end.saturating_sub(LONGEST)));
    let inside: Vec<&Item<'_>> = items
        .iter()
        .filter(|item| item.span.start >= start && item.span.end <= end)
        .collect();
    let mut from = start;
    for (at, item) in inside.iter().enumerate() {
        let cuts = match item.thing {
            Thing::Word(entry) => {
                (entry.classes.has(Class::Verb) || item.span.start > from && lessens(entry))
                    && entry.indicators.is_empty()
                    && remains(text, &inside, at, end)
            }
            Thing::Number(_) => is_fact(item, scan),
            Thing::Time(_) | Thing::Mark(_) => false,
        };
        if cuts {
            from = item.span.end;
        }
    }
    let from = strip(text, &inside, from, end, scan);
    if !names(text, &inside, from, end, scan) {
        return None;
    }
    let phrase = text.get(from..end)?;
    let trimmed = unbracketed(phrase.trim_end());
    let trimmed = trimmed.trim();
    let lead = phrase.len() - phrase.trim_start().len();
    (!trimmed.is_empty() && trimmed.chars().any(is_letter))
        .then(|| Span::new(from + lead, from + lead + trimmed.len()))
}

/// A phrase less the bracket that ends it: 地区生产总值（GDP）.
fn unbracketed(phrase: &str) -> &str {
    if !phrase.ends_with(['）', ')']) {
        return phrase;
    }
    phrase
        .rfind(['（', '('])
        .filter(|at| *at > 0)
        .and_then(|at| phrase.get(..at))
        .unwrap_or(phrase)
}

/// Whether anything from `from` on names something: letters of no word, or a word that does not only join.
fn names(text: &str, inside: &[&Item<'_>], from: usize, end: usize, scan: &Scan<'_>) -> bool {
    let mut edge = from;
    for item in inside.iter().filter(|item| item.span.start >= from) {
        if has_letters(text, edge, item.span.start) {
            return true;
        }
        let names = match item.thing {
            Thing::Word(entry) => {
                let single = item.span.of(text).chars().nth(1).is_none();
                let adverb = single && entry.classes.has(Class::Lead) && !entry.classes.has(Class::Verb);
                let wish = entry.classes.has(Class::Plan)
                    && !entry
                        .classes
                        .any(Classes::of(&[Class::Attribute, Class::PlanWhole]));
                let light = functional(entry) || entry.classes.any(SCOPES) || adverb || wish;
                !light || entry.classes.has(Class::Verb)
            }
            Thing::Number(number) => !is_time(number, scan),
            Thing::Time(_) | Thing::Mark(_) => false,
        };
        if names {
            return true;
        }
        edge = item.span.end;
    }
    has_letters(text, edge, end)
}

/// Whether something nominal is left behind the item at `at`.
fn remains(text: &str, inside: &[&Item<'_>], at: usize, end: usize) -> bool {
    let mut edge = inside.get(at).map_or(end, |item| item.span.end);
    // One character is the tail of the verb's own noun: 解决率, 诉求解决率、满意率.
    let joined = inside
        .get(at + 1..)
        .unwrap_or_default()
        .iter()
        .find(|item| item.is(Class::And) || item.mark() == Some('、'));
    let signs = |to: usize| text.get(edge..to).map_or(0, |rest| rest.chars().take(2).count());
    let verb = inside.get(at).is_some_and(|item| item.is(Class::Verb));
    if signs(end) < 2 || verb && joined.is_some_and(|item| signs(item.span.start) == 1) {
        return false;
    }
    // 截至目前累计核酸检测: behind what is no deed itself, a deed is what is told of.
    let deeds = !inside
        .get(at)
        .is_some_and(|item| item.any(Classes::of(&[Class::Act, Class::Verb])));
    for item in inside.get(at + 1..).unwrap_or_default() {
        if has_letters(text, edge, item.span.start) {
            return true;
        }
        let light = match item.thing {
            Thing::Word(entry) => {
                // 育成牛培育规模: 规模 names nothing by itself.
                let measure = verb && entry.classes.has(Class::Relation);
                !(deeds && entry.classes.has(Class::Act))
                    && (measure || entry.classes.any(OPENING.union(FUNCTIONAL).with(Class::Verb)))
                    && entry.indicators.is_empty()
                    && !entry.classes.has(Class::Stock)
                    && !entry.classes.has(Class::Flow)
            }
            Thing::Time(_) | Thing::Number(_) | Thing::Mark(_) => true,
        };
        if !light {
            return true;
        }
        edge = item.span.end;
    }
    has_letters(text, edge, end)
}

/// Moves `from` past words that open a clause but name nothing, as long as something is left.
fn strip(text: &str, inside: &[&Item<'_>], start: usize, end: usize, scan: &Scan<'_>) -> usize {
    let mut from = start;
    let mut timed = false;
    let mut governed = inside
        .iter()
        .any(|item| item.is(Class::Verb) && item.span.end == start);
    for (at, item) in inside
        .iter()
        .enumerate()
        .filter(|(_, item)| item.span.start >= start)
    {
        if item.span.start < from || has_letters(text, from, item.span.start) {
            break;
        }
        let opens = match item.thing {
            Thing::Word(entry) => {
                let named = entry.classes.has(Class::Stock) && !entry.classes.has(Class::Lead)
                    || governed && entry.classes.has(Class::Qualifier);
                let bare = entry.classes.any(SCOPES);
                // 五年来, 力争: the years that passed and the wish are no part of the name.
                let passed = timed && entry.classes.has(Class::Elapsed);
                let wish = entry.classes.has(Class::Plan)
                    && !entry
                        .classes
                        .any(Classes::of(&[Class::Attribute, Class::PlanWhole]));
                // 净增高新技术企业12家: the movement stands before what it moves.
                let moves = entry.classes.any(Classes::of(&[Class::Rise, Class::Fall]))
                    && item.span.of(text).chars().nth(1).is_some();
                // 完成改厕任务1200座: a deed before a bare 任务 says which task it is.
                let task = entry.classes.has(Class::Act)
                    && !moves
                    && is_task(inside.get(at + 1..).unwrap_or_default(), item.span.end, end);
                !task
                    && (entry.classes.any(OPENING) || passed || wish || moves)
                    && entry.indicators.is_empty()
                    && !named
                    && (bare || remains(text, inside, at, end))
            }
            Thing::Time(_) => true,
            Thing::Number(number) => scan
                .drafts
                .get(number)
                .is_some_and(|draft| matches!(draft.sense, Sense::Date(_) | Sense::Heading)),
            Thing::Mark(mark) => matches!(mark, '、' | '”' | '》' | '】') || is_note(item),
        };
        if !opens {
            break;
        }
        timed = matches!(item.thing, Thing::Time(_) | Thing::Number(_));
        governed |= item.is(Class::Act);
        from = item.span.end;
    }
    from
}

/// Whether what follows a number begins with a verb, so that it tells of what stands before.
pub(crate) fn tells(text: &str, items: &[Item<'_>], start: usize) -> bool {
    items
        .iter()
        .find(|item| item.span.start >= start)
        .is_some_and(|item| {
            item.any(Classes::of(&[Class::Lead, Class::Verb, Class::Event]))
                && !has_letters(text, start, item.span.start)
        })
}

/// The noun phrase that begins right behind a number at `start`; ends with its head noun, or before the next verb or mark.
pub(crate) fn after(
    text: &str,
    items: &[Item<'_>],
    start: usize,
    end: usize,
    scan: &Scan<'_>,
) -> Option<Span> {
    counted(text, items, (start, end), scan, Heads::End)
}

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
                // 新能源企业发电量同比增长: what is told next is not part of what is counted.
                let predicate = is_told(text, inside.get(at..).unwrap_or_default());
                // 28项民生工程计划总投资9167万元: nor what is measured of it.
                let measured =
                    || (items.iter()).any(|next| next.span.start == item.span.end && is_fact(next, scan));
                // 9个国控断面水质达标率100%
                let flows = entry.classes.has(Class::Flow) && predicate
                    || entry.classes.has(Class::CountedRate) && measured();
                // 30个市级重点项目共完成投资…: the head of what is counted belongs to it.
                let named = (!entry.indicators.is_empty() || entry.classes.has(Class::Attribute))
                    && !entry.classes.has(Class::HeadNoun);
                let told =
                    (flows || named && (predicate || measured())) && has_letters(text, from, item.span.start);
                // 62个项目已开工51个: a state behind the things counted is told of some of them.
                let state = entry.classes.has(Class::PartState)
                    && entry.classes.has(Class::Stock)
                    && item.span.end == end
                    && has_letters(text, from, item.span.start);
                // 38个行业大类中有21个: what is some of them is told next.
                let some = entry.classes.has(Class::SomeOf) && item.span.of(text).chars().nth(1).is_some();
                // 重残无业等困难残疾人: who the examples are follows.
                let summed = entry.classes.has(Class::EtCetera)
                    && has_letters(text, from, item.span.start)
                    && folk_behind(text, &inside, at);
                // 五个村各建成1个广场: what each of them has is told next.
                let each = entry.classes.has(Class::Each) && has_letters(text, from, item.span.start);
                // 92个计划新开工项目: a wish that qualifies the head behind it.
                let wished = begins && entry.classes.has(Class::Plan) && headed(text, &inside, at);
                told || state
                    || some
                    || each
                    || heads == Heads::Qualify && owns(&inside, at)
                    || !(quoted || summed || wished)
                        && entry.classes.any(CLOSING)
                        && entry.indicators.is_empty()
                        && (!entry.classes.has(Class::Noun) || entry.classes.has(Class::Predicate))
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
                let joins = is_noted(rest) || mark == '、' && shares_head(text, rest, scan);
                !quoted && !joins && !matches!(mark, '“' | '《' | '”' | '》')
            }
        };
        if closes {
            edge = item.span.start;
            return phrase(text, from, edge);
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

/// What is left of the words between two places without marks and blanks at their ends.
fn phrase(text: &str, from: usize, to: usize) -> Option<Span> {
    let body = text.get(from..to)?;
    let trimmed = body.trim_end_matches(['。', '；', ';', '！', '？', '\n']).trim();
    let lead = body.len() - body.trim_start().len();
    (trimmed.chars().any(is_letter)).then(|| Span::new(from + lead, from + lead + trimmed.len()))
}
