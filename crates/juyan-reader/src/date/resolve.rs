//! The days that a time expression means, given what the report is about.

use super::{DateExpr, DateKind, Edge, Moment, Part, Year};
use juyan_model::{Date, Period};

/// What a time that is not told in full is completed from.
#[derive(Debug, Clone, Default)]
pub struct TimeContext {
    /// The stretch that the report is about.
    pub report_period: Option<Period>,
    /// The report's year, from which 去年 counts.
    pub year: Option<i16>,
    /// The time named last, whose year is spoken of.
    pub last_mentioned: Option<Period>,
}

/// The days that `expression` means; none for durations and times of day, and where the year is not known.
pub fn resolve(expression: &DateExpr, context: &TimeContext) -> Option<Period> {
    match &expression.kind {
        DateKind::Moment(moment) => moment.period(context),
        DateKind::Between(first, last) => {
            let (first, last) = (first.period(context)?, last.period(context)?);
            (first.from <= last.to).then(|| Period::new(first.from, last.to))
        }
        DateKind::Duration(..) | DateKind::Ordinal | DateKind::Clock | DateKind::Impossible => None,
    }
}

impl TimeContext {
    /// The year that is spoken of: 全年 in a report given in February 2025 on 2024 is 2024, though 去年 counts from 2025.
    fn current_year(&self) -> Option<i16> {
        let named = self
            .last_mentioned
            .filter(|period| period.from.year() == period.to.year());
        named
            .or(self.report_period)
            .map(|period| period.to.year())
            .or(self.year)
    }

    fn report_year(&self) -> Option<i16> {
        self.year.or_else(|| Some(self.report_period?.to.year()))
    }
}

impl Moment {
    fn period(self, context: &TimeContext) -> Option<Period> {
        let period = self.stretch(context)?;
        Some(match self.edge {
            Edge::All => period,
            Edge::Begin => Period::instant(period.from),
            Edge::End => period.end(),
            Edge::Since => {
                let end = context.report_period.map_or(period.to, |report| report.to);
                if period.from <= end {
                    Period::new(period.from, end)
                } else {
                    period
                }
            }
        })
    }

    fn stretch(self, context: &TimeContext) -> Option<Period> {
        let year = match self.year {
            Year::Given(year) => year,
            Year::Relative(years) => context.report_year()?.checked_add(i16::from(years))?,
            Year::Context => context.current_year()?,
            Year::Before => context.current_year()?.checked_sub(1)?,
        };
        match self.part {
            Part::Whole => Period::year(year),
            Part::Months(first, last) => Period::months(year, first, last),
            Part::Days(month, first, last) => Some(Period::new(
                Date::new(year, month, first).ok()?,
                Date::new(year, month, last).ok()?,
            )),
            Part::Third(month, third) => third_of(year, month, third),
            Part::Same => {
                let report = context.report_period?;
                report.shifted(year.checked_sub(report.to.year())?)
            }
            Part::Month(months) => month_from(context, months),
        }
    }
}

/// Ten days of a month, the last third with what remains.
fn third_of(year: i16, month: i8, third: i8) -> Option<Period> {
    let first = Date::new(year, month, 1).ok()?.last_of_month();
    let from = third.checked_sub(1)?.checked_mul(10)?.checked_add(1)?;
    let to = if third == 3 {
        first.day()
    } else {
        third.checked_mul(10)?
    };
    Some(Period::new(
        Date::new(year, month, from).ok()?,
        Date::new(year, month, to).ok()?,
    ))
}

/// The month that lies `months` behind the report's last (before it where negative).
fn month_from(context: &TimeContext, months: i8) -> Option<Period> {
    let mut first = context.report_period?.to.first_of_month();
    for _ in 0..months.unsigned_abs() {
        first = if months < 0 {
            first.yesterday().ok()?.first_of_month()
        } else {
            first.last_of_month().tomorrow().ok()?
        };
    }
    Some(Period::new(first, first.last_of_month()))
}
