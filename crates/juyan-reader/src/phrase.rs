//! The noun phrase that names what a number measures.

mod counted;
mod deed;
mod folk;
mod nominal;
mod shared;
mod tail;

use crate::clause::is_fact;
use crate::scan::{Item, Scan, Sense, Thing, is_mark, is_note};
pub(crate) use counted::{Heads, counted};
use deed::is_task;
pub(crate) use deed::lessens;
use juyan_catalogue::{Class, Classes, Entry};
use juyan_model::Span;
pub(crate) use nominal::nominal_end;

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
    Class::AsOf,
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
    Class::AsOf,
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
    Class::PutTo,
    Class::Toward,
]);

/// The unified ideographs, which nearly all letters of a report are: asked before the table of all letters.
const IDEOGRAPHS: std::ops::RangeInclusive<u32> = 0x4e00..=0x9fff;

/// Whether there is a letter or digit in `text` between two places.
pub(crate) fn has_letters(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).unwrap_or_default().chars().any(is_letter)
}

/// Whether a character is a letter or digit.
pub(crate) fn is_letter(character: char) -> bool {
    // The table of all letters is a long way to go for a comma.
    is_ideograph(character) || !is_mark(character) && character.is_alphanumeric()
}

/// Whether a character is a letter.
pub(crate) fn is_alphabetic(character: char) -> bool {
    is_ideograph(character) || !is_mark(character) && character.is_alphabetic()
}

/// Whether a character is one of the common ideographs.
#[inline]
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
                // 标准分别为集中供养1700元、散居1200元: each value has a name of its own behind it.
                let deals = entry.classes.has(Class::Deal) && item.span.start > from;
                (entry.classes.has(Class::Verb) || deals || item.span.start > from && lessens(entry))
                    && entry.indicators.is_empty()
                    && remains(text, &inside, at, end)
            }
            Thing::Number(_) => is_fact(item, scan),
            Thing::Mark('、') => told_before(text, &inside, at, (from, end)),
            Thing::Time(_) | Thing::Mark(_) => false,
        };
        if cuts {
            from = item.span.end;
        }
    }
    // 受资金制约的2个: a reason that qualifies what is counted belongs to its name.
    let relative = items
        .iter()
        .any(|item| item.is(Class::Of) && item.span.start == end);
    let from = strip(text, &inside, (from, end), relative, scan);
    if !names(text, &inside, from, end, scan) {
        return None;
    }
    let phrase = text.get(from..end)?;
    let trimmed = unbracketed(phrase.trim_end());
    let trimmed = trimmed.trim();
    // 补助收入5亿元（含国债资金）、债务收入6亿元: what was told in brackets is over.
    let lead = phrase.len() - phrase.trim_start().len();
    if trimmed.starts_with(['（', '('])
        && let Some((_, rest)) = trimmed.split_once(['）', ')'])
    {
        let behind = from + lead + trimmed.len() - rest.len();
        return before(text, items, behind, end, scan);
    }
    (!trimmed.is_empty() && trimmed.chars().any(is_letter))
        .then(|| Span::new(from + lead, from + lead + trimmed.len()))
}

/// Whether what stands before the mark at `at` of a phrase tells what happened to something, and names follow: 产业园启动建设、签约项目.
fn told_before(text: &str, inside: &[&Item<'_>], at: usize, (from, end): (usize, usize)) -> bool {
    const NAMES: Classes = Classes::of(&[
        Class::Noun,
        Class::Stock,
        Class::Flow,
        Class::Qualifier,
        Class::Act,
    ]);
    let mark = inside.get(at);
    let told = at.checked_sub(1).and_then(|at| inside.get(at));
    told.zip(mark).is_some_and(|(told, mark)| {
        told.any(Classes::of(&[Class::Event, Class::Predicate]))
            && !told.any(NAMES)
            && told.span.end == mark.span.start
            && has_letters(text, from, told.span.start)
            && remains(text, inside, at, end)
    })
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
fn strip(
    text: &str,
    inside: &[&Item<'_>],
    (start, end): (usize, usize),
    relative: bool,
    scan: &Scan<'_>,
) -> usize {
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
                let passed = timed && entry.classes.any(Classes::of(&[Class::Elapsed, Class::Top]));
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
                let reason = relative && entry.classes.has(Class::Cause);
                !(task || reason)
                    && (entry.classes.any(OPENING) || passed || wish || moves)
                    && entry.indicators.is_empty()
                    && !named
                    && (bare || remains(text, inside, at, end))
            }
            Thing::Time(_) => true,
            // 三项合计产值: how many were told is no part of the name.
            Thing::Number(number) => scan.drafts.get(number).is_some_and(|draft| match draft.sense {
                Sense::Date(_) | Sense::Heading => true,
                Sense::Name => {
                    let next = inside.get(at + 1);
                    let sums =
                        next.is_some_and(|next| next.is(Class::InAll) && next.span.start == item.span.end);
                    sums && remains(text, inside, at + 1, end)
                }
                Sense::Quantity(_) | Sense::Rank(_) => false,
            }),
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
    let mut behind = items.iter().filter(|item| item.span.start >= start);
    let Some(item) = behind.next() else { return false };
    // 水厂3万吨扩建项目: a deed right before the head of what is counted says which they are.
    let deed = item.is(Class::Act)
        && !item.any(Classes::of(&[Class::Verb, Class::Event, Class::Predicate]))
        && behind
            .next()
            .is_some_and(|head| head.is(Class::HeadNoun) && head.span.start == item.span.end);
    item.any(Classes::of(&[Class::Lead, Class::Verb, Class::Event]))
        && !deed
        && !has_letters(text, start, item.span.start)
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

/// What is left of the words between two places without marks and blanks at their ends.
fn phrase(text: &str, from: usize, to: usize) -> Option<Span> {
    let body = text.get(from..to)?;
    let trimmed = body.trim_end_matches(['。', '；', ';', '！', '？', '\n']).trim();
    let lead = body.len() - body.trim_start().len();
    (trimmed.chars().any(is_letter)).then(|| Span::new(from + lead, from + lead + trimmed.len()))
}
