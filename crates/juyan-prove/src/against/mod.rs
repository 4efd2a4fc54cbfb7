//! What a report states against what was known before it: earlier reports, the plan, registers. Facts and facts only, wherever
//! they came from; one file a rule.
//!
//! Of a source that gives several values for a key nobody knows which is meant: it contradicts where none of them fits, and then it
//! is asked, with all of them named. Figures of earlier papers are revised, and scopes change; so nothing found here is an error.

mod cumulative_falls;
mod differs_from_before;
mod growth_contradicts_last_year;
mod indicator_dropped;
mod progress_outside_plan;
mod revised_without_notice;
mod target_changed;
mod task_unanswered;
mod truths;

use juyan_catalogue::{Catalogue, Indicator};
use juyan_model::{Date, Fact, Finding, Key, Mode, Period, Severity, Source, Span, Term};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// A fact that the report states.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// The fact.
    pub fact: Fact,
    /// As it is printed.
    pub said: String,
    /// Whether its sentence says that a figure was revised.
    pub gives_notice: bool,
}

/// A fact that was known before.
#[derive(Debug, Clone, PartialEq)]
pub struct Prior {
    /// The fact.
    pub fact: Fact,
    /// As it was told.
    pub said: String,
    /// The words of the paper up to the figure; empty where it is no paper.
    pub sentence: String,
    /// Who told it: a paper's name, a register.
    pub from: String,
    /// What the paper reports on; none where it is no paper.
    pub of: Option<Period>,
}

/// Something that was to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The fact that shows it.
    pub key: Key,
    /// What was to be done.
    pub said: String,
    /// Who said so.
    pub from: String,
    /// By when.
    pub due: Date,
}

/// All that was known before.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Before {
    /// Facts; targets are facts of the mode plan, each with its adjustments.
    pub priors: Vec<Prior>,
    /// What was to be done.
    pub promises: Vec<Promise>,
}

/// The report that is held against it.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// What it states.
    pub stated: &'a [Stated],
    /// What it reports on.
    pub period: Option<Period>,
    /// Indicators that it names before some number, whether or not the number could be told to be theirs.
    pub named: &'a BTreeSet<SmolStr>,
    /// Where a finding stands that is about what is missing.
    pub title: Option<Span>,
    /// The vocabulary.
    pub catalogue: &'a Catalogue,
}

/// What a rule may look at: facts by their keys, those of which the report says several things left out.
struct Case<'a> {
    report: Report<'a>,
    before: &'a Before,
    stated: BTreeMap<&'a Key, &'a Stated>,
    witnesses: BTreeMap<&'a Key, Vec<Witness<'a>>>,
}

/// What one source told under one key, at least once.
struct Witness<'a> {
    told: Vec<&'a Prior>,
    /// Whether it told several values of which one alone can be meant.
    is_torn: bool,
}

impl<'a> Witness<'a> {
    fn of(key: &Key, told: Vec<&'a Prior>) -> Self {
        // Of a target each approved value stands beside the one before it.
        let is_torn = key.mode != Mode::Plan && !agree(told.iter().map(|prior| &prior.fact));
        Self { told, is_torn }
    }

    /// What it tells against a fact that `fits` none of what it told: all of that where nobody knows which is meant.
    fn against(&self, fits: impl Fn(&Prior) -> bool) -> Option<Prior> {
        if !self.is_torn {
            return self
                .told
                .iter()
                .find(|prior| !fits(prior))
                .map(|prior| (*prior).clone());
        }
        if self.told.iter().any(|prior| fits(prior)) {
            return None;
        }
        let joined = |part: fn(&Prior) -> &str| {
            let mut parts: Vec<&str> = self.told.iter().map(|prior| part(prior)).collect();
            parts.dedup();
            parts.retain(|part| !part.is_empty());
            parts.join(" / ")
        };
        Some(Prior {
            said: joined(|prior| &prior.said),
            sentence: joined(|prior| &prior.sentence),
            ..(*self.told.first()?).clone()
        })
    }

    /// How sure it is of what would else be as grave as this: where it is torn itself, it can be asked only.
    fn severity(&self, else_this: Severity) -> Severity {
        if self.is_torn {
            Severity::Question.min(else_this)
        } else {
            else_this
        }
    }
}

type Rule = fn(&Case<'_>) -> Vec<Finding>;

const ALL: &[Rule] = &[
    growth_contradicts_last_year::find,
    cumulative_falls::find,
    differs_from_before::find,
    revised_without_notice::find,
    indicator_dropped::find,
    target_changed::find,
    progress_outside_plan::find,
    task_unanswered::find,
];

/// What does not go together, in the order of the text.
pub fn against(report: Report<'_>, before: &Before) -> Vec<Finding> {
    let case = Case::new(report, before);
    let mut found: Vec<Finding> = ALL.iter().flat_map(|rule| rule(&case)).collect();
    found.sort_by(|a, b| a.spans.cmp(&b.spans).then_with(|| a.rule.cmp(&b.rule)));
    found.dedup();
    found
}

impl<'a> Case<'a> {
    fn new(report: Report<'a>, before: &'a Before) -> Self {
        let mut stated: BTreeMap<&Key, Vec<&Stated>> = BTreeMap::new();
        for told in report.stated {
            stated.entry(&told.fact.key).or_default().push(told);
        }
        let mut by_source: BTreeMap<(&Key, &str), Vec<&Prior>> = BTreeMap::new();
        for prior in &before.priors {
            by_source
                .entry((&prior.fact.key, prior.from.as_str()))
                .or_default()
                .push(prior);
        }
        let mut witnesses: BTreeMap<&Key, Vec<Witness<'_>>> = BTreeMap::new();
        for ((key, _), told) in by_source {
            witnesses.entry(key).or_default().push(Witness::of(key, told));
        }
        Self {
            stated: stated
                .into_iter()
                .filter(|(_, told)| agree(told.iter().map(|told| &told.fact)))
                .filter_map(|(key, told)| Some((key, *told.first()?)))
                .collect(),
            report,
            before,
            witnesses,
        }
    }

    /// What was known under `key` from sources that are of one mind.
    fn known(&self, key: &Key) -> impl Iterator<Item = &'a Prior> {
        let sure = self.witnesses(key).filter(|witness| !witness.is_torn);
        sure.flat_map(|witness| witness.told.iter().copied())
    }

    /// The sources that told something under `key`.
    fn witnesses(&self, key: &Key) -> impl Iterator<Item = &Witness<'a>> {
        self.witnesses.get(key).into_iter().flatten()
    }

    /// The first source that tells under `key` what a fact does not fit, with what it tells; those of one mind before the others.
    fn contradicted(&self, key: &Key, fits: impl Fn(&Prior) -> bool) -> Option<(Prior, &Witness<'a>)> {
        let by_mind = |is_torn| {
            self.witnesses(key)
                .filter(move |witness| witness.is_torn == is_torn)
        };
        let mut all = by_mind(false).chain(by_mind(true));
        all.find_map(|witness| Some((witness.against(&fits)?, witness)))
    }

    /// The catalogue's record of what a key measures.
    fn indicator(&self, key: &Key) -> Option<&'a Indicator> {
        match &key.indicator {
            Term::Id(id) => self.report.catalogue.indicator(id),
            Term::Words(_) => None,
        }
    }

    /// The facts that are bound to an indicator of the catalogue.
    fn bound(&self) -> impl Iterator<Item = (&'a Stated, &'a Indicator)> {
        let told = self.stated.values();
        told.filter_map(|told| Some((*told, self.indicator(&told.fact.key)?)))
    }

    /// A finding about what is missing stands at the title, else at the first fact.
    fn place(&self) -> Vec<Span> {
        let first = self.report.stated.iter().filter_map(span).min();
        self.report.title.or(first).into_iter().collect()
    }
}

/// Whether all of several facts of one key say the same.
fn agree<'f>(mut facts: impl Iterator<Item = &'f Fact>) -> bool {
    let Some(first) = facts.next() else { return false };
    facts.all(|fact| fact.agrees(first))
}

fn span(told: &Stated) -> Option<Span> {
    match told.fact.source {
        Source::Document { span, .. } => Some(span),
        Source::Cell { .. } | Source::Formula { .. } | Source::Entry => None,
    }
}

/// A finding of `rule` about what is stated and what was known.
fn about(rule: &str, severity: Severity, told: &Stated, prior: &Prior) -> Finding {
    Finding::new(rule, severity, span(told).into_iter().collect())
        .with("now", told.said.as_str())
        .with("was", prior.said.as_str())
        .with("from", prior.from.as_str())
}

/// So many are listed.
const LISTED: usize = 12;

/// Names, joined as lists are in every language.
fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let shown: Vec<&str> = names.iter().take(LISTED).map(T::as_ref).collect();
    let shown = shown.join("; ");
    if names.len() > LISTED {
        shown + "; …"
    } else {
        shown
    }
}
