//! Facts by how their keys begin, of whatever time: what was ever told of a few things, found without a look at what was told of
//! others; and what papers tell of a place under words that nobody settled.

use crate::act::Change;
use crate::error::Result;
use crate::fact::Kept;
use crate::ledger::Ledger;
use crate::read::{Known, Place, period_to};
use crate::schema;
use juyan_model::{Key, region_stem};
use rusqlite::{OptionalExtension, named_params};
use serde_json as json;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// How keys of a region begin.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Beginning {
    /// The code of the region; none where all are meant.
    pub region: Option<SmolStr>,
    /// What stands first in the text of the key: `gdp.growth@152923`.
    pub words: String,
}

impl Beginning {
    /// How the keys of a series begin: of whatever time, done or planned.
    pub fn of(key: &Key) -> Self {
        Self {
            region: Some(key.region.clone()),
            words: key.beginning(),
        }
    }
}

/// A year, or no time, and neighbours of it: regions whose codes are alike but for the last digit; none where a region is told.
type Stretch = (Option<i16>, Option<i64>);

const FOUND: &str = concat!(
    include_str!("sql/facts.sql"),
    include_str!("sql/facts-in-file.sql")
);
const UNSETTLED: &str = concat!(
    include_str!("sql/facts.sql"),
    include_str!("sql/unsettled.sql"),
    include_str!("sql/facts-of-place.sql")
);
const UNSETTLED_BY_REGION: &str = concat!(
    include_str!("sql/facts.sql"),
    include_str!("sql/unsettled.sql"),
    include_str!("sql/facts-of-years.sql")
);

const TOLD: &str = concat!(include_str!("sql/facts.sql"), include_str!("sql/told-within.sql"));

const OF_YEAR: &str = concat!(
    include_str!("sql/facts.sql"),
    include_str!("sql/facts-of-year.sql")
);

const OF_PAPER: &str = concat!(
    include_str!("sql/facts.sql"),
    include_str!("sql/facts-of-paper.sql")
);

/// What sorts behind every character that a key has.
const LAST: char = char::MAX;

impl Ledger {
    /// The facts that stand whose keys begin in one of these ways; maybe others of the same papers, which were given such a key or
    /// another. For each of `beginnings` and year one looks into the index once.
    pub fn facts_beginning(&self, beginnings: &BTreeSet<Beginning>, known: Known) -> Result<Vec<Kept>> {
        // What others write in between is not known: facts that it revises stand, and those in their place were not found.
        let known = self.last(known)?.map_or(0, |last| last.seq);
        let found = json::to_string(&self.beginning(beginnings)?).unwrap_or_default();
        self.kept(FOUND, named_params! { ":found": found, ":known": known })
    }

    /// The facts that stand under one of `keys`, and those that came under one of them and were given another; each once.
    pub fn facts_named(&self, keys: &BTreeSet<Key>, known: Known) -> Result<Vec<Kept>> {
        let mut found: BTreeSet<i64> = BTreeSet::new();
        let mut query = self.db.prepare_cached(include_str!("sql/named.sql"))?;
        for key in keys {
            let mut rows = query.query((key.to_string(), key.region.as_str(), period_to(key)))?;
            while let Some(row) = rows.next()? {
                found.insert(row.get(0)?);
            }
        }
        let found = json::to_string(&found).unwrap_or_default();
        let known = self.seq_of(known)?;
        self.kept(FOUND, named_params! { ":found": found, ":known": known })
    }

    /// The facts of a region whose time ends in a year; where none is told, those of no time.
    pub fn facts_of_year(&self, region: &str, year: Option<i16>, known: Known) -> Result<Vec<Kept>> {
        let known = self.seq_of(known)?;
        self.kept(
            OF_YEAR,
            named_params! { ":region": region, ":year": year, ":known": known },
        )
    }

    /// The facts that the paper with this digest tells.
    pub fn facts_of_paper(&self, digest: &str, known: Known) -> Result<Vec<Kept>> {
        let known = self.seq_of(known)?;
        self.kept(OF_PAPER, named_params! { ":digest": digest, ":known": known })
    }

    /// The facts that papers tell of a place under the very keys that they came with.
    pub fn unsettled(&self, place: &Place, known: Known) -> Result<Vec<Kept>> {
        // An older file that is only read has other indexes.
        let is_by_region = schema::version(&self.db)? >= schema::PROVED;
        let query = if is_by_region {
            UNSETTLED_BY_REGION
        } else {
            UNSETTLED
        };
        self.kept(
            query,
            named_params! { ":region": place.region.as_str(), ":from": place.within.from.to_string(), ":to": place.within.to.to_string(), ":known": self.seq_of(known)? },
        )
    }

    /// The facts of a place and of what lies in it that were told by papers, sheets or people, and do not follow from records.
    pub fn told_within(&self, place: &Place, known: Known) -> Result<Vec<Kept>> {
        let known = self.seq_of(known)?;
        let (from, to) = (place.within.from.to_string(), place.within.to.to_string());
        self.kept(
            TOLD,
            named_params! { ":stem": region_stem(&place.region), ":from": from, ":to": to, ":known": known },
        )
    }

    /// The last change that is known; none before the first.
    pub fn last(&self, known: Known) -> Result<Option<Change>> {
        let (head, seq) = (self.head()?, self.seq_of(known)?);
        match head {
            Some(head) if head.seq > seq => self.change_of(seq),
            head => Ok(head),
        }
    }

    /// The places of facts that have or were given such keys.
    fn beginning(&self, beginnings: &BTreeSet<Beginning>) -> Result<BTreeSet<i64>> {
        let mut found = BTreeSet::new();
        let mut own = self.db.prepare_cached(include_str!("sql/keys-beginning.sql"))?;
        let mut given = self.db.prepare_cached(include_str!("sql/bound-beginning.sql"))?;
        let years: Vec<_> = self.years()?.into_iter().map(|year| (year, None)).collect();
        let everywhere = if beginnings.iter().any(|one| one.region.is_none()) {
            self.neighbours(&years)?
        } else {
            Vec::new()
        };
        for Beginning { region, words } in beginnings {
            let behind = format!("{words}{LAST}");
            let stretches = if region.is_some() { &years } else { &everywhere };
            for (year, neighbours) in stretches {
                let mut rows = own.query((year, neighbours, words, &behind, region.as_deref()))?;
                while let Some(row) = rows.next()? {
                    found.insert(row.get(0)?);
                }
            }
            let mut rows = given.query((words, &behind))?;
            while let Some(row) = rows.next()? {
                found.insert(row.get(0)?);
            }
        }
        Ok(found)
    }

    /// The years in which the time of facts ends; none for those of no time.
    pub fn years(&self) -> Result<Vec<Option<i16>>> {
        let mut query = self.db.prepare_cached(include_str!("sql/year-of-facts.sql"))?;
        let (mut years, mut from) = (vec![None], i16::MIN);
        loop {
            let mut rows = query.query([from])?;
            let Some(row) = rows.next()? else {
                return Ok(years);
            };
            let year: i16 = row.get(0)?;
            years.push(Some(year));
            from = year.saturating_add(1);
        }
    }

    /// The neighbours of which each of `years` has facts, as the index has them side by side.
    fn neighbours(&self, years: &[Stretch]) -> Result<Vec<Stretch>> {
        let mut query = self
            .db
            .prepare_cached(include_str!("sql/neighbours-of-year.sql"))?;
        let mut found = Vec::new();
        for (year, _) in years {
            let mut behind = i64::MIN;
            while let Some(next) = query.query_row((year, behind), |row| row.get(0)).optional()? {
                found.push((*year, Some(next)));
                behind = next;
            }
        }
        Ok(found)
    }
}
