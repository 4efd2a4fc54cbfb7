//! A growth beside the level and the level before: 109.12亿元，较上年97.16亿元增长12.31%.
//!
//! Growth at constant prices is never the ratio of printed levels.

use super::Found;
use super::behind;
use super::difference::compared;
use super::fit;
use super::pairs::Pairs;
use super::scene::{Fact, Scene};
use super::subject::holds;
use juyan_catalogue::{Class, Classes, Factor, GrowthBasis, UnitClass};
use juyan_model::{Base, ClaimKind, ClaimOrigin, Date, MemberRole, Period, Role, Span};

/// Finds the two levels of each growth.
pub(super) fn find(scene: &Scene<'_>, pairs: &Pairs, found: &mut Found<'_>) {
    for growth in scene
        .facts
        .iter()
        .filter(|fact| fact.figure.role == Role::Growth && fact.value().is_some())
    {
        let Some(told) = told(scene, growth) else {
            continue;
        };
        let now = scene
            .level_of(growth)
            .map(|now| behind_aside(scene, growth, now).unwrap_or(now))
            .or_else(|| moved_share(scene, growth, pairs));
        let Some(now) = now.filter(|now| now.value().is_some()) else {
            continue;
        };
        if !is_nominal(scene, now, growth) {
            continue;
        }
        if is_mean(scene, growth) {
            mean(scene, growth, now, pairs, found);
        } else {
            against_level(scene, growth, (told, now), pairs, found);
            if told == ClaimKind::Growth {
                against_change(scene, growth, now, found);
            }
        }
    }
}

/// 贷款8560万元，笔均20万元，较上年多发放1130万元，增长15.2%: what grew by more than it is was not the average, which is told by the
/// way, but the amount before it.
fn behind_aside<'s, 'a>(scene: &'s Scene<'a>, growth: &Fact<'_>, now: &Fact<'_>) -> Option<&'s Fact<'a>> {
    let change = scene.before(growth.index).next()?;
    let rises =
        change.figure.role == Role::Change && change.unit() == now.unit() && change.value() >= now.value();
    let aside = now.names(Class::PerHead) && change.index == now.index + 1;
    let amount = scene.before(now.index).next().filter(|_| rises && aside)?;
    (amount.adds_to(now) && amount.sentence == now.sentence).then_some(amount)
}

/// 占比由34.8%提高到37.1%，提升2.3%: the share just before that came from another, which nothing but a verb takes up.
fn moved_share<'s, 'a>(scene: &'s Scene<'a>, growth: &Fact<'_>, pairs: &Pairs) -> Option<&'s Fact<'a>> {
    let share = scene.before(growth.index).next()?;
    let takes_up = growth.lead.len() <= BARE && share.sentence == growth.sentence;
    let moved = share.figure.role == Role::Share && pairs.origin(scene, share.id).is_some();
    (takes_up && moved && growth.is_rate()).then_some(share)
}

/// What a growth claims of its two levels: how much was added to the one before (增长2倍, 翻一番), or how many times that
/// the one now is (是…的3倍, 增长到3倍). None where its unit or its words do not tell.
pub(super) fn told(scene: &Scene<'_>, growth: &Fact<'_>) -> Option<ClaimKind> {
    const ADDED: Classes = Classes::of(&[Class::Rise, Class::Fall, Class::Above]);
    const TIMES: Classes = Classes::of(&[Class::To, Class::Of, Class::Link]);
    let unit = scene.catalogue.unit(growth.unit())?;
    let one = unit.factor.is_none_or(Factor::is_one);
    if unit.class != UnitClass::Ratio || !one {
        return growth.is_rate().then_some(ClaimKind::Growth);
    }
    if unit.factor.is_none() {
        return Some(ClaimKind::Growth);
    }
    // 降低3倍 is no arithmetic at all.
    if growth.value()?.is_sign_negative() {
        return None;
    }
    let word = scene
        .words_in(growth.clause)
        .iter()
        .rfind(|word| word.any(ADDED) || word.any(TIMES))?;
    Some(if word.any(TIMES) {
        ClaimKind::Multiple
    } else {
        ClaimKind::Growth
    })
}

/// 由90亿元增加到100亿元，增长11.1%; 100亿元，较上年90亿元增长11.1%.
fn against_level(
    scene: &Scene<'_>,
    growth: &Fact<'_>,
    (told, now): (ClaimKind, &Fact<'_>),
    pairs: &Pairs,
    found: &mut Found<'_>,
) -> Option<()> {
    let paired = pairs
        .origin(scene, now.id)
        .filter(|before| before.sentence == growth.sentence);
    let before = paired
        .or_else(|| compared(scene, growth, now))
        .or_else(|| told_of_before(scene, growth, now))
        .or_else(|| behind::before(scene, growth, now).filter(|before| before.adds_to(now)))?;
    let members = [
        (MemberRole::Ratio, growth),
        (MemberRole::Numerator, now),
        (MemberRole::Denominator, before),
    ];
    found.add(told, origin(scene, growth, now), &members);
    Some(())
}

/// How sure it is that printed levels give the growth of `now`: of output and of what is told of a sample nobody knows, where the
/// catalogue does not know the indicator.
fn origin(scene: &Scene<'_>, growth: &Fact<'_>, now: &Fact<'_>) -> ClaimOrigin {
    let mut words = scene.catalogue.list("growth.basis-unknown").iter();
    let open = growth.is_rate()
        && now.figure.indicator.is_none()
        && words.any(|word| now.subject.contains(word.as_str()));
    if open {
        ClaimOrigin::Possible
    } else {
        ClaimOrigin::Implied
    }
}

/// 22.4亿元，去年同期20.1亿元，同比增长11.4%; 12亿元，环比增长9.1%（5月份为11亿元）: the level of the time that is compared with,
/// right between the two or in brackets behind.
pub(super) fn told_of_before<'s, 'a>(
    scene: &'s Scene<'a>,
    growth: &Fact<'_>,
    now: &Fact<'_>,
) -> Option<&'s Fact<'a>> {
    let between = scene.before(growth.index).next().filter(|before| {
        let bracket = before.bracket == now.bracket && growth.bracket == now.bracket;
        before.index == now.index + 1 && before.segment == growth.segment && bracket
    });
    let aside = || {
        scene.after(growth.index).next().filter(|behind| {
            let opens = scene.between(growth, behind).starts_with(['（', '(']);
            growth.index == now.index + 1 && growth.bracket == now.bracket && opens
        })
    };
    let before = between.or_else(aside)?;
    let named = before.subject.is_empty() || before.subject == now.subject;
    // 去年同期28.6万只，增加2.8万只: a bare move is against what was told just before it.
    let base = growth
        .figure
        .base
        .filter(|base| *base != Base::Other || growth.lead.len() > BARE);
    let meant = is_of_base(
        now.figure.period?,
        before.figure.period?,
        base.unwrap_or(Base::Yoy),
    );
    (meant && named && before.adds_to(now)).then_some(before)
}

/// Whether `then` is what `now` is compared with on `base`: the same days of the year before, or the month before.
fn is_of_base(now: Period, then: Period, base: Base) -> bool {
    let same_days = |one: Date, other: Date| {
        one.year() == other.year() + 1 && one.month() == other.month() && one.day() == other.day()
    };
    let is_month =
        |period: Period| period.from == period.to.first_of_month() && period.to == period.to.last_of_month();
    match base {
        Base::Yoy => same_days(now.from, then.from) && same_days(now.to, then.to),
        Base::Mom => is_month(now) && is_month(then) && now.from.yesterday().is_ok_and(|day| day == then.to),
        _ => false,
    }
}

/// 100亿元，比上年增加10亿元，增长11.1%: a change and a growth of one level on one base, side by side.
fn against_change(scene: &Scene<'_>, growth: &Fact<'_>, now: &Fact<'_>, found: &mut Found<'_>) -> Option<()> {
    let mut beside = scene
        .before(growth.index)
        .take(1)
        .chain(scene.after(growth.index).take(1));
    let change = beside.find(|fact| {
        let is_change = fact.figure.role == Role::Change
            && (fact.figure.of == Some(now.id) || fact.figure.of == growth.figure.of)
            && fact.unit() == now.unit()
            && fact.bracket == now.bracket;
        let alike = fact.segment == growth.segment && bases_agree(fact, growth);
        let of_change = scene.says(fact.lead, Class::RiseOfRise);
        is_change && alike && fact.value().is_some() && !of_change && !scene.says(fact.lead, Class::Average)
    })?;
    // 21万亩，其中…饲料作物0.73万亩，比上年增加0.82万亩: no part grew by more than it is, nor is it the part that grew where the
    // whole comes out.
    let whole = found.whole_of(now.id).and_then(|(_, whole)| scene.fact(whole));
    let comes_out = |level| fit::rise(growth, level, change) == Some(true);
    let now = match whole {
        Some(whole) if comes_out(whole) && !comes_out(now) => whole,
        Some(_) if change.value() >= now.value() => return None,
        _ => now,
    };
    let members = [
        (MemberRole::Ratio, growth),
        (MemberRole::Numerator, now),
        (MemberRole::Part, change),
    ];
    found.add(ClaimKind::Growth, origin(scene, growth, now), &members);
    Some(())
}

/// Whether both compare with one time; a bare growth beside a change takes the change's, and of two times that have no name of their own
/// (增加0.6亿千瓦时，较一季度增长4.7%) only what takes up the other's is of the same.
fn bases_agree(change: &Fact<'_>, growth: &Fact<'_>) -> bool {
    let (one, other) = (change.figure.base, growth.figure.base);
    // 拟调整为85000万元，调减16000万元，下降9.7%: less than was planned, and less than the year before.
    let planned = one == Some(Base::Plan);
    let bare = !planned && growth.index > change.index && growth.lead.len() <= BARE;
    let takes_up = change.index > growth.index && change.lead.len() <= BARE;
    bare || one == other && (one != Some(Base::Other) || takes_up)
}

/// How many bytes a growth that takes its neighbour's base has before it: comma and verb.
const BARE: usize = 12;

/// Whether a growth is a year's on average; what the first of a list says holds of all: 年均分别增长7.4%和8.5%.
fn is_mean(scene: &Scene<'_>, growth: &Fact<'_>) -> bool {
    let mut told = growth;
    for before in scene.before(growth.index) {
        if scene.says(told.lead, Class::Average) {
            return true;
        }
        let lead = told.lead.of(scene.text);
        let joined = lead.starts_with('、') || scene.catalogue.lexicon.begins(lead, Class::And);
        if !joined || lead.chars().count() > JOINED || before.figure.role != Role::Growth {
            return false;
        }
        told = before;
    }
    scene.says(told.lead, Class::Average)
}

/// How many characters join a member to the list before it and say which way it moves: 和下降.
const JOINED: usize = 4;

/// 由5.24亿元增加到15.07亿元，年均增长23.53%.
fn mean(
    scene: &Scene<'_>,
    growth: &Fact<'_>,
    now: &Fact<'_>,
    pairs: &Pairs,
    found: &mut Found<'_>,
) -> Option<()> {
    let before = pairs
        .origin(scene, now.id)
        .filter(|before| before.sentence == growth.sentence)?;
    let (from, to) = (before.figure.period?, now.figure.period?);
    if to.to.year() - from.to.year() >= 2 {
        let members = [
            (MemberRole::Ratio, growth),
            (MemberRole::Numerator, now),
            (MemberRole::Denominator, before),
        ];
        found.add(ClaimKind::MeanGrowth, ClaimOrigin::Implied, &members);
    }
    Some(())
}

/// Whether printed levels give the growth of `now`: no indicator at constant prices or on a comparable basis.
pub(super) fn is_nominal(scene: &Scene<'_>, now: &Fact<'_>, growth: &Fact<'_>) -> bool {
    // 收入（同口径）完成3.2亿元，同比增长14.6%: the basis is told of the level.
    let start = if now.sentence == growth.sentence && now.index < growth.index {
        now.lead.start
    } else {
        growth.lead.start
    };
    let sentence = Span::new(
        scene.stops.sentence_start(growth.start()).max(start),
        growth.end(),
    );
    let sentence = sentence.of(scene.text);
    let named = scene
        .catalogue
        .lexicon
        .get(now.subject)
        .and_then(|entry| entry.indicators.first().copied());
    let named = named.and_then(|position| scene.catalogue.indicators.get(usize::try_from(position).ok()?));
    let bound = now
        .figure
        .indicator
        .as_deref()
        .and_then(|id| scene.catalogue.indicator(id));
    let basis = bound.or(named).map(|indicator| indicator.growth_basis);
    !matches!(basis, Some(GrowthBasis::Constant | GrowthBasis::Comparable))
        && !holds(sentence, Class::ConstantPrice, scene.catalogue)
        && !is_real(scene, growth)
}

/// Whether the growth is said to be real: 实际增长.
fn is_real(scene: &Scene<'_>, growth: &Fact<'_>) -> bool {
    holds(growth.lead.of(scene.text), Class::Real, scene.catalogue)
}
