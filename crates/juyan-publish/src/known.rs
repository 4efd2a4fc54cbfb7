//! What the ledger knows of the things that a report tells: of what else it holds nothing is read.

use juyan_ledger::{Kept, Known, Ledger, LedgerError};
use juyan_model::{Fact, Key, Source, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Whether a fact under a key is what a report states.
type Agrees<'a> = dyn Fn(&Key, &Kept) -> bool + 'a;

/// The facts that stand under the `keys` that a report may mean, and those that were taken from its very text, the one with this
/// `digest`; with all that stands under the keys that somebody gave them.
pub(crate) fn asked(
    ledger: &Ledger,
    digest: &str,
    mut keys: BTreeSet<Key>,
) -> Result<Vec<Kept>, LedgerError> {
    let mut facts = ledger.facts_of_paper(digest, Known::Now)?;
    keys.extend(facts.iter().map(|kept| kept.fact.key.clone()));
    facts.extend(ledger.facts_named(&keys, Known::Now)?);
    let given = facts.iter().map(|kept| &kept.fact.key);
    let given: BTreeSet<Key> = given.filter(|key| !keys.contains(*key)).cloned().collect();
    facts.extend(ledger.facts_named(&given, Known::Now)?);
    facts.sort_by_key(|kept| kept.seq);
    facts.dedup_by_key(|kept| kept.seq);
    Ok(facts)
}

/// The ledger's facts as a report asks for them.
#[derive(Debug, Default)]
pub(crate) struct Facts<'l> {
    by_key: BTreeMap<&'l Key, Vec<&'l Kept>>,
    /// Those that somebody gave another key than their papers' words did, by the key of the words.
    by_words: BTreeMap<&'l Key, Vec<&'l Kept>>,
    /// Those that were taken from this very text, by where the figure stands.
    own: BTreeMap<Span, &'l Kept>,
    /// Under which facts differ, and nobody answered for them.
    open: BTreeSet<Key>,
}

impl<'l> Facts<'l> {
    /// Those of `facts`, as the report with this `digest` asks for them.
    pub(crate) fn of(facts: &'l [Kept], digest: &str, ledger: &Ledger) -> Result<Self, LedgerError> {
        let mut known = Self::default();
        for kept in facts {
            known.by_key.entry(&kept.fact.key).or_default().push(kept);
            if let Some(came) = &kept.came_as {
                known.by_words.entry(came).or_default().push(kept);
            }
            if let Source::Document { document, span, .. } = &kept.fact.source
                && document == digest
            {
                known.own.insert(*span, kept);
            }
        }
        let open = ledger.clashes_among(facts, Known::Now)?;
        known.open = open.into_iter().map(|clash| clash.key).collect();
        Ok(known)
    }

    /// What stands under a key.
    pub(crate) fn under(&self, key: &Key) -> &[&'l Kept] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether two facts under a key differ, and nobody answered for them.
    pub(crate) fn is_open(&self, key: &Key) -> bool {
        self.open.contains(key)
    }

    /// Under which key the ledger has what a report states: where that was given to this very figure; else the first of the keys that
    /// are `told` for it under which the ledger tells the same.
    pub(crate) fn key_of<'s>(
        &'s self,
        stated: &'s Fact,
        (told, agrees): (&[Option<&'s Key>], &Agrees<'_>),
        span: Span,
    ) -> &'s Key
    where
        'l: 's,
    {
        if let Some(own) = self.own.get(&span) {
            return &own.fact.key;
        }
        let mut keys = told.iter().copied().flatten();
        let tells = |key: &Key| {
            let mut under = self.by_key.get(key).into_iter().flatten();
            under.any(|kept| agrees(key, kept))
        };
        if let Some(key) = keys.find(|key| tells(key)) {
            return key;
        }
        let alike = self.by_words.get(&stated.key).into_iter().flatten();
        let told: BTreeSet<&Key> = alike
            .filter(|kept| kept.fact.agrees(stated))
            .map(|kept| &kept.fact.key)
            .collect();
        match told.first() {
            Some(key) if told.len() == 1 => key,
            _ => &stated.key,
        }
    }
}
