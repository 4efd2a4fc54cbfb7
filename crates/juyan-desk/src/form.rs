//! What a department reports for a period 填报: a form derived from the plan's targets that it owns and the figures that it told last, with
//! what stands beside each field; and what is to be said of what it writes there.

use crate::entered::{self, Unfit};
use crate::held::{Held, given};
use crate::shown;
use juyan::model::{Date, Fact, Key, Measure, Mode, Period, Rational, Source, Term, Value, Worth, rational};
use juyan::vocabulary::{Catalogue, Kind, departments};
use juyan_ledger::{Beginning, Ledger, LedgerError, Place};
use juyan_monitor::{Given, Plan, Target};
use std::collections::{BTreeMap, BTreeSet};

/// A department's form.
#[derive(Debug, Clone)]
pub struct Form {
    /// Whose.
    pub department: String,
    /// For when.
    pub period: Period,
    /// What is asked, targets first.
    pub fields: Vec<Field>,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key that its value will stand under.
    pub key: Key,
    /// The unit in which a bare number is told; empty where it has to be written.
    pub unit: String,
    /// Whether the plan has a target for it.
    pub is_target: bool,
    /// What the plan wants of the year, as it is told.
    pub plan: String,
    /// What it came to the last time.
    pub last: Option<Told>,
    /// What it came to in the same period of the year before.
    pub year_ago: Option<Told>,
    /// What stands under the key already.
    pub stands: Option<Told>,
}

/// A fact beside a field.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its number in the ledger.
    pub number: i64,
    /// The fact.
    pub fact: Fact,
    /// As its source prints it.
    pub words: String,
}

impl Told {
    fn of(given: &Given, ledger: &Ledger) -> Result<Self, LedgerError> {
        Ok(Self {
            number: given.number,
            fact: given.fact.clone(),
            words: shown::Row::of(&ledger.fact(given.number)?, ledger)?.value,
        })
    }
}

impl Field {
    /// Whether nobody has to write it: it follows already from the rows of registers. What followed for an earlier period and does not yet
    /// for this one is asked, for a ledger reckons the periods that it is kept for and no others.
    pub fn follows(&self) -> bool {
        let source = self.stands.as_ref().map(|told| &told.fact.source);
        matches!(source, Some(Source::Formula { .. }))
    }
}

/// A series: a key without its period, so that what it came to at other times is found.
fn series(key: &Key) -> Key {
    Key {
        period: None,
        mode: Mode::Actual,
        ..key.clone()
    }
}

/// Whether a list of departments holds `department`, under whichever of its names.
fn is_of(list: &str, department: &str, (catalogue, region): (&Catalogue, &str)) -> bool {
    let wanted = catalogue.departments(department, region);
    let all = catalogue.departments(list, region);
    wanted.iter().any(|one| all.contains(one))
}

/// Years back in which what was told is asked again: a plan's term, in which a census or a survey comes once.
const TERM: i16 = 5;

/// What was told, and not reckoned, of a period and a plan's term before it: what departments are used to tell.
#[derive(Debug)]
pub struct Around(Vec<Given>);

impl Around {
    /// That of the place of `held`, with what lies in it.
    pub fn of(period: Period, held: &Held, ledger: &Ledger) -> Result<Self, LedgerError> {
        let first = Period::year(period.to.year() - TERM).map_or(period.from, |year| year.from);
        let place = Place {
            region: held.region.as_str().into(),
            within: Period::new(first.min(period.from), period.to),
        };
        let told = ledger.told_within(&place, held.known())?;
        Ok(Self(told.into_iter().map(given).collect()))
    }
}

impl Form {
    /// The form of a department for a period, of what `held` holds.
    pub fn of(
        department: &str,
        period: Period,
        held: &Held,
        ledger: &Ledger,
        catalogue: &Catalogue,
    ) -> Result<Self, LedgerError> {
        let around = Around::of(period, held, ledger)?;
        Self::among(&around, (department, period), held, ledger, catalogue)
    }

    /// The same, where several departments ask.
    pub fn among(
        around: &Around,
        (department, period): (&str, Period),
        held: &Held,
        ledger: &Ledger,
        catalogue: &Catalogue,
    ) -> Result<Self, LedgerError> {
        let plan = Plan::on(
            &held.registers,
            &held.history,
            period.to,
            (catalogue, &held.region),
        );
        let targets: BTreeMap<Key, &Target> = plan
            .targets
            .iter()
            .filter(|target| is_of(&target.owner, department, (catalogue, &held.region)))
            .map(|target| (series(&target.key), target))
            .collect();
        let told = reported(&around.0, department, period, catalogue);
        let asked: BTreeSet<&Key> = targets.keys().chain(told.iter()).collect();
        let beginnings = asked.iter().map(|key| Beginning::of(key)).collect();
        let facts = ledger.facts_beginning(&beginnings, held.known())?;
        let facts: Vec<Given> = facts.into_iter().map(given).collect();
        let beside = beside(&facts, &asked);
        let mut fields = Vec::new();
        for series in asked {
            let known = beside.get(series).map(Vec::as_slice).unwrap_or_default();
            let target = targets.get(series).copied();
            fields.push(field(series, target, known, period, (ledger, catalogue))?);
        }
        fields.sort_by_key(|field| !field.is_target);
        Ok(Self {
            department: department.to_owned(),
            period,
            fields,
        })
    }

    /// Whether there is something to fill in.
    pub fn asks(&self) -> bool {
        self.fields.iter().any(|field| !field.follows())
    }

    /// The field of a key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key.to_string() == key)
    }
}

/// The series that a department told of a stretch like `period`, or of a day, before it ends.
fn reported(facts: &[Given], department: &str, period: Period, catalogue: &Catalogue) -> BTreeSet<Key> {
    let own = facts.iter().map(|given| &given.fact).filter(|fact| {
        let is_told = !matches!(fact.source, Source::Formula { .. }) && fact.key.mode == Mode::Actual;
        is_told && is_of(&fact.department, department, (catalogue, &fact.key.region))
    });
    let is_like = |fact: &&Fact| {
        fact.key
            .period
            .is_some_and(|told| is_alike(told, period) && told.to <= period.to)
    };
    own.filter(is_like).map(|fact| series(&fact.key)).collect()
}

/// Whether what is told of `told` may stand beside `period`: both begin with a year, or it is a day.
fn is_alike(told: Period, period: Period) -> bool {
    let begins_a_year = |period: Period| period.from.day_of_year() == 1;
    told.is_instant() || (begins_a_year(told) && begins_a_year(period) && !told.spans_years())
}

/// The facts of each series.
fn beside<'f>(facts: &'f [Given], asked: &BTreeSet<&Key>) -> BTreeMap<Key, Vec<&'f Given>> {
    let mut beside: BTreeMap<Key, Vec<&Given>> = BTreeMap::new();
    for given in facts.iter().filter(|given| given.fact.key.mode == Mode::Actual) {
        let series = series(&given.fact.key);
        if asked.contains(&series) {
            beside.entry(series).or_default().push(given);
        }
    }
    beside
}

fn field(
    series: &Key,
    target: Option<&Target>,
    known: &[&Given],
    period: Period,
    (ledger, catalogue): (&Ledger, &Catalogue),
) -> Result<Field, LedgerError> {
    let when = if is_stock(series, known, catalogue) {
        period.end()
    } else {
        period
    };
    // What was told last under a key counts; a later number is what corrected it.
    let at = |when: Option<Period>| {
        let of_then = known.iter().filter(|given| given.fact.key.period == when);
        of_then.max_by_key(|given| given.number).copied()
    };
    let before = known.iter().filter(|given| {
        let told = given.fact.key.period;
        told.is_some_and(|told| {
            told.to < when.to && told.is_instant() == when.is_instant() && is_alike(told, when)
        })
    });
    let last = before.max_by_key(|given| (given.fact.key.period.map(|told| told.to), given.number));
    let told = |given: Option<&Given>| given.map(|given| Told::of(given, ledger)).transpose();
    let last = told(last.copied())?;
    Ok(Field {
        unit: unit(series, target, last.as_ref(), catalogue),
        key: Key {
            period: Some(when),
            ..series.clone()
        },
        is_target: target.is_some(),
        plan: target
            .map(|target| shown::amount(&target.amount))
            .unwrap_or_default(),
        year_ago: told(when.shifted(-1).and_then(|ago| at(Some(ago))))?,
        stands: told(at(Some(when)))?,
        last,
    })
}

/// Whether a series is so at a time and does not accrue.
fn is_stock(series: &Key, known: &[&Given], catalogue: &Catalogue) -> bool {
    let is_instant = |given: &&Given| given.fact.key.period.is_some_and(Period::is_instant);
    match &series.indicator {
        Term::Id(id) if known.is_empty() => catalogue
            .indicator(id)
            .is_some_and(|indicator| indicator.kind == Kind::Stock && series.measures.is_empty()),
        _ => !known.is_empty() && known.iter().all(is_instant),
    }
}

fn unit(series: &Key, target: Option<&Target>, last: Option<&Told>, catalogue: &Catalogue) -> String {
    if let Some(target) = target {
        return target.amount.told_in.to_string();
    }
    // As it was told last, so that nobody has to reckon it into another unit.
    let told = last.and_then(|told| told.words.rsplit(|sign: char| sign.is_ascii_digit()).next());
    if let Some(told) = told.filter(|told| !told.is_empty()) {
        return told.to_owned();
    }
    match (series.measures.last(), &series.indicator) {
        (Some(Measure::Growth(_) | Measure::Progress(_) | Measure::Share(_)), _) => "%".to_owned(),
        (None, Term::Id(id)) => catalogue
            .indicator(id)
            .map_or_else(String::new, |indicator| indicator.unit.to_string()),
        _ => String::new(),
    }
}

/// What a finding asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asks {
    /// Nothing goes on until it is put right.
    Mend,
    /// It may stand where it is explained.
    Explain,
}

/// What is to be said of what was written into a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it asks for.
    pub asks: Asks,
    /// The wording.
    pub says: &'static str,
    /// What fills its slots.
    pub slots: Vec<(&'static str, String)>,
}

impl Finding {
    fn new(asks: Asks, says: &'static str) -> Self {
        Self {
            asks,
            says,
            slots: Vec::new(),
        }
    }

    fn with(mut self, slot: &'static str, value: &dyn ToString) -> Self {
        self.slots.push((slot, value.to_string()));
        self
    }
}

impl Field {
    /// The fact that `words` tell of this field.
    pub fn fact(&self, words: &str, source: Source, catalogue: &Catalogue) -> Result<Fact, Unfit> {
        entered::fact(&self.key, words, &self.unit, source, catalogue)
    }

    /// What is to be said of `words`: what has to be mended, and what has to be explained.
    pub fn judged(&self, words: &str, catalogue: &Catalogue) -> Vec<Finding> {
        if words.trim().is_empty() {
            let is_missing = self.is_target && !self.follows();
            return is_missing
                .then(|| Finding::new(Asks::Explain, "submission.empty"))
                .into_iter()
                .collect();
        }
        let fact = match self.fact(words, Source::Entry, catalogue) {
            Ok(fact) => fact,
            Err(unfit) => return vec![self.unfit(unfit, words)],
        };
        let against = self.year_ago.as_ref().or(self.last.as_ref());
        let found = [
            against.and_then(|told| self.jump(&fact, told, catalogue)),
            self.last.as_ref().and_then(|told| self.fell(&fact, told)),
            self.stands.as_ref().and_then(|told| differs(&fact, told)),
        ];
        found.into_iter().flatten().collect()
    }

    fn unfit(&self, unfit: Unfit, words: &str) -> Finding {
        let says = match unfit {
            Unfit::NoValue => "submission.no-value",
            Unfit::OtherUnit => "submission.other-unit",
            Unfit::NoUnit => "submission.no-unit",
        };
        Finding::new(Asks::Mend, says)
            .with("value", &words)
            .with("unit", &self.unit)
    }

    /// A jump that is larger than goes without a word.
    fn jump(&self, fact: &Fact, told: &Told, catalogue: &Catalogue) -> Option<Finding> {
        let (now, then) = (number(fact)?, number(&told.fact)?);
        if fact.unit != told.fact.unit {
            return None;
        }
        let (list, says) = if self.is_rate() {
            ("submission.jump-points", "submission.jump-points")
        } else {
            ("submission.jump-percent", "submission.jump")
        };
        let most: i128 = catalogue.list(list).first()?.parse().ok()?;
        let apart = (&now - &then).abs();
        let (apart, allowed) = if self.is_rate() {
            (apart, Rational::whole(most))
        } else {
            (apart * Rational::whole(100), then.abs() * Rational::whole(most))
        };
        (apart > allowed).then(|| {
            Finding::new(Asks::Explain, says)
                .with("then", &told.words)
                .with("most", &most)
        })
    }

    /// What accrues since the year began and came to less than before.
    fn fell(&self, fact: &Fact, told: &Told) -> Option<Finding> {
        let (period, before) = (fact.key.period?, told.fact.key.period?);
        let goes_on = !period.is_instant() && before.from == period.from && self.key.measures.is_empty();
        let is_less = goes_on && fact.unit == told.fact.unit && number(fact)? < number(&told.fact)?;
        is_less.then(|| Finding::new(Asks::Explain, "submission.fell").with("then", &told.words))
    }

    /// Whether it is told in %, and a difference in points.
    fn is_rate(&self) -> bool {
        self.unit == "%" || !self.key.measures.is_empty()
    }
}

fn differs(fact: &Fact, told: &Told) -> Option<Finding> {
    let says = || Finding::new(Asks::Explain, "submission.differs").with("then", &told.words);
    (!fact.agrees(&told.fact)).then(says)
}

fn number(fact: &Fact) -> Option<Rational> {
    match fact.worth {
        Worth::Number(Value::One(value)) => Some(rational(value)),
        Worth::Number(Value::Range(..)) | Worth::Class(_) => None,
    }
}

/// The stretches that are reported on a day, the newest first: the year to the end of each month that is over, and the year before.
pub fn periods(day: Date) -> Vec<Period> {
    let (year, is_over) = (day.year(), day == day.last_of_month());
    let last = if is_over { day.month() } else { day.month() - 1 };
    let months = (1..=last)
        .rev()
        .filter_map(|month| Period::months(year, 1, month));
    months.chain(Period::year(year - 1)).collect()
}

/// The departments that answer for a target of the plan on a day.
pub fn owners(held: &Held, catalogue: &Catalogue, day: Date) -> BTreeSet<String> {
    let plan = Plan::on(&held.registers, &held.history, day, (catalogue, &held.region));
    let owners = plan.targets.iter().flat_map(|target| {
        let owners = departments(&target.owner).map(str::to_owned);
        owners.collect::<Vec<String>>()
    });
    owners.collect()
}
