//! What a growth, a change or a progress was reckoned from, told right behind it: 增长7.2%，上年同期为112.5亿元; 净增17家，上年末为125家;
//! 低于全市1.2个百分点，全市增长5.5%; 完成年度任务的63%，全年任务为2万人.

use super::scene::{Fact, Scene};
use super::subject::{plain, shared};
use juyan_catalogue::{Class, Classes};
use juyan_model::{Date, Period, Span};

/// The level that `fact`, which speaks of `now`, was reckoned from.
pub(super) fn before<'s, 'a>(scene: &'s Scene<'a>, fact: &Fact<'_>, now: &Fact<'_>) -> Option<&'s Fact<'a>> {
    let next = next(scene, fact, now)?;
    let rate = now.is_rate() && next.is_rate();
    let measured = next.unit() == now.unit() && (rate || next.figure.role == now.figure.role);
    let own = next.subject.is_empty() || plain(next.subject) == plain(now.subject);
    let named = || {
        let lead = letters(next.lead.of(scene.text));
        let mut words = scene.catalogue.list("last-year").iter();
        words.any(|word| lead.starts_with(word.as_str()))
    };
    let told = now.figure.period.is_some() && next.figure.period.is_some();
    let earlier = own && (is_earlier(now.figure.period, next.figure.period) || !told && named());
    (measured && next.value().is_some() && (earlier || takes_up(scene, fact, next))).then_some(next)
}

/// The plan that `progress` of `done` is reckoned from.
pub(super) fn plan<'s, 'a>(
    scene: &'s Scene<'a>,
    progress: &Fact<'_>,
    done: &Fact<'_>,
) -> Option<&'s Fact<'a>> {
    const PLANS: Classes = Classes::of(&[Class::Plan, Class::PlanWhole]);
    let next = next(scene, progress, done).filter(|next| next.is_like(done))?;
    let lead = letters(next.lead.of(scene.text));
    let planned = scene.catalogue.lexicon.contains(&lead, PLANS);
    let clause = progress.clause.of(scene.text);
    (planned && lead.chars().count() <= NAME && shared(&lead, clause) >= 2).then_some(next)
}

/// What is told right behind `fact`, in its sentence or in brackets of its own.
fn next<'s, 'a>(scene: &'s Scene<'a>, fact: &Fact<'_>, now: &Fact<'_>) -> Option<&'s Fact<'a>> {
    let next = scene.after(fact.index).next()?;
    let lead = next.lead.of(scene.text);
    let opens = lead.starts_with(['（', '(']) && next.bracket.is_some();
    let placed = next.bracket == fact.bracket || opens;
    let marked = lead.starts_with(['，', ',', '；', ';', '（', '(']);
    let alone = lead.matches(['，', ',', '；', ';', '、', '：']).count() <= 1;
    (next.sentence == fact.sentence && next.index != now.index && placed && marked && alone).then_some(next)
}

/// Whether `then` is the same stretch or day of the year before `now`, or the end of that year.
fn is_earlier(now: Option<Period>, then: Option<Period>) -> bool {
    let (Some(now), Some(then)) = (now, then) else {
        return false;
    };
    let a_year = |one: Date, other: Date| {
        one.year() == other.year() + 1 && (one.month(), one.day()) == (other.month(), other.day())
    };
    let instants = now.is_instant() && then.is_instant() && then.to.year() + 1 == now.to.year();
    instants || a_year(now.from, then.from) && a_year(now.to, then.to)
}

/// Whether the words before `next` begin with what `fact` was set against: 低于全市…，全市增长…; 比上半年加快…，上半年为….
fn takes_up(scene: &Scene<'_>, fact: &Fact<'_>, next: &Fact<'_>) -> bool {
    const COMPARES: Classes = Classes::of(&[Class::Than, Class::Above, Class::Below]);
    let clause = fact.clause;
    let words = scene.words_in(clause);
    let Some(than) = words.iter().find(|word| word.any(COMPARES)) else {
        return false;
    };
    let against = letters(Span::new(than.span.end, clause.end.max(than.span.end)).of(scene.text));
    let lead = letters(next.lead.of(scene.text));
    let common = against
        .chars()
        .zip(lead.chars())
        .take_while(|(one, other)| one == other)
        .count();
    common >= 2 && lead.chars().count() <= common + VERB
}

fn letters(words: &str) -> String {
    words.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

/// How many characters the name of a plan has at most: 年度计划任务为.
const NAME: usize = 8;

/// How many characters may follow what was taken up: 为同比增长.
const VERB: usize = 5;
