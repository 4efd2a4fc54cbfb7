//! What a ledger and earlier papers let be known before a report: its facts, what registers come to, targets with their
//! adjustments, tasks.

use super::{Desk, shown};
use crate::input::Input;
use crate::output;
use crate::problem::Problem;
use crate::run::UNUSABLE;
use juyan::model::{Date, Decimal, Fact, Key, Mode, Period, Secrecy, Source, Value, Worth};
use juyan::vocabulary::Catalogue;
use juyan::{Before, Language, Prior, Promise};
use juyan_desk::held::Held;
use juyan_ledger::{Known, Ledger, LedgerError, Paper, Remembered};
use juyan_monitor::{Amount, Plan, State, Target, rounded};
use juyan_register::{Derived, Formulas};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// What reports are held against; papers are read once, registers are asked for each report's period.
#[derive(Default)]
pub(crate) struct Against {
    papers: Before,
    ledger: Option<Kin>,
}

/// A ledger that was read.
struct Kin {
    name: String,
    held: Held,
    language: Language,
    /// Facts of papers.
    told: Vec<Fact>,
    /// What somebody entered, each as it was before any report.
    entered: Vec<Prior>,
    /// The papers, by what names them in sources.
    papers: BTreeMap<String, Arc<Paper>>,
    /// What somebody said that words mean.
    remembered: Remembered,
}

impl Against {
    /// Reads the ledger and the papers; complains about the first that cannot be read.
    pub(crate) fn new(
        ledger: Option<&Path>,
        papers: &[PathBuf],
        catalogue: &Catalogue,
        language: Language,
    ) -> Result<Self, ExitCode> {
        let mut against = Self::default();
        for path in papers {
            let input = Input::new(path);
            let name = input.name();
            let known = read(&input, &name, catalogue).map_err(|problem| {
                output::complain(&name, &problem.told(Desk::new(&name, language).context()));
                ExitCode::from(UNUSABLE)
            })?;
            against.papers.priors.extend(known.priors);
            against.papers.promises.extend(known.promises);
        }
        if let Some(path) = ledger {
            let name = path.display().to_string();
            let desk = Desk::new(&name, language);
            let kin = Kin::read(&desk.open_to_read(path)?, desk);
            against.ledger = Some(kin.map_err(|error| desk.complain(&error))?);
        }
        Ok(against)
    }

    /// Whether there is nothing to hold a report against.
    pub(crate) fn is_empty(&self) -> bool {
        self.ledger.is_none() && self.papers == Before::default()
    }

    /// The keys of those facts of a report with this text whose words somebody gave one in the ledger.
    pub(crate) fn keys(&self, facts: &[Fact], text: &str) -> Vec<Option<Key>> {
        match &self.ledger {
            Some(kin) => kin.remembered.keys(facts, text),
            None => vec![None; facts.len()],
        }
    }

    /// What was known before a report with this text, on this period.
    pub(crate) fn before(&self, text: &str, period: Option<Period>, catalogue: &Catalogue) -> Before {
        let mut before = self.papers.clone();
        if let Some(kin) = &self.ledger {
            before.priors.extend(kin.stated(text));
            before.priors.extend(kin.entered.iter().cloned());
            if let Some(period) = period {
                before.priors.extend(kin.reckoned(period, catalogue));
                kin.plan(period, catalogue, &mut before);
            }
        }
        before
    }
}

fn read(input: &Input, name: &str, catalogue: &Catalogue) -> Result<Before, Problem> {
    let document = juyan::document::read(&input.bytes()?, name, catalogue).map_err(Problem::NoReport)?;
    Ok(juyan::known(&document, name, catalogue))
}

impl Kin {
    fn read(ledger: &Ledger, desk: Desk<'_>) -> Result<Self, LedgerError> {
        let (mut told, mut entered) = (Vec::new(), Vec::new());
        let mut papers: BTreeMap<String, Arc<Paper>> = BTreeMap::new();
        for kept in ledger.facts(Known::Now)? {
            match &kept.fact.source {
                Source::Document { document, .. } => {
                    if !papers.contains_key(document.as_str()) {
                        papers.extend(ledger.paper(document)?.map(|paper| (document.to_string(), paper)));
                    }
                    told.push(kept.fact);
                }
                Source::Cell { .. } | Source::Entry => {
                    let row = shown::Row::of(&kept, ledger)?;
                    entered.push(Prior {
                        said: row.value,
                        sentence: String::new(),
                        fact: kept.fact,
                        from: format!("{} {}", desk.name, row.source).trim_end().to_owned(),
                        of: None,
                    });
                }
                Source::Formula { .. } => {}
            }
        }
        Ok(Self {
            name: desk.name.to_owned(),
            language: desk.language,
            entered,
            held: Held::of(ledger, Known::Now)?,
            told,
            papers,
            remembered: ledger.remembered()?,
        })
    }

    /// Facts of papers other than the one with this text.
    fn stated<'k>(&'k self, text: &'k str) -> impl Iterator<Item = Prior> + 'k {
        self.told.iter().filter_map(move |fact| {
            let Source::Document {
                document,
                span,
                sentence,
                ..
            } = &fact.source
            else {
                return None;
            };
            let paper = self
                .papers
                .get(document.as_str())
                .filter(|paper| paper.text != text)?;
            Some(Prior {
                said: span.of(&paper.text).to_owned(),
                sentence: juyan::told_up_to(&paper.text, *sentence, *span),
                fact: fact.clone(),
                from: paper.name.clone(),
                of: paper.period,
            })
        })
    }

    /// What the registers come to for the period and for the same of last year.
    fn reckoned(&self, period: Period, catalogue: &Catalogue) -> Vec<Prior> {
        let formulas = Formulas::new(catalogue);
        let periods = std::iter::once(period).chain(period.shifted(-1));
        let facts = periods
            .flat_map(|period| formulas.evaluate_all(&self.held.registers, &self.held.region, period))
            .filter(|derived| !derived.operands().is_empty() && derived.key.mode == Mode::Actual);
        facts
            .filter_map(|derived| {
                Some(Prior {
                    said: derived.said()?,
                    sentence: String::new(),
                    fact: derived.fact()?,
                    from: self.registers(&derived, catalogue),
                    of: None,
                })
            })
            .collect()
    }

    /// The ledger's name with those of the registers that something follows from.
    fn registers(&self, derived: &Derived, catalogue: &Catalogue) -> String {
        let mut names = vec![self.name.as_str()];
        for operand in derived.operands() {
            let register = catalogue.register(&operand.register);
            let name = register.map(|register| match self.language {
                Language::Zh => register.zh.as_str(),
                Language::En => register.en.as_str(),
            });
            names.extend(name.filter(|name| !names.contains(name)));
        }
        names.join(" ")
    }

    /// The targets of the period's year, each with what it was adjusted to, and the tasks that are due by its end.
    fn plan(&self, period: Period, catalogue: &Catalogue, before: &mut Before) {
        let on = |day| {
            Plan::on(
                &self.held.registers,
                &self.held.history,
                day,
                (catalogue, &self.held.region),
            )
        };
        let (plan, of_year) = (on(Date::MAX), on(period.to));
        for target in of_year.targets {
            let adjusted = target.adjustments.iter().map(|change| &change.amount);
            for amount in std::iter::once(&target.first).chain(adjusted) {
                let keys: BTreeSet<Key> = target.keys().into();
                let wanted = keys
                    .into_iter()
                    .filter_map(|key| self.wanted(&target, key, amount));
                before.priors.extend(wanted);
            }
        }
        let open = plan.tasks.into_iter().filter(|task| {
            task.answered.is_empty() && !matches!(task.state, State::Done(_) | State::Dropped)
        });
        before.promises.extend(open.filter_map(|task| {
            Some(Promise {
                key: task.test?.0,
                said: task.text.to_string(),
                from: self.name.clone(),
                due: task.due,
            })
        }));
    }

    fn wanted(&self, target: &Target, key: Key, amount: &Amount) -> Option<Prior> {
        let value: Decimal = rounded(&amount.value, 6, true).parse().ok()?;
        Some(Prior {
            fact: Fact {
                key,
                worth: Worth::Number(Value::One(value)),
                unit: Some(amount.unit.clone()),
                printed: None,
                limit: None,
                prices: None,
                note: "".into(),
                department: target.owner.clone(),
                secrecy: Secrecy::Public,
                source: Source::Entry,
            },
            said: format!("{}{}", rounded(&amount.told(), 6, true), amount.told_in),
            sentence: String::new(),
            from: self.name.clone(),
            of: None,
        })
    }
}
