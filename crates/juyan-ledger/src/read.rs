//! What the ledger knows: now, or as of a past moment.

use crate::error::{LedgerError, Result};
use crate::fact::{Kept, Standing};
use crate::ledger::Ledger;
use crate::schema;
use juyan_model::{Date, Fact, Key, Period, Source, Term};
use rusqlite::{Connection, ToSql, named_params};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// As of when: reading as of one past moment gives the same for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// As of the last change.
    Now,
    /// As of the last change that was recorded on or before this day.
    On(Date),
    /// As of the change with this number.
    After(i64),
}

/// Facts of a region whose periods lie within a stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The code of the region.
    pub region: SmolStr,
    /// The stretch; an instant lies in it, a year does not lie in its half.
    pub within: Period,
}

/// Facts that stand under one key and differ, and nobody has said why.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    /// The key.
    pub key: Key,
    /// The facts, in the order in which they came.
    pub facts: Vec<Kept>,
}

/// Says of two facts of one key whether both cannot be so.
pub type Differ<'d> = &'d dyn Fn(&Fact, &Fact) -> bool;

fn in_one_unit(one: &Fact, other: &Fact) -> bool {
    one.unit == other.unit && !one.agrees(other)
}

pub(crate) const UNDER_KEY: &str = concat!(
    include_str!("sql/facts.sql"),
    include_str!("sql/facts-under-key.sql")
);
const OF_PLACE: &str = concat!(
    include_str!("sql/facts.sql"),
    include_str!("sql/facts-of-place.sql")
);
const OF_YEARS: &str = concat!(
    include_str!("sql/facts.sql"),
    include_str!("sql/facts-of-years.sql")
);
const ALL: &str = concat!(include_str!("sql/facts.sql"), include_str!("sql/all-facts.sql"));
const BEHIND: &str = concat!(
    include_str!("sql/facts.sql"),
    include_str!("sql/facts-behind.sql")
);

impl Ledger {
    /// The facts that stand under `key`; several where they came from several papers.
    pub fn facts_under(&self, key: &Key, known: Known) -> Result<Vec<Kept>> {
        let known = self.seq_of(known)?;
        self.kept(
            UNDER_KEY,
            named_params! { ":key": key.to_string(), ":region": key.region.as_str(), ":to": period_to(key), ":known": known },
        )
    }

    /// The facts of a region that lie within a stretch of time.
    pub fn facts_of(&self, place: &Place, known: Known) -> Result<Vec<Kept>> {
        let known = self.seq_of(known)?;
        let (from, to) = (place.within.from.to_string(), place.within.to.to_string());
        // An older file that is only read has other indexes.
        let is_by_region = schema::version(&self.db)? >= schema::PROVED;
        self.kept(
            if is_by_region { OF_YEARS } else { OF_PLACE },
            named_params! { ":region": place.region.as_str(), ":from": from, ":to": to, ":known": known },
        )
    }

    /// All facts that stand.
    pub fn facts(&self, known: Known) -> Result<Vec<Kept>> {
        let known = self.seq_of(known)?;
        self.kept(ALL, named_params! { ":known": known })
    }

    /// Of all facts that stand the first `most` behind the one with the number `after`, in the order in which they came: as of one change
    /// all facts can be had in parts, whatever is written meanwhile.
    pub fn facts_behind(&self, after: i64, most: usize, known: Known) -> Result<Vec<Kept>> {
        let (known, most) = (self.seq_of(known)?, i64::try_from(most).unwrap_or(i64::MAX));
        self.kept(
            BEHIND,
            named_params! { ":known": known, ":after": after, ":most": most },
        )
    }

    /// The keys of an indicator, or of own words, under which there are or were facts: without a look at the facts.
    pub fn keys_of(&self, indicator: &Term) -> Result<Vec<Key>> {
        let from = indicator.to_string();
        // What may follow on the name of an indicator within a key: a bracket, a point, the place.
        let to = format!("{from}|");
        let mut query = self.db.prepare_cached(include_str!("sql/keys-between.sql"))?;
        let rows = query.query_map([&from, &to], |row| row.get::<_, String>(0))?;
        let texts = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        let keys = texts.iter().filter_map(|text| text.parse::<Key>().ok());
        Ok(keys.filter(|key| key.indicator == *indicator).collect())
    }

    /// Every fact that ever stood under `key`, with what became of it.
    pub fn history(&self, key: &Key) -> Result<Vec<Kept>> {
        let mut query = self.db.prepare_cached(include_str!("sql/history-of-key.sql"))?;
        let mut rows = query.query(
            named_params! { ":key": key.to_string(), ":region": key.region.as_str(), ":to": period_to(key) },
        )?;
        let mut kept = Vec::new();
        while let Some(row) = rows.next()? {
            let (back, revised): (Option<i64>, Option<i64>) = (row.get(24)?, row.get(25)?);
            let standing = back.map(Standing::TakenBack).or(revised.map(Standing::Revised));
            kept.push(Kept {
                standing: standing.unwrap_or(Standing::Stands),
                ..Kept::from_row(row)?
            });
        }
        Ok(kept)
    }

    /// The fact with this number.
    pub fn fact(&self, seq: i64) -> Result<Kept> {
        let found = self.kept(include_str!("sql/fact.sql"), named_params! { ":seq": seq })?;
        found.into_iter().next().ok_or(LedgerError::NoFact(seq))
    }

    /// Facts under one key that differ and were not answered for. Two units measure two things: 3个小区 and 164户 of them.
    pub fn clashes(&self, known: Known) -> Result<Vec<Clash>> {
        self.clashes_where(known, &in_one_unit)
    }

    /// Facts under one key of which `differ` says that both cannot be so, and that were not answered for.
    pub fn clashes_where(&self, known: Known, differ: Differ<'_>) -> Result<Vec<Clash>> {
        self.clashes_of(self.facts(known)?, known, differ)
    }

    /// The same among `facts`, which are all that stand under the keys that are asked about.
    pub fn clashes_among(&self, facts: &[Kept], known: Known) -> Result<Vec<Clash>> {
        self.clashes_of(facts.to_vec(), known, &in_one_unit)
    }

    fn clashes_of(&self, facts: Vec<Kept>, known: Known, differ: Differ<'_>) -> Result<Vec<Clash>> {
        let mut by_key: BTreeMap<Key, Vec<Kept>> = BTreeMap::new();
        for kept in facts {
            by_key.entry(kept.fact.key.clone()).or_default().push(kept);
        }
        let answered = self.answered(known)?;
        let clashes = by_key.into_iter().map(|(key, facts)| Clash { key, facts });
        Ok(clashes.filter(|clash| clash.is_open(&answered, differ)).collect())
    }

    /// The facts under `key`, where they differ and were not answered for.
    pub fn clash(&self, key: &Key, known: Known) -> Result<Option<Clash>> {
        self.clash_where(key, known, &in_one_unit)
    }

    /// The facts under `key`, where `differ` says of two that both cannot be so, and they were not answered for.
    pub fn clash_where(&self, key: &Key, known: Known, differ: Differ<'_>) -> Result<Option<Clash>> {
        let facts = self.facts_under(key, known)?;
        let clash = Clash {
            key: key.clone(),
            facts,
        };
        Ok(if clash.is_open(&self.answered(known)?, differ) {
            Some(clash)
        } else {
            None
        })
    }

    /// The change in which somebody said of two facts of one key how both can be; none where nobody did, or it was taken back.
    pub fn answer_of(&self, one: i64, other: i64) -> Result<Option<i64>> {
        let query = include_str!("sql/answer-of-pair.sql");
        let mut query = self.db.prepare_cached(query)?;
        Ok(query.query_row(named_params! { ":one": one, ":other": other }, |row| row.get(0))?)
    }

    fn answered(&self, known: Known) -> Result<BTreeSet<(i64, i64)>> {
        let known = self.seq_of(known)?;
        let mut query = self.db.prepare_cached(include_str!("sql/answers.sql"))?;
        let rows = query.query_map(named_params! { ":known": known }, |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub(crate) fn kept(&self, query: &str, parameters: &[(&str, &dyn ToSql)]) -> Result<Vec<Kept>> {
        kept(&self.db, query, parameters)
    }

    /// The number of the last change that is known.
    pub(crate) fn seq_of(&self, known: Known) -> Result<i64> {
        match known {
            Known::Now => Ok(i64::MAX),
            Known::On(day) => self.last_of(day),
            Known::After(change) => Ok(change),
        }
    }
}

/// The last day of the period that a key speaks of, as `fact.period_to` has it.
pub(crate) fn period_to(key: &Key) -> Option<String> {
    key.period.map(|period| period.to.to_string())
}

pub(crate) fn kept(db: &Connection, query: &str, parameters: &[(&str, &dyn ToSql)]) -> Result<Vec<Kept>> {
    let mut query = db.prepare_cached(query)?;
    let mut rows = query.query(parameters)?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        kept.push(Kept::from_row(row)?);
    }
    Ok(kept)
}

impl Clash {
    /// Whether two of the facts differ and nobody answered for them. Facts that say the same differ from others alike: of a sentence
    /// that stands in a paper a thousand times one is held against the others.
    fn is_open(&self, answered: &BTreeSet<(i64, i64)>, differ: Differ<'_>) -> bool {
        let is_answered = |one: &Kept, other: &Kept| {
            let asked = [(one.seq, other.seq), (other.seq, one.seq)];
            asked.iter().any(|pair| answered.contains(pair))
        };
        let mut kinds: Vec<(&Kept, Vec<&Kept>)> = Vec::new();
        for kept in &self.facts {
            let mut own = None;
            for (place, (first, alike)) in kinds.iter().enumerate() {
                if say_the_same(&first.fact, &kept.fact) {
                    own = Some(place);
                } else if differ(&first.fact, &kept.fact) && !alike.iter().all(|one| is_answered(one, kept)) {
                    return true;
                }
            }
            match own.and_then(|own| kinds.get_mut(own)) {
                Some((_, alike)) => alike.push(kept),
                None => kinds.push((kept, vec![kept])),
            }
        }
        false
    }
}

/// Whether two facts of one key say the very same, wherever it is told; what was reckoned is told to the last digit.
fn say_the_same(one: &Fact, other: &Fact) -> bool {
    let is_reckoned = |fact: &Fact| matches!(fact.source, Source::Formula { .. });
    (&one.worth, &one.unit, &one.note) == (&other.worth, &other.unit, &other.note)
        && (one.printed, one.limit, one.prices) == (other.printed, other.limit, other.prices)
        && is_reckoned(one) == is_reckoned(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of the form before is read as it is, and has other indexes.
    #[test]
    fn keys_and_years_are_asked_of_an_index_in_either_form() {
        for form in [5, 6, 7] {
            let db = schema::of_form(form).unwrap();
            let of_place = if form < schema::PROVED { OF_PLACE } else { OF_YEARS };
            for query in [UNDER_KEY, of_place, include_str!("sql/history-of-key.sql")] {
                let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
                let mut rows = plan.raw_query();
                let mut steps: Vec<String> = Vec::new();
                while let Some(row) = rows.next().unwrap() {
                    steps.push(row.get(3).unwrap());
                }
                let gone_through = |table: &str| {
                    steps
                        .iter()
                        .any(|step| step.starts_with(&format!("SCAN {table}")))
                };
                assert!(!gone_through("f") && !gone_through("fact"), "{form}: {steps:#?}");
                assert!(
                    steps.iter().any(|step| step.contains("USING INDEX fact_by_")),
                    "{form}: {steps:#?}"
                );
                // The year, the neighbours; of a key the key and the region too.
                let whole = "USING INDEX fact_by_region (<expr>=? AND <expr>=?";
                let covering = whole.replace("INDEX", "COVERING INDEX");
                assert!(
                    form < schema::PROVED
                        || steps
                            .iter()
                            .any(|step| step.contains(whole) || step.contains(&covering)),
                    "{form}: {steps:#?}"
                );
            }
        }
    }
}
