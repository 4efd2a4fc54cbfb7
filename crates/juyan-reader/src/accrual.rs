//! Since when a flow accrues: 累计补水6730万立方米 runs from an earlier beginning.
//!
//! The word must stand between the figure before and this one, in its sentence; whether the beginning is told is not asked.

use juyan_catalogue::{Catalogue, Class};
use juyan_model::{Accrual, Figure, Role, Span};

/// Marks the levels that are told as running totals.
pub(crate) fn settle(figures: &mut [Figure], text: &str, catalogue: &Catalogue) {
    let mut before = 0;
    for figure in figures {
        let lead = Span::new(before.max(figure.sentence.start), figure.span.start).of(text);
        if figure.role == Role::Level && says_so(lead, catalogue) {
            figure.accrual = Accrual::Cumulative;
        }
        before = figure.span.end;
    }
}

fn says_so(lead: &str, catalogue: &Catalogue) -> bool {
    let mut places = lead.char_indices().filter_map(|(at, _)| lead.get(at..));
    places.any(|rest| catalogue.lexicon.longest_if(rest, Class::Cumulative).is_some())
}
