//! Which facts are of a region and of certain years, found in an index that has keys of all regions side by side. `gdp@152900`,
//! `gdp@152901`, `gdp@152902` … are leapt over to the region that is meant and on to what is measured next: of a year of a nation
//! one looks at some rows for each indicator instead of all of them.
//!
//! Where there are a hundred regions to an indicator, all of the index is read either way, and going through it is faster.
//!
//! It knows how the text of a key is made up, and nothing else of facts.

use crate::error::Result;
use crate::read::Place;
use rusqlite::{Connection, OptionalExtension, Row};

/// So many rows of other regions under one name are gone through before one leaps: a leap costs as much as some rows.
const IDLE: usize = 3;

/// So many rows have to stand under one of the first names for leaping to help: some pages of the index.
const WIDE: usize = 256;
const FIRST: usize = 4;

/// So many rows are gone through before one asks whether leaping helps, and so many for a leap are too many.
const ENOUGH: usize = 1 << 16;
const ROWS_A_LEAP: usize = 64;

/// What stands before the region of a key, and what sorts right behind it.
const PLACE: char = '@';
const BEHIND: char = 'A';

/// The places of the facts of `place`, in order; none where keys have so little in common that leaping does not help.
pub(crate) fn found(db: &Connection, place: &Place) -> Result<Option<Vec<i64>>> {
    let mut leaps = Leaps {
        db,
        region: place.region.as_str(),
        found: Vec::new(),
        names: 0,
        rows: 0,
        leapt: 0,
    };
    let mut year = i64::from(place.within.from.year());
    while let Some(next) = leaps.year_from(year)? {
        if next > i64::from(place.within.to.year()) {
            break;
        }
        if !leaps.go_through(next)? {
            return Ok(None);
        }
        year = next + 1;
    }
    leaps.found.sort_unstable();
    Ok(Some(leaps.found))
}

struct Leaps<'a> {
    db: &'a Connection,
    region: &'a str,
    found: Vec<i64>,
    names: usize,
    rows: usize,
    leapt: usize,
}

impl Leaps<'_> {
    /// The first year from `year` on that has facts.
    fn year_from(&self, year: i64) -> Result<Option<i64>> {
        let mut query = self.db.prepare_cached(include_str!("sql/year-of-facts.sql"))?;
        Ok(query.query_row([year], |row| row.get(0)).optional()?)
    }

    /// Looks for the facts of a year. False where leaping does not help.
    fn go_through(&mut self, year: i64) -> Result<bool> {
        let mut query = self.db.prepare_cached(include_str!("sql/keys-of-year.sql"))?;
        let mut from = Some(String::new());
        while let Some(key) = from.take() {
            let mut rows = query.query((year, key))?;
            let (mut name, mut idle) = (String::new(), 0);
            while let Some(row) = rows.next()? {
                self.rows += 1;
                if text(row, 1)? == self.region {
                    self.found.push(row.get(2)?);
                    continue;
                }
                let key = text(row, 0)?;
                let own = key.rsplit_once(PLACE).map_or(key, |(own, _)| own);
                if own != name {
                    own.clone_into(&mut name);
                    self.names += 1;
                    idle = 0;
                    if self.leapt == 0 && self.names > FIRST {
                        return Ok(false);
                    }
                    continue;
                }
                idle += 1;
                if idle >= if self.leapt == 0 { WIDE } else { IDLE } {
                    from = Some(self.behind(own, key));
                    break;
                }
            }
            if self.rows > ENOUGH && self.rows > self.leapt * ROWS_A_LEAP {
                return Ok(false);
            }
            self.leapt += usize::from(from.is_some());
        }
        Ok(true)
    }

    /// The key to go on from, where `key` of another region was met under the name `own`.
    fn behind(&self, own: &str, key: &str) -> String {
        let wanted = format!("{own}{PLACE}{}", self.region);
        if key < wanted.as_str() {
            wanted
        } else {
            format!("{own}{BEHIND}")
        }
    }
}

fn text<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<&'r str> {
    row.get_ref(column)?.as_str().map_err(Into::into)
}
