//! The facts that a report is written from, as they stand in the ledger.

use crate::claim::Support;
use crate::format::Format;
use crate::reckon::reckoned;
use crate::say::{Unsaid, Voice};
use crate::stale::{Came, Stale};
use crate::stamp::Given;
use juyan::model::{Date, Fact, Key, Source};
use juyan::vocabulary::Catalogue;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Facts by key; several where they came from several sources.
#[derive(Debug, Clone, Default)]
pub struct Held {
    facts: BTreeMap<Key, Vec<Fact>>,
    /// Keys whose facts differ and were answered for: each of them stands.
    answered: BTreeSet<Key>,
    /// What the paper is to bear.
    given: Given,
    /// When the facts came.
    pub(crate) came: BTreeMap<Key, Came>,
    /// What was told beside facts that have changed since.
    pub(crate) stale: BTreeMap<Key, Stale>,
}

/// Why nothing is said under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Silence {
    /// Nothing is known.
    Absent,
    /// Facts stand under it that differ, and nobody has said which one holds.
    Clash,
    /// The fact is not one that the format says.
    Unsaid(Unsaid),
    /// A claim without a number that too few facts speak for.
    Unsupported(Support),
}

impl Held {
    /// Facts that stand, in the order in which they came.
    pub fn new(facts: impl IntoIterator<Item = Fact>) -> Self {
        let mut held = Self::default();
        for fact in facts {
            held.facts.entry(fact.key.clone()).or_default().push(fact);
        }
        held
    }

    /// The same, where somebody answered that of these keys all facts stand though they differ.
    #[must_use]
    pub fn answered(mut self, keys: impl IntoIterator<Item = Key>) -> Self {
        self.answered.extend(keys);
        self
    }

    /// The same, for a paper that is to bear this day and this number 发文字号.
    #[must_use]
    pub fn issued(mut self, formed: Option<Date>, number: Option<String>) -> Self {
        self.given = Given { formed, number };
        self
    }

    pub(crate) const fn given(&self) -> &Given {
        &self.given
    }

    /// What stands under the key of `fact` and cannot be so if that is: another fact that was answered for.
    pub fn beside(&self, fact: &Fact, catalogue: &Catalogue) -> impl Iterator<Item = &Fact> {
        let all = self.facts.get(&fact.key).map(Vec::as_slice).unwrap_or_default();
        all.iter()
            .filter(move |other| juyan::differ(fact, other, catalogue))
    }

    /// What is known under `key`, in the words of `format`; with the fact that was said.
    ///
    /// Of several facts the most exact is said, and of those that are alike in that the first that came: 16.29亿元 and 16.3亿元 are one,
    /// and two that differ were answered for.
    pub fn say(
        &self,
        key: &Key,
        format: &Format,
        voice: Voice<'_>,
    ) -> Result<(String, Cow<'_, Fact>), Silence> {
        if let Some(now) = self.renewed(key) {
            let words = voice.say(now, format).map_err(Silence::Unsaid)?;
            return Ok((words, Cow::Borrowed(now)));
        }
        let Some(all) = self.facts.get(key) else {
            let fact = reckoned(key, self, voice.rounding, voice.catalogue).ok_or(Silence::Absent)?;
            let words = voice.say(&fact, format).map_err(Silence::Unsaid)?;
            return Ok((words, Cow::Owned(fact)));
        };
        if self.is_in_question(key, all, voice.catalogue) {
            return Err(Silence::Clash);
        }
        // 两批次 and 20个 of one place are two facts; the one whose unit is wanted goes before one that could be told in it.
        let measured = voice.measured(format);
        let unit = measured.last().and_then(|last| last.unit.as_ref());
        let mut facts: Vec<&Fact> = all.iter().filter(|fact| fact.unit.as_ref() == unit).collect();
        if facts.is_empty() {
            facts.extend(all);
        }
        let mut said: Vec<(String, &Fact)> = Vec::new();
        let mut unsaid = None;
        for fact in facts {
            match voice.say_measured(fact, format, &measured) {
                Ok(words) => said.push((words, fact)),
                Err(reason) => unsaid = unsaid.or(Some(reason)),
            }
        }
        let best = said.into_iter().reduce(|best, next| {
            if looseness(next.1) < looseness(best.1) {
                next
            } else {
                best
            }
        });
        let best = best.map(|(words, fact)| (words, Cow::Borrowed(fact)));
        best.ok_or_else(|| unsaid.map_or(Silence::Absent, Silence::Unsaid))
    }

    /// What a fact has become since others changed that it was told beside.
    pub(crate) fn renewed(&self, key: &Key) -> Option<&Fact> {
        self.stale.get(key)?.now.as_ref()
    }

    /// The most exact of the facts under `key`; none where they differ.
    pub(crate) fn one(&self, key: &Key, catalogue: &Catalogue) -> Option<&Fact> {
        if let Some(now) = self.renewed(key) {
            return Some(now);
        }
        let facts = self.facts.get(key)?;
        if self.is_in_question(key, facts, catalogue) {
            return None;
        }
        facts.iter().min_by_key(|fact| looseness(fact))
    }

    /// What is known under `key`, be it told or reckoned.
    pub fn known(&self, key: &Key, voice: Voice<'_>) -> Option<Cow<'_, Fact>> {
        if self.facts.contains_key(key) {
            return self.one(key, voice.catalogue).map(Cow::Borrowed);
        }
        reckoned(key, self, voice.rounding, voice.catalogue).map(Cow::Owned)
    }

    fn is_in_question(&self, key: &Key, facts: &[Fact], catalogue: &Catalogue) -> bool {
        !self.answered.contains(key) && clash(facts, catalogue)
    }
}

/// Whether any two facts of one key cannot both be so.
fn clash(facts: &[Fact], catalogue: &Catalogue) -> bool {
    let pairs = facts.iter().enumerate();
    let mut pairs = pairs.flat_map(|(at, one)| facts.iter().skip(at + 1).map(move |other| (one, other)));
    pairs.any(|(one, other)| juyan::differ(one, other, catalogue))
}

/// How far a fact may be from the truth; less is better.
fn looseness(fact: &Fact) -> (bool, juyan::model::Rational) {
    let is_reckoned = matches!(fact.source, Source::Formula { .. });
    let last = fact
        .printed
        .filter(|printed| !(printed.is_exact() || is_reckoned && printed.exact));
    (
        fact.limit.is_some(),
        last.map_or_else(juyan::model::Rational::zero, |printed| printed.last_digit()),
    )
}
