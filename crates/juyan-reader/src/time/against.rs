//! Whether a time is what something is compared with, and not when it was so.

use super::{Named, Place};
use crate::phrase;
use crate::role::{Measure, measure};
use crate::scan::{Item, Sense};
use juyan_catalogue::{Class, Classes};

/// Whether the time at `at` of a clause is what something is compared with; `last` is the one named before it.
pub(super) fn is_base(items: &[Item<'_>], at: usize, place: Place<'_, '_>, last: Option<&Named>) -> bool {
    let before = items.get(..at).unwrap_or_default();
    items.get(at).is_some_and(|item| {
        compared(before, item, place.text)
            || of_times(items, at, place)
            || last.is_some_and(|last| joins(last, before, item))
    })
}

/// Whether what stands right before a time compares with it.
fn compared(before: &[Item<'_>], item: &Item<'_>, text: &str) -> bool {
    let compares = Classes::of(&[
        Class::Than,
        Class::Yoy,
        Class::Above,
        Class::Below,
        Class::Likeness,
        Class::Mom,
    ]);
    let mut edge = item.span.start;
    for word in before.iter().rev() {
        if phrase::has_letters(text, word.span.end, edge) {
            return false;
        }
        if word.any(compares) {
            return true;
        }
        if word.mark() != Some('“') {
            return false;
        }
        edge = word.span.start;
    }
    false
}

/// Whether a time is the next of those that are compared with: 较上半年和前三季度分别回落19个和2.3个百分点.
fn joins(last: &Named, before: &[Item<'_>], item: &Item<'_>) -> bool {
    last.compared
        && before.last().is_some_and(|joint| {
            let between = joint.span.start == last.span.end && joint.span.end == item.span.start;
            between && (joint.is(Class::And) || joint.mark() == Some('、'))
        })
}

/// 2005年的2.36倍, 恢复到2019年同期的107.2%: the time belongs to the base.
fn of_times(items: &[Item<'_>], at: usize, place: Place<'_, '_>) -> bool {
    let behind = items.get(at + 1..).unwrap_or_default();
    let of = behind.iter().take(2).position(|item| item.is(Class::Of));
    let number = of.and_then(|of| behind.get(of + 1)).and_then(Item::number);
    let reached = at
        .checked_sub(1)
        .and_then(|at| items.get(at))
        .is_some_and(|item| item.is(Class::To));
    // 从上半年的5.1%回升至前三季度的5.6%: the time is of what was come to.
    let left = items
        .get(..at)
        .unwrap_or_default()
        .iter()
        .any(|item| item.is(Class::From));
    let draft = number.and_then(|number| place.scan.drafts.get(number));
    draft.is_some_and(|draft| match &draft.sense {
        Sense::Quantity(quantity) => {
            let kind = measure(quantity.unit.as_deref(), place.catalogue);
            kind == Measure::Times || reached && !left && kind.is_ratio()
        }
        Sense::Rank(_) | Sense::Date(_) | Sense::Name | Sense::Heading => false,
    })
}
