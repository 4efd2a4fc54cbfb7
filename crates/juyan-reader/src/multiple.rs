//! A multiple of an amount of another time told right before it: 收入8.1亿元，是“十二五”时期4.3亿元的1.88倍.
//!
//! The amount is what the same thing was then, and the multiple speaks of what it has come to.

use crate::role::{Measure, measure};
use juyan_catalogue::{Catalogue, Class};
use juyan_model::{Figure, FigureId, Role, Span};

/// How many figures back what has come to be is looked for.
const NEAR: usize = 6;

/// Gives such multiples what they speak of, and their amounts the name and the time that they are of.
pub(crate) fn settle(figures: &mut [Figure], text: &str, catalogue: &Catalogue) {
    for at in 1..figures.len() {
        if is_of(figures, at, text, catalogue) {
            tie(figures, at);
        }
    }
}

/// Whether the figure at `at` is a multiple with nothing but 的 between it and the amount before it.
fn is_of(figures: &[Figure], at: usize, text: &str, catalogue: &Catalogue) -> bool {
    let (Some(then), Some(times)) = (at.checked_sub(1).and_then(|at| figures.get(at)), figures.get(at))
    else {
        return false;
    };
    let multiple = times.role == Role::Growth && measure(times.unit.as_deref(), catalogue) == Measure::Times;
    multiple && then.role == Role::Level && then.sentence == times.sentence && {
        let between = Span::new(then.span.end, times.span.start.max(then.span.end));
        catalogue.lexicon.is(between.of(text).trim(), Class::Of)
    }
}

/// Ties the multiple at `at`, and what else is told of its amount behind it, to the level before that amount in its unit.
fn tie(figures: &mut [Figure], at: usize) -> Option<()> {
    let place = at.checked_sub(1)?;
    let (before, rest) = figures.split_at_mut_checked(place)?;
    let (then, behind) = rest.split_first_mut()?;
    let now = before
        .iter()
        .rev()
        .take(NEAR)
        .take_while(|figure| figure.span.start >= then.sentence.start)
        .position(|figure| figure.role == Role::Level && figure.unit == then.unit)
        .and_then(|back| before.len().checked_sub(back + 1))?;
    let time = before.get(now + 1..)?.last().and_then(|figure| figure.period);
    let level = before.get(now)?;
    let told = FigureId(place);
    then.subject = level.subject;
    then.period = time.or(then.period);
    let of_then = |figure: &&mut Figure| figure.sentence == then.sentence && figure.role == Role::Growth;
    for (nth, figure) in behind
        .iter_mut()
        .take(NEAR)
        .enumerate()
        .filter(|(_, figure)| of_then(figure))
    {
        if nth == 0 || figure.of == Some(told) {
            figure.of = Some(FigureId(now));
            figure.subject = level.subject;
            figure.period = level.period;
        }
    }
    Some(())
}
