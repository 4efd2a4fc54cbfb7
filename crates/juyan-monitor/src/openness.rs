//! Who may see what 公开属性: marks stay on what is shown inside, and what leaves the house has nothing in it that is neither
//! public nor released by a recorded act.

use crate::item::Item;
use crate::known::{Known, Reading};
use crate::target::Target;
use crate::watch::{Watch, reminders};
use juyan_catalogue::Course;
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

    pub(crate) fn of_reading(reading: &Reading) -> Self {
        match (reading.secrecy, reading.released) {
            (Secrecy::Public, _) => Self::Public,
            (Secrecy::Internal, true) => Self::Released,
            (Secrecy::Internal, false) => Self::Internal,
        }
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
    /// What of it may leave the house: without what is not public and was not released. Of a target that is not public there
    /// stays what was released of it, not the number, nor what gives it away.
    #[must_use]
    pub fn public(&self) -> Self {
        let shown = self
            .items
            .iter()
            .filter(|item| item.openness != Openness::Internal);
        let items: Vec<Item> = shown.cloned().map(without_target).collect();
        let mut tasks = self.tasks.clone();
        for state in &mut tasks {
            if state.openness == Openness::Internal {
                state.reached = None;
                state.task.test = None;
            }
        }
        Self {
            reminders: reminders(&items, &tasks, &self.opinions),
            items,
            tasks,
            ..self.clone()
        }
    }
}

fn without_target(item: Item) -> Item {
    if item.target.secrecy == Secrecy::Public {
        return item;
    }
    let mut target = item.target;
    target.adjustments.clear();
    target.overwritten.clear();
    // Months whose figures were not released tell nothing.
    let months = item
        .months
        .into_iter()
        .map(|month| crate::months::Month { stood: None, ..month });
    Item {
        target,
        months: months.collect(),
        measures: item.measures.without(&["gap", "miss", "target"]),
        hides_target: true,
        pace: None,
        forecast: None,
        ..item
    }
}
