//! What a formula comes to for a period, kept open: a changed row is taken out as it was and put in as it is.

use crate::formulas::{Bound, BoundPart};
use crate::tally::{Share, Tally};
use crate::{Derived, Operand, Registers, Step, Taken, printed};
use juyan_model::{Cell, Key, Period, Printed, Rational, Record};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a formula comes to for a period, over rows that may still change 在算.
#[derive(Debug)]
pub struct Standing<'f> {
    pub(crate) bound: &'f Bound<'f>,
    pub(crate) region: SmolStr,
    pub(crate) period: Period,
    /// Whether all its registers are kept.
    pub(crate) kept: bool,
    /// For each key of the formula the parts' tallies, by what rows hold in the fields that the key leaves open.
    pub(crate) groups: Vec<BTreeMap<Vec<SmolStr>, Vec<Tally>>>,
    pub(crate) looked_at: u64,
}

/// Rows that took part: which key, which fact of it, which part, and the row.
type Lineage = BTreeMap<(usize, Vec<SmolStr>, SmolStr), Arc<[Operand]>>;

impl<'f> Standing<'f> {
    pub(crate) fn of(bound: &'f Bound<'f>, registers: &Registers, region: &str, period: Period) -> Self {
        let mut standing = Self {
            bound,
            region: region.into(),
            period,
            kept: bound.parts.iter().all(|part| registers.keeps(&part.part.from)),
            groups: vec![BTreeMap::new(); bound.formula.keys.len()],
            looked_at: 0,
        };
        let kept: BTreeSet<&str> = bound.parts.iter().map(|part| part.part.from.as_str()).collect();
        for register in kept {
            for record in registers.records(register) {
                standing.move_in(record, Tally::put);
            }
        }
        standing
    }

    /// Takes a record out as it was before, and puts it in as it is after. No other record is looked at.
    pub fn replace(&mut self, before: Option<&Record>, after: Option<&Record>) {
        if let Some(before) = before {
            self.move_in(before, Tally::take);
        }
        if let Some(after) = after {
            self.move_in(after, Tally::put);
        }
    }

    /// Its facts, without the rows that took part.
    pub fn facts(&self) -> Vec<Derived> {
        let groups = self.all_groups().into_iter();
        groups
            .filter_map(|(at, group)| self.derived(at, &group, &Lineage::new()))
            .collect()
    }

    /// How often a record was looked at.
    pub const fn looked_at(&self) -> u64 {
        self.looked_at
    }

    /// Its facts, with the rows that took part.
    pub fn with_lineage(&self, registers: &Registers) -> Vec<Derived> {
        let lineage = self.lineage(registers);
        let groups = self.all_groups();
        groups
            .into_iter()
            .filter_map(|(at, group)| self.derived(at, &group, &lineage))
            .collect()
    }

    /// Lets a record into the tallies, or out of them.
    fn move_in(&mut self, record: &Record, change: fn(&mut Tally, Share)) {
        self.looked_at += 1;
        let bound = self.bound;
        for at in 0..bound.formula.keys.len() {
            for (position, part) in bound.parts.iter().enumerate() {
                let Some((group, share)) = bound.contribution(at, part, record, self.period) else {
                    continue;
                };
                let new = || {
                    bound
                        .parts
                        .iter()
                        .map(|part| Tally::new(&part.part.take))
                        .collect()
                };
                let tallies: &mut Vec<Tally> = match self.groups.get_mut(at) {
                    Some(groups) => groups.entry(group).or_insert_with(new),
                    None => continue,
                };
                if let Some(tally) = tallies.get_mut(position) {
                    change(tally, share);
                }
            }
        }
    }

    /// All facts; of a key that leaves nothing open there is one even without rows.
    fn all_groups(&self) -> BTreeSet<(usize, Vec<SmolStr>)> {
        let mut all = BTreeSet::new();
        for (at, (pattern, groups)) in self.bound.formula.keys.iter().zip(&self.groups).enumerate() {
            if pattern.fields().next().is_none() {
                all.insert((at, Vec::new()));
            }
            let there = groups
                .iter()
                .filter(|(_, tallies)| !tallies.iter().all(Tally::is_empty));
            all.extend(there.map(|(group, _)| (at, group.clone())));
        }
        all
    }

    fn key(&self, at: usize, group: &[SmolStr]) -> Option<Key> {
        let pattern = self.bound.formula.keys.get(at)?;
        Some(pattern.key(&self.region, self.bound.time(self.period), group))
    }

    /// One fact. Without a single row only counts of kept registers come to something: none.
    fn derived(&self, at: usize, group: &[SmolStr], lineage: &Lineage) -> Option<Derived> {
        let Bound { formula, parts, .. } = self.bound;
        let none = Vec::new();
        let tallies = self.groups.get(at)?.get(group).unwrap_or(&none);
        let only_counts = parts.iter().all(BoundPart::counts);
        let is_empty = tallies.iter().all(Tally::is_empty);
        if !self.kept || (is_empty && !only_counts) {
            return None;
        }
        let mut taken = |name: &str| {
            let position = parts.iter().position(|part| part.part.id == name)?;
            let (part, nothing) = (parts.get(position)?, Tally::new(&parts.get(position)?.part.take));
            let tally = tallies.get(position).unwrap_or(&nothing);
            let total = tally.total(&part.part.take, part.period(self.period)?, part.part.years_before)?;
            let operands = lineage.get(&(at, group.to_vec(), part.part.id.clone()));
            Some(Taken {
                part: part.part.id.clone(),
                register: part.part.from.clone(),
                value: total.value,
                day: total.day,
                operands: operands.cloned().unwrap_or_default(),
            })
        };
        let working = Step::work_out(&formula.is, &mut taken)?;
        let value = working.value() * &self.bound.convert;
        Some(Derived {
            key: self.key(at, group)?,
            formula: formula.id.clone(),
            within: self.period,
            printed: self.printed(&value),
            value,
            unit: self.bound.unit.clone(),
            printed_unit: formula.unit.clone(),
            secrecy: self.bound.secrecy,
            department: self.bound.department.clone(),
            working,
        })
    }

    fn printed(&self, value: &Rational) -> Option<Printed> {
        let Bound {
            formula,
            scale,
            exact,
            ..
        } = self.bound;
        let mut printed = printed(value, *scale, formula.decimals, *exact)?;
        if formula.trim {
            printed.digits = printed.digits.normalize();
        }
        Some(printed)
    }

    /// The rows that took part in each fact.
    fn lineage(&self, registers: &Registers) -> Lineage {
        let mut lineage: BTreeMap<_, Vec<Operand>> = BTreeMap::new();
        for part in &self.bound.parts {
            let fields = self.bound.formula.looks_at(part.part);
            for record in registers.records(&part.part.from) {
                for at in 0..self.bound.formula.keys.len() {
                    let share = self.bound.contribution(at, part, record, self.period);
                    let operand = share
                        .and_then(|(group, _)| Some((group, operand(part, record, self.period, &fields)?)));
                    if let Some((group, operand)) = operand {
                        let place = (at, group, part.part.id.clone());
                        lineage.entry(place).or_default().push(operand);
                    }
                }
            }
        }
        lineage
            .into_iter()
            .map(|(place, operands)| (place, operands.into()))
            .collect()
    }
}

/// A record as an operand of a part.
fn operand(
    part: &BoundPart<'_>,
    record: &Record,
    period: Period,
    fields: &BTreeSet<&str>,
) -> Option<Operand> {
    let row = part.row(record, period)?;
    let held =
        |field: &&str| -> Option<(SmolStr, Cell)> { Some(((*field).into(), row.cell(field)?.clone())) };
    Some(Operand {
        register: record.register.clone(),
        record: record.code.clone(),
        on: row.period.to,
        cells: fields.iter().filter_map(held).collect(),
        gives: part.part.take.value().and_then(|value| row.value(value)),
    })
}
