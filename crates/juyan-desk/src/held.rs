//! What a ledger holds, as the monitor wants it, and what of the plan is to be seen on a day.

use juyan::Context;
use juyan::model::{Date, Source as Origin};
use juyan::vocabulary::{Catalogue, Lights};
use juyan_ledger::{Change, Kept, Known, Ledger, LedgerError};
use juyan_monitor::{Flaw, Given, History, Plan, Watch};
use juyan_print::watch as print;
use juyan_register::Registers;
use std::collections::BTreeMap;

/// What a ledger holds, as it was known.
#[derive(Debug)]
pub struct Held {
    /// The code of its region.
    pub region: String,
    /// Its registers.
    pub registers: Registers,
    /// Its facts.
    pub facts: Vec<Given>,
    /// What was written over its targets.
    pub history: History,
    /// The head of the chain.
    pub head: String,
    /// The number of the last change.
    pub changes: i64,
}

impl Held {
    /// All that is known.
    pub fn of(ledger: &Ledger, known: Known) -> Result<Self, LedgerError> {
        let mut registers = Registers::default();
        for id in ledger.kept_registers()? {
            registers.open(&id);
        }
        for id in ledger.registers()?.keys() {
            registers.open(id);
            for record in ledger.records(id, known)? {
                registers.put(record);
            }
        }
        for (id, vouched) in ledger.vouched(known)? {
            registers.vouch(&id, vouched);
        }
        let changes = changes(ledger, known)?;
        let head = changes.values().next_back();
        Ok(Self {
            history: history(ledger, &registers, &changes)?,
            region: ledger.region()?.to_string(),
            registers,
            facts: ledger.facts(known)?.into_iter().map(given).collect(),
            changes: head.map_or(0, |head| head.seq),
            head: head.map(|head| head.hash.clone()).unwrap_or_default(),
        })
    }
}

/// The changes that are known, by their numbers.
pub fn changes(ledger: &Ledger, known: Known) -> Result<BTreeMap<i64, Change>, LedgerError> {
    let changes = ledger.changes()?.into_iter();
    let is_known = |change: &Change| match known {
        Known::Now => true,
        Known::On(day) => change.day().is_some_and(|recorded| recorded <= day),
        Known::After(last) => change.seq <= last,
    };
    Ok(changes
        .filter(is_known)
        .map(|change| (change.seq, change))
        .collect())
}

/// What each change that is known, and was not taken back, wrote to the targets.
pub fn history(
    ledger: &Ledger,
    registers: &Registers,
    changes: &BTreeMap<i64, Change>,
) -> Result<History, LedgerError> {
    const TARGET: &str = "target";
    let mut history = History::default();
    for record in registers.records(TARGET) {
        let mut by_change: BTreeMap<i64, juyan_monitor::Change> = BTreeMap::new();
        for field in ledger.field_history(TARGET, &record.code)? {
            let is_back = field.taken_back.is_some_and(|by| changes.contains_key(&by));
            let Some(change) = changes.get(&field.change).filter(|_| !is_back) else {
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
    pub fn of(held: &Held, catalogue: &Catalogue, lights: &Lights, day: Date) -> Self {
        let mut flaws = Vec::new();
        let known =
            juyan_monitor::Known::new(catalogue, &held.registers, &held.facts, &held.region, &mut flaws);
        let plan = Plan::on(&held.registers, &held.history, day, (catalogue, &held.region));
        flaws.extend(plan.flaws.iter().cloned());
        Self {
            watch: juyan_monitor::watch(&known, &plan, lights, day),
            plan,
            flaws,
        }
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
