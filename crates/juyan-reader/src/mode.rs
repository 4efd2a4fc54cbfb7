//! Whether a fact is done, wanted or possible.

pub(crate) mod capacity;

use crate::clause::Clause;
use crate::phrase;
use crate::role;
use crate::scan::{Item, Thing};
use crate::token::{self, Token};
use juyan_catalogue::{Catalogue, Class, Classes, Family};
use juyan_model::{Base, Figure, Mode, Role, Span};

/// What the place of a clause says of its figures' modes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a, 'c> {
    pub(crate) text: &'a str,
    pub(crate) clause: &'c Clause<'c>,
    pub(crate) catalogue: &'a Catalogue,
    /// Whether the section tells what is wanted.
    pub(crate) planned: bool,
    /// Whether the sentence has said so before.
    pub(crate) wanted: bool,
}

/// Sets the modes of the figures `from..`; says whether the clause wants something, for those that follow it.
pub(crate) fn settle(setting: Setting<'_, '_>, figures: &mut [Figure], from: usize) -> bool {
    if figures.len() <= from {
        return setting.wanted || announces(setting, true);
    }
    let (before, new) = figures.split_at_mut(from.min(figures.len()));
    let mut told: Vec<Mode> = Vec::with_capacity(new.len());
    for figure in new.iter_mut() {
        let of = figure.of.and_then(|of| {
            before
                .get(of.0)
                .map(|level| level.mode)
                .or_else(|| of.0.checked_sub(from).and_then(|at| told.get(at).copied()))
        });
        figure.mode = match of {
            Some(mode) if mode != Mode::Actual && matches!(figure.role, Role::Growth | Role::Change) => mode,
            Some(_) | None => mode(setting, figure),
        };
        if figure.mode == Mode::Actual && told.is_empty() && lists_plan(setting, before, figure) {
            figure.mode = Mode::Plan;
        }
        // 调增835万元: what is added to a budget is told against it.
        if figure.mode == Mode::Plan && figure.base == Some(Base::Other) && is_changed_by(setting, figure) {
            figure.base = Some(Base::Plan);
        }
        told.push(figure.mode);
    }
    setting.wanted || announces(setting, told.is_empty())
}

/// 计划种植大春作物20万亩，其中粮食作物15万亩，经济作物4万亩: the parts of what is planned are, unless something is said to be done of them.
fn lists_plan(setting: Setting<'_, '_>, before: &[Figure], figure: &Figure) -> bool {
    const TELLING: Classes = Classes::of(&[
        Class::Verb,
        Class::Done,
        Class::Finished,
        Class::PartState,
        Class::Event,
        Class::To,
        Class::Cumulative,
    ]);
    let last = before.iter().rev().find(|last| last.role == Role::Level);
    // 计划投资20亿元（其中中央3亿元），到位资金12亿元: the list ends with its bracket.
    let goes_on = |last: &Figure| {
        let between = Span::new(last.span.end, figure.span.start.max(last.span.end));
        !between.of(setting.text).contains(['）', ')'])
    };
    let listed = last.is_some_and(|last| {
        let alike = last.sentence == figure.sentence && last.unit == figure.unit;
        last.mode == Mode::Plan && alike && goes_on(last)
    });
    let told = Span::new(figure.sentence.start, figure.span.start);
    let clause = setting.clause;
    let mut deeds = setting.catalogue.list("names.deeds").iter();
    let mut done = || deeds.any(|deed| clause.span.of(setting.text).contains(deed.as_str()));
    let mut items = clause.items.iter();
    listed
        && figure.role == Role::Level
        && !clause.timed
        && !done()
        && !items.any(|item| item.any(TELLING))
        && setting
            .catalogue
            .lexicon
            .contains(told.of(setting.text), Class::Among)
}

/// Whether a clause says that what follows is wanted: 主要预期目标是：.
fn announces(setting: Setting<'_, '_>, empty: bool) -> bool {
    const ANNOUNCING: Classes = Classes::of(&[Class::Plan, Class::PlanHeading, Class::Link]);
    let clause = setting.clause;
    if !clause.says(ANNOUNCING) {
        return false;
    }
    let behind = setting.text.get(clause.span.end..).unwrap_or_default();
    let colon = behind.starts_with(['：', ':']);
    if empty && colon && clause.says(Class::Plan) {
        return true;
    }
    let last = clause.items.last().is_some_and(|item| {
        item.any(ANNOUNCING) && !phrase::has_letters(setting.text, item.span.end, clause.span.end)
    });
    let last = last && !carries_out(clause);
    (empty && last || clause.says(Class::PlanHeading)) && wants(setting, clause.span.end)
}

/// 深入实施粮食增产计划: a programme is what is done, and wants nothing of what follows.
fn carries_out(clause: &Clause<'_>) -> bool {
    let Some((last, before)) = clause.items.split_last() else {
        return false;
    };
    let wanting = WANTING.with(Class::PlanHeading);
    last.is(Class::PlanWhole)
        && before.iter().any(|item| item.is(Class::Verb))
        && !before.iter().any(|item| item.any(wanting))
}

fn mode(setting: Setting<'_, '_>, figure: &Figure) -> Mode {
    let mut words = figure
        .subject
        .into_iter()
        .flat_map(|span| token::words(setting.text, span, setting.catalogue));
    let ends = |class| {
        figure
            .subject
            .is_some_and(|span| token::ends(setting.text, span, class, setting.catalogue))
    };
    let able = |span: Span| {
        let mut names = setting.catalogue.list("abilities").iter();
        names.any(|name| span.of(setting.text).ends_with(name.as_str()))
    };
    let behind = figure
        .subject
        .is_some_and(|subject| subject.start >= figure.span.end);
    if ends(Class::Capacity) && !figure.subject.is_some_and(able)
        || capacity_unit(figure, setting.catalogue) && !capacity::is_made(setting, figure)
    {
        return if !behind && capacity::is_wanted(setting, figure) {
            Mode::Plan
        } else {
            Mode::Capacity
        };
    }
    if behind && ends(Class::Works) && yields(figure, setting.catalogue) {
        return Mode::Capacity;
    }
    let plan = || {
        names_plan(setting.text, words.clone()) || ends_in_plan(setting, figure) || is_side(setting, figure)
    };
    if figure.role == Role::Level
        && (plan() || is_annual_amount(setting, figure))
        && !is_carried_out(setting, figure)
    {
        return Mode::Plan;
    }
    let planned =
        || from_plan(setting, figure) || changes_budget(setting, figure) || is_plan_compared(setting, figure);
    if figure.role == Role::Level && planned() {
        return Mode::Plan;
    }
    let amount =
        unit_family(figure, setting.catalogue).is_none_or(|family| !matches!(family, Family::General));
    let target = figure.role == Role::Level && is_target(setting, figure);
    if behind && ends(Class::PlanWhole) && amount || names_target(setting, figure) || target {
        return Mode::Plan;
    }
    if stands_for_plan(setting, figure) {
        return Mode::Plan;
    }
    if begins_movement(setting, figure) {
        return Mode::Actual;
    }
    let mut done = || {
        // 推进32个在建项目: they are there, whatever is wanted of them.
        words.next().is_some_and(|word| {
            behind && !amount && word.is(Class::PartState) && word.is(Class::Stock)
                || begins_done(setting.text, word.span, setting.catalogue)
        })
    };
    let wanted = setting.wanted || setting.planned;
    let undone = clause_done(setting, figure);
    if (wanted && !undone || wants_before(setting, figure)) && !done() {
        Mode::Plan
    } else {
        Mode::Actual
    }
}

/// 总投资, 项目投资总额: an attribute of a project that is not carried out yet; 固定资产投资总额 is none.
fn ends_in_plan(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let kinds = Classes::of(&[Class::Attribute, Class::Flow]);
    let Some(span) = figure.subject else { return false };
    let ends = |class| token::ends(setting.text, span, class, setting.catalogue);
    let longest = token::ending(setting.text, span, kinds, setting.catalogue);
    longest.is_some_and(|entry| entry.classes.has(Class::Attribute)) && ends(Class::Plan)
}

/// 支出预算179亿元, 收入预算为114亿元: a side of a budget is what was planned, until something is said to be done of it.
fn is_side(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let Some(subject) = figure.subject.filter(|subject| subject.end <= figure.span.start) else {
        return false;
    };
    let mut sides = setting.catalogue.list("budget.sides").iter();
    let named = sides.any(|side| subject.of(setting.text).ends_with(side.as_str()));
    let joints = Classes::of(&[Class::Link, Class::To, Class::InAll]);
    let mut between = setting
        .clause
        .items
        .iter()
        .filter(|item| item.span.start >= subject.end);
    named
        && subject.start >= setting.clause.span.start
        && between
            .by_ref()
            .take_while(|item| item.span.end <= figure.span.start)
            .all(|item| item.any(joints))
}

/// 年度投资任务, 计划总投资: a name of what is planned; “启航”计划 is a programme.
fn names_plan<'a>(text: &str, mut subject: impl Iterator<Item = Token<'a>>) -> bool {
    let quoted = |word: &Token<'_>| {
        let before = text.get(..word.span.start);
        before.is_some_and(|before| before.ends_with(['”', '》']))
    };
    // “小升规”目标任务16家: what is wanted of something that is called so.
    subject.any(|word| {
        word.is(Class::Plan)
            && word.any(Classes::of(&[Class::PlanWhole, Class::Attribute]))
            && (!quoted(&word) || word.is(Class::PlanHeading))
    })
}

/// 总投资1174亿元，年度投资138亿元: the name right before its amount tells what is meant to be spent within the year.
fn is_annual_amount(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let Some(subject) = figure.subject.filter(|subject| subject.end == figure.span.start) else {
        return false;
    };
    let classes = Classes::of(&[Class::Annual]);
    token::ending(setting.text, subject, classes, setting.catalogue)
        .is_some_and(|entry| entry.classes.has(Class::Flow))
}

/// 调整预算数20.6亿元，完成20.1亿元: what a clause of its own says was done of what was planned before; 完成年度投资3.2亿元.
fn is_carried_out(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    const PLANS: Classes = Classes::of(&[Class::Plan, Class::PlanWhole, Class::AdjustedBudget]);
    let clause = setting.clause;
    let finished = figure.subject.and_then(|subject| clause.before(subject.start));
    if finished.is_some_and(|verb| {
        verb.is(Class::Finished)
            && figure
                .subject
                .is_some_and(|subject| subject.start == verb.span.end && subject.end <= figure.span.start)
    }) {
        return true;
    }
    // 收入预算完成84亿元
    let done_behind = |from: usize| {
        let mut between = clause.items.iter().filter(|item| item.span.start >= from);
        between.any(|item| item.is(Class::Finished) && item.span.end <= figure.span.start)
    };
    if figure.subject.is_some_and(|subject| done_behind(subject.end)) {
        return true;
    }
    let named_before = figure
        .subject
        .is_some_and(|subject| subject.end <= clause.span.start);
    let mut lead = clause
        .items
        .iter()
        .take_while(|item| item.span.end <= figure.span.start);
    named_before && lead.clone().any(|item| item.is(Class::Verb)) && !lead.any(|item| item.any(PLANS))
}

/// 千万吨目标, 翻两番的任务: the figure qualifies what is wanted.
fn names_target(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let rest = setting
        .text
        .get(figure.span.end..setting.clause.span.end)
        .unwrap_or_default();
    let words = |rest: &str, class| {
        setting
            .catalogue
            .lexicon
            .longest_if(rest, class)
            .map(|hit| hit.len)
    };
    let rest = words(rest, Class::Of)
        .and_then(|len| rest.get(len..))
        .unwrap_or(rest);
    words(rest, Class::PlanWhole).is_some()
}

/// 优良天数比例目标77.6%: the word right before the figure says that it is what was wanted.
fn is_target(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let before = setting.clause.before(figure.span.start);
    before.is_some_and(|word| word.is(Class::Target) && word.span.end == figure.span.start)
}

/// Whether a number ends in a mark of times and counts no things: 2025年.
fn is_dated(number: &str, catalogue: &Catalogue) -> bool {
    let mut tails = number.char_indices().filter_map(|(at, _)| number.get(at..));
    tails.any(|tail| {
        catalogue
            .lexicon
            .get(tail)
            .is_some_and(|entry| entry.time.is_some())
    })
}

/// Whether a plan opens what a clause tells, with the deed right behind it, or what no word of the catalogue names:
/// 2025年计划改造老旧小区29个, 全市计划秋整地210万亩.
fn plans_deed(text: &str, clause: &Clause<'_>, at: usize) -> bool {
    const DEEDS: Classes = Classes::of(&[Class::Verb, Class::Act]);
    let items = clause.items;
    let Some(plan) = items.get(at) else { return false };
    let next = items.get(at + 1).filter(|next| next.span.start == plan.span.end);
    let named = || {
        let behind = text.get(plan.span.end..).unwrap_or_default();
        clause.tells && next.is_none() && behind.starts_with(phrase::is_letter)
    };
    let before = at.checked_sub(1).and_then(|before| items.get(before));
    let opens = before.is_none_or(|before| {
        let timed = matches!(before.thing, Thing::Number(_) | Thing::Time(_));
        timed || before.any(Classes::of(&[Class::Area, Class::Bridge]))
    });
    let start = before.map_or(clause.span.start, |before| before.span.end);
    let opens = opens && !phrase::has_letters(text, start, plan.span.start);
    plan.is(Class::Plan)
        && plan.is(Class::PlanWhole)
        && next.map_or_else(named, |deed| deed.any(DEEDS) && !deed.is(Class::Finished))
        && opens
}

/// 比年初目标（6.5%）低: a bracket behind a plan tells what was planned.
fn stands_for_plan(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let clause = setting.clause;
    let bare = figure.span.start == clause.span.start && figure.span.end == clause.span.end;
    let before = setting
        .text
        .get(..clause.span.start)
        .and_then(|before| before.strip_suffix(['（', '(']));
    clause.nested
        && bare
        && before.is_some_and(|before| {
            let named = Span::new(figure.sentence.start.min(before.len()), before.len());
            token::ends(setting.text, named, Class::PlanWhole, setting.catalogue)
        })
}

/// 由年初预算的5.2亿元调减为4.5亿元: what was planned is changed, and both are plans.
fn from_plan(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let items = setting.clause.items;
    let adjoin = |one: &Item<'_>, next: &Item<'_>| one.span.end == next.span.start;
    let mut threes = items.windows(3).take_while(|words| {
        let last = words.last();
        last.is_some_and(|word| word.span.end <= figure.span.start)
    });
    threes.any(|words| match words {
        [from, plan, of] => {
            let told = from.is(Class::From) && plan.is(Class::PlanWhole) && of.is(Class::Of);
            told && adjoin(from, plan) && adjoin(plan, of)
        }
        _ => false,
    })
}

/// 一般公共预算收支总计由59亿元调整为59.4亿元: both amounts are those of a budget.
fn changes_budget(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let Some(subject) = figure.subject else {
        return false;
    };
    let moves = |item: &Item<'_>| item.is(Class::To) && is_change(item, setting);
    setting.clause.items.iter().any(moves)
        && setting
            .catalogue
            .lexicon
            .contains(subject.of(setting.text), Class::BudgetBook)
}

/// 比年初预算120098万元，调增67245万元: what is compared with is what was planned.
fn is_plan_compared(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let clause = setting.clause;
    let right_before = |at: usize| clause.before(at).filter(|item| item.span.end == at);
    let plan = right_before(figure.span.start).filter(|item| item.is(Class::PlanWhole));
    let than = plan.and_then(|plan| right_before(plan.span.start));
    than.is_some_and(|item| item.is(Class::Than))
}

/// Whether a difference is told by the word right before it that says how a budget is changed.
fn is_changed_by(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let before = setting.clause.before(figure.span.start);
    figure.role == Role::Change && before.is_some_and(|word| is_change(word, setting))
}

fn is_change(item: &Item<'_>, setting: Setting<'_, '_>) -> bool {
    let mut words = setting.catalogue.list("budget.changes").iter();
    words.any(|word| word == item.span.of(setting.text))
}

/// 由62%提高到78%: what a movement begins with is so, also where its end is wanted.
fn begins_movement(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let from = setting.clause.before(figure.span.start);
    let is_from = from.is_some_and(|item| item.is(Class::From) && item.span.end == figure.span.start);
    let mut behind = setting.clause.items.iter().rev();
    let goes_on = |item: &Item<'_>| item.is(Class::To) && item.span.start >= figure.span.end;
    is_from && behind.any(goes_on)
}

/// 已开工项目 in a plan is still done.
fn begins_done(text: &str, span: Span, catalogue: &Catalogue) -> bool {
    catalogue.lexicon.begins(span.of(text), Class::Done)
}

fn clause_done(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    setting
        .clause
        .items
        .iter()
        .any(|item| item.is(Class::Done) && item.span.end <= figure.span.start)
}

fn wants_before(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let items = &setting.clause.items;
    let before = items.partition_point(|item| item.span.end <= figure.span.start);
    let those = role::counts_those(items.get(..before).unwrap_or_default());
    !those && figure.role != Role::Progress && wants(setting, figure.span.start)
}

/// What tells that something is wanted, alone or with the words around it; without one of these nothing is.
pub(crate) const WANTING: Classes = Classes::of(&[Class::Plan, Class::PlanWhole, Class::PlanBeforeVerb]);

/// Whether the clause, up to `end`, wants something; what it compares with is no wish.
fn wants(setting: Setting<'_, '_>, end: usize) -> bool {
    let compares = Classes::of(&[
        Class::ShareOf,
        Class::Than,
        Class::VsPlan,
        Class::Yoy,
        Class::Likeness,
        Class::Above,
        Class::Below,
    ]);
    if !setting.clause.says(WANTING) {
        return false;
    }
    let items = &setting.clause.items;
    for (at, item) in items
        .iter()
        .enumerate()
        .take_while(|(_, item)| item.span.end <= end)
    {
        if item.any(compares) {
            return false;
        }
        // 92个计划新开工项目开工51个: what the things counted are known by wants nothing of what is told next.
        let counted = at.checked_sub(1).and_then(|at| items.get(at));
        let behind = items.get(at + 1..).unwrap_or_default();
        let mut until = behind.iter().take_while(|next| next.span.end <= end);
        let qualifies = counted.is_some_and(|number| {
            number.number().is_some()
                && number.span.end == item.span.start
                && !is_dated(number.span.of(setting.text), setting.catalogue)
        });
        if item.is(Class::Plan) && qualifies && until.any(|next| next.is(Class::HeadNoun)) {
            continue;
        }
        // 未来五年 lies ahead, 未来 in a name does not.
        let behind = items.get(at + 1);
        let ahead = || {
            let years =
                behind.is_some_and(|next| next.number().is_some() || matches!(next.thing, Thing::Time(_)));
            !item.is(Class::Ahead) || years
        };
        if item.is(Class::Plan) && !item.is(Class::PlanWhole) && !item.is(Class::Attribute) && ahead() {
            return true;
        }
        if plans_deed(setting.text, setting.clause, at) {
            return true;
        }
        // 增长目标6%
        if item.is(Class::PlanWhole) && phrase::moved_by(setting.text, items, at).is_some() {
            return true;
        }
        let verb = items.get(at + 1).is_some_and(|next| {
            next.any(Classes::of(&[Class::Verb, Class::Lead]))
                && !phrase::has_letters(setting.text, item.span.end, next.span.start)
        });
        if item.is(Class::PlanBeforeVerb) && verb {
            return true;
        }
    }
    false
}

fn unit_family(figure: &Figure, catalogue: &Catalogue) -> Option<Family> {
    let unit = figure.unit.as_deref().and_then(|name| catalogue.unit(name))?;
    Some(unit.family())
}

/// Whether the unit is one of what works make or hold: 700万吨露天矿.
fn yields(figure: &Figure, catalogue: &Catalogue) -> bool {
    unit_family(figure, catalogue) == Some(Family::Yield)
}

/// Kilowatts without a verb of output tell what a plant could do.
fn capacity_unit(figure: &Figure, catalogue: &Catalogue) -> bool {
    unit_family(figure, catalogue) == Some(Family::Capacity) && figure.role == Role::Level
}
