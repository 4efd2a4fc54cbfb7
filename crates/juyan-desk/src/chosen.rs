//! Which facts are meant: by a key, or by how keys begin.

use juyan::model::Key;
use juyan_ledger::{Beginning, Kept, Known, Ledger, LedgerError};
use std::collections::BTreeSet;

/// The facts under the key that `words` spell, or under keys that begin so, in the order of keys.
pub fn facts(ledger: &Ledger, words: Option<&str>, known: Known) -> Result<Vec<Kept>, LedgerError> {
    // What an older program kept stands under the very spelling.
    let spelled = words.and_then(|words| words.parse::<Key>().ok());
    let canonical = spelled.clone().map(|key| juyan::catalogue().canonical(key));
    for key in spelled.iter().chain(&canonical) {
        let under = ledger.facts_under(key, known)?;
        if !under.is_empty() {
            return Ok(under);
        }
    }
    // A key that is whole is meant as it stands: the half-year is not the year.
    if spelled.is_some_and(|key| key.period.is_some()) {
        return Ok(Vec::new());
    }
    let mut facts = match words {
        Some(words) => {
            let all = Beginning {
                region: None,
                words: words.to_owned(),
            };
            ledger.facts_beginning(&BTreeSet::from([all]), known)?
        }
        None => ledger.facts(known)?,
    };
    if let Some(words) = words {
        let is_at_end = |kept: &Kept| begins(&kept.fact.key.to_string(), words);
        // Of a name that is none the beginning is meant: `fiscal` where there is `fiscal_revenue`.
        let is_cut = is_of_name(words)
            && juyan::catalogue().indicator(words).is_none()
            && !facts.iter().any(is_at_end);
        facts.retain(|kept| is_at_end(kept) || is_cut && kept.fact.key.to_string().starts_with(words));
    }
    facts.sort_by(|one, other| (&one.fact.key, one.seq).cmp(&(&other.fact.key, other.seq)));
    Ok(facts)
}

/// Whether `words` can stand in the name of an indicator, and nothing else stands there.
fn is_of_name(words: &str) -> bool {
    !words.is_empty() && words.chars().all(goes_on)
}

/// Whether a name of the catalogue goes on with this character.
const fn goes_on(next: char) -> bool {
    next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_'
}

/// Whether `key` begins with `words` and a part of it ends there: `gdp` begins `gdp.growth@…` and not `gdp_urban@…`.
fn begins(key: &str, words: &str) -> bool {
    key.strip_prefix(words)
        .is_some_and(|rest| !rest.starts_with(goes_on))
}
