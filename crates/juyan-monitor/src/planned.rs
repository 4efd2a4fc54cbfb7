//! What others say that a target is: a report, or what records of the plan come to. Where it cannot be what was approved, first or by an
//! adjustment, somebody has to say which is right; the target is judged by what was approved all the same.

use crate::amount::{Amount, rounded};
use crate::known::{Given, Origin, number};
use crate::target::Target;
use juyan_catalogue::Catalogue;
use juyan_model::{Fact, Key, Period, Printed, Source, Value, Worth};

/// Another number for a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The number of its fact.
    pub fact: i64,
    /// In the unit of the target.
    pub amount: Amount,
    /// Who says so.
    pub origin: Origin,
}

impl Target {
    /// The keys under which others tell it: its own and, of what stands at the end of its time, that of the last day.
    pub fn keys(&self) -> [Key; 2] {
        let last = self.key.period.map(|period| Period::new(period.to, period.to));
        let stands = Key {
            period: last,
            ..self.key.clone()
        };
        [self.key.clone(), stands]
    }

    /// Those of `facts`, told or reckoned under one of the target's [keys](Self::keys), that cannot be what was approved, each number once.
    pub fn differing<'f>(
        &self,
        facts: impl IntoIterator<Item = &'f Given>,
        catalogue: &Catalogue,
    ) -> Vec<Planned> {
        let keys = self.keys();
        let mut found: Vec<Planned> = Vec::new();
        for given in facts {
            let amount = number(&given.fact).and_then(|value| {
                let unit = given.fact.unit.as_deref().unwrap_or_default();
                self.amount.alike(&value, unit, catalogue)
            });
            let Some(amount) =
                amount.filter(|_| keys.contains(&given.fact.key) && !self.is_told_by(&given.fact, catalogue))
            else {
                continue;
            };
            if found.iter().all(|other| other.amount != amount) {
                found.push(Planned {
                    fact: given.number,
                    amount,
                    origin: Origin::of(&given.fact),
                });
            }
        }
        found
    }

    /// Whether a fact can tell what was approved first or since.
    fn is_told_by(&self, fact: &Fact, catalogue: &Catalogue) -> bool {
        // 200人以上 is another plan than 220人以上, though 220 people are meant by both.
        let fact = Fact {
            limit: None,
            ..fact.clone()
        };
        let adjusted = self.adjustments.iter().map(|change| &change.amount);
        let mut approved = std::iter::once(&self.first).chain(adjusted);
        approved.any(|amount| {
            let stated = self.stated(amount, &fact, catalogue);
            stated.is_none_or(|stated| {
                // 3% is no rounding of 2.5%: what is told with a single digit is what was meant.
                let is_rounded = fact
                    .printed
                    .is_some_and(|printed| printed.digits.normalize().mantissa().abs() > 9);
                stated.worth == fact.worth || (is_rounded && stated.agrees(&fact))
            })
        })
    }

    /// An amount of the plan as a fact in the unit of `fact`; none where there is no number for it.
    fn stated(&self, amount: &Amount, fact: &Fact, catalogue: &Catalogue) -> Option<Fact> {
        let unit = fact.unit.clone().unwrap_or_else(|| amount.unit.clone());
        let base = Amount::new(1.into(), &unit, catalogue).alike(&amount.value, &amount.unit, catalogue)?;
        let value = rounded(&base.value, DIGITS, true).parse().ok()?;
        let digits = rounded(&amount.told().abs(), DIGITS, true).parse().ok()?;
        let scale = rounded(&base.value.checked_div(&amount.told())?, DIGITS, true)
            .parse()
            .ok()?;
        Some(Fact {
            unit: fact.unit.clone(),
            printed: Some(Printed {
                digits,
                scale,
                exact: false,
            }),
            ..Fact::new(self.key.clone(), Worth::Number(Value::One(value)), Source::Entry)
        })
    }
}

/// Digits behind the point that a plan's numbers have at most.
const DIGITS: u32 = 6;
