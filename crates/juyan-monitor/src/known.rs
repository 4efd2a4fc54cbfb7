//! What a key came to by a day: noted month by month, reckoned from records, or told by a fact. Each reading is of a day, and
//! by an earlier day nobody can have known it; whoever asks, for today, a month that is over or an earlier year, asks here.

use crate::amount::scaled;
use crate::dated::speaks_of;
use crate::openness::Openness;
use crate::planned::Planned;
use crate::row::{Flaw, Row};
use crate::target::{Target, bare};
use crate::unsettled::Unsettled;
use crate::wording::Wording;
use juyan_catalogue::{Catalogue, Formula, Pattern};
use juyan_model::{
    Date, Fact, Key, Measure, Mode, Period, Printed, Rational, Secrecy, Source, Value, Worth, rational,
};
use juyan_register::{Derived, Formulas, Registers};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// All that can be asked what a key came to.
#[derive(Debug)]
pub struct Known<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) registers: &'a Registers,
    pub(crate) formulas: Formulas<'a>,
    pub(crate) region: SmolStr,
    noted: BTreeMap<Key, BTreeMap<Date, Fact>>,
    told: BTreeMap<Key, Vec<&'a Given>>,
    planned: BTreeMap<&'a Key, Vec<&'a Given>>,
    pub(crate) unsettled: Unsettled<'a>,
}

/// A fact that is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Its number in the ledger.
    pub number: i64,
    /// Whether somebody said under which key it belongs.
    pub is_bound: bool,
    /// The fact.
    pub fact: Fact,
    /// Whether it is not public by itself and was released.
    pub released: bool,
}

impl Given {
    /// Whether a report tells it, under words that nobody settled.
    pub(crate) const fn is_open(&self) -> bool {
        matches!(self.fact.source, Source::Document { .. }) && !self.is_bound
    }
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
    /// Who may see it.
    pub secrecy: Secrecy,
    /// Whether it is not public by itself and was released.
    pub released: bool,
    /// What others say of the same day that cannot be the same value.
    pub rivals: Vec<Rival>,
}

/// Another value for what a reading is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// In the base unit of the reading.
    pub value: Rational,
    /// Who says so.
    pub origin: Origin,
    /// Who may see it.
    pub openness: Openness,
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

impl Origin {
    /// Where a fact of the ledger comes from.
    pub(crate) fn of(fact: &Fact) -> Self {
        match &fact.source {
            Source::Formula { formula, .. } => Self::Formula(formula.clone()),
            Source::Document { .. } | Source::Cell { .. } | Source::Entry => Self::Fact(fact.key.clone()),
        }
    }
}

/// What one source says.
struct Said {
    day: Date,
    value: Rational,
    fact: Fact,
    origin: Origin,
    released: bool,
}

impl<'a> Known<'a> {
    /// All that `registers` and `facts` of `region` can answer. What of the notes is no key goes to `flaws`.
    pub fn new(
        catalogue: &'a Catalogue,
        registers: &'a Registers,
        facts: &'a [Given],
        region: &str,
        flaws: &mut Vec<Flaw>,
    ) -> Self {
        let actual = facts.iter().filter(|given| given.fact.key.mode == Mode::Actual);
        let mut planned: BTreeMap<&Key, Vec<&Given>> = BTreeMap::new();
        for given in facts.iter().filter(|given| given.fact.key.mode == Mode::Plan) {
            planned.entry(&given.fact.key).or_default().push(given);
        }
        let (told, unsettled) = sorted(actual, &Wording::of(registers, catalogue), catalogue);
        Self {
            catalogue,
            registers,
            formulas: Formulas::new(catalogue),
            region: region.into(),
            noted: noted(registers, catalogue, flaws),
            told,
            planned,
            unsettled,
        }
    }

    /// What others say that a target is, where that cannot be.
    pub(crate) fn planned(&self, target: &Target) -> Vec<Planned> {
        let keys = target.keys();
        let facts = keys.iter().filter_map(|key| self.planned.get(key)).flatten();
        target.differing(facts.copied(), self.catalogue)
    }

    /// The last that is known of `key` by `day`. What accrues does so since the year began, or since the key's own period
    /// did, behind whose end nothing is asked for.
    ///
    /// Of one day notes go before formulas, and formulas before facts; who says something else is told as a rival.
    pub fn latest(&self, key: &Key, day: Date) -> Option<Reading> {
        let stretch = stretch(key, day)?;
        let key = bare(key);
        let mut said: Vec<Said> = self.noted(&key, stretch).into_iter().collect();
        said.extend(self.reckoned(&key, stretch));
        said.extend(self.told(&key, stretch));
        let last = said.iter().map(|said| said.day).max()?;
        said.retain(|said| said.day == last);
        let rest = said.split_off(1);
        said.pop().map(|first| self.reading(&key, first, &rest))
    }

    /// What is known of `key` for `day` itself.
    pub fn at(&self, key: &Key, day: Date) -> Option<Reading> {
        self.latest(key, day).filter(|reading| reading.day == day)
    }

    fn reading(&self, key: &Key, first: Said, rest: &[Said]) -> Reading {
        let differs = |other: &&Said| other.fact.unit == first.fact.unit && !other.fact.agrees(&first.fact);
        // What is said under a key is for as few eyes as the facts of the same key.
        let facts = self.told.get(key).into_iter().flatten();
        let marked = facts.map(|given| given.fact.secrecy).max().unwrap_or_default();
        let mut rivals: Vec<Rival> = Vec::new();
        for other in rest.iter().filter(differs) {
            if !rivals.iter().any(|rival| rival.value == other.value) {
                rivals.push(Rival {
                    value: other.value.clone(),
                    origin: other.origin.clone(),
                    openness: Openness::of(other.fact.secrecy.max(marked), other.released),
                });
            }
        }
        let secrecy = first.fact.secrecy.max(marked);
        let is_released = |given: &&&Given| given.released && given.fact.agrees(&first.fact);
        let same_day = self.told.get(key).into_iter().flatten();
        let mut same_day =
            same_day.filter(|given| given.fact.key.period.is_some_and(|of| of.to == first.day));
        Reading {
            released: first.released || same_day.any(|given| is_released(&given)),
            unit: first.fact.unit.clone().unwrap_or_default(),
            value: first.value,
            day: first.day,
            origin: first.origin,
            secrecy,
            rivals,
        }
    }

    fn noted(&self, key: &Key, stretch: Period) -> Option<Said> {
        let is_of_year = stretch.from.month() == 1 && stretch.from.day() == 1;
        let days = self.noted.get(key).filter(|_| is_of_year)?;
        let (day, fact) = days.range(stretch.from..=stretch.to).next_back()?;
        Some(Said {
            day: *day,
            value: number(fact)?,
            fact: fact.clone(),
            origin: Origin::Noted,
            released: false,
        })
    }

    /// What records come to, by formulas whose records say of which day they are.
    fn reckoned(&self, key: &Key, stretch: Period) -> Option<Said> {
        let gives = |formula: &&Formula| {
            let alike = |pattern: &Pattern| {
                pattern.indicator == key.indicator
                    && pattern.measures == key.measures
                    && pattern.accrual == key.accrual
                    && pattern.mode == Mode::Actual
            };
            !formula.beside && formula.keys.iter().any(|pattern| alike(pattern))
        };
        let mut formulas = self.catalogue.formulas.iter().filter(gives);
        formulas.find_map(|formula| {
            let days = speaks_of(formula, (self.catalogue, &self.formulas), self.registers, stretch)?;
            let mut days = days.into_iter().rev();
            days.find_map(|day| self.evaluated(formula, key, Period::new(stretch.from, day)))
        })
    }

    fn evaluated(&self, formula: &Formula, key: &Key, period: Period) -> Option<Said> {
        let facts = self
            .formulas
            .evaluate(&formula.id, self.registers, &self.region, period);
        // What its rows reach to, which may be less far than they were asked for.
        let by = |fact: &Derived| {
            let of = fact.key.period?;
            fits(of, Period::new(period.from, of.to)).then_some(of.to)
        };
        let fits = |fact: &Derived| bare(&fact.key) == *key && !fact.operands().is_empty();
        let (day, derived) = facts
            .into_iter()
            .filter(fits)
            .find_map(|fact| Some((by(&fact).filter(|day| *day <= period.to)?, fact)))?;
        Some(Said {
            day,
            fact: derived.fact()?,
            value: derived.value,
            origin: Origin::Formula(derived.formula),
            released: false,
        })
    }

    /// What facts tell of the last day of the stretch for which they tell anything, the last that came first.
    fn told(&self, key: &Key, stretch: Period) -> Vec<Said> {
        let facts = self.told.get(key).into_iter().flatten().rev();
        let said = facts.filter_map(|given| {
            let of = given.fact.key.period?;
            let within = stretch.from <= of.to && of.to <= stretch.to;
            if !within || !fits(of, Period::new(stretch.from, of.to)) {
                return None;
            }
            Some(Said {
                day: of.to,
                value: number(&given.fact)?,
                fact: given.fact.clone(),
                origin: Origin::Fact(given.fact.key.clone()),
                released: given.released,
            })
        });
        let mut said: Vec<Said> = said.collect();
        let last = said.iter().map(|said| said.day).max();
        said.retain(|said| Some(said.day) == last);
        said
    }

    /// The days up to the end of the stretch of which something was noted or told under `key`.
    pub(crate) fn days(&self, key: &Key, stretch: Period) -> BTreeSet<Date> {
        let key = bare(key);
        let noted = self.noted.get(&key).into_iter().flat_map(BTreeMap::keys).copied();
        let told = self.told.get(&key).into_iter().flatten();
        let told = told.filter_map(|given| given.fact.key.period.map(|of| of.to));
        let within = |day: &Date| stretch.from <= *day && *day <= stretch.to;
        noted.chain(told).filter(within).collect()
    }

    /// The first day by which `is_met` holds for what was known of `key`, and what that was; it is not met behind `day`.
    pub(crate) fn first(&self, key: &Key, day: Date, is_met: impl Fn(&Reading) -> bool) -> Option<Reading> {
        let stretch = stretch(key, day)?;
        let mut days = self.days(key, stretch);
        days.extend(self.days_of_records(key, stretch));
        days.insert(stretch.to);
        let readings = days.into_iter().filter_map(|day| self.latest(key, day));
        readings.into_iter().find(|reading| is_met(reading))
    }

    /// The days of the stretch on which records of formulas for `key` say something new.
    fn days_of_records(&self, key: &Key, stretch: Period) -> BTreeSet<Date> {
        let key = bare(key);
        let formulas = self.catalogue.formulas.iter();
        let of_key = formulas.filter(|formula| {
            let mut keys = formula.keys.iter();
            keys.any(|pattern| pattern.indicator == key.indicator)
        });
        of_key
            .filter(|formula| {
                speaks_of(formula, (self.catalogue, &self.formulas), self.registers, stretch).is_some()
            })
            .flat_map(|formula| crate::dated::days(formula, self.registers, stretch))
            .collect()
    }

    /// Whether the progress of what `key` measures, by `day`, may be seen by everybody.
    pub(crate) fn progress_is_open(&self, key: &Key, day: Date) -> bool {
        self.told.iter().any(|(told, facts)| {
            let of_key = Key {
                measures: Vec::new(),
                ..told.clone()
            };
            let is_progress = matches!(told.measures.as_slice(), [Measure::Progress(_)]);
            let is_open = |given: &&&Given| given.released || given.fact.secrecy == Secrecy::Public;
            let of_day = |given: &&&Given| given.fact.key.period.is_some_and(|of| of.to == day);
            is_progress && of_key == bare(key) && facts.iter().filter(of_day).any(|given| is_open(&given))
        })
    }

    /// Whether by `day` anything at all was told under `key`, or followed for it.
    pub fn has(&self, key: &Key, day: Date) -> bool {
        let told = self.told.get(&bare(key)).into_iter().flatten();
        let of_day = |given: &&&Given| given.fact.key.period.is_none_or(|of| of.to <= day);
        let is_told = told.filter(of_day).any(|given| given.fact.key == *key);
        let asked = key.period.map(|period| period.to).filter(|end| *end <= day);
        is_told || asked.is_some_and(|end| self.at(key, end).is_some())
    }
}

/// Facts by their keys without a period, in the order in which they came: under their own, and under that of a target whose very name
/// they have; and those whose words nobody settled.
fn sorted<'a>(
    facts: impl Iterator<Item = &'a Given>,
    plan: &Wording,
    catalogue: &Catalogue,
) -> (BTreeMap<Key, Vec<&'a Given>>, Unsettled<'a>) {
    let mut own: BTreeMap<Key, Vec<(usize, &Given)>> = BTreeMap::new();
    for (place, given) in facts.enumerate() {
        own.entry(bare(&given.fact.key)).or_default().push((place, given));
    }
    let mut unsettled = Unsettled::default();
    let mut by_key = own.clone();
    for (key, told) in &own {
        let mut meant: BTreeMap<&str, Option<Key>> = BTreeMap::new();
        let mut others = Vec::new();
        for (place, given) in told.iter().filter(|(_, given)| given.is_open()) {
            let unit = given.fact.unit.as_deref().unwrap_or_default();
            let meant = meant
                .entry(unit)
                .or_insert_with(|| plan.meant(key, unit, catalogue).filter(|wanted| wanted != key));
            match meant {
                Some(wanted) => by_key.entry(wanted.clone()).or_default().push((*place, *given)),
                None => others.push(*given),
            }
        }
        unsettled.put(key, others, catalogue);
    }
    let in_order = by_key.into_iter().map(|(key, mut told)| {
        told.sort_by_key(|(place, _)| *place);
        (key, told.into_iter().map(|(_, given)| given).collect())
    });
    (in_order.collect(), unsettled)
}

/// Since when what a key stands for accrues, up to `day`; none where that lies ahead of it.
pub(crate) fn stretch(key: &Key, day: Date) -> Option<Period> {
    let day = key.period.map_or(day, |period| day.min(period.to));
    let own = key.period.filter(|period| !period.is_instant());
    let from = match own {
        Some(period) => period.from,
        None => Period::year(day.year())?.from,
    };
    (from <= day).then(|| Period::new(from, day))
}

/// Whether a fact of the time `of` says what was so at the end of `period`.
pub(crate) fn fits(of: Period, period: Period) -> bool {
    of.to == period.to && (of.is_instant() || of.from == period.from)
}

pub(crate) fn number(fact: &Fact) -> Option<Rational> {
    match fact.worth {
        Worth::Number(Value::One(value)) => Some(rational(value)),
        Worth::Number(Value::Range(..)) | Worth::Class(_) => None,
    }
}

fn noted(
    registers: &Registers,
    catalogue: &Catalogue,
    flaws: &mut Vec<Flaw>,
) -> BTreeMap<Key, BTreeMap<Date, Fact>> {
    let mut noted: BTreeMap<Key, BTreeMap<Date, Fact>> = BTreeMap::new();
    for record in registers.records("trend") {
        let row = Row {
            record,
            day: Date::MAX,
        };
        let (Some(key), Some(day), Some(digits)) =
            (row.key("key", flaws), row.date("day"), row.number("value"))
        else {
            continue;
        };
        let key = catalogue.canonical(key);
        let (scale, unit) = scaled(&row.words("unit"), catalogue);
        let Some(value) = digits.checked_mul(scale) else {
            continue;
        };
        let fact = Fact {
            unit: Some(unit),
            printed: Some(Printed {
                digits: digits.abs(),
                scale,
                exact: false,
            }),
            ..Fact::new(bare(&key), Worth::Number(Value::One(value)), Source::Entry)
        };
        noted.entry(bare(&key)).or_default().insert(day, fact);
    }
    noted
}
