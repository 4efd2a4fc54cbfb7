//! Amounts that are told by the way, so that the sentence goes on with what it spoke of before: what was done beyond the plan
//! (超额完成345人), and the whole of a percentage (占年计划20亿元的67%).

use super::{Paragraph, Target};
use crate::clause::Clause;
use crate::of_amount;
use crate::role::{Lead, Measure, Said, measure};
use crate::scan::Item;
use crate::token;
use juyan_catalogue::Class;
use juyan_model::{Base, FigureId, Role, Span};

impl Paragraph<'_, '_> {
    /// Whether 超额完成 stands right before the number at `at`, or before the plan that it is beyond: 超额完成年度任务2.1亿元.
    fn says_beyond(&self, clause: &Clause<'_>, at: usize) -> bool {
        let adjoins = |at: usize| {
            let (before, item) = (clause.items.get(at.checked_sub(1)?)?, clause.items.get(at)?);
            (!crate::phrase::has_letters(self.text, before.span.end, item.span.start)).then_some(before)
        };
        let plan = adjoins(at).filter(|word| word.is(Class::PlanWhole) && !word.is(Class::BeyondPlan));
        let word = plan.map_or_else(|| adjoins(at), |_| adjoins(at - 1));
        // 完成或超额完成10项: what is beyond is not told apart.
        let joined = |word: &Item<'_>| {
            let mut items = clause.items.iter();
            items.any(|and| and.is(Class::And) && and.span.end == word.span.start)
        };
        word.is_some_and(|word| word.is(Class::BeyondPlan) && !joined(word))
    }

    /// Says that the amount at `at` is a change against the plan, where it was done beyond that and what was done is told
    /// before it in the sentence in its unit. What follows 超额完成 and is itself the plan is none:
    /// 超额完成110万人年度任务.
    pub(super) fn beyond_plan(&self, clause: &Clause<'_>, at: usize, said: &mut Said) -> bool {
        let Some(item) = clause.items.get(at).filter(|_| self.says_beyond(clause, at)) else {
            return false;
        };
        let behind = self.text.get(item.span.end..clause.span.end).unwrap_or_default();
        let plans = behind.starts_with(char::is_alphanumeric)
            && (token::tokens(self.text, clause.span, self.catalogue).iter())
                .any(|later| later.span.start >= item.span.end && later.is(Class::PlanWhole));
        let unit = self.unit(item);
        let done = self
            .facts
            .figures
            .iter()
            .rev()
            .take_while(|figure| figure.sentence == clause.sentence)
            .take(NEAR)
            .any(|figure| figure.role == Role::Level && figure.unit == unit);
        let told = matches!(
            measure(unit.as_deref(), self.catalogue),
            Measure::Count | Measure::Amount
        );
        if plans || !done || !told || said.role != Role::Level {
            return false;
        }
        said.role = Role::Change;
        said.base = Some(Base::Plan);
        said.compared = false;
        true
    }

    /// Whether what `level` counts opens the name of a rate, which then is the rate of all of them: 35项指标完成率.
    pub(super) fn opens_name(&self, level: FigureId, name: Option<Span>) -> bool {
        let level = self.facts.figures.get(level.0);
        level.zip(name).is_some_and(|(level, name)| {
            let counted = level.subject.filter(|counted| counted.start == level.span.end);
            counted.is_some_and(|counted| counted.end == name.start || counted.start == name.start)
        })
    }

    /// The topic that goes on behind the amount at `at`, where that is only told as the whole of the percentage behind it.
    pub(super) fn aside(&self, clause: &Clause<'_>, at: usize) -> Option<usize> {
        let (item, of, rate) = (
            clause.items.get(at)?,
            clause.items.get(at + 1)?,
            clause.items.get(at + 2)?,
        );
        let joined = of.is(Class::Of) && item.span.end == of.span.start && of.span.end == rate.span.start;
        let unit = self.unit(item);
        let kind = |unit: Option<&str>| measure(unit, self.catalogue);
        let percent = kind(self.unit(rate).as_deref()) == Measure::Ratio;
        let amount = matches!(kind(unit.as_deref()), Measure::Count | Measure::Amount);
        if clause.nested || !joined || !percent || !amount {
            return None;
        }
        self.topics.current_at(false).filter(|topic| {
            self.topics.get(*topic).is_some_and(|topic| {
                let last = topic.levels.last().and_then(|id| self.facts.figures.get(id.0));
                topic.sentence == clause.sentence && last.is_some_and(|last| last.unit == unit)
            })
        })
    }

    /// Whether a level was told of the topic that a number goes on with.
    pub(super) fn has_level(&self, target: Target) -> bool {
        match target {
            Target::Topic(topic) => self
                .topics
                .get(topic)
                .is_some_and(|topic| !topic.levels.is_empty()),
            Target::Name(_) | Target::Relation(..) | Target::Apart(_) | Target::Nothing => false,
        }
    }

    /// What the percentage is whose whole was told right before it.
    pub(super) fn of_whole(&self, lead: &Lead<'_, '_>) -> Option<Role> {
        let [of] = lead.items else { return None };
        let whole = self.facts.figures.last()?;
        let told = self.whole == Some(whole.span.end) && of.is(Class::Of) && of.span.start == whole.span.end;
        let planned = whole
            .subject
            .is_some_and(|subject| of_amount::names_plan(subject.of(self.text), self.catalogue));
        (told && lead.measure == Measure::Ratio).then_some(if planned { Role::Progress } else { Role::Share })
    }
}

/// Where a list's words begin, where what is left out of account opens its clause: 剔除一次性因素后同口径增长3.1%.
pub(super) fn behind(clause: &Clause<'_>, (from, first): (usize, usize), start: usize) -> (usize, usize) {
    let items = clause.items.get(from..first).unwrap_or_default();
    let opens = items.first().is_some_and(|item| {
        item.is(Class::Aside) && item.is(Class::Lead) && item.span.start == clause.span.start
    });
    let after = items.iter().position(|item| item.is(Class::After));
    match after.and_then(|after| items.get(after).map(|item| (from + after + 1, item.span.end))) {
        Some(behind) if opens && from == 0 => behind,
        Some(_) | None => (from, start),
    }
}

/// How many figures back what was done may stand.
const NEAR: usize = 6;
