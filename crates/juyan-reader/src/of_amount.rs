//! A percentage of an amount told right before it: 新增就业1366人，完成年度目标1300人的105.1%; 投资13.4亿元，占年计划（20亿元）的67%.
//!
//! The amount is the whole, planned where its words say so; the percentage speaks of what was told before it in the same
//! unit.

use crate::{Token, tokens};
use juyan_catalogue::{Catalogue, Class, Classes};
use juyan_model::{Decimal, Figure, FigureId, Mode, Period, Role, Span, Value};

/// Gives such percentages their role and what they speak of, and their wholes the mode that their words tell.
pub(crate) fn settle(figures: &mut [Figure], text: &str, catalogue: &Catalogue) {
    for at in 1..figures.len() {
        if is_of(figures, at, text, catalogue) {
            tie(figures, at, text, catalogue);
        }
    }
}

/// Whether the figure at `at` is a percentage with nothing but 的 between it and the amount before it.
fn is_of(figures: &[Figure], at: usize, text: &str, catalogue: &Catalogue) -> bool {
    let (Some(whole), Some(rate)) = (at.checked_sub(1).and_then(|at| figures.get(at)), figures.get(at))
    else {
        return false;
    };
    let percent = rate
        .unit
        .as_deref()
        .is_some_and(|unit| unit.ends_with(['%', '％']));
    let amount = whole.role == Role::Level
        && whole.value.is_some()
        && whole
            .unit
            .as_deref()
            .is_some_and(|unit| !unit.is_empty() && !unit.ends_with(['%', '％']));
    let told = matches!(rate.role, Role::Level | Role::Share | Role::Progress);
    percent && amount && told && whole.sentence == rate.sentence && {
        let between = Span::new(whole.span.end, rate.span.start.max(whole.span.end));
        is_joint(between.of(text), catalogue)
    }
}

/// Whether the words between an amount and a percentage say that it is of it: 的, also behind the bracket that the amount closes.
pub(crate) fn is_joint(between: &str, catalogue: &Catalogue) -> bool {
    let words = between.trim();
    let words = words.strip_prefix(['）', ')']).map_or(words, str::trim_start);
    catalogue.lexicon.is(words, Class::Of)
}

/// Ties the percentage at `at` to a level before its whole that has the whole's unit.
fn tie(figures: &mut [Figure], at: usize, text: &str, catalogue: &Catalogue) -> Option<()> {
    let (before, rest) = figures.split_at_mut_checked(at.checked_sub(1)?)?;
    let [whole, rate, ..] = rest else {
        return None;
    };
    let place = done(before, whole, rate, (text, catalogue))?;
    let done = before.get(place)?;
    let planned = whole
        .subject
        .is_some_and(|subject| names_plan(subject.of(text), catalogue));
    rate.role = if planned { Role::Progress } else { Role::Share };
    rate.of = Some(FigureId(place));
    rate.subject = done.subject;
    rate.period = done.period;
    rate.mode = done.mode;
    if planned {
        whole.mode = Mode::Plan;
        // What is planned is planned for the whole year.
        whole.period = whole.period.map(whole_year);
    }
    whole.subject = whole
        .subject
        .map(|subject| without_verb(subject, text, catalogue));
    Some(())
}

/// The year in which a time lies; several years stay.
fn whole_year(period: Period) -> Period {
    Period::year(period.to.year())
        .filter(|year| year.from <= period.from)
        .unwrap_or(period)
}

/// Where the level stands that the percentage speaks of: the nearest that is itself no whole of a percentage (完成年初预算22亿元的122%、
/// 调整预算27亿元的99%). Behind a part (新增就业2345人，其中毕业生420人，完成任务
/// 2000人的117.3%) the words leave open whether the part or its whole is meant; then it is the one whose quotient comes
/// nearer to what is printed.
fn done(
    before: &[Figure],
    whole: &Figure,
    rate: &Figure,
    (text, catalogue): (&str, &Catalogue),
) -> Option<usize> {
    let mut like = before
        .iter()
        .enumerate()
        .rev()
        .take(NEAR)
        .take_while(|(_, figure)| figure.sentence == whole.sentence)
        .filter(|(at, figure)| {
            figure.role == Role::Level
                && figure.unit == whole.unit
                && figure.value.is_some()
                && !is_of(before, at + 1, text, catalogue)
        });
    let nearest = like.next()?;
    let mut part = nearest;
    for next in like {
        let between = Span::new(next.1.span.end, part.1.span.start.max(next.1.span.end));
        let opens = |word: &Token<'_>| word.is(Class::Among);
        if tokens(text, between, catalogue).iter().any(opens) {
            let off = |figure: &Figure| off(figure, whole, rate);
            let nearer = off(next.1)
                .zip(off(nearest.1))
                .is_some_and(|(all, part)| all < part);
            return Some(if nearer { next.0 } else { nearest.0 });
        }
        part = next;
    }
    Some(nearest.0)
}

/// By how much `done` ÷ `whole` misses the printed percentage, in percent.
fn off(done: &Figure, whole: &Figure, rate: &Figure) -> Option<Decimal> {
    let value = |figure: &Figure| figure.value.and_then(Value::single);
    let quotient = value(done)?.checked_div(value(whole)?)?;
    let percent = quotient.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(percent.checked_sub(value(rate)?)?.abs())
}

/// How many figures back what the percentage speaks of may stand.
const NEAR: usize = 6;

/// Whether a plan, budget or target is named.
pub(crate) fn names_plan(subject: &str, catalogue: &Catalogue) -> bool {
    const PLAN: Classes = Classes::of(&[Class::PlanWhole, Class::Plan]);
    catalogue.lexicon.contains(subject, PLAN)
}

/// The name of the whole without what leads to it: 占, 为, 完成.
fn without_verb(subject: Span, text: &str, catalogue: &Catalogue) -> Span {
    const LEADS: Classes = Classes::of(&[Class::ShareOf, Class::Link, Class::Verb, Class::Lead]);
    let words = subject.of(text);
    // 调整预算 is one name, though 调整 is a verb.
    let named = catalogue.lexicon.longest(words);
    if named.is_some_and(|hit| hit.entry.classes.has(Class::PlanWhole)) {
        return subject;
    }
    let hit = catalogue.lexicon.words(words).filter(|hit| {
        hit.entry.classes.any(LEADS) && !hit.entry.classes.has(Class::PlanWhole) && hit.len < words.len()
    });
    let len = hit.map(|hit| hit.len).max().unwrap_or(0);
    Span::new(subject.start + len, subject.end)
}
