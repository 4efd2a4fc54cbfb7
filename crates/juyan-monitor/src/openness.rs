//! Who may see what 公开属性: marks stay on what is shown inside, and what leaves the house has nothing in it that is neither
//! public nor released by a recorded act.

use crate::item::Item;
use crate::known::{Known, Reading};
use crate::light::Why;
use crate::target::Target;
use crate::watch::Watch;
use juyan_catalogue::{Colour, Course};
use juyan_model::Secrecy;

/// Who may see a figure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Openness {
    /// Everybody.
    #[default]
    Public,
    /// Everybody, by a recorded act of release.
    Released,
    /// Nobody outside.
    Internal,
}

impl Openness {
    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Released => "released",
            Self::Internal => "internal",
        }
    }

    pub(crate) const fn of(secrecy: Secrecy, released: bool) -> Self {
        match (secrecy, released) {
            (Secrecy::Public, _) => Self::Public,
            (Secrecy::Internal, true) => Self::Released,
            (Secrecy::Internal, false) => Self::Internal,
        }
    }

    pub(crate) const fn of_reading(reading: &Reading) -> Self {
        Self::of(reading.secrecy, reading.released)
    }

    /// That of a target with its reading. Of a target that is not public what was done and its share of it may have been
    /// released, the target itself is not.
    pub(crate) fn of_target(target: &Target, reading: Option<&Reading>, known: &Known<'_>) -> Self {
        let of_reading = reading.map(|reading| (Self::of_reading(reading), reading.day));
        match (target.secrecy, of_reading) {
            (Secrecy::Public, None) => Self::Public,
            (Secrecy::Public, Some((openness, _))) => openness,
            (Secrecy::Internal, Some((openness, day)))
                if openness != Self::Internal
                    && target.course == Course::Flow
                    && known.progress_is_open(&target.key, day) =>
            {
                Self::Released
            }
            (Secrecy::Internal, _) => Self::Internal,
        }
    }
}

impl Watch {
    /// What of it may leave the house: without what is not public and was not released, and without what the house still has to
    /// bring, to answer or to settle. Of a target that is not public there stays what was released of it, not the number, nor what
    /// gives it away.
    #[must_use]
    pub fn public(&self) -> Self {
        let shown = self
            .items
            .iter()
            .filter(|item| item.openness != Openness::Internal);
        let items: Vec<Item> = shown.cloned().map(of_released).map(without_target).collect();
        let mut tasks = self.tasks.clone();
        for state in &mut tasks {
            state.likely.clear();
            let rounds = state.rounds.iter_mut();
            for round in rounds.filter(|round| round.openness == Openness::Internal) {
                round.reached = None;
            }
            if state.openness == Openness::Internal {
                state.reached = None;
                state.task.test = None;
            }
        }
        Self {
            reminders: Vec::new(),
            is_public: true,
            items,
            tasks,
            ..self.clone()
        }
    }
}

/// Without what else was known that was not released, the figures of other months and what rests on earlier years; and without
/// what has to be settled inside first: what others say, which target was written over.
fn of_released(mut item: Item) -> Item {
    for month in item
        .months
        .iter_mut()
        .filter(|month| month.openness == Openness::Internal)
    {
        (month.stood, month.colour) = (None, Colour::None);
    }
    if let Some(reading) = &mut item.reading {
        reading.rivals.clear();
    }
    item.target.overwritten.clear();
    item.places.clear();
    item.planned.clear();
    item.likely.clear();
    item.forecast = item
        .forecast
        .filter(|forecast| forecast.openness != Openness::Internal);
    item
}

/// What gives the number of a target away beside what was done.
pub(crate) const GIVES_AWAY: [&str; 5] = ["target", "gap", "miss", "off", "away"];

fn without_target(mut item: Item) -> Item {
    if item.target.secrecy == Secrecy::Public {
        return item;
    }
    item.target.adjustments.clear();
    for month in &mut item.months {
        month.stood = None;
    }
    if item.light.why.gives_target_away() {
        item.light.why = Why::Wording("watch.why-internal");
    }
    Item {
        measures: item.measures.without(&GIVES_AWAY),
        hides_target: true,
        pace: None,
        forecast: None,
        ..item
    }
}
