//! The formulas of a catalogue with all that they name found: types of registers, fields, units. It keeps no records.

use crate::coverage::{Dated, Dating, Days};
use crate::line::{dated_code, day_in_code};
use crate::row::{Columns, Row, Undated};
use crate::standing::Standing;
use crate::tally::{Share, Tally, share};
use crate::{Derived, Operand, Registers};
use juyan_catalogue::{
    Aggregate, Catalogue, FactTime, Formula, Part, Pattern, RegisterType, UnitClass, Written,
};
use juyan_model::{Accrual, Date, Decimal, Mode, Period, Prices, Rational, Record, Secrecy, Vouched};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// All formulas of a catalogue, ready to be worked out.
///
/// ```
/// # use juyan_catalogue::{Catalogue, Source};
/// use juyan_model::PeriodName;
/// use juyan_register::{Formulas, Registers};
/// # let text = "[[register]]\nid = \"event\"\nzh = \"活动台账\"\nen = \"Events\"\ncode = [\"code\"]\nexample = { \"编号\" = \"1\" }\n\
/// #   [[register.field]]\nid = \"code\"\nzh = \"编号\"\nkind = \"text\"\nrequired = true\n\
/// #   [[formula]]\nid = \"events\"\nkeys = ['\"活动\"']\ntime = \"period\"\nis = \"all\"\nzh = \"场次\"\nen = \"events\"\n\
/// #   example = { period = \"2024\", rows = {}, gives = {} }\n\
/// #   [[formula.part]]\nid = \"all\"\nzh = \"场次\"\ntake = \"count\"\nfrom = \"event\"\n";
/// # let source = Source { path: "a.toml".to_owned(), text: text.to_owned() };
/// # let catalogue = Catalogue::load(&[source]).unwrap().0;
/// let formulas = Formulas::new(&catalogue);
/// let mut registers = Registers::default();
/// registers.open("event");
/// let period = PeriodName::parse("2024H1").unwrap().0;
/// let facts = formulas.evaluate("events", &registers, "152923", period);
/// assert_eq!(facts[0].key.to_string(), "\"活动\"@152923:2024H1");
/// assert!(facts[0].value.is_zero());
/// ```
#[derive(Debug)]
pub struct Formulas<'c> {
    bound: Vec<Bound<'c>>,
}

/// A formula with all that it names found.
#[derive(Debug)]
pub(crate) struct Bound<'c> {
    pub(crate) formula: &'c Formula,
    pub(crate) parts: Vec<BoundPart<'c>>,
    /// The base unit of its facts.
    pub(crate) unit: SmolStr,
    /// What the unit of print is of the base unit.
    pub(crate) scale: Decimal,
    /// What a value of the parts is multiplied by to be in the base unit.
    pub(crate) convert: Rational,
    /// Whether it counts things.
    pub(crate) exact: bool,
    /// Who may see its facts.
    pub(crate) secrecy: Secrecy,
    /// Who keeps its registers; empty where several do.
    pub(crate) department: SmolStr,
    /// At whose prices the facts of each of its keys are.
    pub(crate) prices: Vec<Option<Prices>>,
}

/// A part with its register's type.
#[derive(Debug)]
pub(crate) struct BoundPart<'c> {
    pub(crate) part: &'c Part,
    pub(crate) columns: Columns<'c>,
    pub(crate) dated: Dated<'c>,
    /// Whether its rows tell how things stood on a day, so that of each line the last counts.
    snapshots: bool,
    /// Whether its facts are of what came within the period, and not of all that ever did.
    accrues: bool,
}

/// What a record adds to a part of the facts of a formula's key.
pub(crate) struct Contribution {
    /// What it holds in the fields that the key leaves open.
    pub(crate) group: Vec<SmolStr>,
    /// None where what it holds is of another year.
    pub(crate) share: Option<Share>,
    /// The day that it speaks of, where it tells.
    pub(crate) day: Option<Date>,
    /// What it holds in fields in which rows are to be alike.
    pub(crate) kind: Option<Vec<SmolStr>>,
}

impl<'c> Formulas<'c> {
    /// The formulas of `catalogue`, which has checked them.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        let formulas = catalogue.formulas.iter();
        Self {
            bound: formulas
                .filter_map(|formula| Bound::new(formula, catalogue))
                .collect(),
        }
    }

    /// The facts that `formula` gives for `period`, with their lineage. None where it is unknown, a register is not kept,
    /// or nothing of what is divided by is there. Where rows tell that they reach less far, the facts are of the time that
    /// they reach to.
    pub fn evaluate(
        &self,
        formula: &str,
        registers: &Registers,
        region: &str,
        period: Period,
    ) -> Vec<Derived> {
        let bound = self.bound(formula);
        bound.map_or_else(Vec::new, |bound| facts(bound, registers, region, period))
    }

    /// The facts that all formulas give, except those that stand beside another.
    pub fn evaluate_all(&self, registers: &Registers, region: &str, period: Period) -> Vec<Derived> {
        let told = self.bound.iter().filter(|bound| !bound.formula.beside);
        told.flat_map(|bound| facts(bound, registers, region, period))
            .collect()
    }

    /// What `formula` comes to for `period`, kept so that a changed row does not need the others again. None where it is
    /// unknown.
    pub fn standing(
        &self,
        formula: &str,
        registers: &Registers,
        region: &str,
        period: Period,
    ) -> Option<Standing<'_>> {
        let bound = self.bound(formula)?;
        Some(Standing::of(bound, registers, region, period))
    }

    /// What all formulas come to for `period`, kept open.
    pub fn standings(&self, registers: &Registers, region: &str, period: Period) -> Vec<Standing<'_>> {
        let bound = self.bound.iter();
        bound
            .map(|bound| Standing::of(bound, registers, region, period))
            .collect()
    }

    /// The formulas that look at `register`, and at one of `fields` where some are named.
    pub fn reading(&self, register: &str, fields: &[&str]) -> Vec<&'c Formula> {
        let reads = |bound: &&Bound<'c>| {
            bound.parts.iter().any(|part| {
                let looks = |field: &&str| {
                    bound.formula.looks_at(part.part).contains(*field) || part.columns.ends.contains(field)
                };
                part.part.from == register && (fields.is_empty() || fields.iter().any(looks))
            })
        };
        self.bound
            .iter()
            .filter(reads)
            .map(|bound| bound.formula)
            .collect()
    }

    /// The last day of `stretch` as of which somebody told what the fields of a part's rows hold, that bear no day: of the whole
    /// list, or of each row that takes part. None where nobody did.
    pub fn told(&self, part: &Part, registers: &Registers, stretch: Period) -> Option<Date> {
        let mut parts = self.bound.iter().flat_map(|bound| &bound.parts);
        let part = parts.find(|bound| std::ptr::eq(bound.part, part))?;
        let mut days = Days::default();
        let undated = part.undated(registers.vouched(&part.part.from));
        for row in registers
            .records(&part.part.from)
            .filter_map(|record| part.row(record, stretch, undated))
        {
            let day = part.dated.day(&row, stretch);
            days.put(day.filter(|_| !part.is_stale(&row)));
        }
        let told = registers.vouched(&part.part.from).map(|vouched| &vouched.told);
        let list = told.and_then(|told| told.range(stretch.from..=stretch.to).next_back().copied());
        list.max(days.all_since())
    }

    pub(crate) fn bound(&self, formula: &str) -> Option<&Bound<'c>> {
        self.bound.iter().find(|bound| bound.formula.id == formula)
    }
}

impl<'c> Bound<'c> {
    /// None where a part's register is not there, which a checked catalogue does not have.
    fn new(formula: &'c Formula, catalogue: &'c Catalogue) -> Option<Self> {
        let parts = formula.parts.iter().map(|part| {
            let register = catalogue.register(&part.from)?;
            Some(BoundPart {
                part,
                columns: Columns::new(register, catalogue),
                dated: Dated::of(formula, part, register),
                snapshots: are_snapshots(part, register),
                accrues: accrues(formula),
            })
        });
        let parts: Vec<BoundPart<'c>> = parts.collect::<Option<_>>()?;
        let scaled = catalogue.scaled_unit(&formula.unit);
        let class = scaled.map(|(_, unit)| unit.class);
        let keys = formula.keys.iter();
        Some(Self {
            formula,
            convert: conversion(formula, &parts, catalogue),
            department: department(&parts),
            prices: keys
                .map(|key| catalogue.prices_of(&key.indicator, &key.measures))
                .collect(),
            secrecy: formula
                .secrecy
                .or_else(|| parts.iter().map(BoundPart::secrecy).max())
                .unwrap_or_default(),
            parts,
            unit: scaled.map_or_else(SmolStr::default, |(_, unit)| unit.name.clone()),
            scale: scaled.map_or(Decimal::ONE, |(scale, _)| scale),
            exact: class == Some(UnitClass::Counter) && formula.decimals == 0,
        })
    }

    /// The time of its facts when `period` is asked for.
    pub(crate) fn time(&self, period: Period) -> Option<Period> {
        match self.formula.time {
            FactTime::Period => Some(period),
            FactTime::End => Some(period.end()),
            FactTime::Year => Period::year(period.to.year()),
            FactTime::None => None,
        }
    }

    /// What `record` adds to a part of the facts of a pattern, and which of them; none where it adds nothing.
    pub(crate) fn contribution(
        &self,
        pattern: usize,
        part: &BoundPart<'_>,
        record: &Record,
        (period, undated): (Period, Undated),
    ) -> Option<Contribution> {
        let row = part.row(record, period, undated)?;
        let pattern = self.formula.keys.get(pattern)?;
        let group = group(pattern, &row)?;
        Some(match part.share(&row) {
            Some(share) => Contribution {
                group,
                share: Some(share),
                day: part.dated.day(&row, row.period),
                kind: self.kind(pattern, &row),
            },
            // Of a list the year is not known before all that is on it was told for it.
            None if part.is_stale(&row) => Contribution {
                group,
                share: None,
                day: None,
                kind: None,
            },
            None => return None,
        })
    }

    /// What a row holds in the fields in which those of a fact are to be alike; none where the key tells them apart.
    fn kind(&self, pattern: &Pattern, row: &Row<'_>) -> Option<Vec<SmolStr>> {
        let alike = self.formula.alike.iter();
        let open: Vec<&SmolStr> = alike
            .filter(|alike| !pattern.fields().any(|field| field == alike.as_str()))
            .collect();
        let kind = open.iter().map(|field| row.word(field).unwrap_or_default());
        (!open.is_empty()).then(|| kind.collect())
    }

    /// Whether a key of it is bound to the time of its rows: what is wanted, or was always so, is not.
    pub(crate) fn is_of_time(&self, pattern: usize) -> bool {
        let is_done = |pattern: &Written<Pattern>| pattern.mode == Mode::Actual;
        matches!(self.formula.time, FactTime::Period | FactTime::End)
            && self.formula.keys.get(pattern).is_some_and(is_done)
    }
}

impl BoundPart<'_> {
    /// The record on the last day of the part's period, where it is of the part's register and meets its conditions.
    pub(crate) fn row<'a>(&'a self, record: &'a Record, period: Period, undated: Undated) -> Option<Row<'a>> {
        let row = self.there(record, period, undated)?;
        let meets = self.part.only.iter().all(|condition| row.holds(condition));
        meets.then_some(row)
    }

    /// The record on the last day of the part's period, where it is of the part's register and was there.
    fn there<'a>(&'a self, record: &'a Record, period: Period, undated: Undated) -> Option<Row<'a>> {
        if record.register != self.part.from {
            return None;
        }
        let period = self.period(period)?;
        let row = Row {
            columns: &self.columns,
            record,
            period,
            on: self.dated.read_on(record, period.to)?,
            undated,
            accrues: self.accrues,
        };
        let is_gone = self.dated.asks_for_end() && row.has_ended();
        (!is_gone).then_some(row)
    }

    /// Whether a record holds, on the last day of the part's period, the numbers that the part adds up.
    pub(crate) fn has_numbers(&self, record: &Record, period: Period, undated: Undated) -> bool {
        let Aggregate::Sum(value) = &*self.part.take else {
            return false;
        };
        let row = self.there(record, period, undated);
        row.is_some_and(|row| value.names().iter().all(|name| row.cell(name).is_some()))
    }

    /// Nothing taken together yet.
    pub(crate) fn tally(&self) -> Tally {
        if self.snapshots {
            Tally::Lines(BTreeMap::new())
        } else {
            Tally::new(&self.part.take)
        }
    }

    /// What a row adds; none where a field that it needs is empty.
    fn share(&self, row: &Row<'_>) -> Option<Share> {
        let share = share(&self.part.take, row)?;
        if !self.snapshots {
            return Some(share);
        }
        let (line, day) = dated_code(self.columns.register, &row.record.code)?;
        let value = match share {
            Share::Amount(amount) => amount,
            _ => Rational::one(),
        };
        Some(Share::Snapshot(line.into(), day, value))
    }

    /// Leaves of rows that tell how things stood those that count: the last of each line.
    pub(crate) fn retain_last(&self, operands: &mut Vec<Operand>) {
        if !self.snapshots {
            return;
        }
        let mut last: BTreeMap<SmolStr, Date> = BTreeMap::new();
        let lines = operands.iter();
        for (line, day) in lines.filter_map(|operand| dated_code(self.columns.register, &operand.record)) {
            let known = last.entry(line.into()).or_insert(day);
            *known = day.max(*known);
        }
        operands.retain(|operand| {
            let line = dated_code(self.columns.register, &operand.record);
            line.is_some_and(|(line, day)| last.get(line) == Some(&day))
        });
    }

    /// Whether what a row adds is of another year.
    pub(crate) fn is_stale(&self, row: &Row<'_>) -> bool {
        self.part.take.names().iter().any(|field| row.is_stale(field))
    }

    /// The years of which values without a day are in a register that was vouched for so far, where the part asks for that.
    pub(crate) fn undated(&self, vouched: Option<&Vouched>) -> Undated {
        let mut fields = self.part.fields();
        let asks = fields.any(|field| self.columns.is_of_years(field));
        vouched.filter(|_| asks)?.undated_years()
    }

    /// Whether it counts, so that no row is none of them. Different words are counted where every row has one: else
    /// nobody may have filled them in.
    pub(crate) fn counts(&self) -> bool {
        match &*self.part.take {
            Aggregate::Count => true,
            Aggregate::Distinct(field) => self
                .columns
                .register
                .field(field)
                .is_some_and(|field| field.required),
            Aggregate::Sum(_)
            | Aggregate::Mean(..)
            | Aggregate::Last { .. }
            | Aggregate::Crossing { .. }
            | Aggregate::Streak { .. } => false,
        }
    }

    /// Who may see what it comes to: a field that it looks at may be for fewer eyes than its register.
    fn secrecy(&self) -> Secrecy {
        let register = self.columns.register;
        let fields = self.part.fields().filter_map(|field| register.field(field));
        let closest = fields.map(|field| field.secrecy.unwrap_or(register.secrecy));
        closest.max().unwrap_or(register.secrecy)
    }

    /// The period that the part is reckoned in when `period` is asked for.
    pub(crate) fn period(&self, period: Period) -> Option<Period> {
        match self.part.years_before {
            0 => Some(period),
            years => period.shifted(years.checked_neg()?),
        }
    }
}

/// The facts of a formula, those of rows that reach less far for the time that they reach to.
fn facts(bound: &Bound<'_>, registers: &Registers, region: &str, period: Period) -> Vec<Derived> {
    let standing = Standing::of(bound, registers, region, period);
    let mut facts = standing.with_lineage(registers);
    for short in standing.short() {
        let mut standing = Standing::of(bound, registers, region, short.period);
        standing.only = Some(short.facts);
        facts.extend(standing.with_lineage(registers));
    }
    facts
}

/// Whether rows of a part tell how things stood on their days, of which it takes several together.
fn are_snapshots(part: &Part, register: &RegisterType) -> bool {
    let adds = matches!(*part.take, Aggregate::Sum(_) | Aggregate::Count);
    let is_exact = matches!(Dating::of(part, register), Dating::Only(_));
    adds && !is_exact && day_in_code(register).is_some_and(|day| day.snapshot)
}

/// Whether the facts of a formula are of what came within their period.
fn accrues(formula: &Formula) -> bool {
    let is_whole =
        |pattern: &Written<Pattern>| pattern.accrual == Accrual::Period && pattern.mode == Mode::Actual;
    formula.time == FactTime::Period && formula.keys.iter().all(is_whole)
}

/// Who keeps the registers of all parts; empty where several do.
fn department(parts: &[BoundPart<'_>]) -> SmolStr {
    let mut all = parts.iter().map(|part| &part.columns.register.dept);
    let first = all.next().cloned().unwrap_or_default();
    if all.all(|other| *other == first) {
        first
    } else {
        SmolStr::default()
    }
}

/// What the row holds in the fields that the pattern leaves open; none where one is empty.
fn group(pattern: &Pattern, row: &Row<'_>) -> Option<Vec<SmolStr>> {
    pattern.fields().map(|field| row.word(field)).collect()
}

/// What the value of a formula over its parts is multiplied by to be in the formula's base unit.
fn conversion(formula: &Formula, parts: &[BoundPart<'_>], catalogue: &Catalogue) -> Rational {
    let factor = |printed: &str| {
        let (_, unit) = catalogue.scaled_unit(printed)?;
        let factor = unit.factor?;
        let factor = Rational::fraction(factor.numerator.into(), factor.denominator.into());
        Some((unit, factor))
    };
    let Some((wanted, per)) = factor(&formula.unit) else {
        return Rational::one();
    };
    if wanted.class == UnitClass::Ratio {
        return per.recip();
    }
    let units: BTreeMap<&str, Rational> = parts
        .iter()
        .filter_map(|part| {
            let names = part.part.take.value()?.names();
            let field = part.columns.register.field(names.first()?)?;
            let (unit, factor) = factor(&field.unit)?;
            (unit.dimension == wanted.dimension).then_some((unit.name.as_str(), factor))
        })
        .collect();
    let first = units.into_values().next();
    first.map_or_else(Rational::one, |given| given / per)
}
