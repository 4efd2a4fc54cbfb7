//! Whether a number is a part of a plan or of a whole, or what is wanted of a rate.

use super::{Lead, MOVES, Measure, Said};
use crate::phrase;
use crate::scan::{Item, Thing};
use juyan_catalogue::{Class, Classes};
use juyan_model::{Role, Span};

/// A part of a plan or of a whole: 占年计划的41.8%, 为预算的120.9%, 占GDP比重43.0%, 占比达73.82%.
pub(super) fn whole(lead: &Lead<'_, '_>, said: &mut Said) -> Option<usize> {
    if lead.measure != Measure::Ratio && lead.measure != Measure::Times {
        return None;
    }
    let moved = lead.items.iter().rposition(|item| {
        item.any(MOVES)
            && !item.any(Classes::of(&[
                Class::To,
                Class::PlanWhole,
                Class::ShareNoun,
                Class::ShareOf,
            ]))
    });
    let after = |at: usize| moved.is_none_or(|moved| at > moved);
    if let Some(at) = lead.items.iter().rposition(|item| item.is(Class::ProgressNoun))
        && after(at)
        && functional_behind(lead, at)
    {
        said.role = Role::Progress;
        said.named = true;
        return lead.items.get(at + 1).map(|_| at + 1);
    }
    if let Some(at) = lead.items.iter().rposition(|item| item.is(Class::PlanWhole))
        && after(at)
        && functional_behind(lead, at)
    {
        return planned(lead, at, said);
    }
    if let Some(at) = lead.items.iter().rposition(|item| item.is(Class::Target))
        && after(at)
        && functional_behind(lead, at)
    {
        return moved_target(lead, at, said);
    }
    if let Some(at) = finished(lead) {
        said.role = Role::Progress;
        return Some(at);
    }
    let noun = lead
        .items
        .iter()
        .rposition(|item| {
            item.is(Class::ShareNoun)
                || item.is(Class::ShareOf) && lead.is_towards(item.span)
                || lead.is_share_behind(item)
        })
        .filter(|at| after(*at) && functional_behind(lead, *at));
    let verb = lead
        .items
        .iter()
        .rposition(|item| item.is(Class::ShareOf) && !lead.is_towards(item.span))
        .filter(|at| after(*at));
    match (verb, noun) {
        (Some(verb), _)
            if lead
                .items
                .get(verb)
                .is_some_and(|item| item.span.start == lead.start)
                || !nominal_before(lead, verb) =>
        {
            said.role = Role::Share;
            Some(verb)
        }
        (_, Some(noun)) => {
            said.role = Role::Share;
            said.named = true;
            let word = lead.items.get(noun).filter(|item| !item.is(Class::ShareNoun));
            said.suffix = word.map(|word| word.span.end);
            if nominal_before(lead, noun) {
                Some(noun + 1).filter(|at| *at < lead.items.len())
            } else {
                Some(noun)
            }
        }
        (Some(verb), None) => {
            said.role = Role::Share;
            Some(verb)
        }
        (None, None) => None,
    }
}

impl Lead<'_, '_> {
    /// Whether a word ends the name of what something does for something else: 贡献 of 服务业对经济增长贡献.
    fn is_towards(&self, word: Span) -> bool {
        let toward = self
            .items
            .iter()
            .rfind(|item| item.is(Class::Toward) && item.span.end <= word.start);
        // 对沿线国家投资占一半: 占 opens a share of what stands before.
        let names = word.of(self.text).chars().nth(1).is_some();
        names && toward.is_some_and(|toward| phrase::has_letters(self.text, toward.span.end, word.start))
    }
}

impl Lead<'_, '_> {
    /// Whether a word that elsewhere ends the name of a rate names a share here, for what it is of stands before: 占耕地面积比例.
    fn is_share_behind(&self, word: &Item<'_>) -> bool {
        let mut names = self.catalogue.list("share.behind").iter();
        let is_name = names.any(|name| name == word.span.of(self.text));
        let mut before = self
            .items
            .iter()
            .rev()
            .filter(|item| is_name && item.span.end <= word.span.start);
        // 占新建建筑比例: a verb breaks the name.
        let of = before.find(|item| item.any(Classes::of(&[Class::ShareOf, Class::Verb])));
        of.is_some_and(|of| of.is(Class::ShareOf) && !self.is_towards(of.span))
    }
}

/// The word right before the number that says how much of the thing before it is done: 主体工程已完成80%. What is itself a rate is
/// told and not done by parts: 合格率完成98%.
fn finished(lead: &Lead<'_, '_>) -> Option<usize> {
    let at = lead.items.len().checked_sub(1).filter(|at| lead.adjacent(*at))?;
    let word = lead.items.get(at).filter(|word| word.is(Class::Finished))?;
    let rates = [Class::RateSuffix, Class::ShareNoun, Class::RateNoun];
    let name = Span::new(lead.start, word.span.start);
    let rate = rates
        .iter()
        .any(|class| crate::token::ends(lead.text, name, *class, lead.catalogue));
    (lead.measure == Measure::Ratio && !rate && nominal_before(lead, at)).then_some(at)
}

/// A part of the plan that the word at `at` names, or what is wanted of a rate.
fn planned(lead: &Lead<'_, '_>, at: usize, said: &mut Said) -> Option<usize> {
    let rate = moved_target(lead, at, said);
    // 优良天数比例目标77.6%: what was wanted, where nothing says that so much of it is done.
    if rate.is_some() || is_target(lead, at) && nominal_before(lead, at) {
        return rate;
    }
    said.role = Role::Progress;
    Some(opening(lead, at))
}

/// Whether the word at `at` is the bare target of what is named right before it, and no plan that is carried out.
fn is_target(lead: &Lead<'_, '_>, at: usize) -> bool {
    const PLANS: Classes = Classes::of(&[
        Class::Plan,
        Class::PlanWhole,
        Class::Annual,
        Class::VsPlan,
        Class::OverBefore,
        Class::BeyondPlan,
        Class::Of,
    ]);
    let before = at.checked_sub(1).filter(|before| lead.adjacent(*before));
    let before = before.and_then(|before| lead.items.get(before));
    let apart = |word: &Item<'_>| word.any(PLANS) || !matches!(word.thing, Thing::Word(_));
    lead.items.get(at).is_some_and(|item| item.is(Class::Target))
        && opening(lead, at) == at
        && !before.is_some_and(apart)
}

/// 增速目标定为6.5%, 增长目标为6%: the target of a growth is a growth.
fn moved_target(lead: &Lead<'_, '_>, target: usize, said: &mut Said) -> Option<usize> {
    let word = phrase::moved_by(lead.text, lead.items, target)?;
    said.role = Role::Growth;
    said.falls = word.any(Classes::of(&[Class::FallNoun, Class::Fall]));
    target.checked_sub(1)
}

/// Whether only functional words stand behind the item at `at`.
fn functional_behind(lead: &Lead<'_, '_>, at: usize) -> bool {
    (at..lead.items.len()).all(|at| lead.adjacent(at))
        && lead
            .items
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .all(|item| match item.thing {
                Thing::Word(entry) => entry.classes.any(phrase::FUNCTIONAL.with(Class::From)),
                Thing::Number(_) | Thing::Time(_) => true,
                Thing::Mark(mark) => matches!(mark, '“' | '”'),
            })
}

/// Whether a noun phrase stands before the item at `at`.
fn nominal_before(lead: &Lead<'_, '_>, at: usize) -> bool {
    let Some(edge) = lead.items.get(at).map(|item| item.span.start) else {
        return false;
    };
    let items = lead.items.get(..at).unwrap_or_default();
    let end = phrase::nominal_end(lead.text, items, lead.start, edge, lead.scan);
    let named = items.iter().any(|item| match item.thing {
        Thing::Word(entry) => !entry.classes.any(
            phrase::FUNCTIONAL
                .with(Class::Lead)
                .with(Class::Among)
                .with(Class::Area),
        ),
        Thing::Number(_) | Thing::Time(_) | Thing::Mark(_) => false,
    });
    end > lead.start && (named || gaps(lead, at))
}

/// Whether letters that belong to no word stand before the item at `at`.
fn gaps(lead: &Lead<'_, '_>, at: usize) -> bool {
    let mut edge = lead.start;
    for item in lead.items.get(..=at).unwrap_or_default() {
        if phrase::has_letters(lead.text, edge, item.span.start) {
            return true;
        }
        edge = item.span.end;
    }
    false
}

/// The verb that opens a part of a plan: 完成, 占, 为 before the plan's name, with 年度 and the like between.
fn opening(lead: &Lead<'_, '_>, plan: usize) -> usize {
    let opens = Classes::of(&[Class::Link, Class::ShareOf, Class::Verb, Class::Likeness]);
    // 占市级支出预算的9.4%: whose plan it is stands between.
    let share = lead
        .items
        .first()
        .filter(|first| first.is(Class::ShareOf) && first.span.start == lead.start);
    if share.is_some() {
        return 0;
    }
    let mut at = plan;
    while at > 0
        && lead.adjacent(at - 1)
        && lead
            .items
            .get(at - 1)
            .is_some_and(|item| item.any(opens) || matches!(item.thing, Thing::Time(_) | Thing::Number(_)))
    {
        at -= 1;
    }
    at
}
