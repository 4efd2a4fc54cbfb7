//! Shares of a plan that the text tells, maybe in another section: 完成投资7.9亿元，完成年度计划投资的33%, and the plan 23.75亿元.

use super::Found;
use super::behind;
use super::dealt;
use super::fit;
use super::scene::{Fact, Scene};
use super::subject::{common_end, head, shared};
use super::whole::at_one_time;
use crate::of_amount;
use juyan_catalogue::Class;
use juyan_model::{Base, ClaimKind, ClaimOrigin, MemberRole, Mode, Role, Span};

/// Finds the plan of each progress whose done level is told.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    let plans: Vec<&Fact<'_>> = scene.facts.iter().filter(|fact| is_plan(fact)).collect();
    for progress in scene.facts.iter().filter(|fact| is_progress(fact)) {
        let told = scene.level_of(progress).or_else(|| same_name(scene, progress));
        let Some(done) = told.filter(|done| done.is_level()) else {
            continue;
        };
        if let Some(whole) = just_told(scene, progress, done) {
            found.among(readings(scene, done, whole, found), |found| {
                found.ratio(ClaimOrigin::Stated, progress, done, whole);
            });
            beyond(scene, done, whole, found);
        } else if let Some((origin, plan)) = behind::plan(scene, progress, done)
            .or_else(|| called(scene, progress, done))
            .map(|plan| (ClaimOrigin::Stated, plan))
            .or_else(|| {
                let plan = plan(scene, progress, done, &plans, found);
                plan.filter(|(_, plan)| !is_one_of_several(scene, progress, done, plan))
            })
            && !is_in_list(scene, progress, done, plan)
        {
            found.ratio(origin, progress, done, plan);
        }
    }
}

/// Whether a plan is told as one of several, all of which the progress is of, and it does not come out for the one alone:
/// 计划新建5万亩、改造4万亩，已完成7.2万亩，完成率80%.
pub(super) fn is_in_list(scene: &Scene<'_>, progress: &Fact<'_>, done: &Fact<'_>, plan: &Fact<'_>) -> bool {
    let joins = |one: &Fact<'_>, next: &Fact<'_>| {
        let lead = next.lead.of(scene.text).trim_start();
        let joined = lead.starts_with('、') || scene.catalogue.lexicon.begins(lead, Class::And);
        joined && one.is_like(next) && one.sentence == next.sentence && one.index != done.index
    };
    let before = scene.before(plan.index).next();
    let after = scene
        .after(plan.index)
        .next()
        .filter(|next| next.index != done.index);
    let listed = before.is_some_and(|one| joins(one, plan)) || after.is_some_and(|next| joins(plan, next));
    listed && fit::ratio(progress, done, plan) != Some(true)
}

/// Whether another amount between the plan and the progress ends as what was done does, and the progress is not that of the one alone:
/// 32项，超额完成18项，完成11项，完成率90.6%.
fn is_one_of_several(scene: &Scene<'_>, progress: &Fact<'_>, done: &Fact<'_>, plan: &Fact<'_>) -> bool {
    let clause = |fact: &Fact<'_>| fact.clause.of(scene.text);
    let mut between = scene
        .before(progress.index)
        .take_while(|fact| fact.index > plan.index && fact.sentence == progress.sentence);
    fit::ratio(progress, done, plan) != Some(true)
        && between.any(|fact| {
            // 超额完成18项 is read as more than was planned.
            let other = fact.index != done.index && fact.unit() == done.unit() && scene.counts(fact);
            other && common_end(clause(fact), clause(done)) >= 2
        })
}

/// The amount that the percentage is of, told right before it: 完成年度任务1300人的105.1%.
fn just_told<'s, 'a>(scene: &'s Scene<'a>, progress: &Fact<'_>, done: &Fact<'_>) -> Option<&'s Fact<'a>> {
    let whole = scene.before(progress.index).next()?;
    let of = of_amount::is_joint(scene.between(whole, progress), scene.catalogue);
    // 86户，分别占480户的12.5%、17.9%: the first of several is of another than the last.
    let own = !dealt::is_dealt(scene, progress) || fit::ratio(progress, done, whole) == Some(true);
    (of && own && whole.is_like(done) && whole.index != done.index).then_some(whole)
}

/// The level told before in the paragraph whose name the progress takes up: 政府债务余额96亿元，…，债务余额占限额的97.7%.
fn same_name<'s, 'a>(scene: &'s Scene<'a>, progress: &Fact<'_>) -> Option<&'s Fact<'a>> {
    let name = progress.subject;
    let mut before = scene
        .before(progress.index)
        .take_while(|fact| fact.paragraph == progress.paragraph && fact.sentence + 1 >= progress.sentence);
    let is_name = progress.figure.role == Role::Progress && name.chars().count() >= NAMED;
    before.find(|fact| {
        is_name && fact.is_level() && fact.subject.ends_with(name) && at_one_time(fact, progress)
    })
}

/// How many characters tell one thing from another: 债务余额.
const NAMED: usize = 3;

/// The level told before that is called what the progress says it is of: 收入调整预算数为1952万元，完成1963万元，为调整预算的
/// 100.6%. Its name begins as that of what was done does.
fn called<'s, 'a>(scene: &'s Scene<'a>, progress: &Fact<'_>, done: &Fact<'_>) -> Option<&'s Fact<'a>> {
    let clause = progress.clause;
    let words = scene.words_in(clause);
    let plan = words.iter().find(|word| word.is(Class::PlanWhole))?;
    let of = words.iter().rfind(|word| word.is(Class::Of))?;
    let name = Span::new(plan.span.start, of.span.start.max(plan.span.start)).of(scene.text);
    let mut before = scene
        .before(done.index)
        .take_while(|fact| fact.paragraph == done.paragraph && fact.sentence + 1 >= done.sentence);
    before.find(|fact| {
        let Some((owner, rest)) = fact.subject.rsplit_once(name).filter(|_| !name.is_empty()) else {
            return false;
        };
        let named = rest.chars().nth(1).is_none();
        let one = done.subject == fact.subject
            || owner.chars().count() >= 2 && done.subject.starts_with(owner)
            || !done.subject.is_empty() && owner.ends_with(done.subject);
        named && one && fact.is_like(done) && at_one_time(fact, done)
    })
}

/// Of how many levels the percentage of `whole` may be told: of a part and of what it is a part of, where both stand before.
fn readings(scene: &Scene<'_>, done: &Fact<'_>, whole: &Fact<'_>, found: &Found<'_>) -> usize {
    let part = scene
        .before(whole.index)
        .take_while(|fact| fact.index > done.index)
        .any(|fact| fact.is_like(done));
    if part || found.whole_of(done.id).is_some() {
        2
    } else {
        1
    }
}

/// 超额完成345人: what was done beyond the plan is what was done less the plan.
fn beyond(scene: &Scene<'_>, done: &Fact<'_>, whole: &Fact<'_>, found: &mut Found<'_>) {
    let mut near = scene
        .after(done.index)
        .take_while(|fact| fact.sentence == done.sentence);
    let more = near.find(|fact| {
        let against = fact.figure.role == Role::Change && fact.figure.base == Some(Base::Plan);
        against && fact.figure.of == Some(done.id) && fact.unit() == done.unit()
    });
    if let Some(more) = more.filter(|_| whole.figure.mode == Mode::Plan) {
        let members = [
            (MemberRole::Result, more),
            (MemberRole::Minuend, done),
            (MemberRole::Subtrahend, whole),
        ];
        found.add(ClaimKind::Difference, ClaimOrigin::Implied, &members);
    }
}

/// Whether a level is planned, by its mode or its own name: 年内计划投资. A name that goes on from a level before says nothing of what
/// was done: 年度计划投资52亿元，上半年完成28.7亿元.
fn is_plan(fact: &Fact<'_>) -> bool {
    let own = || {
        let subject = fact.figure.subject;
        subject.is_some_and(|subject| subject.start >= fact.lead.start)
    };
    let named = || own() && fact.names(Class::Plan);
    fact.is_level() && (fact.figure.mode == Mode::Plan || named())
}

fn is_progress(fact: &Fact<'_>) -> bool {
    matches!(fact.figure.role, Role::Progress | Role::Share) && fact.value().is_some() && fact.is_rate()
}

/// The plan that `progress` is a share of: of its own paragraph by the words, else the only one in the text.
fn plan<'s, 'a>(
    scene: &Scene<'a>,
    progress: &Fact<'_>,
    done: &Fact<'_>,
    plans: &[&'s Fact<'a>],
    found: &Found<'_>,
) -> Option<(ClaimOrigin, &'s Fact<'a>)> {
    let head = head(done.subject);
    let words = progress.lead.of(scene.text);
    let is_said = progress.figure.role == Role::Progress || scene.says(progress.lead, Class::PlanWhole);
    if head.chars().count() < 2 || !is_said {
        return None;
    }
    let meant = |plan: &&&'s Fact<'a>| {
        plan.unit() == done.unit()
            && plan.index != done.index
            && in_one_year(plan, done)
            && name(scene, plan).contains(&head)
    };
    let first = plans.partition_point(|plan| plan.paragraph < done.paragraph);
    let last = plans.partition_point(|plan| plan.start() < progress.start());
    let here = plans
        .get(first.max(last.saturating_sub(AROUND))..last)
        .unwrap_or_default();
    let here = here
        .iter()
        .filter(meant)
        .filter(|plan| found.whole_of(plan.id).is_none())
        .filter(|plan| !narrowed(scene, plan, done) && !is_attribute(scene, progress, plan))
        .filter(|plan| !is_of_others(scene, plan, done));
    if let Some(near) = here.max_by_key(|plan| (shared(words, &name(scene, plan)), plan.index)) {
        return Some((ClaimOrigin::Stated, near));
    }
    let said = words_of_plan(scene, progress);
    let close = |plan: &&&'s Fact<'a>| {
        let alike = shared(said, &name(scene, plan));
        alike >= 3
            && alike * 2 >= said.chars().count()
            && plan.figure.period.is_some()
            && done.figure.period.is_some()
    };
    let from = plans.partition_point(|plan| plan.index < done.index);
    let around = plans
        .get(from.saturating_sub(AROUND)..plans.len().min(from + AROUND))
        .unwrap_or_default();
    let mut far: Vec<&&Fact<'a>> = around
        .iter()
        .filter(|plan| plan.scope == done.scope)
        .filter(meant)
        .filter(close)
        .take(PLANS)
        .collect();
    let own = |plan: &&&Fact<'_>| {
        done.subject.chars().count() < OTHER + shared(done.subject, &name(scene, plan))
            || fit::ratio(progress, done, plan) == Some(true)
    };
    far.retain(|plan| own(plan) && !is_attribute(scene, progress, plan) && !narrowed(scene, plan, done));
    far.retain(|plan| !is_of_others(scene, plan, done));
    if far.len() > 1 {
        far.retain(|plan| fit::ratio(progress, done, plan) == Some(true));
    }
    match far.as_slice() {
        [one] => Some((ClaimOrigin::Implied, one)),
        _ => None,
    }
}

/// How many characters of what was done no plan in another place has in its name where it is the plan of something else:
/// 工业类完成投资 and 年度计划投资.
const OTHER: usize = 4;

/// How far before what was done, in bytes, its sentence may have turned to parts: a list of several hundred characters.
const PARTS: usize = 2000;

/// Whether what was done is a part of what was planned: 年度计划投资156亿元，…，其中省级项目完成投资28亿元，为年度计划的126%.
fn narrowed(scene: &Scene<'_>, plan: &Fact<'_>, done: &Fact<'_>) -> bool {
    // A full stop ends the parts, a semicolon does not.
    let near = scene.text.ceil_char_boundary(done.start().saturating_sub(PARTS));
    let start = plan.end().max(near);
    let between = Span::new(start, done.start().max(start));
    let stop = between.of(scene.text).rfind('。');
    let from = stop.map_or(start, |stop| start + stop);
    scene
        .words_in(Span::new(from, between.end))
        .iter()
        .any(|word| word.is(Class::Among))
}

/// Whether what was done is told of other works than the plan, whose name is that of the plan's and more: 重点项目72个，年度计划投资…。
/// 市重点项目29个，完成投资….
fn is_of_others(scene: &Scene<'_>, plan: &Fact<'_>, done: &Fact<'_>) -> bool {
    let works = |fact: &Fact<'_>| {
        let mut before = scene
            .before(fact.index)
            .take_while(|other| other.sentence == fact.sentence);
        before.find(|other| other.bracket == fact.bracket && other.is_level() && scene.counts(other))
    };
    let (Some(all), Some(some)) = (works(plan), works(done)) else {
        return false;
    };
    // 重点项目72个，…。72个市级重点项目 are all of them, named more fully.
    if all.value() == some.value() {
        return false;
    }
    let narrower = some.subject.strip_suffix(all.subject);
    some.unit() == all.unit() && !all.subject.is_empty() && narrower.is_some_and(|words| !words.is_empty())
}

/// Whether a plan is the 总投资 of works, of which a percentage of the year's plan is none.
fn is_attribute(scene: &Scene<'_>, progress: &Fact<'_>, plan: &Fact<'_>) -> bool {
    let mut ends = scene
        .catalogue
        .lexicon
        .endings(plan.subject, Class::Attribute, ENDS);
    ends.next().is_some() && !scene.says(progress.lead, Class::Attribute)
}

/// How many characters the name of an attribute has at most.
const ENDS: usize = 8;

/// The subject of a plan with the words that it qualifies: 23.75亿元的年度投资任务.
fn name(scene: &Scene<'_>, plan: &Fact<'_>) -> String {
    let behind = scene.text.get(plan.end()..).unwrap_or_default();
    let of = scene.catalogue.lexicon.longest_if(behind, Class::Of);
    let words = of.and_then(|hit| behind.get(hit.len..)).unwrap_or_default();
    plan.subject
        .chars()
        .chain(words.chars().take_while(|sign| sign.is_alphanumeric()).take(NAME))
        .collect()
}

/// How many characters behind a plan are its name at most.
const NAME: usize = 10;

/// The words that name the plan: 年度计划投资 of 完成年度计划投资的33%.
fn words_of_plan<'a>(scene: &Scene<'a>, progress: &Fact<'_>) -> &'a str {
    let words = scene.words_in(progress.lead);
    let first = words
        .iter()
        .find(|word| word.is(Class::PlanWhole))
        .map_or(progress.lead.start, |word| word.span.start);
    let last = words
        .iter()
        .rfind(|word| word.is(Class::Of))
        .map_or(progress.start(), |word| word.span.start);
    Span::new(first, last.max(first)).of(scene.text)
}

/// How many plans before and after the level, or back in its paragraph, are looked at.
const AROUND: usize = 128;

/// Whether the plan is of the year in which the level is reached.
fn in_one_year(plan: &Fact<'_>, done: &Fact<'_>) -> bool {
    match (plan.figure.period, done.figure.period) {
        (Some(plan), Some(done)) => plan.to.year() == done.to.year(),
        _ => true,
    }
}

/// Among how many plans the right one is looked for.
const PLANS: usize = 8;
