//! Targets of a year 目标, as they were approved and adjusted.

use crate::amount::Amount;
use crate::history::History;
use crate::row::{Flaw, Row, rows_of};
use juyan_catalogue::{Bound, Cadence, Catalogue, Course, Direction, Indicator, Kind};
use juyan_model::{Cell, Date, Key, Measure, Mode, Period, Secrecy, Term};
use juyan_register::Registers;
use smol_str::SmolStr;
use std::collections::BTreeMap;

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
    /// What was approved first.
    pub first: Amount,
    /// What is wanted on the day that the plan was asked for.
    pub amount: Amount,
    /// Whether it is a cap, that less is better of: 控制在…以内.
    pub at_most: bool,
    /// Whether something near it is enough 左右.
    pub about: bool,
    /// How often a figure is due, where the plan says so.
    pub cadence: Option<Cadence>,
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
    /// What was written over it without an adjustment that gives it: it is told, and nothing is judged by it.
    pub overwritten: Vec<Overwriting>,
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

/// A change of a target that nobody approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overwriting {
    /// What stood.
    pub was: Amount,
    /// What was written over it.
    pub is: Amount,
    /// The day from which it is said to hold; none where it is said to have always been so.
    pub since: Option<Date>,
    /// The day on which it was recorded; none where nothing tells.
    pub recorded: Option<Date>,
    /// Who did it.
    pub by: SmolStr,
    /// Why, where that was told.
    pub reason: SmolStr,
}

/// The targets of the year of `day` of `region`, as they stood on it.
pub(crate) fn targets(
    registers: &Registers,
    history: &History,
    day: Date,
    (catalogue, region): (&Catalogue, &str),
    flaws: &mut Vec<Flaw>,
) -> Vec<Target> {
    let mut seen: BTreeMap<Key, SmolStr> = BTreeMap::new();
    let mut targets = Vec::new();
    for row in rows_of(registers, "target", day) {
        let Some(target) = Target::read(row, (registers, history), catalogue, flaws) else {
            continue;
        };
        let of_key = target.key.period.map(|period| period.from.year());
        let is_asked = target.year.from.year() == day.year();
        if is_asked || of_key == Some(day.year()) {
            flaws.extend(target.flaws(row, catalogue, region));
        }
        if is_asked {
            if let Some(other) = seen.insert(target.key.clone(), target.code.clone()) {
                flaws.push(row.flaw("watch.flaw-twice", &other));
            }
            targets.push(target);
        }
    }
    targets
}

impl Target {
    fn read(
        row: Row<'_>,
        (registers, history): (&Registers, &History),
        catalogue: &Catalogue,
        flaws: &mut Vec<Flaw>,
    ) -> Option<Self> {
        let key = row.key("key", flaws).map(|key| catalogue.canonical(key));
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
        if is_upside_down(row, &key, catalogue) {
            flaws.push(row.flaw("watch.flaw-direction", &row.words("indicator")));
        }
        let stated = Amount::new(number, &unit, catalogue);
        let told = told(row, history, catalogue);
        let first = told.first().map_or(stated, |told| told.is.clone());
        let adjustments = adjustments(row, registers, catalogue);
        let overwritten = overwritten(told, registers, row, catalogue);
        let amount = adjustments
            .last()
            .map_or_else(|| first.clone(), |last| last.amount.clone());
        Some(Self {
            code: row.record.code.clone(),
            name: row.words("indicator"),
            course: course(row, &key, catalogue),
            at_most: is_cap(row, indicator(&key, catalogue)),
            about: row.words("limit") == "about",
            cadence: cadence(row),
            nature: row.words("nature"),
            owner: row.words("owner"),
            approved_by: row.words("approved_by"),
            approved: row.date("approved"),
            overwritten,
            secrecy: if row.words("secrecy") == "internal" {
                Secrecy::Internal
            } else {
                Secrecy::Public
            },
            key,
            year,
            first,
            amount,
            adjustments,
        })
    }

    /// What of it will never be met by what is done: a key of elsewhere, of another year, of nothing; and that nobody answers for it.
    fn flaws(&self, row: Row<'_>, catalogue: &Catalogue, region: &str) -> Vec<Flaw> {
        let is_named = |key: &Key| match &key.indicator {
            Term::Id(id) => catalogue.indicator(id).is_some(),
            Term::Words(_) => true,
        };
        let is_of_year = |of: Period| self.year.from <= of.from && of.to <= self.year.to;
        // The code of a place begins as that of the one that it lies in does, up to the noughts.
        let is_within = self.key.region.starts_with(region.trim_end_matches("00"));
        let text = self.key.to_string();
        let told = [
            ("watch.flaw-indicator", !is_named(&self.key), text.as_str()),
            ("watch.flaw-region", !is_within, &text),
            ("watch.flaw-year", !self.key.period.is_none_or(is_of_year), &text),
            ("watch.flaw-no-owner", self.owner.is_empty(), &self.name),
        ];
        let told = told.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
        told.map(|(says, _, text)| row.flaw(says, text)).collect()
    }

    /// Which way it binds.
    pub const fn bound(&self) -> Bound {
        // What accrues comes near in the end, if at all; on the way it is held against time, or against its cap.
        let near = self.about && !matches!(self.course, Course::Flow);
        match (near, self.at_most) {
            (true, _) => Bound::About,
            (false, true) => Bound::Most,
            (false, false) => Bound::Least,
        }
    }

    /// What was wanted on a day: an adjustment counts from its approval on.
    pub fn wanted_on(&self, day: Date) -> &Amount {
        let adjusted = self.adjustments.iter().rev();
        let mut adjusted = adjusted.filter(|change| change.approved <= day);
        adjusted.next().map_or(&self.first, |change| &change.amount)
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
    let flows = indicator(key, catalogue).is_some_and(|indicator| indicator.kind == Kind::Flow);
    let stands = said == "stands" || row.words("measure") == "keep";
    if said == "accrues" || (flows && !stands) {
        Course::Flow
    } else {
        Course::Level
    }
}

fn indicator<'c>(key: &Key, catalogue: &'c Catalogue) -> Option<&'c Indicator> {
    match &key.indicator {
        Term::Id(id) => catalogue.indicator(id),
        Term::Words(_) => None,
    }
}

/// What the record says, else which way is good of the indicator: what is to fall, or to stay in a range, is capped.
fn is_cap(row: Row<'_>, indicator: Option<&Indicator>) -> bool {
    match row.words("limit").as_str() {
        "most" => true,
        "least" => false,
        _ => indicator
            .is_some_and(|indicator| matches!(indicator.direction, Direction::Down | Direction::Range)),
    }
}

/// Whether at least so much is wanted of what is better low: a fall of 3% is a growth of -3%, and no more.
fn is_upside_down(row: Row<'_>, key: &Key, catalogue: &Catalogue) -> bool {
    let is_low = indicator(key, catalogue).is_some_and(|indicator| indicator.direction == Direction::Down);
    is_low && row.words("limit") == "least"
}

/// How often, as a row says it.
pub(crate) fn cadence(row: Row<'_>) -> Option<Cadence> {
    let said = row.words("cadence");
    Cadence::ALL.into_iter().find(|cadence| cadence.name() == said)
}

/// The adjustments of a target, in the unit of its record: they have none of their own.
fn adjustments(row: Row<'_>, registers: &Registers, catalogue: &Catalogue) -> Vec<Adjustment> {
    let unit = row.words("unit");
    let changes = registers
        .records("target_change")
        .map(|record| Row { record, ..row });
    let mut found: Vec<Adjustment> = changes
        .filter(|change| change.words("target") == row.record.code)
        .filter_map(|change| {
            Some(Adjustment {
                amount: Amount::new(change.number("value")?, &unit, catalogue),
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

/// What was told of a target's number: first what was approved, that is what stood when the day of its approval was first
/// filled in, else what was recorded first; then each other number that was written over it.
fn told(row: Row<'_>, history: &History, catalogue: &Catalogue) -> Vec<Overwriting> {
    let (mut number, mut unit) = (None, SmolStr::default());
    let mut is_approved = false;
    let mut told: Vec<Overwriting> = Vec::new();
    for change in history.of(row.record) {
        let is_of_day = |since: Option<Date>| since.is_none_or(|since| since <= row.day);
        let fields = change.fields.iter().filter(|(_, (since, _))| is_of_day(*since));
        let mut since = None;
        let mut approves = false;
        for (field, (from, cell)) in fields {
            match (field.as_str(), cell) {
                ("value", Some(Cell::Number(value))) => (number, since) = (Some(*value), *from),
                ("unit", Some(Cell::Text(word) | Cell::Code(word))) => unit = word.trim().into(),
                ("approved", Some(_)) => approves = true,
                _ => {}
            }
        }
        let Some(number) = number else { continue };
        let is = Amount::new(number, &unit, catalogue);
        if approves && !is_approved {
            // What stood before it was approved was a draft.
            told.clear();
            is_approved = true;
        }
        let was = told.last().map_or_else(|| is.clone(), |last| last.is.clone());
        if told.is_empty() || (was.value != is.value || was.unit != is.unit) {
            told.push(Overwriting {
                was,
                is,
                since,
                recorded: change.recorded,
                by: change.by,
                reason: change.reason,
            });
        }
    }
    told
}

/// Those of the later numbers that no approved adjustment gives, whenever that was approved; none where what was approved
/// first stands there again.
fn overwritten(
    told: Vec<Overwriting>,
    registers: &Registers,
    row: Row<'_>,
    catalogue: &Catalogue,
) -> Vec<Overwriting> {
    let Some((first, last)) = told.first().zip(told.last()) else {
        return Vec::new();
    };
    if first.is.value == last.is.value && first.is.unit == last.is.unit {
        return Vec::new();
    }
    let ever = Row {
        day: Date::MAX,
        ..row
    };
    let given = adjustments(ever, registers, catalogue);
    let is_given = |change: &Overwriting| given.iter().any(|given| given.amount.value == change.is.value);
    let later = told.into_iter().skip(1);
    later.filter(|change| !is_given(change)).collect()
}
