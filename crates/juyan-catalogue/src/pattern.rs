//! Keys with gaps: what the facts of a formula are called, before region, period and the codes of rows are known.

use juyan_model::{Accrual, Date, Key, Measure, Mode, Period, Term};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::str::FromStr;

/// A key without region and period, in which a dimension may stand open for what a field of the rows holds:
/// `minority_fund{batch=<batch>}`.
///
/// ```
/// use juyan_catalogue::Pattern;
/// let pattern: Pattern = "minority_fund{batch=<batch>}".parse().unwrap();
/// assert_eq!(pattern.fields().collect::<Vec<_>>(), ["batch"]);
/// let key = pattern.key("152923", None, &["first".into()]);
/// assert_eq!(key.to_string(), "minority_fund{batch=first}@152923");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What is measured.
    pub indicator: Term,
    /// Whose or which, by the name of the dimension.
    pub dimensions: BTreeMap<SmolStr, Slot>,
    /// Which value of it.
    pub measures: Vec<Measure>,
    /// Within its period or since earlier.
    pub accrual: Accrual,
    /// Since when.
    pub since: Option<Date>,
    /// Done, wanted, possible or foreseen.
    pub mode: Mode,
}

/// What a dimension of a pattern is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The same in all facts.
    Fixed(Term),
    /// What this field holds.
    Field(SmolStr),
}

impl Pattern {
    /// The fields that facts are told apart by, in the order of the dimensions.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.dimensions.values().filter_map(|slot| match slot {
            Slot::Field(field) => Some(field.as_str()),
            Slot::Fixed(_) => None,
        })
    }

    /// The key of the fact whose rows hold `values` in [`Self::fields`].
    pub fn key(&self, region: &str, period: Option<Period>, values: &[SmolStr]) -> Key {
        let mut values = values.iter();
        let term = |slot: &Slot| match slot {
            Slot::Fixed(term) => term.clone(),
            Slot::Field(_) => Term::new(values.next().map_or("", |value| value.as_str())),
        };
        let mut term = term;
        Key {
            indicator: self.indicator.clone(),
            dimensions: self
                .dimensions
                .iter()
                .map(|(name, slot)| (name.clone(), term(slot)))
                .collect(),
            measures: self.measures.clone(),
            region: region.into(),
            period,
            accrual: self.accrual,
            since: self.since,
            mode: self.mode,
        }
    }
}

/// A region that stands where a pattern has none while it is read as a key.
const NOWHERE: &str = "@000000";

impl FromStr for Pattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (named, fields) = named(text)?;
        let key: Key = whole(&named)
            .parse()
            .map_err(|error: juyan_model::KeyError| format!("no key from character {} on", error.at + 1))?;
        let slot = |name: SmolStr, term: Term| {
            let slot = fields
                .get(&name)
                .map_or(Slot::Fixed(term), |field| Slot::Field(field.clone()));
            (name, slot)
        };
        Ok(Self {
            indicator: key.indicator,
            dimensions: key
                .dimensions
                .into_iter()
                .map(|(name, term)| slot(name, term))
                .collect(),
            measures: key.measures,
            accrual: key.accrual,
            since: key.since,
            mode: key.mode,
        })
    }
}

/// The text with the names of fields in place of the gaps, and which dimension's is which.
fn named(text: &str) -> Result<(String, BTreeMap<SmolStr, SmolStr>), String> {
    let mut fields = BTreeMap::new();
    let mut named = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        let (field, after) = behind.split_once('>').ok_or("`<` is not closed")?;
        let dimension = before.strip_suffix('=').ok_or("`<` stands behind no dimension")?;
        let dimension = dimension.rsplit(['{', ',']).next().unwrap_or_default();
        fields.insert(dimension.into(), field.into());
        named.push_str(before);
        named.push_str(field);
        rest = after;
    }
    named.push_str(rest);
    Ok((named, fields))
}

/// The text with a region where keys have theirs: before the accrual and the mode.
fn whole(text: &str) -> String {
    let mut quoted = false;
    let end = text.find(|character| {
        quoted ^= character == '"';
        !quoted && matches!(character, '~' | '#')
    });
    let (before, after) = text.split_at(end.unwrap_or(text.len()));
    format!("{before}{NOWHERE}{after}")
}
