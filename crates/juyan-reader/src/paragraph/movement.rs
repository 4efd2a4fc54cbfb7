//! What a verb of movement right before a name makes of the number behind it.

use super::Paragraph;
use crate::clause::Clause;
use crate::phrase;
use crate::role::{Measure, Said};
use crate::scan::{Item, Thing};
use juyan_catalogue::{Class, Classes};
use juyan_model::{Role, Span};

impl Paragraph<'_, '_> {
    /// What a verb of movement before the name makes of a number: 减少审批事项62项 is a change, 压减“三公”经费31.7% a growth, but
    /// 提高覆盖率90% what is reached.
    pub(super) fn movement(
        &self,
        items: &[Item<'_>],
        said: &Said,
        kind: Measure,
        own: Option<Span>,
    ) -> Option<Role> {
        let own = own.filter(|span| moved(items, *span))?;
        let attributed = items.last().is_some_and(|item| item.is(Class::Of));
        // 整治提升村庄25个: what is made better is counted, and does not become more.
        let mends = kind == Measure::Count && mends(items, own);
        if said.role != Role::Level || kind == Measure::Bare || attributed || mends {
            return None;
        }
        if kind.is_ratio() {
            return (!self.is_rate(own)).then_some(Role::Growth);
        }
        Some(Role::Change)
    }

    /// Whether the figure before is a growth of this clause, which moves on to the next: 增速由5%提高到6%,
    /// 增长7%以上、力争达到8%.
    pub(super) fn moves_on(&self, clause: &Clause<'_>, head: &Item<'_>, to: bool) -> bool {
        let begins = self
            .facts
            .figures
            .last()
            .filter(|figure| figure.span.start >= clause.span.start);
        begins.is_some_and(|figure| {
            figure.role == Role::Growth
                && (to && clause.says(Class::From)
                    || aims_on(clause, figure.span, head)
                    || lists_on(clause, figure.span, head))
        })
    }
}

/// Whether a movement stands right before a phrase: 增加应急救援编制6名.
fn moved(items: &[Item<'_>], phrase: Span) -> bool {
    let before = items.iter().rev().find(|item| item.span.end <= phrase.start);
    before.is_some_and(|item| {
        item.span.end == phrase.start
            && item.any(Classes::of(&[Class::Rise, Class::Fall]))
            && !item.any(Classes::of(&[Class::To, Class::Average, Class::Pull]))
    })
}

/// Whether the movement right before a phrase is a deed done to what it names: 提升, 改造提升.
fn mends(items: &[Item<'_>], phrase: Span) -> bool {
    let before = items.iter().rev().find(|item| item.span.end <= phrase.start);
    before.is_some_and(|item| item.is(Class::Rise) && item.is(Class::Act))
}

/// Whether what is hoped for beyond a growth is told right behind it, with nothing between but the wish: 增长7%以上、力争达到8%.
fn aims_on(clause: &Clause<'_>, growth: Span, head: &Item<'_>) -> bool {
    const WISHES: Classes = Classes::of(&[Class::Plan, Class::Bridge]);
    const LIGHT: Classes = phrase::FUNCTIONAL.with(Class::Plan);
    let between = clause
        .items
        .iter()
        .filter(|item| item.span.start >= growth.end && item.span.end <= head.span.start);
    let mut words = between.filter(|item| item.mark().is_none()).peekable();
    let wished = words.peek().is_some_and(|word| word.any(WISHES));
    wished && words.all(|word| word.any(LIGHT))
}

/// Whether the same is told of another time right behind a growth: 从一季度的4.2%、上半年的5.1%回升至….
fn lists_on(clause: &Clause<'_>, growth: Span, head: &Item<'_>) -> bool {
    let inside = |item: &&Item<'_>| item.span.start >= growth.end && item.span.end <= head.span.start;
    let between: Vec<&Item<'_>> = clause.items.iter().filter(inside).collect();
    let [comma, time, of] = between.as_slice() else {
        return false;
    };
    let timed = matches!(time.thing, Thing::Time(_) | Thing::Number(_));
    let joined = comma.span.end == time.span.start && time.span.end == of.span.start;
    comma.mark() == Some('、') && comma.span.start == growth.end && timed && joined && of.is(Class::Of)
}

/// 养老金标准继续提高，年人均提高1200元: the clause before says what moved, and this one only by how much.
pub(super) fn moves_on_from(silent: &Clause<'_>, lead: &[Item<'_>]) -> bool {
    const MOVES: Classes = Classes::of(&[Class::Rise, Class::Fall]);
    let last = silent.items.last();
    last.is_some_and(|item| item.any(MOVES) && item.span.end == silent.span.end)
        && lead.iter().any(|item| item.any(MOVES))
        && lead
            .iter()
            .all(|item| item.any(phrase::FUNCTIONAL) && !item.is(Class::Deal))
        && lead
            .windows(2)
            .all(|pair| matches!(pair, [one, next] if one.span.end == next.span.start))
}
