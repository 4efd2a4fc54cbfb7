//! How the time of a growth stands to the time of the level that it speaks of. It finds no times.

use super::Place;
use crate::role::{Measure, measure};
use juyan_model::{Figure, FigureId, Mode, Period, Role, Span};

/// What was said to have doubled before its level was told bears the level's time.
pub(super) fn doubled(place: Place<'_, '_>, before: &mut [Figure], level: FigureId, period: Option<Period>) {
    let tied = before
        .iter_mut()
        .rev()
        .take(DOUBLED)
        .find(|figure| figure.of == Some(level) && figure.role == Role::Growth);
    if let Some(figure) = tied
        && measure(figure.unit.as_deref(), place.catalogue) == Measure::Doubling
    {
        figure.period = period;
    }
}

/// How many figures back what has doubled is looked for.
const DOUBLED: usize = 4;

/// Whether two times have no day in common.
pub(super) fn apart(one: Period, other: Period) -> bool {
    one.to < other.from || other.to < one.from
}

/// Whether what moved in one time did not come to a level told of the other: growth of 三季度 is none of 前三季度's level.
pub(super) fn differs(figure: &Figure, times: Option<(Period, Period)>) -> bool {
    times.is_some_and(|(time, of)| apart(time, of) || figure.role == Role::Growth && is_part(time, of))
}

/// Whether one stretch is a part of another that lies in the same year: 三季度 of 前三季度.
fn is_part(part: Period, whole: Period) -> bool {
    let stretches = !part.is_instant() && !whole.is_instant() && !whole.spans_years();
    stretches && part != whole && whole.from <= part.from && part.to <= whole.to
}

/// 2024年，已开工17项 in a report on its first half: no state is told of a day to come, unless the day is named (8月末).
pub(super) fn by_now(mode: Mode, period: Period, report: Option<Period>) -> Period {
    let year = period.from.year();
    let whole = Period::year(year) == Some(period);
    let within =
        |report: &Period| report.from.year() == year && report.to.year() == year && report.to < period.to;
    report
        .filter(|report| mode == Mode::Actual && whole && within(report))
        .unwrap_or(period)
}

/// The time of the level `of`, which stands `before` a clause or in it, whose figures are numbered `from` there and have the
/// times `sofar`.
pub(super) fn time_of(
    of: FigureId,
    before: &[Figure],
    (from, sofar): (usize, &[Option<Period>]),
) -> Option<Period> {
    let here = || sofar.get(of.0.checked_sub(from)?).copied().flatten();
    before.get(of.0).and_then(|level| level.period).or_else(here)
}

/// The level told last, for the position that is told of it: 企业55家、居全省第一.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    subject: Span,
    sentence: Span,
    period: Period,
}

impl Told {
    /// What a figure tells, if it is a level of one time.
    pub(super) fn of(figure: &Figure) -> Option<Self> {
        let period = figure.period.filter(|period| !period.spans_years())?;
        let subject = figure
            .subject
            .filter(|subject| subject.end <= figure.span.start)?;
        (figure.role == Role::Level).then_some(Self {
            subject,
            sentence: figure.sentence,
            period,
        })
    }

    /// The time of a position of the same thing in the same sentence.
    pub(super) fn time_of(self, figure: &Figure) -> Option<Period> {
        let same = figure.subject == Some(self.subject) && figure.sentence == self.sentence;
        (figure.role == Role::Rank && same).then_some(self.period)
    }
}
