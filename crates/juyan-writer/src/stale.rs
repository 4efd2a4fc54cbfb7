//! What was told beside facts that have changed since: 33% of the plan was told of 7.9亿元, and these are 9.5亿元 now.
//!
//! Where what it would be now follows, that is said instead and told; where it does not, it is said as it was and told too. Nothing that
//! came after the change is touched, and no amount is reckoned out of others: only quotients and differences are derived by nature, and
//! counts of things that add up.

use crate::held::Held;
use crate::reckon::{operands, rounded, share};
use crate::say::Voice;
use crate::write::Said;
use juyan::Checked;
use juyan::model::{
    Claim, ClaimKind, Decimal, Fact, Figure, FigureId, Interval, Key, Measure, MemberRole, Printed, Rational,
    Source, Value, Verdict, Worth,
};
use juyan::vocabulary::{Catalogue, UnitClass};
use smol_str::SmolStr;

/// When the fact under a key came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Came {
    /// By which change of the ledger, the last where several stand.
    pub change: i64,
    /// Whether another stood in its place before.
    pub is_revised: bool,
}

/// What was told beside facts that have changed since.
#[derive(Debug, Clone, PartialEq)]
pub struct Stale {
    /// Its key.
    pub key: Key,
    /// The fact as it was told.
    pub told: Fact,
    /// What it is now, where that follows.
    pub now: Option<Fact>,
    /// What has changed.
    pub because: Vec<Key>,
}

impl Held {
    /// The same, with when each fact came: what follows from what has changed since is reckoned anew.
    #[must_use]
    pub fn since(mut self, came: impl IntoIterator<Item = (Key, Came)>, voice: Voice<'_>) -> Self {
        self.came.extend(came);
        self.renew(Vec::new(), voice);
        self
    }

    /// Whether a fact was reckoned anew.
    pub fn is_renewed(&self, key: &Key) -> bool {
        self.renewed(key).is_some()
    }

    /// What is known of a fact that was told beside others that have changed since.
    pub fn stale(&self, key: &Key) -> Option<&Stale> {
        self.stale.get(key)
    }

    /// Takes down what is outdated, and what is outdated by that.
    fn renew(&mut self, mut stale: Vec<Stale>, voice: Voice<'_>) {
        loop {
            for one in stale {
                let came = one.because.iter().filter_map(|key| self.came.get(key));
                let change = came.map(|came| came.change).max().unwrap_or_default();
                if one.now.is_some() {
                    let is_revised = true;
                    self.came.insert(one.key.clone(), Came { change, is_revised });
                }
                self.stale.insert(one.key.clone(), one);
            }
            let keys = self.came.keys().filter(|key| !self.stale.contains_key(key));
            stale = keys.filter_map(|key| self.outdated(key, voice)).collect();
            if stale.is_empty() {
                break;
            }
        }
    }

    /// Those of `keys` that changed after the fact under `key` had come.
    fn changed_since<'k>(&self, key: &Key, keys: impl IntoIterator<Item = &'k Key>) -> Vec<Key> {
        let Some(own) = self.came.get(key) else {
            return Vec::new();
        };
        let later = |other: &&Key| {
            let came = self.came.get(other);
            *other != key && came.is_some_and(|came| came.is_revised && came.change > own.change)
        };
        keys.into_iter().filter(later).cloned().collect()
    }

    /// What is said of a fact whose level or plan has changed since; none where it may stay.
    fn outdated(&self, key: &Key, voice: Voice<'_>) -> Option<Stale> {
        let parts = follows_from(key, voice.catalogue);
        let because = self.changed_since(key, &parts);
        let told = self.one(key, voice.catalogue).filter(|_| !because.is_empty())?;
        let stale = |now: Option<Fact>| Stale {
            key: key.clone(),
            told: told.clone(),
            now,
            because: because.clone(),
        };
        let Some(share) = share(key, self, voice.rounding, voice.catalogue) else {
            return Some(stale(None));
        };
        let Worth::Number(Value::One(value)) = told.worth else {
            return Some(stale(None));
        };
        if told.interval(value, voice.rounding).meets(&share) {
            return None;
        }
        Some(stale(again(told, &share, Decimal::ONE)))
    }

    /// What a text that was written of this says against itself because facts have changed since: what follows is reckoned anew. Gives
    /// whether anything was.
    pub fn settle(&mut self, said: &[Said], checked: &Checked<'_>, voice: Voice<'_>) -> bool {
        let refuted = checked
            .judged()
            .filter(|(_, judgement)| judgement.verdict == Verdict::Refuted);
        let stale: Vec<Stale> = refuted
            .filter_map(|(claim, judgement)| {
                let computed = judgement.computed.as_ref()?;
                self.derived(claim, computed, (said, &checked.reading.figures), voice.catalogue)
            })
            .filter(|stale| {
                let known = self.stale.get(&stale.key);
                known.is_none_or(|known| known.now.is_none()) && stale.now.is_some()
            })
            .collect();
        let is_any = !stale.is_empty();
        self.renew(stale, voice);
        is_any
    }

    /// What a refuted claim makes of the member that follows from the others, where that was told before these changed.
    fn derived(
        &self,
        claim: &Claim,
        computed: &Interval,
        (said, figures): (&[Said], &[Figure]),
        catalogue: &Catalogue,
    ) -> Option<Stale> {
        let figure = |id: FigureId| figures.get(id.0);
        let role = derived_role(claim.kind)?;
        let id = claim.one(role)?;
        let own = figure(id)?;
        let key_of = |id: FigureId| {
            let span = figure(id)?.span;
            said.iter().find(|said| said.span.overlaps(span))
        };
        let told = key_of(id)?;
        let others: Option<Vec<&Key>> = claim
            .members
            .iter()
            .filter(|member| member.figure != id)
            .map(|member| key_of(member.figure).map(|said| &said.key))
            .collect();
        let because = self.changed_since(&told.key, others?);
        let is_count = claim.kind != ClaimKind::Sum
            || claim
                .members
                .iter()
                .all(|member| figure(member.figure).is_some_and(|figure| is_count(figure, catalogue)));
        if because.is_empty() || !is_count || told.fact.unit.as_deref() != own.unit.as_deref() {
            return None;
        }
        let factor = catalogue.unit(own.unit.as_deref()?)?.factor;
        let by = factor.map_or_else(Rational::one, |factor| {
            Rational::fraction(i128::from(factor.denominator), i128::from(factor.numerator))
        });
        let scale = told.fact.printed.map_or(Decimal::ONE, |printed| printed.scale);
        Some(Stale {
            key: told.key.clone(),
            told: told.fact.clone(),
            now: again(&told.fact, &computed.scaled(&by), scale),
            because,
        })
    }
}

/// Which member of a claim follows from the others by nature.
const fn derived_role(kind: ClaimKind) -> Option<MemberRole> {
    match kind {
        ClaimKind::Ratio
        | ClaimKind::Growth
        | ClaimKind::Progress
        | ClaimKind::CountRate
        | ClaimKind::Multiple
        | ClaimKind::Average => Some(MemberRole::Ratio),
        ClaimKind::Difference | ClaimKind::Change => Some(MemberRole::Result),
        ClaimKind::Sum => Some(MemberRole::Total),
        _ => None,
    }
}

fn is_count(figure: &Figure, catalogue: &Catalogue) -> bool {
    let unit = figure.unit.as_deref().and_then(|unit| catalogue.unit(unit));
    let is_exact = figure.printed.is_some_and(|printed| printed.exact);
    is_exact && unit.is_some_and(|unit| unit.class == UnitClass::Counter)
}

/// The keys of the facts that a fact is told of: a growth of its level and the level before, a progress of level and plan. None of what
/// is told of nothing.
pub fn follows_from(key: &Key, catalogue: &Catalogue) -> Vec<Key> {
    if let Some(operands) = operands(key, catalogue) {
        return operands.into();
    }
    let is_told_of_level = matches!(
        key.measures.as_slice(),
        [Measure::Growth(_) | Measure::Change(_) | Measure::Share(_) | Measure::Progress(_)]
    );
    let level = is_told_of_level.then(|| Key {
        measures: Vec::new(),
        ..key.clone()
    });
    level.into_iter().collect()
}

/// A fact told anew, with the decimals that it had, or as many as are sure; none where not even its whole number is. `share` is in its
/// unit.
fn again(told: &Fact, share: &Interval, scale: Decimal) -> Option<Fact> {
    let (low, high) = (share.low.as_ref()?, share.high.as_ref()?);
    let unit = rational_of(scale)?;
    let (low, high) = (&low.0 / &unit, &high.0 / &unit);
    let most = told.printed.map_or(0, |printed| printed.digits.scale());
    let digits = (0..=most).rev().find_map(|decimals| {
        let one = rounded(&low, decimals)?;
        (rounded(&high, decimals)? == one).then_some(one)
    })?;
    Some(Fact {
        worth: Worth::Number(Value::One(digits.checked_mul(scale)?)),
        printed: Some(Printed {
            digits: digits.abs(),
            scale,
            exact: told.printed.is_some_and(|printed| printed.exact),
        }),
        limit: None,
        source: Source::Formula {
            formula: SmolStr::new_static("reckoned"),
            within: None,
        },
        ..told.clone()
    })
}

fn rational_of(scale: Decimal) -> Option<Rational> {
    let unit = juyan::model::rational(scale);
    (!unit.is_zero()).then_some(unit)
}
