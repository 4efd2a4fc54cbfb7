//! Targets on a day: what was done, what it comes to against what is wanted, its light, the months, the pace, the forecast.

use crate::amount::Amount;
use crate::cadence::{Silence, Standing, awaited};
use crate::forecast::{Forecast, PastYear, forecast};
use crate::known::{Known, Reading};
use crate::light::{Light, Why, light};
use crate::likely::{Likely, Wanted};
use crate::measure::{Measures, months_gone, time_gone};
use crate::months::{Month, make_good, month_ends};
use crate::openness::Openness;
use crate::places::Measured;
use crate::planned::Planned;
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
    /// That a figure is overdue.
    pub silence: Option<Silence>,
    /// That the last figure stands though a later period is over.
    pub standing: Option<Standing>,
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
    /// Whether it is judged on the day, so that who answers for it may be asked for it.
    pub judged: Judged,
    /// Later figures of reports that may be its own, under other keys: until somebody says whether they are, nobody is reminded of
    /// it.
    pub likely: Vec<Likely>,
    /// What places show, where what they show is told apart and the target does not say of which it is.
    pub places: Vec<Measured>,
    /// What others say that the target is, where that cannot be what was approved.
    pub planned: Vec<Planned>,
    /// Whether a problem names it.
    pub is_named: bool,
    /// Who may see it.
    pub openness: Openness,
    /// Whether the number of the target is not to be shown, nor what gives it away.
    pub hides_target: bool,
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

/// How a target stands on a day: its light is the same whether it is asked for that day or, later, for a month that ended
/// with it.
struct Stand {
    reading: Option<Reading>,
    actual: Option<Amount>,
    measures: Measures,
    judged: Judged,
    silence: Option<Silence>,
    standing: Option<Standing>,
    light: Light,
}

/// Whether a target is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judged {
    /// It is, by the rule set.
    ByRules,
    /// Not before this day, on which it was approved.
    NotYet(Date),
    /// By the rule set, once somebody says what of that which was told is its own.
    OnceSaid,
    /// Not by this rule set.
    No,
}

impl Judged {
    fn of(target: &Target, lights: &Lights, day: Date) -> Self {
        match target.approved.filter(|approved| day < *approved) {
            Some(approved) => Self::NotYet(approved),
            None if lights.rule(target.course, target.bound()).is_some() => Self::ByRules,
            None => Self::No,
        }
    }
}

impl Stand {
    /// By the last reading of the year, against what was wanted on the day. So many days behind the end of a period the
    /// reading before it stands.
    fn of(target: &Target, known: &Known<'_>, lights: &Lights, (day, grace): (Date, u8)) -> Self {
        let wanted = target.wanted_on(day);
        let reading = known.latest(&target.actual(), day);
        let actual = reading
            .as_ref()
            .and_then(|reading| wanted.alike(&reading.value, &reading.unit, known.catalogue));
        let measures = match (&reading, &actual) {
            (Some(reading), Some(actual)) => Measures::of_target(target, wanted, actual, reading.day),
            _ => Measures::default(),
        };
        let last = reading.as_ref().map(|reading| reading.day);
        let judged = Judged::of(target, lights, day);
        let (silence, standing) = match judged {
            Judged::ByRules => awaited(target, known, last, (day, grace)),
            // Nobody owes a figure that nothing judges.
            Judged::NotYet(_) | Judged::OnceSaid | Judged::No => (None, None),
        };
        let light = match (judged, silence, &reading, &actual) {
            (Judged::NotYet(approved), ..) => Light {
                colour: Colour::None,
                why: Why::Unapproved(approved),
            },
            (_, Some(silence), ..) => Light {
                colour: lights.silent.unwrap_or(Colour::None),
                why: Why::Silent(silence),
            },
            (Judged::ByRules, None, None, _) => Light::none("watch.no-reading"),
            (Judged::ByRules, None, Some(_), None) => Light::none("watch.other-unit"),
            (Judged::No | Judged::OnceSaid, ..) | (Judged::ByRules, None, Some(_), Some(_)) => {
                light(lights, (target.course, target.bound()), &measures, Some(wanted))
            }
        };
        Self {
            reading,
            actual,
            measures,
            judged,
            silence,
            standing,
            light,
        }
    }

    /// What was done by a month's end, where a figure of the month tells.
    fn stood(&self, month: Date) -> Option<Rational> {
        let day = self.reading.as_ref()?.day;
        if day.first_of_month() != month.first_of_month() {
            return None;
        }
        let progress = self.measures.get("progress").cloned();
        progress.or(self.actual.as_ref().map(Amount::told))
    }
}

impl Item {
    /// Says whether somebody has to say something before it is judged.
    pub(crate) fn settle(&mut self) {
        if self.judged == Judged::ByRules && !(self.likely.is_empty() && self.places.is_empty()) {
            self.judged = Judged::OnceSaid;
        }
    }
}

pub(crate) fn item(target: &Target, known: &Known<'_>, lights: &Lights, day: Date, named: &[Key]) -> Item {
    let mut stand = Stand::of(target, known, lights, (day, lights.grace));
    let is_flow = target.course == Course::Flow;
    let last = stand.reading.as_ref().map(|reading| reading.day);
    let done = stand.actual.as_ref().zip(last).filter(|_| is_flow);
    let (pace, forecast) = match done {
        Some((actual, last)) => (pace(target, actual, last), foreseen(target, actual, last, known)),
        None => (None, None),
    };
    let own = target.actual();
    let wanted = Wanted {
        key: &own,
        name: &target.name,
        amount: &target.amount,
        last,
    };
    let places = match stand.judged {
        Judged::ByRules => known.places(&own, &target.amount, (last, day)),
        Judged::NotYet(_) | Judged::OnceSaid | Judged::No => Vec::new(),
    };
    if !places.is_empty() {
        stand.light = Light::none("watch.which-place");
        (stand.silence, stand.standing) = (None, None);
    }
    let lags = !matches!(stand.judged, Judged::NotYet(_)) && lags(&stand.light, &stand.measures);
    Item {
        judged: stand.judged,
        likely: known.likely(wanted, day),
        places,
        planned: known.planned(target),
        lags,
        is_named: named.contains(&target.actual()),
        openness: Openness::of_target(target, stand.reading.as_ref(), known),
        hides_target: false,
        months: months(target, known, lights, day),
        target: target.clone(),
        actual: stand.actual,
        reading: stand.reading,
        measures: stand.measures,
        silence: stand.silence,
        standing: stand.standing,
        light: stand.light,
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
        // A month has the light of its own figure, as soon as that has come.
        let stand = Stand::of(target, known, lights, (end, 0));
        Month {
            end,
            stood: stand.stood(end),
            colour: stand.light.colour,
            openness: stand
                .reading
                .as_ref()
                .map_or(Openness::Public, Openness::of_reading),
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
            Some((amount.value, Openness::of_reading(&reading)))
        };
        let (so_far, whole) = (read(then)?, read(Date::new(year, 12, 31).ok()?)?);
        Some(PastYear {
            year: year.to_string().into(),
            openness: so_far.1.max(whole.1),
            so_far: so_far.0,
            whole: whole.0,
        })
    });
    let past: Vec<PastYear> = past.collect();
    forecast(&actual.value, &gone, &past)
}
