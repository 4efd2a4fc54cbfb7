//! What lights compare: progress and time, gaps, days. All in exact fractions.

use crate::amount::Amount;
use crate::due::{Deed, days_between};
use crate::target::Target;
use juyan_catalogue::{Course, MEASURES};
use juyan_model::{Date, Period, Rational};
use std::collections::BTreeMap;

/// Measures by their names; see [`MEASURES`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measures(BTreeMap<&'static str, Rational>);

impl Measures {
    /// Those of a target of which `wanted` is wanted and whose reading of `day` is `actual`.
    ///
    /// A target of nothing has no progress.
    pub fn of_target(target: &Target, wanted: &Amount, actual: &Amount, day: Date) -> Self {
        let mut measures = Self::of_day(day);
        measures.put("actual", actual.value.clone());
        measures.put("target", wanted.value.clone());
        let short = &wanted.value - &actual.value;
        let gap = if target.at_most { -short } else { short };
        measures.put("gap", gap.clone());
        measures.put_some("miss", share(&gap, &wanted.value.abs()));
        measures.put_some("away", share(&gap.abs(), &wanted.value.abs()));
        measures.put("off", gap.abs());
        if target.course == Course::Flow {
            measures.flow(share(&actual.value, &wanted.value), target.at_most);
        }
        measures
    }

    /// Those of a milestone that is due on `due`, on `day`.
    pub fn of_milestone(due: Date, deed: Deed, day: Date) -> Self {
        Self::of_left(due, days_between(day, due), deed, day)
    }

    /// Those of a milestone at the end of a day, when what is due on it is missed or done; none where it is not known
    /// whether it was done by then.
    pub(crate) fn at_end(due: Date, deed: Deed, day: Date) -> Option<Self> {
        let left = days_between(day, due) - i32::from(due <= day);
        (deed != Deed::DoneSometime).then(|| Self::of_left(due, left, deed, day))
    }

    fn of_left(due: Date, left: i32, deed: Deed, day: Date) -> Self {
        let mut measures = Self::of_day(day);
        let reached = match deed {
            Deed::Open => false,
            Deed::DoneSometime => true,
            Deed::Done(done) => done <= day,
        };
        measures.put("done", Rational::whole(i128::from(reached)));
        measures.put("left", Rational::whole(left.into()));
        if let Deed::Done(done) = deed
            && reached
        {
            measures.put("late", Rational::whole(days_between(due, done).into()));
        }
        measures
    }

    fn of_day(day: Date) -> Self {
        let mut measures = Self::default();
        if let Some(time) = time_gone(day) {
            measures.put("time", time * Rational::whole(100));
        }
        let over = i128::from(day.month() - i8::from(day != day.last_of_month()));
        measures.put("month", Rational::whole(over));
        measures
    }

    /// Of a cap it is the other way round: what is used up faster than time goes is behind.
    fn flow(&mut self, progress: Option<Rational>, is_cap: bool) {
        let (Some(progress), Some(time)) = (progress, self.get("time").cloned()) else {
            return;
        };
        let short = &time - &progress;
        let behind = if is_cap { -short } else { short };
        self.put_some("short", share(&behind, &time));
        self.put("behind", behind);
        self.put("progress", progress);
    }

    /// The measure of this name, where it is known.
    pub fn get(&self, name: &str) -> Option<&Rational> {
        self.0.get(name)
    }

    /// The same without some of them.
    pub(crate) fn without(mut self, names: &[&str]) -> Self {
        self.0.retain(|name, _| !names.contains(name));
        self
    }

    fn put(&mut self, name: &'static str, value: Rational) {
        debug_assert!(MEASURES.contains(&name), "no measure {name}");
        self.0.insert(name, value);
    }

    fn put_some(&mut self, name: &'static str, value: Option<Rational>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }
}

/// What is gone of its year when `day` is over.
pub(crate) fn time_gone(day: Date) -> Option<Rational> {
    let year = Period::year(day.year())?;
    let gone = Period::new(year.from, day).days();
    Some(Rational::fraction(gone.into(), year.days().into()))
}

/// The months of its year that are gone when `day` is over; days of a month that is not over as part of it.
///
/// ```
/// use juyan_model::Rational;
/// let gone = juyan_monitor::months_gone("2024-04-15".parse().unwrap());
/// assert_eq!(gone, Rational::fraction(7, 2));
/// ```
pub fn months_gone(day: Date) -> Rational {
    let part = Rational::fraction(day.day().into(), day.days_in_month().into());
    Rational::whole(i128::from(day.month()) - 1) + part
}

/// `part` of `whole` in %.
fn share(part: &Rational, whole: &Rational) -> Option<Rational> {
    part.checked_div(whole).map(|share| share * Rational::whole(100))
}
