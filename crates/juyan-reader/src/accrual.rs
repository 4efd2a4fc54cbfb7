//! Since when a flow accrues: 累计补水6730万立方米 runs from an earlier beginning.
//!
//! The word must stand between the figure before and this one, in its sentence; whether the beginning is told is not
//! asked, but what a sentence tells up to a day or a month (截至6月末累计, 1—6月累计) runs since the year began, and so does what is
//! said to have grown on last year: of what runs since ever nobody tells that.

use crate::date::{DateKind, Part};
use crate::outline;
use juyan_catalogue::{Catalogue, Class};
use juyan_model::{Accrual, Base, Figure, FigureId, Period, Role, Span};

/// Marks the levels that are told as running totals.
pub(crate) fn settle(figures: &mut [Figure], text: &str, catalogue: &Catalogue) {
    for at in 0..figures.len() {
        let (told, rest) = figures.split_at_mut(at);
        let Some((figure, behind)) = rest.split_first_mut() else {
            return;
        };
        let before = told.last().map_or(0, |last| last.span.end);
        let lead = Span::new(before.max(figure.sentence.start), figure.span.start);
        let is_of_year = || {
            is_until(figure.sentence.of(text), figure, catalogue)
                || names_month(text, figure, catalogue) && !is_told(told, figure, text)
                || is_grown(FigureId(at), figure, (told, behind))
        };
        if figure.role == Role::Level && says_so(lead.of(text), catalogue) && !is_of_year() {
            figure.accrual = Accrual::Cumulative;
        }
    }
}

/// Whether the sentence goes on with how much the figure `id` grew on the same time of last year, and told no level in its unit before,
/// which might be the flow of that time.
fn is_grown(id: FigureId, figure: &Figure, (told, behind): (&[Figure], &[Figure])) -> bool {
    let is_own = |other: &&Figure| other.sentence == figure.sentence;
    let is_level = |other: &Figure| other.role == Role::Level && other.unit == figure.unit;
    let mut own = behind.iter().take_while(is_own);
    own.any(|other| other.role == Role::Growth && other.of == Some(id) && other.base == Some(Base::Yoy))
        && !told.iter().rev().take_while(is_own).any(is_level)
}

/// Whether the sentence told before how much it was within the same time, so that the total runs since some time before:
/// 上半年补水2771万立方米，累计补水6730万立方米.
fn is_told(told: &[Figure], figure: &Figure, text: &str) -> bool {
    let words = |figure: &Figure| figure.subject.map(|subject| subject.of(text));
    let own = told
        .iter()
        .rev()
        .take_while(|other| other.sentence == figure.sentence);
    let mut levels = own.filter(|other| other.role == Role::Level && other.period == figure.period);
    levels.any(|other| words(other) == words(figure))
}

/// Whether the sentence begins with the day up to which it accrues, so that it runs since the year began: 截至6月末累计.
fn is_until(sentence: &str, figure: &Figure, catalogue: &Catalogue) -> bool {
    let since_new_year =
        |period: Period| !period.is_instant() && (period.from.month(), period.from.day()) == (1, 1);
    figure.period.is_some_and(since_new_year) && catalogue.lexicon.begins(sentence.trim_start(), Class::AsOf)
}

/// Whether the sentence names before the figure the months up to whose end it accrues within the year: 4月，…累计完成2.5亿元.
fn names_month(text: &str, figure: &Figure, catalogue: &Catalogue) -> bool {
    let Some(period) = figure
        .period
        .filter(|period| (period.from.month(), period.from.day()) == (1, 1))
    else {
        return false;
    };
    let lead = Span::new(
        figure.sentence.start,
        figure.span.start.max(figure.sentence.start),
    );
    let ends = |part: Part| match part {
        Part::Months(_, last) => last == period.to.month(),
        _ => false,
    };
    let named = outline::block_dates(text, lead, catalogue);
    named.iter().any(|(_, expr)| match expr.kind {
        DateKind::Moment(moment) => ends(moment.part),
        DateKind::Between(_, last) => ends(last.part),
        _ => false,
    })
}

fn says_so(lead: &str, catalogue: &Catalogue) -> bool {
    let mut places = catalogue.lexicon.places(lead, Class::Cumulative);
    places.any(|rest| catalogue.lexicon.longest_if(rest, Class::Cumulative).is_some())
}
