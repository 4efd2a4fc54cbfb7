//! What somebody writes as the value of a key, as a fact: the same for a table that is entered and a form that is filled in.

use juyan::model::{Fact, Key, Limit, Source, Value, Worth};
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
    pub limit: Option<Limit>,
}

impl Said {
    /// The fact that it is under `key`.
    pub fn under(self, key: Key, source: Source, catalogue: &Catalogue) -> Fact {
        Fact {
            unit: self.quantity.unit,
            printed: self.quantity.printed,
            limit: self.limit,
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
    if quantity.span.end != words.len() {
        return None;
    }
    let told = quantity.approx.or(before.map(|(_, approx)| approx));
    Some(Said {
        worth: Worth::Number(quantity.value?),
        limit: limit(words.get(..start)?.trim(), told.map(Into::into), catalogue).ok()?,
        quantity,
    })
}

/// The lists of words that tell which way a number behind them is loose.
const BOUNDS: [(&str, Limit); 5] = [
    ("enter.over", Limit::Over),
    ("enter.under", Limit::Under),
    ("enter.about", Limit::About),
    ("enter.better", Limit::Better),
    ("enter.steady", Limit::Steady),
];

/// Which way a number is loose that has `before` it and is `told` to be so by what it is written with; wrong where `before`
/// says nothing that is known, or the opposite: ≥85%以内.
fn limit(before: &str, told: Option<Limit>, catalogue: &Catalogue) -> Result<Option<Limit>, Unfit> {
    if before.is_empty() {
        return Ok(told);
    }
    let is_in = |list: &str| catalogue.list(list).iter().any(|word| word == before);
    let (_, said) = BOUNDS
        .into_iter()
        .find(|(list, _)| is_in(list))
        .ok_or(Unfit::NoValue)?;
    let is_opposite = matches!(
        (said, told),
        (Limit::Over, Some(Limit::Under)) | (Limit::Under, Some(Limit::Over))
    );
    // 稳定在95%以上, 控制在3%左右: what is written behind says more.
    if is_opposite {
        return Err(Unfit::NoValue);
    }
    Ok(told.or(Some(said)))
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
    fn bounds_are_told_by_signs_and_words_before_the_number() {
        let rows = [
            ("优于85%", Limit::Better),
            ("达到或好于85%", Limit::Better),
            ("稳定在3.5%", Limit::Steady),
            ("≥85%", Limit::Over),
            (">= 85%", Limit::Over),
            ("≤ 3%", Limit::Under),
            ("≈3%", Limit::About),
            ("稳定在95%以上", Limit::Over),
            ("控制在3%以内", Limit::Under),
            ("控制在3%左右", Limit::About),
            ("控制在3%", Limit::Under),
            ("不低于85%", Limit::Over),
            ("85%以上", Limit::Over),
            ("约85%", Limit::About),
        ];
        for (words, limit) in rows {
            let said = said(words, juyan::catalogue()).map(|said| said.limit);
            assert_eq!(said, Some(Some(limit)), "{words}");
        }
        for words in [
            "≥85%以内",
            "差于85%",
            "≥≥85%",
            "49,38亿元",
            "4,93,8亿元",
            "1,2345亿元",
        ] {
            assert!(said(words, juyan::catalogue()).is_none(), "{words}");
        }
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
