//! Running totals: 4月，…累计完成2.5亿元 is told at the end of April and runs since the year began.

use super::{Clock, Named, Place};
use crate::role::{Measure, measure};
use crate::scan::{Item, Thing};
use juyan_catalogue::{Class, Classes};
use juyan_model::{Date, Figure, Mode, Period, Role};

impl Clock {
    /// The time of a figure that is told as a running total of `told`: from the year's beginning to the end of that month, and of a
    /// year that is not over up to the report's end. Where it is the first that its sentence tells, the sentence goes on so.
    pub(super) fn run_up(
        &mut self,
        place: Place<'_, '_>,
        before: &[Figure],
        (figure, is_first): (&Figure, bool),
        (named, told): (&mut [Named], Period),
    ) -> Period {
        let until = self.until_now(told).filter(|_| figure.mode == Mode::Actual);
        let amount = || measure(figure.unit.as_deref(), place.catalogue) != Measure::Count;
        let month = until.is_none().then(|| since_new_year(told)).flatten();
        let Some(total) = until.or_else(|| month.filter(|_| amount())) else {
            return told;
        };
        if !runs(place, figure) {
            return told;
        }
        let opens = is_first && before.last().is_none_or(|last| last.sentence != figure.sentence);
        if opens && month.is_some() {
            for time in named
                .iter_mut()
                .filter(|time| time.period == told && !time.compared)
            {
                time.period = total;
            }
            for time in [&mut self.sentence, &mut self.carried] {
                *time = time.map(|time| if time == told { total } else { time });
            }
        }
        total
    }

    /// What has passed of a year that is not over.
    fn until_now(&self, year: Period) -> Option<Period> {
        let report = self.report.filter(|_| self.is_not_over(year))?;
        Some(Period::new(year.from, report.to))
    }
}

/// From the first day of the year to the end of `month`, where that is one month, and not the first.
fn since_new_year(month: Period) -> Option<Period> {
    let whole = month.from.first_of_month() == month.from && month.from.last_of_month() == month.to;
    let first = Date::new(month.from.year(), 1, 1).ok()?;
    (whole && first < month.from).then(|| Period::new(first, month.to))
}

/// Whether the words between the number before and a figure say that it is a running total, and not one of the month alone.
fn runs(place: Place<'_, '_>, figure: &Figure) -> bool {
    let told = Classes::of(&[Class::Cumulative, Class::Current]);
    // 累计完成 is one word.
    let says = |item: &&Item<'_>, classes| {
        let word = matches!(item.thing, Thing::Word(_));
        word && place.catalogue.lexicon.begins(item.span.of(place.text), classes)
    };
    let before = place.clause.items.iter().rev();
    let mut near = before
        .skip_while(|item| item.span.end > figure.span.start)
        .take_while(|item| item.number().is_none() || is_dated(place, item));
    let total = near
        .find(|item| says(item, told))
        .is_some_and(|item| says(&item, Classes::of(&[Class::Cumulative])));
    total && (figure.role == Role::Level || figure.role == Role::Growth && figure.of.is_none())
}

/// Whether a number is a time.
fn is_dated(place: Place<'_, '_>, item: &Item<'_>) -> bool {
    super::time_of(item, place.scan).is_some()
}
