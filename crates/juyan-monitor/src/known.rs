//! What a key came to by a day: noted month by month, reckoned from records, or told by a report, in this order.

use crate::amount::Amount;
use crate::row::{Flaw, Row};
use crate::target::bare;
use juyan_catalogue::{Catalogue, Condition, Formula, PERIOD_DAYS, Part};
use juyan_model::{Cell, Date, Fact, Key, Mode, Period, Rational, Value, Worth, rational};
use juyan_register::{Derived, Formulas, Registers};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// All that can be asked what a key came to.
#[derive(Debug)]
pub struct Known<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) registers: &'a Registers,
    formulas: Formulas<'a>,
    region: SmolStr,
    noted: BTreeMap<Key, BTreeMap<Date, Amount>>,
    told: BTreeMap<Key, Vec<&'a Fact>>,
}

/// What a key came to, on which day, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// In the base unit.
    pub value: Rational,
    /// The base unit.
    pub unit: SmolStr,
    /// The day that it is of.
    pub day: Date,
    /// Who says so.
    pub origin: Origin,
}

/// Where a reading comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The register of how indicators went.
    Noted,
    /// Records, by this formula.
    Formula(SmolStr),
    /// A fact under this key.
    Fact(Key),
}

impl<'a> Known<'a> {
    /// All that `registers` and `facts` of `region` can answer. What of the notes is no key goes to `flaws`.
    pub fn new(
        catalogue: &'a Catalogue,
        registers: &'a Registers,
        facts: &'a [Fact],
        region: &str,
        flaws: &mut Vec<Flaw>,
    ) -> Self {
        let mut told: BTreeMap<Key, Vec<&Fact>> = BTreeMap::new();
        for fact in facts.iter().filter(|fact| fact.key.mode == Mode::Actual) {
            told.entry(bare(&fact.key)).or_default().push(fact);
        }
        Self {
            catalogue,
            registers,
            formulas: Formulas::new(catalogue),
            region: region.into(),
            noted: noted(registers, catalogue, flaws),
            told,
        }
    }

    /// The last that is known of `key` by `day` within its year: of the day itself, else of the last month's end before it.
    /// Where the key has a period, what accrues does so since its beginning, and nothing behind its end is asked for.
    pub fn latest(&self, key: &Key, day: Date) -> Option<Reading> {
        let day = key.period.map_or(day, |period| day.min(period.to));
        let from = Self::beginning(key, day)?;
        self.on(key, from, day, true).or_else(|| {
            let mut ends = crate::months::month_ends(day).into_iter().rev();
            ends.find_map(|end| self.on(key, from, end, false))
        })
    }

    /// What is known of `key` for `day` itself; `now` where it is the day that is asked for, not one in the past.
    pub fn at(&self, key: &Key, day: Date, now: bool) -> Option<Reading> {
        self.on(key, Self::beginning(key, day)?, day, now)
    }

    /// Since when what a key stands for accrues.
    fn beginning(key: &Key, day: Date) -> Option<Date> {
        let own = key.period.filter(|period| !period.is_instant());
        own.map(|period| period.from)
            .or_else(|| Period::year(day.year()).map(|year| year.from))
    }

    fn on(&self, key: &Key, from: Date, day: Date, now: bool) -> Option<Reading> {
        let key = bare(key);
        let of_year = from.month() == 1 && from.day() == 1;
        let noted = of_year.then(|| self.noted(&key, day)).flatten();
        noted
            .or_else(|| self.reckoned(&key, Period::new(from, day), now))
            .or_else(|| self.told(&key, Period::new(from, day)))
    }

    fn noted(&self, key: &Key, day: Date) -> Option<Reading> {
        let amount = self.noted.get(key)?.get(&day)?;
        Some(Reading {
            value: amount.value.clone(),
            unit: amount.unit.clone(),
            day,
            origin: Origin::Noted,
        })
    }

    fn reckoned(&self, key: &Key, period: Period, now: bool) -> Option<Reading> {
        let gives = |formula: &&Formula| {
            let patterns = formula.keys.iter();
            let alike = |pattern: &juyan_catalogue::Pattern| {
                pattern.indicator == key.indicator
                    && pattern.measures == key.measures
                    && pattern.accrual == key.accrual
                    && pattern.mode == Mode::Actual
            };
            !formula.beside && patterns.into_iter().any(|pattern| alike(pattern))
        };
        let formulas = self.catalogue.formulas.iter().filter(gives);
        let dated = formulas.filter(|formula| now || self.tells_days(formula, period.to));
        let mut facts = dated.flat_map(|formula| {
            self.formulas
                .evaluate(&formula.id, self.registers, &self.region, period)
        });
        let fits = |fact: &Derived| {
            bare(&fact.key) == *key
                && fact.key.period.is_some_and(|of| fits(of, period))
                && !fact.operands().is_empty()
        };
        let fact = facts.find(fits)?;
        let formula = self.catalogue.formula(&fact.formula);
        Some(Reading {
            day: formula
                .and_then(|formula| last_row(formula, &fact))
                .unwrap_or(period.to),
            value: fact.value,
            unit: fact.unit,
            origin: Origin::Formula(fact.formula),
        })
    }

    /// Whether a formula knows what was so on a past day: each of its parts asks for days, or has rows with days.
    fn tells_days(&self, formula: &Formula, day: Date) -> bool {
        formula.parts.iter().all(|part| {
            let dated = |condition: &Condition| {
                matches!(condition, Condition::Within(..))
                    || condition.names().any(|name| PERIOD_DAYS.contains(&name))
            };
            part.only.iter().any(|condition| dated(condition)) || self.has_days(part, day)
        })
    }

    fn has_days(&self, part: &Part, day: Date) -> bool {
        let mut records = self.registers.records(&part.from);
        records.any(|record| {
            let mut values = record.fields.values().flatten();
            values.any(|dated| dated.since.is_some_and(|since| since <= day))
        })
    }

    /// The last fact that was told of the key for the period.
    fn told(&self, key: &Key, period: Period) -> Option<Reading> {
        let facts = self.told.get(key)?.iter().rev();
        let mut numbers = facts.filter_map(|fact| match fact.worth {
            Worth::Number(Value::One(value)) => Some((fact, value)),
            Worth::Number(Value::Range(..)) | Worth::Class(_) => None,
        });
        let (fact, value) = numbers.find(|(fact, _)| fact.key.period.is_some_and(|of| fits(of, period)))?;
        Some(Reading {
            value: rational(value),
            unit: fact.unit.clone().unwrap_or_default(),
            day: period.to,
            origin: Origin::Fact(fact.key.clone()),
        })
    }

    /// Whether anything at all is told under `key`, or follows for it.
    pub fn has(&self, key: &Key) -> bool {
        let told = self.told.get(&bare(key)).into_iter().flatten();
        let is_told = told.into_iter().any(|fact| fact.key == *key);
        let day = key.period.map(|period| period.to);
        is_told || day.is_some_and(|day| self.at(key, day, true).is_some())
    }
}

/// The last month or day that a fact was reckoned from, where its rows are those of months or of every day: they say
/// nothing of later ones.
fn last_row(formula: &Formula, fact: &Derived) -> Option<Date> {
    let within = |part: &&Part| part.years_before == 0;
    let fields = formula.parts.iter().filter(within).flat_map(|part| &part.only);
    let fields: Vec<&str> = fields
        .filter_map(|condition| match &**condition {
            Condition::Within(field, _) => Some(field.as_str()),
            Condition::Compare { .. } | Condition::Has(_) | Condition::Lacks(_) => None,
        })
        .collect();
    let operands = fact.operands();
    let cells = operands.iter().flat_map(|operand| &operand.cells);
    let days: BTreeSet<Date> = cells
        .filter(|(field, _)| fields.contains(&field.as_str()))
        .filter_map(|(_, cell)| match cell {
            Cell::Day(day) => Some(*day),
            Cell::Text(_) | Cell::Number(_) | Cell::Code(_) | Cell::Flag(_) | Cell::Link(_) => None,
        })
        .collect();
    let (first, last) = (*days.first()?, *days.last()?);
    let are_months = days.iter().all(|day| *day == day.last_of_month());
    let is_daily = days.len() > A_MONTH && usize::try_from(Period::new(first, last).days()) == Ok(days.len());
    (are_months || is_daily).then_some(last)
}

/// Rows of so many days in a row are a daily series, and no chance.
const A_MONTH: usize = 28;

/// Whether a fact of the time `of` says what was so at the end of `period`.
fn fits(of: Period, period: Period) -> bool {
    of.to == period.to && (of.is_instant() || of.from == period.from)
}

fn noted(
    registers: &Registers,
    catalogue: &Catalogue,
    flaws: &mut Vec<Flaw>,
) -> BTreeMap<Key, BTreeMap<Date, Amount>> {
    let mut noted: BTreeMap<Key, BTreeMap<Date, Amount>> = BTreeMap::new();
    for record in registers.records("trend") {
        let row = Row {
            record,
            day: Date::MAX,
        };
        let (Some(key), Some(day), Some(value)) =
            (row.key("key", flaws), row.date("day"), row.number("value"))
        else {
            continue;
        };
        let amount = Amount::new(value, &row.words("unit"), catalogue);
        noted.entry(bare(&key)).or_default().insert(day, amount);
    }
    noted
}
