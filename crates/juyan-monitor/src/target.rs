//! Targets of a year 目标, as they were approved and adjusted.

use crate::amount::Amount;
use crate::row::{Flaw, Row};
use juyan_catalogue::{Catalogue, Course, Kind};
use juyan_model::{Date, Key, Measure, Mode, Period, Rational, Secrecy, Term};
use juyan_register::Registers;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// What a year shall come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The code of its record.
    pub code: SmolStr,
    /// What is wanted, in words.
    pub name: SmolStr,
    /// What is wanted, as a key with the year and `#plan`.
    pub key: Key,
    /// The year.
    pub year: Period,
    /// How it comes about.
    pub course: Course,
    /// What is wanted on the day that the plan was asked for.
    pub amount: Amount,
    /// Whether less is better: 控制在…以内.
    pub at_most: bool,
    /// Expected 预期性 or binding 约束性, as the catalogue's code.
    pub nature: SmolStr,
    /// Who answers for it.
    pub owner: SmolStr,
    /// Who approved it.
    pub approved_by: SmolStr,
    /// When.
    pub approved: Option<Date>,
    /// The adjustments that were approved by the day, in their order.
    pub adjustments: Vec<Adjustment>,
    /// Whether the number was changed without an adjustment that gives the new one.
    pub unapproved: bool,
    /// Who may see it.
    pub secrecy: Secrecy,
}

/// A change of a target that was approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// What is wanted since.
    pub amount: Amount,
    /// Who approved it.
    pub by: SmolStr,
    /// When.
    pub approved: Date,
    /// Why.
    pub reason: SmolStr,
}

/// The targets of the year of `day`, as they stood on it.
pub(crate) fn targets(
    registers: &Registers,
    day: Date,
    catalogue: &Catalogue,
    flaws: &mut Vec<Flaw>,
) -> Vec<Target> {
    let rows = registers.records("target").map(|record| Row { record, day });
    rows.filter_map(|row| Target::read(row, registers, catalogue, flaws))
        .filter(|target| target.year.from.year() == day.year())
        .collect()
}

impl Target {
    fn read(
        row: Row<'_>,
        registers: &Registers,
        catalogue: &Catalogue,
        flaws: &mut Vec<Flaw>,
    ) -> Option<Self> {
        let key = row.key("key", flaws);
        let Some(key) = key else {
            if row.words("key").is_empty() {
                flaws.push(row.flaw("watch.flaw-no-key", &row.words("indicator")));
            }
            return None;
        };
        let year = i16::try_from(row.number("year")?).ok().and_then(Period::year)?;
        let unit = row.words("unit");
        let Some(number) = row.number("value") else {
            flaws.push(row.flaw("watch.flaw-no-value", &row.words("indicator")));
            return None;
        };
        let first = Amount::new(number, &unit, catalogue);
        let adjustments = adjustments(row, registers, &unit, catalogue);
        let amount = adjustments
            .last()
            .map_or_else(|| first.clone(), |last| last.amount.clone());
        Some(Self {
            code: row.record.code.clone(),
            name: row.words("indicator"),
            course: course(row, &key, catalogue),
            at_most: row.words("limit") == "most",
            nature: row.words("nature"),
            owner: row.words("owner"),
            approved_by: row.words("approved_by"),
            approved: row.date("approved"),
            unapproved: is_unapproved(row, &adjustments),
            secrecy: if row.words("secrecy") == "internal" {
                Secrecy::Internal
            } else {
                Secrecy::Public
            },
            key,
            year,
            amount,
            adjustments,
        })
    }

    /// What has been done of it is known under this key, with a period that ends on the day of the reading.
    pub fn actual(&self) -> Key {
        bare(&self.key)
    }
}

/// The key of what is done, whenever that was.
pub(crate) fn bare(key: &Key) -> Key {
    Key {
        period: None,
        mode: Mode::Actual,
        ..key.clone()
    }
}

/// What the record says, else what the key and its indicator say.
fn course(row: Row<'_>, key: &Key, catalogue: &Catalogue) -> Course {
    let is_growth = key
        .measures
        .iter()
        .any(|measure| matches!(measure, Measure::Growth(_)));
    if is_growth || row.words("measure") == "growth" {
        return Course::Growth;
    }
    let said = row.words("course");
    let indicator = match &key.indicator {
        Term::Id(id) => catalogue.indicator(id),
        Term::Words(_) => None,
    };
    let flows = indicator.is_some_and(|indicator| indicator.kind == Kind::Flow);
    let stands = said == "stands" || row.words("measure") == "keep";
    if said == "accrues" || (flows && !stands) {
        Course::Flow
    } else {
        Course::Level
    }
}

fn adjustments(row: Row<'_>, registers: &Registers, unit: &str, catalogue: &Catalogue) -> Vec<Adjustment> {
    let changes = registers
        .records("target_change")
        .map(|record| Row { record, ..row });
    let mut found: Vec<Adjustment> = changes
        .filter(|change| change.words("target") == row.record.code)
        .filter_map(|change| {
            Some(Adjustment {
                amount: Amount::new(change.number("value")?, unit, catalogue),
                by: change.words("approved_by"),
                approved: change.date("approved")?,
                reason: change.words("reason"),
            })
        })
        .filter(|change| change.approved <= row.day)
        .collect();
    found.sort_by_key(|change| change.approved);
    found
}

/// Whether the record's own number was another one before, and no adjustment gives the one that stands there now.
fn is_unapproved(row: Row<'_>, adjustments: &[Adjustment]) -> bool {
    let values = row
        .record
        .fields
        .get("value")
        .map(Vec::as_slice)
        .unwrap_or_default();
    let days = values.iter().map(|dated| dated.since.unwrap_or(Date::MIN));
    let told: BTreeSet<_> = days
        .filter(|since| *since <= row.day)
        .filter_map(|since| Row { day: since, ..row }.number("value"))
        .collect();
    let given = |number| {
        let number = juyan_model::rational(number);
        adjustments.iter().any(|change| change.amount.told() == number)
    };
    let now: Option<Rational> = row.number("value").map(juyan_model::rational);
    told.len() > 1 && now.is_some() && !row.number("value").is_some_and(given)
}
