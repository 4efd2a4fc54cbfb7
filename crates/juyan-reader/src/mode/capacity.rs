//! Whether a capacity is wanted, or there: 装机达到150万千瓦 in a plan is to be reached, and no fact of what could be.
//!
//! The size of a work (20MW换热站, 总装机100万千瓦的风电项目) stays its size, whatever is wanted of the work.

use super::{Setting, begins_done, begins_movement, capacity_unit, clause_done, names_target, wants_before};
use crate::{phrase, token};
use juyan_catalogue::{Catalogue, Class};
use juyan_model::{Figure, Mode, Span};

/// Whether the capacity that `figure` tells is a target, by its words, its clause or its section.
pub(super) fn is_wanted(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let Some(subject) = figure.subject else {
        return false;
    };
    if says_plan(setting, subject) {
        return true;
    }
    let section = (setting.wanted || setting.planned) && !clause_done(setting, figure);
    (section || wants_before(setting, figure))
        && !is_size(setting, figure)
        && !begins_done(setting.text, subject, setting.catalogue)
        && !begins_movement(setting, figure)
}

/// Whether so much was made of things that are counted by what they can do: 变压器累计生产2828万千伏安, 实现2828万千伏安.
pub(super) fn is_made(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let told = Span::new(setting.clause.span.start, figure.span.start).of(setting.text);
    let mut words = setting.catalogue.list("capacity.made").iter();
    words.any(|word| told.ends_with(word.as_str()))
}

/// Whether the amount goes on with the work that it is the size of: 装机40万千瓦的风电项目, 年产60万吨油料项目.
fn is_size(setting: Setting<'_, '_>, figure: &Figure) -> bool {
    let rest = setting.text.get(figure.span.end..setting.clause.span.end);
    rest.unwrap_or_default().starts_with(phrase::is_letter) && !names_target(setting, figure)
}

/// Whether a level tells a capacity, wanted or there: what could be is so at a time.
pub(crate) fn is_told(text: &str, figure: &Figure, catalogue: &Catalogue) -> bool {
    let named = |subject: Span| token::ends(text, subject, Class::Capacity, catalogue);
    match figure.mode {
        Mode::Capacity => true,
        Mode::Plan => figure.subject.is_some_and(named) || capacity_unit(figure, catalogue),
        Mode::Actual | Mode::Forecast => false,
    }
}

/// 规划装机200万千瓦: the words themselves say that it is planned.
fn says_plan(setting: Setting<'_, '_>, subject: Span) -> bool {
    let mut words = token::words(setting.text, subject, setting.catalogue);
    words.any(|word| word.is(Class::Plan) && (word.is(Class::Capacity) || word.span.start == subject.start))
}
