//! What belongs to no time: 总投资, and what a work cost.

use super::Place;
use juyan_catalogue::{Class, Classes};
use juyan_model::{Figure, Mode, Role, Span};

/// 总投资, 占地面积, a project's capacity: belongs to no period.
pub(super) fn attribute(place: Place<'_, '_>, subject: Span, figure: &Figure) -> bool {
    let ends = |class| crate::token::ends(place.text, subject, class, place.catalogue);
    let named = Classes::of(&[Class::Attribute, Class::Stock, Class::Flow]);
    let longest = crate::token::ending(place.text, subject, named, place.catalogue);
    longest.is_some_and(|entry| entry.classes.has(Class::Attribute))
        || is_cost(place, subject, figure)
        || figure.mode == Mode::Capacity && !ends(Class::Capacity)
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
