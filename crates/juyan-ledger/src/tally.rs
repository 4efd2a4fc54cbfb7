//! What formulas have come to so far, as bytes that the ledger does not understand: held ready beside what is known, so that
//! after a changed row nobody goes through all of them.
//!
//! They are no knowledge, and nobody takes their word for anything: every change that holds any ready says in a row of the chain of
//! which digests they are. Of what is not so nothing is reckoned with; then one reckons anew.

use crate::chain::{digest, digest_of};
use crate::error::Result;
use crate::reading::Reading;
use crate::schema;
use crate::verify::Flaw;
use crate::writing::Writing;
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::BTreeMap;

/// The name of the rows of `property` that say of which digests all is that is held ready.
pub(crate) const TALLY: &str = "tally";

/// What a formula has come to, under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The formula and the stretch of time.
    pub name: String,
    /// What it has come to.
    pub bytes: Vec<u8>,
}

/// What is held ready and the chain vouches for: it takes in all that was written.
#[derive(Debug, Clone)]
pub struct Ready<'l> {
    db: &'l Connection,
    /// The digests by name.
    digests: BTreeMap<String, String>,
}

impl Ready<'_> {
    /// What is held under `name`; none where nothing is, or something else than was sealed.
    pub fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let Some(digest) = self.digests.get(name) else {
            return Ok(None);
        };
        let mut query = self.db.prepare_cached(include_str!("sql/tally.sql"))?;
        let bytes: Option<Vec<u8>> = query.query_row([name], |row| row.get(0)).optional()?;
        Ok(bytes.filter(|bytes| digest_of_tally(name, bytes) == *digest))
    }

    /// The names under which anything is held.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.digests.keys().map(String::as_str)
    }
}

impl<'l> Reading<'l> {
    /// What is held ready.
    pub fn ready(&self) -> Result<Ready<'l>> {
        Ok(Ready {
            db: self.db,
            digests: proved(self.db)?,
        })
    }
}

impl Writing<'_> {
    /// Holds `tallies` ready, which take in what this change writes, and gives up those of the names `lost`, which would have to
    /// and do not. Of the others that are held already it is said that this change writes nothing that they would have to take
    /// in. To be called before fields are written.
    pub fn hold_ready(&mut self, tallies: &[Tally], lost: &[String]) -> Result<()> {
        self.drop_unproved()?;
        let mut drop = self.db.prepare_cached("DELETE FROM tally WHERE name = ?1")?;
        for name in lost {
            drop.execute([name])?;
        }
        let mut keep = self.db.prepare_cached(include_str!("sql/keep-tally.sql"))?;
        for tally in tallies {
            let digest = digest_of_tally(&tally.name, &tally.bytes);
            keep.execute((&tally.name, digest, &tally.bytes))?;
        }
        let held = held(self.db)?;
        if !held.is_empty() {
            self.property(TALLY, &digest_of_all(&held))?;
        }
        Ok(())
    }

    /// Takes away what is held and not as it was sealed, or does not take in all that was written.
    fn drop_unproved(&self) -> Result<()> {
        let proved = proved(self.db)?;
        let mut drop = self.db.prepare_cached("DELETE FROM tally WHERE rowid = ?1")?;
        for held in all(self.db)? {
            if !held.is_sound || !proved.contains_key(&held.name) {
                drop.execute([held.row])?;
            }
        }
        Ok(())
    }
}

/// What of all that is held ready is not what the chain says. It is worth nothing then, and nobody reckons with it.
pub(crate) fn flaws(db: &Connection) -> Result<Vec<Flaw>> {
    let held = if schema::version(db)? < schema::PROVED {
        BTreeMap::new()
    } else {
        held(db)?
    };
    if held.is_empty() {
        return Ok(Vec::new());
    }
    let said = proof(db)?.is_some_and(|proof| proof.digest == digest_of_all(&held));
    let altered = all(db)?.into_iter().filter(|held| !held.is_sound);
    let mut flaws: Vec<Flaw> = altered.map(|held| Flaw::Tally(held.name)).collect();
    if !said && flaws.is_empty() {
        flaws.push(Flaw::Tally(String::new()));
    }
    Ok(flaws)
}

/// What the chain said last of all that is held ready.
struct Proof {
    digest: String,
    /// Whether nothing was written since that it would have to take in.
    is_last: bool,
}

fn proof(db: &Connection) -> Result<Option<Proof>> {
    let mut query = db.prepare_cached(include_str!("sql/proof-of-tallies.sql"))?;
    let proof = query.query_row([], |row| {
        Ok(Proof {
            digest: text_of(row, 0)?,
            is_last: row.get(1)?,
        })
    });
    Ok(proof.optional()?)
}

/// The digests of all that is held ready, where the chain says the same of it and it takes in all that was written.
fn proved(db: &Connection) -> Result<BTreeMap<String, String>> {
    // An older file that is only read is not brought up.
    if schema::version(db)? < schema::PROVED {
        return Ok(BTreeMap::new());
    }
    let Some(proof) = proof(db)?.filter(|proof| proof.is_last) else {
        return Ok(BTreeMap::new());
    };
    let mut held = held(db)?;
    if proof.digest != digest_of_all(&held) {
        held.clear();
    }
    Ok(held)
}

/// The digests of all that is held by name, as they stand beside it.
fn held(db: &Connection) -> Result<BTreeMap<String, String>> {
    let mut query = db.prepare_cached(include_str!("sql/tallies.sql"))?;
    let rows = query.query_map([], |row| Ok((text_of(row, 0)?, text_of(row, 1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Something that is held.
struct Held {
    row: i64,
    name: String,
    /// Whether it is of the digest that stands beside it.
    is_sound: bool,
}

fn all(db: &Connection) -> Result<Vec<Held>> {
    let mut query = db.prepare_cached("SELECT rowid, name, digest, bytes FROM tally ORDER BY name")?;
    let rows = query.query_map([], |row| {
        let name = text_of(row, 1)?;
        let digest = digest_of_tally(&name, row.get_ref(3)?.as_bytes().unwrap_or_default());
        Ok(Held {
            row: row.get(0)?,
            is_sound: digest == text_of(row, 2)?,
            name,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A name or a digest; of bytes that are no text some other, which the chain knows nothing of.
fn text_of(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    let bytes = row.get_ref(column)?.as_bytes().unwrap_or_default();
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// The name belongs to it, so that one is not put in the place of another.
fn digest_of_tally(name: &str, bytes: &[u8]) -> String {
    digest_of([name.as_bytes(), b"\n", bytes])
}

fn digest_of_all(held: &BTreeMap<String, String>) -> String {
    let lines = held.iter().map(|(name, digest)| format!("{name} {digest}\n"));
    digest(&lines.collect::<String>())
}
