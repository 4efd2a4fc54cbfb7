//! What formulas come to over the records of a ledger as it is to be: what was held ready is taken up and the records that
//! come to be others are taken out as they were and put in as they are; only where nothing was held ready all records are
//! gone through.

use crate::Poster;
use crate::prospect::Prospect;
use juyan_catalogue::Formula;
use juyan_ledger::{LedgerError, Ready, Tally};
use juyan_model::{Fact, Period};
use juyan_register::{Derived, Registers, Standing, Uneven};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// What formulas come to.
#[derive(Debug)]
pub(crate) struct Standings<'p> {
    poster: &'p Poster<'p>,
    prospect: &'p Prospect<'p>,
    region: SmolStr,
    /// What is held ready and proved.
    ready: Ready<'p>,
    /// The records of registers that had to be gone through.
    records: Registers,
    /// What is to be held ready.
    tallies: Vec<Tally>,
    /// What does not follow since years are not covered alike.
    pub(crate) uneven: Vec<Uneven>,
    /// The names of what is held ready and not what the rows come to, where all are gone through.
    pub(crate) wrong: Vec<String>,
    /// The names of all that was asked for.
    asked: BTreeSet<String>,
}

impl<'p> Standings<'p> {
    pub(crate) fn new(poster: &'p Poster<'p>, prospect: &'p Prospect<'p>) -> Result<Self, LedgerError> {
        Ok(Self {
            poster,
            prospect,
            region: prospect.reading.region()?,
            ready: prospect.reading.ready()?,
            records: Registers::default(),
            tallies: Vec::new(),
            uneven: Vec::new(),
            wrong: Vec::new(),
            asked: BTreeSet::new(),
        })
    }

    /// The facts that follow by `formula` when `period` is asked for. Where rows tell that they reach less far, the facts are
    /// of the time that they reach to.
    pub(crate) fn facts(&mut self, formula: &Formula, period: Period) -> Result<Vec<Fact>, LedgerError> {
        let Some(standing) = self.standing(formula, period)? else {
            return Ok(Vec::new());
        };
        let mut facts = standing.facts();
        self.uneven.extend(standing.uneven());
        for short in standing.short() {
            let standing = self.standing(formula, short.period)?;
            facts.extend(
                standing
                    .into_iter()
                    .flat_map(|standing| standing.only(&short).facts()),
            );
        }
        Ok(facts.iter().filter_map(Derived::fact).collect())
    }

    /// What `formula` comes to for `period`, which is held ready from now on.
    fn standing(&mut self, formula: &Formula, period: Period) -> Result<Option<Standing<'p>>, LedgerError> {
        let is_kept = |register: &SmolStr| self.prospect.kept.contains(register);
        if !formula.parts.iter().all(|part| is_kept(&part.from)) {
            return Ok(None);
        }
        let name = format!("{}/{}/{}", formula.id, period.from, period.to);
        let held = self.ready.get(&name)?;
        let taken_up = held.as_deref().and_then(|bytes| self.taken_up(formula, bytes));
        let is_held = taken_up.is_some();
        let standing = match taken_up.filter(|_| !self.prospect.anew) {
            Some(standing) => Some(standing),
            None => self.anew(formula, period)?,
        };
        let Some(mut standing) = standing else {
            return Ok(None);
        };
        standing.vouch(|register| self.prospect.vouched.get(register).cloned());
        let bytes = standing.to_bytes();
        let is_new = self.asked.insert(name.clone());
        if is_new && held.as_ref() != Some(&bytes) {
            if is_held && self.prospect.anew {
                self.wrong.push(name.clone());
            }
            self.tallies.push(Tally { name, bytes });
        }
        Ok(Some(standing))
    }

    /// What was held ready, with the records that come to be others.
    fn taken_up(&self, formula: &Formula, bytes: &[u8]) -> Option<Standing<'p>> {
        let mut standing = self.poster.formulas.restore(bytes)?;
        standing.vouch(|register| self.prospect.vouched.get(register).cloned());
        if !standing.is_of_the_same_years() {
            return None;
        }
        let registers: BTreeSet<&SmolStr> = formula.parts.iter().map(|part| &part.from).collect();
        for register in registers {
            for revised in self.prospect.revised(register) {
                standing.replace(revised.before.as_ref(), Some(&revised.after));
            }
        }
        Some(standing)
    }

    fn anew(&mut self, formula: &Formula, period: Period) -> Result<Option<Standing<'p>>, LedgerError> {
        for part in &formula.parts {
            self.prospect.load(&part.from, &mut self.records)?;
            if let Some(vouched) = self.prospect.vouched.get(&part.from) {
                self.records.vouch(&part.from, vouched.clone());
            }
        }
        let formulas = &self.poster.formulas;
        Ok(formulas.standing(&formula.id, &self.records, &self.region, period))
    }

    /// What is to be held ready now, and the names of what is held of `formulas` for stretches that nobody asks for any more:
    /// it has not taken in the records that come to be others.
    pub(crate) fn into_tallies(self, formulas: &[&Formula]) -> (Vec<Tally>, Vec<String>) {
        let is_of = |name: &str| {
            formulas
                .iter()
                .any(|formula| name.split('/').next() == Some(&*formula.id))
        };
        let held = self.ready.names();
        let lost = held.filter(|name| is_of(name) && !self.asked.contains(*name));
        let lost = lost.map(str::to_owned).collect();
        (self.tallies, lost)
    }
}
