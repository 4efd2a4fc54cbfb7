//! Lights 预警: measures against the bands of a rule set, with the reason.

use crate::amount::{Amount, rounded};
use crate::cadence::Silence;
use crate::measure::Measures;
use juyan_catalogue::{Catalogue, Colour, Condition, Course, Expression, Lights, Message, Operator, Test};
use juyan_model::{Rational, rational};

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
    },
    /// The wording of the catalogue with this id.
    Wording(&'static str),
    /// There is no figure of the time up to a day on which one was due.
    Silent(Silence),
}

impl Why {
    /// The reason in `language`.
    pub fn told(&self, catalogue: &Catalogue, language: &str) -> String {
        match self {
            Self::Band { en, .. } if language == "en" => en.clone(),
            Self::Band { zh, .. } => zh.clone(),
            Self::Wording(id) => catalogue.say(id, language).to_owned(),
            Self::Silent(silence) => silence.told(catalogue, language),
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

/// What `lights` say of something of this kind, of a cap where it is one, with these measures; `told` is an amount in whose
/// unit values are told.
pub fn light(
    lights: &Lights,
    (course, cap): (Course, bool),
    measures: &Measures,
    told: Option<&Amount>,
) -> Light {
    let Some(rule) = lights.rule(course, cap) else {
        return Light::none(if course == Course::Milestone {
            "watch.no-rule-milestone"
        } else if cap && lights.rule(course, false).is_some() {
            "watch.no-rule-cap"
        } else {
            "watch.no-rule"
        });
    };
    let holds = |condition: &Condition| holds(condition, measures) == Some(true);
    let band = rule
        .bands
        .iter()
        .find(|band| band.only.iter().all(|condition| holds(condition)));
    let Some(band) = band else {
        return Light::none("watch.no-rule");
    };
    let fill = |text: &str| Message::fill(text, |slot| shown(slot, course, measures, told));
    Light {
        colour: band.colour,
        why: Why::Band {
            zh: fill(&band.zh),
            en: fill(&band.en),
        },
    }
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
        ("gap", Some(amount)) => rounded(&value.checked_div(&amount.scale)?, 1, false),
        _ => rounded(value, 1, false),
    })
}

fn holds(condition: &Condition, measures: &Measures) -> Option<bool> {
    match condition {
        Condition::Compare { left, test, right } => {
            let left = value(left, measures)?;
            let any = |test: fn(&Rational, &Rational) -> bool| {
                let sides = right.iter().filter_map(|right| value(right, measures));
                Some(sides.into_iter().any(|right| test(&left, &right)))
            };
            match test {
                Test::Is => any(|left, right| left == right),
                Test::IsNot => any(|left, right| left == right).map(|is| !is),
                Test::Less => any(|left, right| left < right),
                Test::AtMost => any(|left, right| left <= right),
                Test::More => any(|left, right| left > right),
                Test::AtLeast => any(|left, right| left >= right),
            }
        }
        Condition::Has(name) => Some(measures.get(name).is_some()),
        Condition::Lacks(name) => Some(measures.get(name).is_none()),
        Condition::Within(..) => None,
    }
}

fn value(expression: &Expression, measures: &Measures) -> Option<Rational> {
    match expression {
        Expression::Number(number) => Some(rational(*number)),
        Expression::Name(name) => measures.get(name).cloned(),
        Expression::Words(_) => None,
        Expression::Reckoned(both) => {
            let (left, right) = (value(&both.left, measures)?, value(&both.right, measures)?);
            match both.operator {
                Operator::Add => Some(left + right),
                Operator::Subtract => Some(left - right),
                Operator::Multiply => Some(left * right),
                Operator::Divide => left.checked_div(&right),
            }
        }
    }
}
