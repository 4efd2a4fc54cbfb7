//! Sessions: who is signed in, until when.

use super::{Account, Accounts, Result, account};
use rusqlite::OptionalExtension;

/// Seconds after which a session ends that nobody used.
pub(crate) const IDLE: i64 = 30 * 60;

/// Seconds after which every session ends: a working day.
pub(crate) const LONGEST: i64 = 12 * 60 * 60;

/// That a session was used is written down so often, in seconds, not with every request.
const NOTED: i64 = 60;

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    /// The account.
    pub(crate) account: Account,
    /// What forms have to bring back.
    pub(crate) csrf: String,
}

impl Accounts {
    /// Begins a session; gives what the browser keeps.
    pub(crate) fn begin(&self, account: &str, now: i64) -> Result<String> {
        let (token, csrf) = (crate::token::random(32)?, crate::token::random(32)?);
        let db = self.db();
        db.execute(
            "DELETE FROM session WHERE begun < ?1 OR seen < ?2",
            (now - LONGEST, now - IDLE),
        )?;
        db.execute(
            "INSERT INTO session (token, account, csrf, begun, seen) VALUES (?1, ?2, ?3, ?4, ?4)",
            (crate::token::digest(&token), account, csrf, now),
        )?;
        Ok(token)
    }

    /// Who is signed in with `token`; none where nobody is, or not any more. That the session `is_used` keeps it from ending.
    pub(crate) fn signed(&self, token: &str, now: i64, is_used: bool) -> Result<Option<Signed>> {
        let token = crate::token::digest(token);
        // Asked with every request: what others do is not to be kept the earlier for it.
        let db = self.db.look();
        let mut query = db.prepare_cached(include_str!("signed.sql"))?;
        let found = query
            .query_row((&token, now - LONGEST, now - IDLE), |row| {
                let signed = Signed {
                    account: account(row)?,
                    csrf: row.get(5)?,
                };
                Ok((signed, row.get::<_, i64>(6)?))
            })
            .optional()?;
        let Some((signed, seen)) = found else {
            return Ok(None);
        };
        if is_used && now - seen >= NOTED {
            db.execute("UPDATE session SET seen = ?2 WHERE token = ?1", (&token, now))?;
        }
        Ok(Some(signed))
    }

    /// Ends a session.
    pub(crate) fn end(&self, token: &str) -> Result<()> {
        let token = crate::token::digest(token);
        self.db()
            .execute("DELETE FROM session WHERE token = ?1", [token])?;
        Ok(())
    }
}
