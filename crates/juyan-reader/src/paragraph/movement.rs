//! What a verb of movement right before a name makes of the number behind it.

use super::Paragraph;
use crate::role::{Measure, Said};
use crate::scan::Item;
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
