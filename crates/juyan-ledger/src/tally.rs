//! What formulas have come to so far, as bytes that the ledger does not understand: held ready beside what is known, so that
//! after a changed row nobody goes through all of them. They may be gone or worth nothing at any time; then one reckons
//! anew.

use crate::error::Result;
use crate::reading::Reading;
use crate::schema;
use crate::writing::Writing;
use rusqlite::OptionalExtension;

/// What a formula has come to, under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The formula and the stretch of time.
    pub name: String,
    /// What it has come to.
    pub bytes: Vec<u8>,
}

/// The first form of the file that has them.
const SINCE: i64 = 3;

impl Reading<'_> {
    /// What is held ready under `name`; none where it does not take in all that was written.
    pub fn tally(&self, name: &str) -> Result<Option<Vec<u8>>> {
        // An older file that is only read is not brought up.
        if schema::version(self.db)? < SINCE {
            return Ok(None);
        }
        let mut query = self.db.prepare_cached(include_str!("sql/tally.sql"))?;
        Ok(query.query_row([name], |row| row.get(0)).optional()?)
    }

    /// The names under which anything is held.
    pub fn tallied(&self) -> Result<Vec<String>> {
        if schema::version(self.db)? < SINCE {
            return Ok(Vec::new());
        }
        let mut query = self.db.prepare("SELECT name FROM tally ORDER BY name")?;
        let names = query.query_map([], |row| row.get(0))?;
        Ok(names.collect::<std::result::Result<_, _>>()?)
    }
}

impl Writing<'_> {
    /// Holds `tallies` ready, which take in what this change writes, and gives up those of the names `lost`, which would have to
    /// and do not. Of the others that are held already it is said that this change writes nothing that they would have to take
    /// in. To be called before fields are written.
    pub fn hold_ready(&mut self, tallies: &[Tally], lost: &[String]) -> Result<()> {
        self.db.execute(include_str!("sql/drop-tallies.sql"), [])?;
        let mut drop = self.db.prepare_cached("DELETE FROM tally WHERE name = ?1")?;
        for name in lost {
            drop.execute([name])?;
        }
        self.db.execute("UPDATE tally SET change = ?1", [self.seq()])?;
        let mut keep = self.db.prepare_cached(include_str!("sql/keep-tally.sql"))?;
        for tally in tallies {
            keep.execute((&tally.name, self.seq(), &tally.bytes))?;
        }
        Ok(())
    }
}
