//! Which facts say anything of a plan, so that who has a million of them need not bring them all.

use crate::known::stretch;
use crate::plan::Plan;
use crate::rounds;
use crate::target::bare;
use crate::wording::Wording;
use juyan_catalogue::{Catalogue, Formula};
use juyan_model::{Cell, Date, Key, Measure, Period, Term};
use juyan_register::Registers;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// What of all facts is asked for a plan on a day. With these alone [`Known`](crate::Known) says the same of it as with all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// How the keys begin, by the region: facts of any time.
    pub beginnings: BTreeMap<SmolStr, BTreeSet<String>>,
    /// The stretch of each region within which reports may tell the same under other words.
    pub near: BTreeMap<SmolStr, Period>,
}

impl Asked {
    /// What `plan` asks for on `day`.
    pub fn of(plan: &Plan, registers: &Registers, catalogue: &Catalogue, day: Date) -> Self {
        let keys: BTreeSet<Key> = keys(plan).cloned().collect();
        let mut asked = Self::default();
        for key in &keys {
            asked.ask(&bare(key));
        }
        for target in &plan.targets {
            asked.look_near(&target.actual(), day);
        }
        for (key, _) in plan.tasks.iter().filter_map(|task| task.test.as_ref()) {
            asked.look_near(key, day);
        }
        let wording = Wording::of(registers, catalogue);
        let wanted: BTreeSet<Key> = keys.iter().map(bare).collect();
        for (name, key) in wording.called().filter(|(_, key)| wanted.contains(*key)) {
            asked.ask_called(name, key, catalogue);
        }
        let first = plan.tasks.iter().filter_map(rounds::first).min();
        for near in asked.near.values_mut() {
            *near = Period::new(first.map_or(near.from, |first| near.from.min(first)), near.to);
        }
        asked
    }

    /// What was ever told under `key`, and how much of a plan that was.
    fn ask(&mut self, key: &Key) {
        self.begin(key, &key.beginning());
        if key.measures.is_empty() {
            let share = Key {
                measures: vec![Measure::Progress(None)],
                ..key.clone()
            };
            let share = share.beginning();
            let place = format!("@{}", key.region);
            self.begin(key, &format!("{}(", share.strip_suffix(&place).unwrap_or(&share)));
            self.begin(key, &share);
        }
    }

    /// Facts whose keys have the name of a target as their own: `"玉米播种面积"`, `"播种面积"` of 玉米, `area_sown` of it.
    fn ask_called(&mut self, name: &str, key: &Key, catalogue: &Catalogue) {
        let measures = crate::wording::measures(key);
        let mut of = |indicator: Term, has_dimensions: bool| {
            let level = Key {
                indicator,
                dimensions: BTreeMap::new(),
                measures: measures.to_vec(),
                ..key.clone()
            };
            let term = level.indicator.to_string();
            self.begin(key, &format!("{term}{{"));
            if !has_dimensions {
                self.ask(&level);
            }
        };
        for (at, _) in name.char_indices() {
            of(Term::Words(name.get(at..).unwrap_or_default().into()), at > 0);
        }
        for indicator in &catalogue.indicators {
            let names = || std::iter::once(&indicator.name).chain(&indicator.aliases);
            if names().any(|own| name.ends_with(own.as_str())) {
                let is_all = names().any(|own| own.as_str() == name);
                of(Term::Id(indicator.id.clone()), !is_all);
            }
        }
    }

    fn begin(&mut self, key: &Key, words: &str) {
        let own = self.beginnings.entry(key.region.clone()).or_default();
        own.insert(words.to_owned());
    }

    fn look_near(&mut self, key: &Key, day: Date) {
        let Some(stretch) = stretch(key, day) else {
            return;
        };
        let whole = Period::new(stretch.from, day);
        let near = self.near.entry(key.region.clone()).or_insert(whole);
        *near = Period::new(near.from.min(stretch.from), day);
    }
}

/// The keys of which a plan asks what they came to.
fn keys(plan: &Plan) -> impl Iterator<Item = &Key> {
    let targets = plan.targets.iter().map(|target| &target.key);
    let tasks = plan.tasks.iter().flat_map(|task| {
        let tests = task.test.iter().map(|(key, _)| key);
        let parts = task.parts.iter().filter_map(|part| part.fact.as_ref());
        tests.chain(&task.continues).chain(parts)
    });
    let problems = plan.problems.iter().flat_map(|problem| &problem.facts);
    let statements = plan.statements.iter().flat_map(|statement| &statement.facts);
    targets.chain(tasks).chain(problems).chain(statements)
}

/// The registers of whose records a plan asks: those of the formulas that may give what stands under a key of the plan's own records.
pub fn registers_for(registers: &Registers, catalogue: &Catalogue) -> BTreeSet<SmolStr> {
    let records = Plan::REGISTERS.iter().flat_map(|id| registers.records(id));
    let cells = records
        .flat_map(|record| record.fields.values().flatten())
        .filter_map(|dated| dated.cell.as_ref());
    let asked: BTreeSet<Term> = cells
        .filter_map(|cell| match cell {
            Cell::Text(words) | Cell::Code(words) | Cell::Link(words) => words.parse::<Key>().ok(),
            Cell::Number(_) | Cell::Day(_) | Cell::Flag(_) => None,
        })
        .map(|key| key.indicator)
        .collect();
    let gives = |formula: &&Formula| formula.keys.iter().any(|key| asked.contains(&key.indicator));
    let formulas = catalogue.formulas.iter().filter(gives);
    formulas
        .flat_map(|formula| formula.parts.iter().map(|part| part.from.clone()))
        .collect()
}
