//! How a rate narrows or widens.

use super::{Lead, Said};
use juyan_catalogue::{Class, Classes};
use juyan_model::Role;

/// 降幅收窄2.6个百分点: the narrowing of a fall is a rise.
pub(super) fn narrow(lead: &Lead<'_, '_>, at: usize, classes: Classes, said: &mut Said) {
    let fall = lead
        .items
        .get(..at)
        .unwrap_or_default()
        .iter()
        .any(|item| item.is(Class::FallNoun));
    let rates = Classes::of(&[Class::RateNoun, Class::FallNoun]);
    said.role = Role::Change;
    said.of_rate = true;
    said.bare_narrow = !lead.items.iter().any(|item| item.any(rates));
    said.falls = classes.has(Class::Narrow) != fall;
    if classes.has(Class::Widen) {
        said.falls = fall;
    }
}

/// Where the name of the rate that narrows begins.
pub(super) fn cut(lead: &Lead<'_, '_>, at: usize) -> usize {
    let rates = Classes::of(&[Class::RateNoun, Class::FallNoun]);
    lead.items.iter().position(|item| item.any(rates)).unwrap_or(at)
}
