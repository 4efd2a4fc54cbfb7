//! What the year may come to 预测, by how earlier years went; and how the same would have done in them. A forecast is no
//! reading: nothing here ever becomes one.

use crate::openness::Openness;
use juyan_model::Rational;
use smol_str::SmolStr;

/// How a past year went: by the same day, and in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastYear {
    /// The year.
    pub year: SmolStr,
    /// By the same day of it.
    pub so_far: Rational,
    /// In the end.
    pub whole: Rational,
    /// Who may see both.
    pub openness: Openness,
}

/// What a year may come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    /// By the share that last year had by the same day; by the time that is gone where no earlier year is known.
    pub value: Rational,
    /// The lowest and the highest by the shares of all known years; none where fewer than two are known.
    pub band: Option<(Rational, Rational)>,
    /// By the time that is gone alone.
    pub run_rate: Rational,
    /// How the same would have done in earlier years.
    pub trials: Vec<Trial>,
    /// Who may see it: whoever may see all years that it rests on.
    pub openness: Openness,
}

/// What would have been foreseen for a past year, and what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The year.
    pub year: SmolStr,
    /// What the years before it would have let foresee.
    pub foreseen: Rational,
    /// What it came to.
    pub came: Rational,
    /// By how many % what was foreseen lies above what came; negative below.
    pub error: Rational,
    /// Whether it came to lie in the band; none where there was no band.
    pub within: Option<bool>,
}

/// What a year may come to of which `gone` is gone and `so_far` done; `past` are earlier years, the last at the end.
///
/// None at the very beginning of a year, and where nothing can be divided by.
///
/// ```
/// use juyan_model::Rational;
/// use juyan_monitor::{Openness, PastYear, forecast};
/// let year = |year: &str, so_far, whole| PastYear {
///     year: year.into(),
///     so_far: Rational::whole(so_far),
///     whole: Rational::whole(whole),
///     openness: Openness::Public,
/// };
/// let past = [year("2022", 45, 100), year("2023", 40, 100)];
/// let told = forecast(&Rational::whole(36), &Rational::fraction(1, 2), &past).unwrap();
/// assert_eq!(told.value, Rational::whole(90));
/// assert_eq!(told.band, Some((Rational::whole(80), Rational::whole(90))));
/// assert_eq!(told.run_rate, Rational::whole(72));
/// assert_eq!(told.trials[0].error, Rational::fraction(-100, 9));
/// ```
pub fn forecast(so_far: &Rational, gone: &Rational, past: &[PastYear]) -> Option<Forecast> {
    let run_rate = so_far.checked_div(gone)?;
    let (value, band) = foreseen(so_far, past).unwrap_or_else(|| (run_rate.clone(), None));
    Some(Forecast {
        value,
        band,
        run_rate,
        trials: trials(past),
        openness: past.iter().map(|year| year.openness).max().unwrap_or_default(),
    })
}

/// The harness: each year foreseen by those before it.
pub fn trials(past: &[PastYear]) -> Vec<Trial> {
    let mut before = Vec::new();
    let mut trials = Vec::new();
    for year in past {
        trials.extend(tried(year, &before));
        before.push(year.clone());
    }
    trials
}

fn tried(year: &PastYear, before: &[PastYear]) -> Option<Trial> {
    let (foreseen, band) = foreseen(&year.so_far, before)?;
    let error = (&foreseen - &year.whole).checked_div(&year.whole)? * Rational::whole(100);
    Some(Trial {
        year: year.year.clone(),
        within: band.map(|(low, high)| low <= year.whole && year.whole <= high),
        came: year.whole.clone(),
        foreseen,
        error,
    })
}

type Band = (Rational, Rational);

/// By last year's share, with the band of all years' shares.
fn foreseen(so_far: &Rational, past: &[PastYear]) -> Option<(Rational, Option<Band>)> {
    let by_share = |year: &PastYear| so_far.checked_div(&year.so_far.checked_div(&year.whole)?);
    let all: Vec<Rational> = past.iter().filter_map(by_share).collect();
    let last = all.last()?.clone();
    let band = (all.len() > 1)
        .then(|| all.iter().min().cloned().zip(all.iter().max().cloned()))
        .flatten();
    Some((last, band))
}
