//! Lights 预警: measures against the bands of a rule set, with the reason.

use crate::amount::{Amount, rounded};
use crate::cadence::{Silence, day};
use crate::measure::Measures;
use crate::openness::GIVES_AWAY;
use juyan_catalogue::{Bound, Catalogue, Colour, Course, Lights, Message, Named, Stretch};
use juyan_model::{Date, Rational};
use smol_str::SmolStr;

/// A light with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Light {
    /// The colour.
    pub colour: Colour,
    /// Why.
    pub why: Why,
}

/// Why a light has its colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// What the band says.
    Band {
        /// In Chinese.
        zh: String,
        /// In English.
        en: String,
        /// Whether the number of the target can be told from it.
        gives_target_away: bool,
    },
    /// The wording of the catalogue with this id.
    Wording(&'static str),
    /// There is no figure of the time up to a day on which one was due.
    Silent(Silence),
    /// It was approved on this later day.
    Unapproved(Date),
}

impl Why {
    pub(crate) const fn gives_target_away(&self) -> bool {
        matches!(
            self,
            Self::Band {
                gives_target_away: true,
                ..
            }
        )
    }

    /// The reason in `language`.
    pub fn told(&self, catalogue: &Catalogue, language: &str) -> String {
        match self {
            Self::Band { en, .. } if language == "en" => en.clone(),
            Self::Band { zh, .. } => zh.clone(),
            Self::Wording(id) => catalogue.say(id, language).to_owned(),
            Self::Silent(silence) => silence.told(catalogue, language),
            Self::Unapproved(approved) => Message::fill(
                catalogue.say("watch.not-approved-yet", language),
                |slot| match slot {
                    "day" => Some(day(*approved, catalogue, language)),
                    _ => None,
                },
            ),
        }
    }
}

impl Light {
    /// No light, for the reason that wording `id` gives.
    pub(crate) const fn none(id: &'static str) -> Self {
        Self {
            colour: Colour::None,
            why: Why::Wording(id),
        }
    }
}

/// What `lights` say of something of this kind that binds in this way, with these measures; `told` is an amount in whose
/// unit values are told.
pub fn light(
    lights: &Lights,
    (course, bound): (Course, Bound),
    measures: &Measures,
    told: Option<&Amount>,
) -> Light {
    let Some(rule) = lights.rule(course, bound) else {
        let judges_others = lights.rule(course, Bound::Least).is_some();
        return Light::none(match bound {
            _ if course == Course::Milestone => "watch.no-rule-milestone",
            Bound::Most if judges_others => "watch.no-rule-cap",
            Bound::About if judges_others => "watch.no-rule-about",
            _ => "watch.no-rule",
        });
    };
    let band = rule.bands.iter().find(|band| {
        band.only
            .iter()
            .all(|condition| condition.verdict(measures) == Some(true))
    });
    let Some(band) = band else {
        return Light::none("watch.no-rule");
    };
    let fill = |text: &str| Message::fill(text, |slot| shown(slot, course, measures, told));
    Light {
        colour: band.colour,
        why: Why::Band {
            zh: fill(&band.zh),
            en: fill(&band.en),
            gives_target_away: GIVES_AWAY
                .iter()
                .any(|name| has_slot(&band.zh, name) || has_slot(&band.en, name)),
        },
    }
}

fn has_slot(text: &str, name: &str) -> bool {
    text.contains(&format!("{{{name}}}"))
}

/// A measure as texts have it: percents and points with one digit, days whole, values of levels with their unit.
fn shown(slot: &str, course: Course, measures: &Measures, told: Option<&Amount>) -> Option<String> {
    let value = measures.get(slot)?;
    Some(match (slot, told) {
        ("actual" | "target", Some(amount)) => {
            let number = value.checked_div(&amount.scale)?;
            let unit = if course == Course::Growth {
                ""
            } else {
                &amount.told_in
            };
            format!("{}{unit}", rounded(&number, 2, true))
        }
        ("done" | "month", _) => rounded(value, 0, true),
        ("left" | "late", _) => rounded(&value.abs(), 0, true),
        ("gap" | "off", Some(amount)) => rounded(&value.checked_div(&amount.scale)?, 1, false),
        _ => rounded(value, 1, false),
    })
}

impl Named for Measures {
    fn number(&self, name: &str) -> Option<Rational> {
        self.get(name).cloned()
    }

    fn word(&self, _: &str) -> Option<Option<SmolStr>> {
        None
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// No measure is a day.
    fn within(&self, _: &str, _: Stretch) -> Option<bool> {
        None
    }
}
