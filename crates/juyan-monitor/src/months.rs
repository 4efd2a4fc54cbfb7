//! The months of a year up to a day, each with its light: a month that was red may be made good by the next one.

use crate::openness::Openness;
use juyan_catalogue::{Colour, Lights};
use juyan_model::{Date, Rational};

/// A month and its light.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its last day.
    pub end: Date,
    /// The light that it has for ever, unless the next month makes it good.
    pub colour: Colour,
    /// What was done of the target by its end, in %; of growths and levels what they came to.
    pub stood: Option<Rational>,
    /// Who may see it.
    pub openness: Openness,
}

/// The last days of the months of `day`'s year that are over by it.
///
/// ```
/// use juyan_model::Date;
/// let ends = juyan_monitor::month_ends("2024-03-15".parse().unwrap());
/// assert_eq!(ends.last().unwrap().to_string(), "2024-02-29");
/// ```
pub fn month_ends(day: Date) -> Vec<Date> {
    let ends =
        (1..=day.month()).filter_map(|month| Some(Date::new(day.year(), month, 1).ok()?.last_of_month()));
    ends.filter(|end| *end <= day).collect()
}

/// Gives red months that the next one made good the colour of the rule set for that.
pub(crate) fn make_good(months: &mut [Month], next: Option<Colour>, lights: &Lights) {
    let Some(made_good) = lights.made_good else { return };
    let colours: Vec<Colour> = months.iter().map(|month| month.colour).chain(next).collect();
    for (month, pair) in months.iter_mut().zip(colours.windows(2)) {
        if pair == [Colour::Red, Colour::Green] {
            month.colour = made_good;
        }
    }
}
