//! What belongs to no time: 总投资, and what a work cost.

use super::Place;
use juyan_catalogue::{Class, Classes};
use juyan_model::{Figure, Mode, Role, Span};

/// 总投资, 占地面积, a size before the works it is of (200万千瓦光伏项目): belongs to no period.
pub(super) fn attribute(place: Place<'_, '_>, subject: Span, figure: &Figure) -> bool {
    let ends = |class| crate::token::ends(place.text, subject, class, place.catalogue);
    let named = Classes::of(&[Class::Attribute, Class::Stock, Class::Flow]);
    let longest = crate::token::ending(place.text, subject, named, place.catalogue);
    longest.is_some_and(|entry| entry.classes.has(Class::Attribute))
        || is_cost(place, subject, figure)
        || figure.mode == Mode::Capacity && !ends(Class::Capacity) && is_size(place, subject, figure)
}

/// Whether an amount stands before what it is the size of, or a name goes on behind it.
fn is_size(place: Place<'_, '_>, subject: Span, figure: &Figure) -> bool {
    let behind = place.text.get(figure.span.end..).unwrap_or_default();
    subject.start >= figure.span.end || behind.starts_with(crate::phrase::is_letter)
}

/// 投资3.3亿元的快速路: what the work behind the amount cost, whenever that was.
fn is_cost(place: Place<'_, '_>, subject: Span, figure: &Figure) -> bool {
    let mut items = place.clause.items.iter();
    let mut behind = || items.find(|item| item.span.start >= figure.span.end);
    figure.role == Role::Level
        && subject.end <= figure.span.start
        && behind().is_some_and(|item| item.is(Class::Of) && item.span.start == figure.span.end)
        && {
            let mut costs = place.catalogue.list("attribute.costs").iter();
            costs.any(|cost| cost == subject.of(place.text))
        }
}
