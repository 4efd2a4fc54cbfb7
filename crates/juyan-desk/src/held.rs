//! What a ledger holds, as the monitor wants it, and what of the plan is to be seen on a day.

use juyan::Context;
use juyan::model::{Date, Source as Origin};
use juyan::vocabulary::{Catalogue, Lights};
use juyan_ledger::{Beginning, Change, Kept, Known, Ledger, LedgerError, Place};
use juyan_monitor::{Asked, Flaw, Given, History, Plan, Watch, registers_for};
use juyan_print::watch as print;
use juyan_register::Registers;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What a ledger holds, as it was known: all but its facts, of which each that asks names those that it needs.
#[derive(Debug)]
pub struct Held {
    /// The code of its region.
    pub region: String,
    /// Its registers.
    pub registers: Registers,
    /// What was written over its targets.
    pub history: History,
    /// The head of the chain.
    pub head: String,
    /// The number of the last change.
    pub changes: i64,
}

impl Held {
    /// All registers.
    pub fn of(ledger: &Ledger, known: Known) -> Result<Self, LedgerError> {
        let (mut held, known) = Self::begun(ledger, known)?;
        let kept = ledger.kept_registers()?;
        let with_records = ledger.registers()?.into_keys();
        held.read(kept.into_iter().chain(with_records), ledger, known)?;
        held.settled(ledger, known)
    }

    /// The registers that a plan is made of, and those of whose records it asks what they come to.
    pub fn of_plan(ledger: &Ledger, known: Known, catalogue: &Catalogue) -> Result<Self, LedgerError> {
        let (mut held, known) = Self::begun(ledger, known)?;
        held.read(Plan::REGISTERS.map(SmolStr::from), ledger, known)?;
        let asked = registers_for(&held.registers, catalogue);
        held.read(asked, ledger, known)?;
        held.settled(ledger, known)
    }

    /// Nothing yet, as of the last change that is known: what others write meanwhile is not seen.
    fn begun(ledger: &Ledger, known: Known) -> Result<(Self, Known), LedgerError> {
        let last = ledger.last(known)?;
        let changes = last.as_ref().map_or(0, |last| last.seq);
        let held = Self {
            region: ledger.region()?.to_string(),
            registers: Registers::default(),
            history: History::default(),
            head: last.map(|last| last.hash).unwrap_or_default(),
            changes,
        };
        Ok((held, Known::After(changes)))
    }

    /// Reads registers; those that are neither kept nor have a record are not there.
    fn read(
        &mut self,
        ids: impl IntoIterator<Item = SmolStr>,
        ledger: &Ledger,
        known: Known,
    ) -> Result<(), LedgerError> {
        let kept = ledger.kept_registers()?;
        for id in ids {
            if self.registers.keeps(&id) {
                continue;
            }
            let records = ledger.records(&id, known)?;
            if kept.contains(&id) || !records.is_empty() {
                self.registers.open(&id);
            }
            for record in records {
                self.registers.put(record);
            }
        }
        Ok(())
    }

    /// With how far its registers were kept, and what was written over its targets.
    fn settled(mut self, ledger: &Ledger, known: Known) -> Result<Self, LedgerError> {
        for (id, vouched) in ledger.vouched(known)? {
            self.registers.vouch(&id, vouched);
        }
        self.history = history(ledger, &self.registers, self.changes)?;
        Ok(self)
    }

    /// As of which change it is.
    pub const fn known(&self) -> Known {
        Known::After(self.changes)
    }

    /// All facts that stand.
    pub fn facts(&self, ledger: &Ledger) -> Result<Vec<Given>, LedgerError> {
        Ok(ledger.facts(self.known())?.into_iter().map(given).collect())
    }

    /// The facts that say anything of `plan` on `day`, in the order in which they came.
    pub fn facts_for(
        &self,
        ledger: &Ledger,
        plan: &Plan,
        (catalogue, day): (&Catalogue, Date),
    ) -> Result<Vec<Given>, LedgerError> {
        let asked = Asked::of(plan, &self.registers, catalogue, day);
        let beginnings = asked.beginnings.into_iter();
        let beginnings = beginnings.flat_map(|(region, words)| {
            let of_region = move |words| Beginning {
                region: Some(region.clone()),
                words,
            };
            words.into_iter().map(of_region)
        });
        let mut facts = ledger.facts_beginning(&beginnings.collect(), self.known())?;
        for (region, within) in asked.near {
            facts.extend(ledger.unsettled(&Place { region, within }, self.known())?);
        }
        facts.sort_by_key(|kept| kept.seq);
        facts.dedup_by_key(|kept| kept.seq);
        Ok(facts.into_iter().map(given).collect())
    }
}

/// What each change up to `last` that was not taken back by then wrote to the targets.
pub fn history(ledger: &Ledger, registers: &Registers, last: i64) -> Result<History, LedgerError> {
    const TARGET: &str = "target";
    let mut history = History::default();
    let mut changes: BTreeMap<i64, Change> = BTreeMap::new();
    for record in registers.records(TARGET) {
        let mut by_change: BTreeMap<i64, juyan_monitor::Change> = BTreeMap::new();
        for field in ledger.field_history(TARGET, &record.code)? {
            let is_back = field.taken_back.is_some_and(|by| by <= last);
            if is_back || field.change > last {
                continue;
            }
            if !changes.contains_key(&field.change) {
                changes.extend(
                    ledger
                        .change_of(field.change)?
                        .map(|change| (field.change, change)),
                );
            }
            let Some(change) = changes.get(&field.change) else {
                continue;
            };
            let written = by_change
                .entry(change.seq)
                .or_insert_with(|| juyan_monitor::Change {
                    recorded: change.day(),
                    by: change.person.as_str().into(),
                    reason: change.reason.as_str().into(),
                    ..juyan_monitor::Change::default()
                });
            written
                .fields
                .insert(field.name, (field.dated.since, field.dated.cell));
        }
        history.put(TARGET, &record.code, by_change.into_values().collect());
    }
    Ok(history)
}

/// A fact as the monitor takes it.
pub fn given(kept: Kept) -> Given {
    Given {
        number: kept.seq,
        is_bound: kept.came_as.is_some(),
        fact: kept.fact,
        released: kept.released,
    }
}

/// What of the plan is to be seen on a day.
#[derive(Debug)]
pub struct Seen {
    /// The plan as it stood.
    pub plan: Plan,
    /// What was seen of it.
    pub watch: Watch,
    /// What of it cannot be used.
    pub flaws: Vec<Flaw>,
}

impl Seen {
    /// What is to be seen on `day`, judged by `lights`.
    pub fn of(
        (ledger, held): (&Ledger, &Held),
        catalogue: &Catalogue,
        lights: &Lights,
        day: Date,
    ) -> Result<Self, LedgerError> {
        let mut flaws = Vec::new();
        let plan = Plan::on(&held.registers, &held.history, day, (catalogue, &held.region));
        let facts = held.facts_for(ledger, &plan, (catalogue, day))?;
        let known = juyan_monitor::Known::new(catalogue, &held.registers, &facts, &held.region, &mut flaws);
        flaws.extend(plan.flaws.iter().cloned());
        Ok(Self {
            watch: juyan_monitor::watch(&known, &plan, lights, day),
            plan,
            flaws,
        })
    }

    /// Leaves out what is neither public nor released; what has to be put right in the ledger is nobody's business outside either.
    pub fn leave_out_what_is_not_public(&mut self) {
        self.watch = self.watch.public();
        self.flaws.clear();
    }

    /// Has `print` print it; the ledger is called what `context` calls it.
    pub fn print<T>(
        &self,
        (ledger, held): (&Ledger, &Held),
        lights: &Lights,
        context: Context<'_>,
        print: impl FnOnce(&print::Sheet<'_>) -> T,
    ) -> Result<T, LedgerError> {
        let region = context.catalogue.region_of(&held.region);
        let flaws: Vec<String> = self.flaws.iter().map(|flaw| told_flaw(flaw, context)).collect();
        Ok(print(&print::Sheet {
            watch: &self.watch,
            lights,
            region: region.map_or(held.region.as_str(), |region| region.name.as_str()),
            code: &held.region,
            ledger: context.name,
            head: &held.head,
            changes: held.changes,
            flaws: &flaws,
            quotes: &quotes(&self.watch, ledger)?,
            context,
        }))
    }
}

/// What papers say of the figures that somebody is asked about.
fn quotes(watch: &Watch, ledger: &Ledger) -> Result<BTreeMap<i64, print::Quote>, LedgerError> {
    let mut quotes = BTreeMap::new();
    let of_tasks = watch.tasks.iter().flat_map(|state| &state.likely);
    let likely = watch.items.iter().flat_map(|item| &item.likely).chain(of_tasks);
    let planned = watch.items.iter().flat_map(|item| &item.planned);
    let facts = likely
        .map(|likely| likely.fact)
        .chain(planned.map(|other| other.fact));
    for fact in facts {
        let Origin::Document {
            document,
            span,
            sentence,
        } = ledger.fact(fact)?.fact.source
        else {
            continue;
        };
        if let Some(paper) = ledger.paper(&document)? {
            let quote = print::Quote {
                words: juyan::told_up_to(&paper.text, sentence, span),
                paper: paper.title.as_ref().unwrap_or(&paper.name).clone(),
            };
            quotes.insert(fact, quote);
        }
    }
    Ok(quotes)
}

/// What of the plan cannot be used, in words.
pub fn told_flaw(flaw: &Flaw, context: Context<'_>) -> String {
    let catalogue = context.catalogue;
    let register = catalogue.register(&flaw.register);
    let named = register.map_or(flaw.register.as_str(), |register| {
        context.either(&register.zh, &register.en)
    });
    context.fill(
        flaw.says,
        &[("register", &named), ("code", &flaw.code), ("text", &flaw.text)],
    )
}
