//! As many values as things: 甲、乙两项分别增长5%、6%.
//!
//! A value that is left out is noticed, a wrong digit is not: such a proof has no power (docs/decisions/0007), and is made for
//! what it finds. Only how many there are is asked, never which is whose; that is `paragraph`'s. Nothing is said where the things are not
//! listed in the clause, or one value holds for all.

use super::list::{clause, items, joints};
use super::{Words, counted, told};
use juyan_catalogue::{Class, NumeralSign};
use juyan_model::{
    Claim, ClaimKind, ClaimOrigin, Decimal, Figure, FigureId, Member, MemberRole, Span, Told, Value,
};

/// Where words that deal values out stand, in text order.
pub(super) fn places(words: Words<'_>) -> Vec<Span> {
    let mut places: Vec<Span> = words.places("deal", Span::new(0, words.text.len())).collect();
    places.sort_by_key(|place| place.start);
    places
}

/// Between the two things of a name (城镇和农村居民) a joint may stand or not; more than these are not looked through.
const MOST_JOINTS: usize = 2;

/// The claim of the word at `place`, which stands in `block`.
pub(super) fn claim(words: Words<'_>, block: Span, place: Span) -> Option<Claim> {
    if place.start < block.start {
        return None;
    }
    let before = Span::new(block.start, place.start).of(words.text);
    let body = clause(before)?;
    let start = place.start - body.len();
    let names = Span::new(start, place.start);
    let facts = words.figures_in(names).any(|(_, figure)| figure.is_fact());
    if let Some(others) = against(words, block, place) {
        return dealt(words, block, place, others);
    }
    if words.catalogue.list("deal-again").iter().any(|word| word == body) {
        return again(words, block, start, place);
    }
    if facts {
        return None;
    }
    dealt(words, block, place, names)
}

/// What is listed behind the word, against which each value is told: 全国、全省 of 分别高于全国、全省1.0、0.6个百分点.
fn against(words: Words<'_>, block: Span, place: Span) -> Option<Span> {
    let rest = Span::new(place.end, block.end).of(words.text);
    let verb = words.begins(rest, "deal.against")?;
    let start = place.end + verb.len();
    let (_, first) = words
        .figures_in(Span::new(start, block.end))
        .find(|(_, figure)| figure.is_fact())?;
    let names = Span::new(start, first.span.start);
    let body = names.of(words.text);
    // 分别比全国高1.2、0.8个百分点: one thing is what all are set against.
    (body.contains('、') && !body.contains(STOPS)).then_some(names)
}

/// That as many values are told behind the word at `place` as things are listed in `names`.
fn dealt(words: Words<'_>, block: Span, place: Span, names: Span) -> Option<Claim> {
    let things = items(names.of(words.text), names.start)?;
    let joints = joints(words, "list-joiners", names);
    if things.len() + joints.len() < 2
        || joints.len() > MOST_JOINTS
        || things.iter().any(|one| one.is_empty())
    {
        return None;
    }
    let values = values(words, Span::new(place.end, block.end));
    let count = i32::try_from(values.len())
        .ok()
        .filter(|count| (2..=9).contains(count))?;
    let least = things.len();
    let holds = (least..=least + joints.len()).contains(&values.len());
    if !holds && (has_whole(&values) || things.iter().any(|thing| tells_several(words, *thing))) {
        return None;
    }
    let origin = if holds {
        ClaimOrigin::Implied
    } else {
        ClaimOrigin::Possible
    };
    let mut numbers = vec![told(MemberRole::Total, place, count, 0)];
    numbers.extend(counted(&things));
    numbers.extend(joints.iter().map(|span| told(MemberRole::Figure, *span, 1, 0)));
    Some(claim_of(&values, origin, numbers))
}

/// Whether the first of the values or the last is what all the others come to, so that the whole is told with its parts:
/// 全市及东、西两区分别为42亿元、25亿元、17亿元.
fn has_whole(values: &[(FigureId, &Figure)]) -> bool {
    let told = |(_, figure): &(FigureId, &Figure)| figure.value.and_then(Value::single);
    let all: Vec<Decimal> = values.iter().filter_map(told).collect();
    let sum = |parts: &[Decimal]| {
        let mut parts = parts.iter();
        parts.try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))
    };
    let opens = all
        .split_first()
        .is_some_and(|(whole, parts)| sum(parts) == Some(*whole));
    let ends = all
        .split_last()
        .is_some_and(|(whole, parts)| sum(parts) == Some(*whole));
    all.len() == values.len() && all.len() > 2 && (opens || ends)
}

/// Whether one name is that of several things, told with their number: 三次产业增加值, 两项保险.
fn tells_several(words: Words<'_>, thing: Span) -> bool {
    let several = |sign: char| {
        let sign = words.catalogue.numerals.sign(sign);
        sign.is_some_and(|sign| matches!(sign, NumeralSign::Digit(digit) if digit >= 2))
    };
    thing.of(words.text).contains(several)
}

/// 8.2万亩、21.5万亩、3.1万亩，分别增长1.2%、0.8%、12.4%: what is dealt out again goes to the values just before. One value for all of
/// them needs no such word.
fn again(words: Words<'_>, block: Span, start: usize, place: Span) -> Option<Claim> {
    let things = just_before(words, block, start);
    let values = values(words, Span::new(place.end, block.end));
    let count = i32::try_from(values.len())
        .ok()
        .filter(|count| (1..=9).contains(count))?;
    let rough = values.iter().any(|(_, figure)| figure.approx.is_some());
    if things.len() < 2 || rough {
        return None;
    }
    // 全部480户，国有、民营分别为60户、420户，分别占12.5%、87.5%: the whole has no share.
    let before: Vec<(FigureId, &Figure)> = things.iter().filter_map(|thing| words.figure(*thing)).collect();
    if things.len() == values.len() + 1 && has_whole(&before) {
        return None;
    }
    let origin = if things.len() == values.len() {
        ClaimOrigin::Implied
    } else {
        ClaimOrigin::Possible
    };
    let mut numbers = vec![told(MemberRole::Total, place, count, 0)];
    numbers.extend(counted(&things));
    Some(claim_of(&values, origin, numbers))
}

fn claim_of(values: &[(FigureId, &Figure)], origin: ClaimOrigin, numbers: Vec<Told>) -> Claim {
    let member = |(id, _): &(FigureId, &Figure)| Member {
        role: MemberRole::Figure,
        figure: *id,
    };
    Claim {
        kind: ClaimKind::Dealt,
        members: values.iter().map(member).collect(),
        origin,
        told: numbers,
        tried: 1,
    }
}

/// The values of one kind that end the clause before `start`, each joined to the one before it, the first one first.
fn just_before(words: Words<'_>, block: Span, start: usize) -> Vec<Span> {
    let clause_end = start.saturating_sub('，'.len_utf8());
    let before: Vec<&Figure> = words
        .figures_in(Span::new(block.start, clause_end))
        .map(|(_, figure)| figure)
        .collect();
    let mut found: Vec<Span> = Vec::new();
    let mut next = clause_end;
    let mut role = None;
    for figure in before.iter().rev().take(MOST) {
        let between = Span::new(figure.span.end, next).of(words.text);
        let joined = found.is_empty() && between.is_empty()
            || !found.is_empty()
                && !between.contains(STOPS)
                && (between.starts_with('、') || words.begins(between, "list-joiners").is_some());
        let alike = figure.is_fact() && role.is_none_or(|role| role == figure.role);
        if !joined || !alike {
            break;
        }
        role = Some(figure.role);
        found.push(figure.span);
        next = figure.span.start;
    }
    found.reverse();
    found
}

/// How many values just before are looked at.
const MOST: usize = 12;

/// The values told one after the other behind the word: with nothing but a mark, a joint and maybe a verb between them.
fn values(words: Words<'_>, rest: Span) -> Vec<(FigureId, &Figure)> {
    let mut found: Vec<(FigureId, &Figure)> = Vec::new();
    let mut from = rest.start;
    for (id, figure) in words.figures_in(rest) {
        let between = Span::new(from, figure.span.start).of(words.text);
        let goes_on = if found.is_empty() {
            !between.contains(STOPS)
        } else {
            let mark = between.starts_with('、') || words.begins(between, "list-joiners").is_some();
            mark && !between.contains(STOPS) && between.chars().count() <= VERB
        };
        if !goes_on {
            break;
        }
        // 分别占全部480户的12.5%、8.3%: what the values are shares of is none of them.
        let behind = words.text.get(figure.span.end..rest.end).unwrap_or_default();
        if found.is_empty() && words.catalogue.lexicon.longest_if(behind, Class::Of).is_some() {
            from = figure.span.end;
            continue;
        }
        // 分别为60户、占12.5%，40户、占8.3%: to each thing several are told.
        if found
            .first()
            .is_some_and(|(_, first)| first.role != figure.role && figure.is_fact())
        {
            return Vec::new();
        }
        if figure.is_fact() {
            found.push((id, figure));
        } else if !found.is_empty() {
            break;
        }
        from = figure.span.end;
    }
    found
}

/// A value is no longer told with the others behind one of these.
const STOPS: [char; 8] = ['，', '。', '；', '：', '！', '\n', '（', '('];

/// How many characters a mark and a verb of its own may take before a value: 、下降.
const VERB: usize = 4;
