//! Where the name of a thing that is counted ends: before the adverbs of what it does.

use crate::scan::Item;
use juyan_catalogue::{Class, Classes};

/// The end of a name without the adverbs before what is told of it: 合作事项 of 合作事项扎实落地.
pub(super) fn without_adverbs(before: &[&Item<'_>], end: usize) -> usize {
    const NAMES: Classes = Classes::of(&[
        Class::Verb,
        Class::Act,
        Class::Qualifier,
        Class::Flow,
        Class::Stock,
        Class::Event,
        Class::Noun,
        Class::Attribute,
        Class::PlanWhole,
        Class::Rise,
        Class::Fall,
        Class::InAll,
        Class::Average,
    ]);
    let adverb = |item: &Item<'_>| item.is(Class::Lead) && !item.any(NAMES);
    let mut edge = end;
    for item in before.iter().rev() {
        // 牌匾的规范设置: behind 的 stands a noun.
        if item.is(Class::Of) && item.span.end == edge {
            return end;
        }
        if !adverb(item) || item.span.end != edge {
            break;
        }
        edge = item.span.start;
    }
    edge
}
