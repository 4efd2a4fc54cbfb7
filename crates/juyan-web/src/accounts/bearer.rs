//! Tokens for programs: each asks as one account, through the interface alone, until a day; what is kept of it opens nothing.

use super::{Account, AccountError, Accounts, Result, Signed, account};
use rusqlite::OptionalExtension;

/// The most days that a token lasts.
pub(crate) const LONGEST: i64 = 366;

const DAY: i64 = 24 * 60 * 60;

/// A token, as those who administer see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bearer {
    pub(crate) number: i64,
    pub(crate) account: String,
    /// What it is for.
    pub(crate) name: String,
    /// When it ends, in seconds since 1970.
    pub(crate) ends: i64,
}

const ASKS: &str = "SELECT a.name, a.shown, a.department, a.role, a.closed FROM bearer b JOIN account a ON a.name = b.account \
    WHERE b.digest = ?1 AND b.ends > ?2 AND a.closed = 0";

impl Accounts {
    /// Makes a token that asks as an account for so many days, and gives it; it is told this once.
    pub(crate) fn grant(&self, of: &str, name: &str, (now, days): (i64, i64)) -> Result<String> {
        let token = crate::token::random(32)?;
        let ends = now + days.clamp(1, LONGEST) * DAY;
        let db = self.db();
        let added = db.execute(
            "INSERT INTO bearer (digest, account, name, ends) SELECT ?1, name, ?3, ?4 FROM account WHERE name = ?2 AND closed = 0",
            (crate::token::digest(&token), of, name, ends),
        )?;
        if added == 0 {
            return Err(AccountError::Unknown(of.to_owned()));
        }
        Ok(token)
    }

    /// As whom a token asks; none where it is none, or has ended, or its account is closed.
    pub(crate) fn asks_as(&self, token: &str, now: i64) -> Result<Option<Signed>> {
        let db = self.db.look();
        let mut query = db.prepare_cached(ASKS)?;
        let found: Option<Account> = query
            .query_row((crate::token::digest(token), now), account)
            .optional()?;
        Ok(found.map(|account| Signed {
            account,
            csrf: String::new(),
        }))
    }

    /// All tokens, the newest first.
    pub(crate) fn bearers(&self) -> Result<Vec<Bearer>> {
        let db = self.db();
        let mut query = db.prepare("SELECT number, account, name, ends FROM bearer ORDER BY number DESC")?;
        let rows = query.query_map([], |row| {
            Ok(Bearer {
                number: row.get(0)?,
                account: row.get(1)?,
                name: row.get(2)?,
                ends: row.get(3)?,
            })
        })?;
        let bearers: rusqlite::Result<Vec<Bearer>> = rows.collect();
        Ok(bearers?)
    }

    /// Ends a token.
    pub(crate) fn revoke(&self, number: i64) -> Result<()> {
        self.db()
            .execute("DELETE FROM bearer WHERE number = ?1", [number])?;
        Ok(())
    }
}
