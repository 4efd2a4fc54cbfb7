//! What was said of papers before they became public, and what became public.
//!
//! Each is a row of `property` in a change of its own: who, when and why are the change's.

use crate::act::Change;
use crate::error::Result;
use crate::ledger::Ledger;
use crate::reading::Reading;
use crate::writing::Writing;
use rusqlite::Connection;

const REVIEW: &str = "review";
const SIGN_OFF: &str = "sign-off";
const PUBLICATION: &str = "publication";

/// What a paper needs before it may become public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consent {
    /// Nothing in it is secret 保密审查.
    Review,
    /// Who answers for it has signed 签发.
    SignOff,
}

impl Consent {
    /// All that a paper needs, in the order in which it is given.
    pub const ALL: [Self; 2] = [Self::Review, Self::SignOff];

    /// The name that is stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Review => REVIEW,
            Self::SignOff => SIGN_OFF,
        }
    }
}

/// That somebody consented to a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consented {
    /// To what.
    pub consent: Consent,
    /// Who, when and why.
    pub change: Change,
}

/// Something that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// What, as it was told to the ledger.
    pub record: String,
    /// Who, when and why.
    pub change: Change,
    /// The change that took it back. Its index number stays used.
    pub taken_back: Option<i64>,
}

impl Writing<'_> {
    /// Keeps that this change's person consents to the paper whose text has `digest`, to this text and no other.
    pub fn consent(&mut self, consent: Consent, digest: &str) -> Result<()> {
        self.property(consent.name(), digest).map(drop)
    }

    /// Keeps what is published, in a form that whoever publishes can read again.
    pub fn publish(&mut self, record: &str) -> Result<()> {
        self.property(PUBLICATION, record).map(drop)
    }
}

impl Ledger {
    /// Who consented to the paper whose text has `digest`, in the order in which they did.
    pub fn consents(&self, digest: &str) -> Result<Vec<Consented>> {
        let mut query = self.db.prepare_cached(include_str!("sql/consents.sql"))?;
        let mut rows = query.query([digest])?;
        let mut consents = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let consent = Consent::ALL.into_iter().find(|consent| consent.name() == name);
            let change = Change::behind(row, 1)?;
            consents.extend(consent.map(|consent| Consented { consent, change }));
        }
        Ok(consents)
    }

    /// On what ground a fact that is not public was released, with who did and when, in the order in which they did.
    pub fn releases(&self, fact: i64) -> Result<Vec<(String, Change)>> {
        let mut query = self.db.prepare_cached(include_str!("sql/releases.sql"))?;
        let mut rows = query.query([fact])?;
        let mut releases = Vec::new();
        while let Some(row) = rows.next()? {
            releases.push((row.get(0)?, Change::behind(row, 1)?));
        }
        Ok(releases)
    }

    /// All that was ever published, in its order.
    pub fn publications(&self) -> Result<Vec<Publication>> {
        publications(&self.db)
    }
}

impl Reading<'_> {
    /// All that was ever published, in its order, with what this change published.
    pub fn publications(&self) -> Result<Vec<Publication>> {
        publications(self.db)
    }
}

fn publications(db: &Connection) -> Result<Vec<Publication>> {
    let mut query = db.prepare_cached(include_str!("sql/publications.sql"))?;
    let mut rows = query.query([])?;
    let mut publications = Vec::new();
    while let Some(row) = rows.next()? {
        publications.push(Publication {
            record: row.get(0)?,
            change: Change::behind(row, 1)?,
            taken_back: row.get(8)?,
        });
    }
    Ok(publications)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Act, ActKind};

    #[test]
    fn a_consent_that_is_taken_back_is_none_and_a_publication_stays_known() {
        let act = |kind| Act::new(kind, "clerk", "2024-10-08T09:00:00+08:00".parse().unwrap());
        let digest = "0a".repeat(32);
        let mut ledger = Ledger::in_memory("152923", &act(ActKind::Init)).unwrap();
        let (review, ()) = ledger
            .change(&act(ActKind::Review), |change| {
                change.consent(Consent::Review, &digest)
            })
            .unwrap();
        let (published, ()) = ledger
            .change(&act(ActKind::Publish), |change| change.publish("{}"))
            .unwrap();
        assert_eq!(ledger.consents(&digest).unwrap()[0].change, review);
        assert!(ledger.consents("other").unwrap().is_empty());
        ledger.undo(review.seq, &act(ActKind::Undo)).unwrap();
        let undone = ledger.undo(published.seq, &act(ActKind::Undo)).unwrap();
        assert!(ledger.consents(&digest).unwrap().is_empty());
        let kept = ledger.publications().unwrap();
        assert_eq!(
            (kept[0].record.as_str(), &kept[0].change, kept[0].taken_back),
            ("{}", &published, Some(undone.seq))
        );
        assert_eq!(ledger.verify(None).unwrap().flaws, []);
    }
}
