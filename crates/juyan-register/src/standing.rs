//! What a formula comes to for a period, kept open: a changed row is taken out as it was and put in as it is.

use crate::coverage::{Days, Reach};
use crate::formulas::{Bound, BoundPart, Contribution};
use crate::row::Undated;
use crate::tally::{Share, Tally};
use crate::{Derived, Operand, Registers, Step, Taken, printed};
use juyan_catalogue::FactTime;
use juyan_model::{Cell, Date, Key, Period, Printed, Rational, Record, Vouched};
use smol_str::SmolStr;
use std::borrow::Cow;
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
    pub(crate) groups: Vec<BTreeMap<Vec<SmolStr>, Vec<Taking>>>,
    /// For each part the days that any row of its register speaks of, counted or not; of what is merely counted.
    pub(crate) noted: Vec<Days>,
    /// For each part how many rows of its register have the numbers that it adds up, counted or not: a column that no sheet
    /// has is not one of noughts.
    pub(crate) held: Vec<u64>,
    /// For each part of which years values are that were told without a day.
    pub(crate) undated: Vec<Undated>,
    /// For each part how far its register was kept.
    pub(crate) vouched: Vec<Option<Vouched>>,
    /// The facts that are asked for; all where none are told.
    pub(crate) only: Option<BTreeSet<Named>>,
    pub(crate) looked_at: u64,
}

/// A fact of a formula: its key, and what rows hold in the fields that the key leaves open.
pub(crate) type Named = (usize, Vec<SmolStr>);

/// What rows have added to a part of a fact, and the days that they speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taking {
    pub(crate) tally: Tally,
    pub(crate) days: Days,
    /// What the rows hold in the fields in which they are to be alike, and how many hold that.
    pub(crate) kinds: BTreeMap<Vec<SmolStr>, u64>,
}

/// Facts whose rows reach less far than they were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// The time that they reach to.
    pub period: Period,
    pub(crate) facts: BTreeSet<Named>,
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
            noted: vec![Days::default(); bound.parts.len()],
            held: vec![0; bound.parts.len()],
            undated: Vec::new(),
            vouched: Vec::new(),
            only: None,
            looked_at: 0,
        };
        standing.vouch(|register| registers.vouched(register).cloned());
        standing.undated = undated(bound, &standing.vouched);
        let kept: BTreeSet<&str> = bound.parts.iter().map(|part| part.part.from.as_str()).collect();
        for register in kept {
            for record in registers.records(register) {
                standing.move_in(record, Way::In);
            }
        }
        standing
    }

    /// Takes a record out as it was before, and puts it in as it is after. No other record is looked at.
    pub fn replace(&mut self, before: Option<&Record>, after: Option<&Record>) {
        if let Some(before) = before {
            self.move_in(before, Way::Out);
        }
        if let Some(after) = after {
            self.move_in(after, Way::In);
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

    /// Says how far each register was kept.
    pub fn vouch(&mut self, to: impl Fn(&str) -> Option<Vouched>) {
        let parts = self.bound.parts.iter();
        self.vouched = parts.map(|part| to(&part.part.from)).collect();
    }

    /// Whether what it has come to still holds now that registers are kept so far: of which years values are that were told
    /// without a day hangs on it.
    pub fn is_of_the_same_years(&self) -> bool {
        self.undated == undated(self.bound, &self.vouched)
    }

    /// Asks for some of its facts alone.
    #[must_use]
    pub fn only(mut self, short: &Short) -> Self {
        self.only = Some(short.facts.clone());
        self
    }

    /// Facts that it does not give since their rows tell that they reach less far, by the time that they reach to.
    pub fn short(&self) -> Vec<Short> {
        let mut ends: BTreeMap<Date, BTreeSet<Named>> = BTreeMap::new();
        for (at, group) in self.all_groups() {
            let reach = self.reach(at, &group).filter(|reach| reach.by_rows);
            let within = reach.filter(|reach| self.period.from <= reach.to && reach.to < self.period.to);
            if let Some(reach) = within {
                ends.entry(reach.to).or_default().insert((at, group));
            }
        }
        let short = |(to, facts)| Short {
            period: Period::new(self.period.from, to),
            facts,
        };
        ends.into_iter().map(short).collect()
    }

    /// How far the rows of a fact reach, that part least far which does; none where nothing bounds them.
    fn reach(&self, at: usize, group: &[SmolStr]) -> Option<Reach> {
        if !self.bound.is_of_time(at) {
            return None;
        }
        let (none, nobody) = (Vec::new(), Days::default());
        let takings = self.groups.get(at)?.get(group).unwrap_or(&none);
        let parts = self.bound.parts.iter().enumerate();
        let reaches = parts.filter_map(|(position, part)| {
            let days = self.days(part, takings);
            let vouched = self.vouched.get(position).and_then(Option::as_ref);
            // Of an earlier year nobody asks up to when its register was kept.
            let vouched = vouched.filter(|_| part.part.years_before == 0);
            let noted = self.noted.get(position).unwrap_or(&nobody);
            let reach = part.dated.reach(&days, noted, vouched, self.period.to)?;
            let to = Period::instant(reach.to).shifted(part.part.years_before)?.to;
            Some(Reach { to, ..reach })
        });
        reaches.min()
    }

    /// The days that rows of a part's register speak of, in whatever part: of the days that were measured some were good.
    fn days<'t>(&self, part: &BoundPart<'_>, takings: &'t [Taking]) -> Cow<'t, Days> {
        let is_alike = |other: &&BoundPart<'_>| {
            other.part.from == part.part.from
                && other.part.years_before == part.part.years_before
                && other.dated.dating == part.dated.dating
        };
        let both = self.bound.parts.iter().zip(takings);
        let mut alike = both
            .filter(|(other, _)| is_alike(other))
            .map(|(_, taking)| &taking.days);
        let Some(first) = alike.next() else {
            return Cow::Owned(Days::default());
        };
        alike.fold(Cow::Borrowed(first), |mut all, days| {
            all.to_mut().extend(days);
            all
        })
    }

    /// Whether the rows of a fact tell of the whole time that it is asked for.
    fn covers(&self, at: usize, group: &[SmolStr]) -> bool {
        let Bound { formula, parts, .. } = self.bound;
        let is_whole = parts
            .iter()
            .all(|part| part.dated.begins_with(formula, self.period));
        let reaches = self
            .reach(at, group)
            .is_none_or(|reach| reach.to >= self.period.to);
        is_whole && reaches && self.is_told(at, group)
    }

    /// Whether somebody told of the year what a fact of the year is reckoned from.
    fn is_told(&self, at: usize, group: &[SmolStr]) -> bool {
        if self.bound.formula.time != FactTime::Year {
            return true;
        }
        let none = Vec::new();
        let takings = self.groups.get(at).and_then(|groups| groups.get(group));
        let takings = takings.unwrap_or(&none);
        let mut parts = self.bound.parts.iter().enumerate();
        parts.all(|(position, part)| {
            let vouched = self.vouched.get(position).and_then(Option::as_ref);
            let days = self.days(part, takings);
            part.dated.is_told_in(self.period.to.year(), &days, vouched)
        })
    }

    /// Whether rows that are not there were looked for: a register whose rows all lie before the period says nothing of it, nor
    /// does one that was begun in a later year.
    fn is_noted(&self) -> bool {
        let earlier = |days: &Days| days.last().is_some_and(|last| last < self.period.from);
        let parts = self.bound.parts.iter().zip(&self.noted).enumerate();
        let mut begun = parts.filter_map(|(position, (part, days))| {
            let vouched = self.vouched.get(position).and_then(Option::as_ref);
            part.dated.begun(days, vouched)
        });
        !self.noted.iter().any(earlier) && begun.all(|first| first.year() <= self.period.from.year())
    }

    /// Whether that a part of a fact has no row means nought: of an earlier year nobody knows, of months and days without rows
    /// neither. Where another part has rows of the register, of which none counts here, it does, as long as the numbers are
    /// told at all.
    fn is_nought(&self, position: usize, takings: &[Taking]) -> bool {
        let Some(part) = self.bound.parts.get(position) else {
            return false;
        };
        if part.part.years_before != 0 {
            return false;
        }
        if part.counts() {
            return true;
        }
        let both = self.bound.parts.iter().zip(takings);
        let mut others = both.filter(|(other, _)| {
            other.part.from == part.part.from && other.part.years_before == part.part.years_before
        });
        let is_held = self.held.get(position).is_some_and(|held| *held > 0);
        is_held && !part.dated.wants_rows() && others.any(|(_, taking)| !taking.tally.is_empty())
    }

    /// Lets a record into the tallies, or out of them.
    fn move_in(&mut self, record: &Record, way: Way) {
        self.looked_at += 1;
        let bound = self.bound;
        for at in 0..bound.formula.keys.len() {
            for (position, part) in bound.parts.iter().enumerate() {
                let undated = self.undated.get(position).copied().flatten();
                let contribution = bound.contribution(at, part, record, (self.period, undated));
                if let Some(contribution) = contribution {
                    let Contribution {
                        group,
                        share,
                        day,
                        kind,
                    } = contribution;
                    let new = || bound.parts.iter().map(Taking::new).collect();
                    let taking = self.groups.get_mut(at).and_then(|groups| {
                        let takings: &mut Vec<Taking> = groups.entry(group).or_insert_with(new);
                        takings.get_mut(position)
                    });
                    if let Some(taking) = taking {
                        if let Some(share) = share {
                            way.tally(&mut taking.tally, share);
                        }
                        way.day(&mut taking.days, day);
                        way.kind(&mut taking.kinds, kind);
                    }
                }
            }
        }
        self.note(record, way);
    }

    /// Keeps in mind what a record tells where it may not count: of which day it is, and that it has numbers.
    fn note(&mut self, record: &Record, way: Way) {
        let bound = self.bound;
        for ((part, held), undated) in bound.parts.iter().zip(&mut self.held).zip(&self.undated) {
            if bound.parts.len() > 1 && part.has_numbers(record, self.period, *undated) {
                *held = match way {
                    Way::In => *held + 1,
                    Way::Out => held.saturating_sub(1),
                };
            }
        }
        if bound.formula.time != FactTime::Period || !bound.parts.iter().all(BoundPart::counts) {
            return;
        }
        for (part, days) in bound.parts.iter().zip(&mut self.noted) {
            if part.part.from == record.register
                && part.part.years_before == 0
                && let Some(day) = part.dated.own_day(record, Date::MAX)
            {
                way.day(days, Some(day));
            }
        }
    }

    /// All facts; of a key that leaves nothing open there is one even without rows.
    pub(crate) fn all_groups(&self) -> BTreeSet<(usize, Vec<SmolStr>)> {
        let mut all = BTreeSet::new();
        for (at, (pattern, groups)) in self.bound.formula.keys.iter().zip(&self.groups).enumerate() {
            if pattern.fields().next().is_none() {
                all.insert((at, Vec::new()));
            }
            let there = groups
                .iter()
                .filter(|(_, takings)| !takings.iter().all(|taking| taking.tally.is_empty()));
            all.extend(there.map(|(group, _)| (at, group.clone())));
        }
        if let Some(only) = &self.only {
            all.retain(|named| only.contains(named));
        }
        all
    }

    pub(crate) fn key(&self, at: usize, group: &[SmolStr]) -> Option<Key> {
        let pattern = self.bound.formula.keys.get(at)?;
        Some(pattern.key(&self.region, self.bound.time(self.period), group))
    }

    /// One fact. Without a single row only counts of kept registers come to something: none.
    fn derived(&self, at: usize, group: &[SmolStr], lineage: &Lineage) -> Option<Derived> {
        let Bound { formula, parts, .. } = self.bound;
        let none = Vec::new();
        let takings = self.groups.get(at)?.get(group).unwrap_or(&none);
        let only_counts = parts.iter().all(BoundPart::counts);
        let is_empty = takings.iter().all(|taking| taking.tally.is_empty());
        let is_told = !is_empty || (only_counts && self.is_noted());
        if !self.kept
            || !is_told
            || !are_alike(takings)
            || !self.covers(at, group)
            || !self.is_even(at, group)
        {
            return None;
        }
        let mut taken = |name: &str| {
            let position = parts.iter().position(|part| part.part.id == name)?;
            let (part, nothing) = (parts.get(position)?, parts.get(position)?.tally());
            let tally = takings.get(position).map_or(&nothing, |taking| &taking.tally);
            if tally.is_empty() && !self.is_nought(position, takings) {
                return None;
            }
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
            prices: self.bound.prices.get(at).copied().flatten(),
            formula: formula.id.clone(),
            within: self.period,
            printed: self.printed(&value),
            value,
            unit: self.bound.unit.clone(),
            trim: formula.trim,
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
        printed(value, *scale, formula.decimals, *exact)
    }

    /// The rows that took part in each fact.
    fn lineage(&self, registers: &Registers) -> Lineage {
        let mut lineage: BTreeMap<_, Vec<Operand>> = BTreeMap::new();
        for (part, undated) in self.bound.parts.iter().zip(&self.undated) {
            let fields = self.bound.formula.looks_at(part.part);
            let within = (self.period, *undated);
            for record in registers.records(&part.part.from) {
                for at in 0..self.bound.formula.keys.len() {
                    let contribution = self.bound.contribution(at, part, record, within);
                    let counted = contribution.filter(|contribution| contribution.share.is_some());
                    let operand = counted
                        .and_then(|counted| Some((counted.group, operand(part, record, within, &fields)?)));
                    if let Some((group, operand)) = operand {
                        let place = (at, group, part.part.id.clone());
                        lineage.entry(place).or_default().push(operand);
                    }
                }
            }
        }
        let part = |id: &SmolStr| self.bound.parts.iter().find(|part| part.part.id == *id);
        lineage
            .into_iter()
            .map(|(place, mut operands)| {
                if let Some(part) = part(&place.2) {
                    part.retain_last(&mut operands);
                }
                (place, operands.into())
            })
            .collect()
    }
}

/// For each part of which years values are that were told without a day, in registers that were vouched for so far.
fn undated(bound: &Bound<'_>, vouched: &[Option<Vouched>]) -> Vec<Undated> {
    let vouched = vouched.iter().map(Option::as_ref).chain(std::iter::repeat(None));
    let parts = bound.parts.iter().zip(vouched);
    parts.map(|(part, vouched)| part.undated(vouched)).collect()
}

/// Whether all rows are of one kind, where they are to be.
fn are_alike(takings: &[Taking]) -> bool {
    let kinds: BTreeSet<&Vec<SmolStr>> = takings.iter().flat_map(|taking| taking.kinds.keys()).collect();
    kinds.len() <= 1
}

/// Whether a record comes in or goes out.
#[derive(Debug, Clone, Copy)]
enum Way {
    In,
    Out,
}

impl Way {
    fn tally(self, tally: &mut Tally, share: Share) {
        match self {
            Self::In => tally.put(share),
            Self::Out => tally.take(share),
        }
    }

    fn day(self, days: &mut Days, day: Option<Date>) {
        match self {
            Self::In => days.put(day),
            Self::Out => days.take(day),
        }
    }

    fn kind(self, kinds: &mut BTreeMap<Vec<SmolStr>, u64>, kind: Option<Vec<SmolStr>>) {
        let Some(kind) = kind else { return };
        let rows = kinds.entry(kind.clone()).or_default();
        *rows = match self {
            Self::In => *rows + 1,
            Self::Out => rows.saturating_sub(1),
        };
        if *rows == 0 {
            kinds.remove(&kind);
        }
    }
}

impl Taking {
    /// Whether no row has added anything, nor speaks of any day.
    pub(crate) fn is_nothing(&self) -> bool {
        self.tally.is_empty() && self.days == Days::default() && self.kinds.is_empty()
    }

    /// Nothing yet.
    fn new(part: &BoundPart<'_>) -> Self {
        Self {
            tally: part.tally(),
            days: Days::default(),
            kinds: BTreeMap::new(),
        }
    }
}

/// A record as an operand of a part.
fn operand(
    part: &BoundPart<'_>,
    record: &Record,
    (period, undated): (Period, Undated),
    fields: &BTreeSet<&str>,
) -> Option<Operand> {
    let row = part.row(record, period, undated)?;
    let held =
        |field: &&str| -> Option<(SmolStr, Cell)> { Some(((*field).into(), row.cell(field)?.clone())) };
    Some(Operand {
        register: record.register.clone(),
        record: record.code.clone(),
        on: row.on,
        cells: fields.iter().filter_map(held).collect(),
        gives: part.part.take.value().and_then(|value| row.value(value)),
    })
}
