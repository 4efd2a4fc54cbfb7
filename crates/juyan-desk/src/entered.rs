//! What somebody writes as the value of a key, as a fact: the same for a table that is entered and a form that is filled in.

use juyan::model::{Approx, Fact, Key, Source, Value, Worth};
use juyan::reader::Quantity;
use juyan::vocabulary::Catalogue;

/// What is wrong with what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It is no value.
    NoValue,
    /// It is told in a unit of another kind than the key's.
    OtherUnit,
    /// The key is told in a unit, and there is none.
    NoUnit,
}

/// What a cell says.
#[derive(Debug)]
pub struct Said {
    /// The number with its unit.
    pub quantity: Quantity,
    /// What it comes to.
    pub worth: Worth,
    /// Which way it is loose.
    pub approx: Option<Approx>,
}

impl Said {
    /// The fact that it is under `key`.
    pub fn under(self, key: Key, source: Source, catalogue: &Catalogue) -> Fact {
        Fact {
            unit: self.quantity.unit,
            printed: self.quantity.printed,
            limit: self.approx.map(Into::into),
            prices: catalogue.prices_of(&key.indicator, &key.measures),
            secrecy: catalogue.secrecy_of(&key.indicator),
            ..Fact::new(key, self.worth, source)
        }
    }
}

/// What a cell says, as a report would; none where it is no number and nothing else.
pub fn said(words: &str, catalogue: &Catalogue) -> Option<Said> {
    let (at, _) = words
        .char_indices()
        .find(|(_, character)| catalogue.numerals.sign(*character).is_some())?;
    let quantity = juyan::reader::quantity(words, at, catalogue)?;
    let before = juyan::reader::leading(words, quantity.span.start, catalogue);
    let start = before.map_or(quantity.span.start, |(start, _)| start);
    if start != 0 || quantity.span.end != words.len() {
        return None;
    }
    Some(Said {
        worth: Worth::Number(quantity.value?),
        approx: quantity.approx.or(before.map(|(_, approx)| approx)),
        quantity,
    })
}

/// Whether what was said is told in a unit of the kind that the key is told in.
pub fn fits(key: &Key, said: &Said, catalogue: &Catalogue) -> Result<(), Unfit> {
    let unit = said.quantity.unit.as_deref();
    if catalogue.may_stand_under(key, unit).is_err() {
        return Err(Unfit::OtherUnit);
    }
    if unit.is_none() && !catalogue.goes_without_unit(key) {
        return Err(Unfit::NoUnit);
    }
    Ok(())
}

/// The fact under `key` that `words` tell; a number without a unit is told in `unit`, which stands beside it on the form. A minus before
/// it makes it less than nothing.
///
/// ```
/// use juyan::model::{Source, Value, Worth};
/// let key = "rev_general@152923:2024H1".parse().unwrap();
/// let fact = juyan_desk::entered::fact(&key, "1.45", "亿元", Source::Entry, juyan::catalogue()).unwrap();
/// assert_eq!(fact.worth, Worth::Number(Value::One(145_000_000.into())));
/// assert!(juyan_desk::entered::fact(&key, "1.45吨", "亿元", Source::Entry, juyan::catalogue()).is_err());
/// ```
pub fn fact(
    key: &Key,
    words: &str,
    unit: &str,
    source: Source,
    catalogue: &Catalogue,
) -> Result<Fact, Unfit> {
    let words = words.trim();
    let (is_less, words) = match words.strip_prefix(['-', '\u{2212}', '\u{ff0d}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, words),
    };
    let is_bare = words.ends_with(|last: char| last.is_ascii_digit());
    let whole = if is_bare {
        format!("{words}{unit}")
    } else {
        words.to_owned()
    };
    let said = said(&whole, catalogue).ok_or(Unfit::NoValue)?;
    fits(key, &said, catalogue)?;
    let worth = match said.worth {
        Worth::Number(Value::One(value)) if is_less => Worth::Number(Value::One(-value)),
        _ if is_less => return Err(Unfit::NoValue),
        worth => worth,
    };
    Ok(Said { worth, ..said }.under(key.clone(), source, catalogue))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(key: &str, words: &str, unit: &str) -> Result<String, Unfit> {
        let fact = fact(
            &key.parse().unwrap(),
            words,
            unit,
            Source::Entry,
            juyan::catalogue(),
        )?;
        Ok(crate::shown::plain(
            &fact.worth,
            fact.unit.as_deref().unwrap_or_default(),
        ))
    }

    #[test]
    fn a_bare_number_is_told_in_the_unit_beside_it() {
        let level = "rev_general@152923:2024H1";
        assert_eq!(told(level, " 1.45 ", "亿元").as_deref(), Ok("145000000元"));
        assert_eq!(told(level, "14500万元", "亿元").as_deref(), Ok("145000000元"));
        assert_eq!(
            told("rev_general.growth@152923:2024H1", "-2.1", "%").as_deref(),
            Ok("-2.1%")
        );
    }

    #[test]
    fn what_is_no_value_of_the_key_is_refused() {
        let level = "rev_general@152923:2024H1";
        assert_eq!(told(level, "不少", "亿元"), Err(Unfit::NoValue));
        assert_eq!(told(level, "1.4.5", "亿元"), Err(Unfit::NoValue));
        assert_eq!(told(level, "1.45吨", "亿元"), Err(Unfit::OtherUnit));
        assert_eq!(told(level, "1.45", ""), Err(Unfit::NoUnit));
    }
}
