//! A change taken back, with what followed from it, and what stands otherwise than before: compared within the ledger, where both
//! can be seen, and not worked out from what the change had written.

use crate::Poster;
use juyan_ledger::{Act, Change, Kept, Ledger, LedgerError, Writing};
use juyan_model::Key;
use std::collections::BTreeSet;
use std::path::Path;

/// A key under which something else stands than before.
#[derive(Debug, Clone, PartialEq)]
pub struct Turned {
    /// The key.
    pub key: Key,
    /// What stood under it.
    pub was: Vec<Kept>,
    /// What stands under it now.
    pub is: Vec<Kept>,
    /// Whether somebody had said something of what stood, which has to be said anew.
    pub lapsed: bool,
}

impl Poster<'_> {
    /// Takes `change` back, has what follows without it follow, and says under which keys something else stands now.
    pub fn undo(
        &self,
        ledger: &mut Ledger,
        change: i64,
        act: &Act,
    ) -> Result<(Change, Vec<Turned>), LedgerError> {
        ledger.undo_and(change, act, |writing| self.turned(writing, change))
    }

    /// Says what [`Poster::undo`] would come to in the ledger at `path`, which stays byte for byte what it is.
    pub fn rehearse_undo(&self, path: &Path, change: i64, act: &Act) -> Result<Vec<Turned>, LedgerError> {
        Ledger::rehearse_undo(path, change, act, |writing| self.turned(writing, change))
    }

    /// Has follow what follows without `reversed`, and holds what stands against what stood.
    fn turned(&self, writing: &mut Writing<'_>, reversed: i64) -> Result<Vec<Turned>, LedgerError> {
        let moved = self.follow(writing)?;
        let lapsed: BTreeSet<Key> = moved
            .into_iter()
            .filter(|moved| moved.lapsed)
            .map(|moved| moved.key)
            .collect();
        let (now, reading) = (writing.seq(), writing.reading());
        let mut keys = reading.touched(reversed)?;
        keys.extend(reading.touched(now)?);
        let mut turned = Vec::new();
        for key in keys {
            let one = Turned {
                was: reading.stood(&key, now - 1)?,
                is: reading.stood(&key, now)?,
                lapsed: lapsed.contains(&key),
                key,
            };
            if one.lapsed || !says_the_same(&one.was, &one.is) {
                turned.push(one);
            }
        }
        Ok(turned)
    }
}

/// Whether the same is said by both, by however many facts.
fn says_the_same(one: &[Kept], other: &[Kept]) -> bool {
    let says = |kept: &Kept, other: &Kept| {
        let (fact, other) = (&kept.fact, &other.fact);
        (&fact.worth, &fact.unit, fact.limit) == (&other.worth, &other.unit, other.limit)
    };
    let all_in = |those: &[Kept], these: &[Kept]| {
        let mut those = those.iter();
        those.all(|kept| these.iter().any(|other| says(kept, other)))
    };
    all_in(one, other) && all_in(other, one)
}
