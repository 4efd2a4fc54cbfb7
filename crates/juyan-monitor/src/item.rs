//! Targets on a day: what was done, what it comes to against what is wanted, its light, the months, the pace, the forecast.

use crate::amount::Amount;
use crate::forecast::{Forecast, PastYear, forecast};
use crate::known::{Known, Reading};
use crate::light::{Light, light};
use crate::measure::{Measures, months_gone, time_gone};
use crate::months::{Month, make_good, month_ends};
use crate::target::Target;
use juyan_catalogue::{Colour, Course, Lights, UnitClass};
use juyan_model::{Date, Key, Rational};

/// A target on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The target.
    pub target: Target,
    /// The last reading, in the target's unit.
    pub actual: Option<Amount>,
    /// The reading as it was found.
    pub reading: Option<Reading>,
    /// What it comes to.
    pub measures: Measures,
    /// The light.
    pub light: Light,
    /// The months of the year so far.
    pub months: Vec<Month>,
    /// How fast it went and has to go.
    pub pace: Option<Pace>,
    /// What the year may come to.
    pub forecast: Option<Forecast>,
    /// Whether it is behind: by its light, or by its numbers where the rule set does not judge it.
    pub lags: bool,
    /// Whether a problem names it.
    pub is_named: bool,
}

/// How much a month brought, and has to bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// A month so far, in the base unit.
    pub so_far: Rational,
    /// A month that is left, so that the target is met.
    pub needed: Rational,
    /// How many times as fast; none where nothing was done.
    pub times: Option<Rational>,
}

pub(crate) fn item(target: &Target, known: &Known<'_>, lights: &Lights, day: Date, named: &[Key]) -> Item {
    let key = target.actual();
    let reading = known.latest(&key, day);
    let in_unit = |reading: &Reading| {
        target
            .amount
            .alike(&reading.value, &reading.unit, known.catalogue)
    };
    let actual = reading.as_ref().and_then(in_unit);
    let at = reading.as_ref().map_or(day, |reading| reading.day);
    let measures = actual
        .as_ref()
        .map(|actual| Measures::of_target(target, actual, at))
        .unwrap_or_default();
    let light = match (&reading, &actual) {
        (None, _) => Light::none("watch.no-reading"),
        (Some(_), None) => Light::none("watch.other-unit"),
        (Some(_), Some(_)) => light(lights, target.course, &measures, Some(&target.amount)),
    };
    let is_flow = target.course == Course::Flow;
    let (pace, forecast) = match actual.as_ref().filter(|_| is_flow) {
        Some(actual) => (pace(target, actual, at), foreseen(target, actual, at, known)),
        None => (None, None),
    };
    Item {
        lags: lags(&light, &measures),
        is_named: named.contains(&key),
        months: months(target, known, lights, day),
        target: target.clone(),
        actual,
        reading,
        measures,
        light,
        pace,
        forecast,
    }
}

fn lags(light: &Light, measures: &Measures) -> bool {
    match light.colour {
        Colour::Red | Colour::Yellow => true,
        Colour::Green => false,
        Colour::None => {
            let by = measures.get("behind").or_else(|| measures.get("gap"));
            by.is_some_and(Rational::is_positive)
        }
    }
}

fn months(target: &Target, known: &Known<'_>, lights: &Lights, day: Date) -> Vec<Month> {
    let one = |end: Date| {
        let reading = known.at(&target.actual(), end);
        let amount = reading.and_then(|read| target.amount.alike(&read.value, &read.unit, known.catalogue));
        let Some(amount) = amount else {
            return Month {
                end,
                colour: Colour::None,
                stood: None,
            };
        };
        let measures = Measures::of_target(target, &amount, end);
        Month {
            end,
            colour: light(lights, target.course, &measures, None).colour,
            stood: measures.get("progress").cloned().or(Some(amount.told())),
        }
    };
    let mut months: Vec<Month> = month_ends(day).into_iter().map(one).collect();
    make_good(&mut months, None, lights);
    months
}

fn pace(target: &Target, actual: &Amount, day: Date) -> Option<Pace> {
    let gone = months_gone(day);
    let left = Rational::whole(12) - &gone;
    let open = &target.amount.value - &actual.value;
    if target.at_most || !open.is_positive() {
        return None;
    }
    let (so_far, needed) = (actual.value.checked_div(&gone)?, open.checked_div(&left)?);
    Some(Pace {
        times: needed.checked_div(&so_far),
        so_far,
        needed,
    })
}

/// Earlier years that are looked at.
const YEARS: i16 = 5;

/// What accrues of a share of a list ends at all of it, so that no earlier year foretells it.
fn foreseen(target: &Target, actual: &Amount, day: Date, known: &Known<'_>) -> Option<Forecast> {
    let unit = known.catalogue.unit(&target.amount.unit);
    if unit.is_some_and(|unit| unit.class == UnitClass::Ratio) {
        return None;
    }
    let gone = time_gone(day).filter(|gone| *gone < Rational::one())?;
    let key = target.actual();
    let past = (1..=YEARS).rev().filter_map(|years| {
        let year = day.year().checked_sub(years)?;
        let last = Date::new(year, day.month(), 1).ok()?.last_of_month();
        let then = if day == day.last_of_month() {
            last
        } else {
            Date::new(year, day.month(), day.day().min(last.day())).ok()?
        };
        let read = |day| {
            let reading = known.at(&key, day)?;
            let amount = target
                .amount
                .alike(&reading.value, &reading.unit, known.catalogue)?;
            Some(amount.value)
        };
        Some(PastYear {
            year: year.to_string().into(),
            so_far: read(then)?,
            gone: time_gone(then)?,
            whole: read(Date::new(year, 12, 31).ok()?)?,
        })
    });
    let past: Vec<PastYear> = past.collect();
    forecast(&actual.value, &gone, &past)
}
