//! What is left: 收入105.96亿元，支出104.25亿元，当年结余1.71亿元; 收入总计73.28亿元。扣除…29.66亿元，支出安排43.62亿元.

use super::Found;
use super::fit::{self, Fit};
use super::named;
use super::scene::{Fact, REACH, Scene};
use super::whole::at_one_time;
use juyan_catalogue::Class;
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole, Span};

/// Finds both forms.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    for word in scene.words() {
        if word.is(Class::Surplus) {
            surplus(scene, word.span, found);
        } else if word.is(Class::Deduct) && scene.opens_clause(word.span.start) {
            deducted(scene, word.span, found);
        }
    }
}

/// How many sentences back income and spending may stand.
const SENTENCES: usize = 2;

/// 当年结余: the nearest income less the nearest spending.
fn surplus(scene: &Scene<'_>, word: Span, found: &mut Found<'_>) -> Option<()> {
    let result = scene
        .facts_in(Span::new(word.end, scene.stops.segment_end(word.end)))
        .first()?;
    // 收支相抵，缺口1500万元: what is lacking is no surplus.
    if !result.is_level() || result.start() > word.end + NEAR || named::is_difference(scene, result, found) {
        return None;
    }
    let named = |class: Class| {
        let mut near = scene.before(result.index).take_while(|fact| {
            fact.sentence + SENTENCES >= result.sentence && fact.paragraph == result.paragraph
        });
        near.find(|fact| {
            let fits =
                fact.adds_to(result) && fact.bracket == result.bracket && found.whole_of(fact.id).is_none();
            fits && fact.names(class)
        })
    };
    let (income, outlay) = (named(Class::Income)?, named(Class::Outlay)?);
    // 支出总计4862万元，其中：本年支出4601万元，年末结余261万元: what is left is some of it.
    if found
        .whole_of(result.id)
        .is_some_and(|(_, whole)| whole == outlay.id)
    {
        return None;
    }
    if income.index >= outlay.index || !at_one_time(income, outlay) {
        return None;
    }
    // 支出2.4亿元，调入一般公共预算0.6亿元，结余0.2亿元: what else was spent may stand between.
    let others = scene
        .before(result.index)
        .take_while(|fact| fact.index > outlay.index);
    let mut spent: Vec<&Fact<'_>> = others
        .filter(|fact| {
            fact.adds_to(result) && fact.bracket == result.bracket && found.whole_of(fact.id).is_none()
        })
        .collect();
    spent.push(outlay);
    spent.reverse();
    let comes_out = |spent: &[&Fact<'_>]| {
        let all: Vec<&Fact<'_>> = spent.iter().copied().chain([result]).collect();
        fit::sum(income, &all) == Some(Fit::Whole)
    };
    let readings = if spent.len() > 1 { 2 } else { 1 };
    let meant = if comes_out(&spent) { spent } else { vec![outlay] };
    // 结余 alone may be what was left from years before.
    let says_year = word.of(scene.text).chars().nth(2).is_some();
    let origin = if says_year || comes_out(&meant) {
        ClaimOrigin::Implied
    } else {
        ClaimOrigin::Possible
    };
    let mut members = vec![(MemberRole::Result, result), (MemberRole::Minuend, income)];
    members.extend(meant.iter().map(|fact| (MemberRole::Subtrahend, *fact)));
    found.among(readings, |found| {
        found.add(ClaimKind::Difference, origin, &members);
    });
    carried(scene, result, found)
}

/// 本年结余7亿元，上年结转91亿元，滚存结余98亿元: what was left before is added.
fn carried(scene: &Scene<'_>, result: &Fact<'_>, found: &mut Found<'_>) -> Option<()> {
    let mut behind = scene.after(result.index).take(2);
    let (before, total) = (behind.next()?, behind.next()?);
    let alike = before.is_like(result) && total.is_like(result) && total.sentence == result.sentence;
    let of = |fact: &Fact<'_>, class: Class| fact.names(class);
    let named = of(before, Class::CarriedIn) && of(total, Class::Standing);
    if alike
        && (named
            || scene.says(total.lead, Class::Cumulative)
                && fit::sum(total, &[result, before]) == Some(Fit::Whole))
    {
        found.sum(ClaimKind::Sum, ClaimOrigin::Implied, total, &[result, before]);
    }
    Some(())
}

/// How many bytes may stand between 当年结余 and its figure: five characters.
const NEAR: usize = 15;

/// 扣除A、B后，C: the level before less A and B leaves C, the last level of the sentence's own head.
fn deducted(scene: &Scene<'_>, word: Span, found: &mut Found<'_>) -> Option<()> {
    let span = Span::new(word.end, scene.stops.segment_end(word.end));
    let bracket = scene.stops.bracket(word.start);
    let told: Vec<&Fact<'_>> = scene
        .facts_in(span)
        .iter()
        .take(REACH)
        .filter(|fact| fact.is_level() && fact.bracket == bracket)
        .collect();
    let at = told.iter().skip(1).position(|fact| leaves(scene, fact))? + 1;
    let (taken, result) = (told.get(..at)?, *told.get(at)?);
    let index = scene.facts.partition_point(|fact| fact.start() < word.start);
    let sentence = scene.stops.sentence(word.start);
    let mut before = scene
        .before(index)
        .take_while(|fact| fact.sentence + 1 >= sentence);
    let whole = before
        .find(|fact| fact.adds_to(result) && fact.bracket == bracket && found.whole_of(fact.id).is_none())?;
    if taken.iter().all(|fact| fact.adds_to(result)) && !deals_out(scene, result) {
        let (origin, wholes) = taken_from(scene, whole, taken, result);
        let mut members = vec![(MemberRole::Result, result)];
        members.extend(wholes.iter().map(|fact| (MemberRole::Minuend, *fact)));
        members.extend(taken.iter().map(|fact| (MemberRole::Subtrahend, *fact)));
        found.add(ClaimKind::Difference, origin, &members);
    }
    Some(())
}

/// What is deducted from: the amount before, or where that does not come out all that the sentence tells before it together: 地表水1.42亿立方米，
/// 地下水0.86亿立方米，扣除重复的0.51亿立方米.
fn taken_from<'s, 'a>(
    scene: &'s Scene<'a>,
    whole: &'s Fact<'a>,
    taken: &[&Fact<'a>],
    result: &Fact<'_>,
) -> (ClaimOrigin, Vec<&'s Fact<'a>>) {
    let others = scene
        .before(whole.index)
        .take_while(|fact| fact.sentence == whole.sentence && fact.is_like(whole));
    let mut all: Vec<&Fact<'a>> = std::iter::once(whole).chain(others).collect();
    all.reverse();
    let left: Vec<&Fact<'_>> = taken.iter().copied().chain([result]).collect();
    let alone = all.len() == 1 || fit::sum(whole, &left) == Some(Fit::Whole);
    if !alone && fit::equal(&all, &left) == Some(true) {
        return (ClaimOrigin::Implied, all);
    }
    let origin = if alone {
        ClaimOrigin::Implied
    } else {
        ClaimOrigin::Possible
    };
    (origin, vec![whole])
}

/// Whether more than one result is told, each of a deduction of its own: 扣除2.3亿元、1.1亿元，实际为44.0亿元、20.4亿元.
fn deals_out(scene: &Scene<'_>, result: &Fact<'_>) -> bool {
    let next = scene.after(result.index).next();
    next.is_some_and(|next| next.is_like(result) && scene.is_listed(result, next))
}

/// Whether the clause of `fact` is no longer part of what is deducted: a comma, and no comma of enumeration, before it.
fn leaves(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let lead = fact.lead.of(scene.text).trim_start();
    lead.starts_with(['，', ',']) || scene.says(fact.lead, Class::After)
}
