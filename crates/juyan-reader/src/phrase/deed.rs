//! Deeds before a name: which of them belong to it, and which lead to it.

use crate::scan::Item;
use juyan_catalogue::{Class, Entry};

/// Whether a word tells of what someone lessened, which is named behind it: 政策为企业减少成本2亿元.
pub(crate) fn lessens(entry: &Entry) -> bool {
    entry.classes.has(Class::Fall) && entry.classes.has(Class::Lead) && !entry.classes.has(Class::Act)
}

/// Whether all that is left of a phrase is the name of something planned: 任务.
pub(super) fn is_task(inside: &[&Item<'_>], start: usize, end: usize) -> bool {
    match inside {
        [only] => only.is(Class::PlanWhole) && only.span.start == start && only.span.end == end,
        _ => false,
    }
}
