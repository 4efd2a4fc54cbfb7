//! Whether a fact is done, wanted or possible.

use crate::clause::Clause;
use crate::phrase;
use crate::token;
use juyan_catalogue::{Catalogue, Class, Classes};
use juyan_model::{Figure, Mode};

/// Sets the mode of the figures of one clause; `planned` says that the section tells what is wanted.
pub(crate) fn settle(text: &str, clause: &Clause<'_>, catalogue: &Catalogue, planned: bool, figures: &mut [Figure]) {
    for figure in figures {
        figure.mode = mode(text, clause, catalogue, planned, figure);
    }
}

fn mode(text: &str, clause: &Clause<'_>, catalogue: &Catalogue, planned: bool, figure: &Figure) -> Mode {
    let subject = figure.subject.map(|span| token::tokens(text, span, catalogue)).unwrap_or_default();
    if subject.iter().any(|word| word.is(Class::Capacity)) || capacity_unit(figure, catalogue) {
        return Mode::Capacity;
    }
    if subject.last().is_some_and(|word| word.is(Class::Attribute) && word.is(Class::Plan)) {
        return Mode::Plan;
    }
    let before = clause.items.iter().filter(|item| item.span.end <= figure.span.start);
    let mut wanted = planned;
    let compares = Classes::of(&[Class::ShareOf, Class::Than, Class::VsPlan]);
    let mut comparing = false;
    for item in before {
        if item.any(compares) {
            comparing = true;
        }
        if item.is(Class::Done) {
            wanted = false;
        }
        if item.is(Class::Plan) && !comparing && !(item.is(Class::PlanWhole) && figure.role == juyan_model::Role::Progress) {
            wanted = true;
        }
    }
    let _ = phrase::has_letters;
    let subject_wants = subject.iter().any(|word| word.is(Class::Plan)) && figure.role == juyan_model::Role::Level;
    let subject_done = subject.iter().any(|word| word.is(Class::Done));
    if (wanted && !subject_done) || subject_wants { Mode::Plan } else { Mode::Actual }
}

/// Kilowatts without a verb of output tell what a plant could do.
fn capacity_unit(figure: &Figure, catalogue: &Catalogue) -> bool {
    let unit = figure.unit.as_deref().and_then(|name| catalogue.unit(name));
    unit.is_some_and(|unit| matches!(unit.dimension.as_str(), "power" | "apparent power")) && figure.role == juyan_model::Role::Level
}
