//! Keys of facts as a template tells them: the report's region and the report's time are left to the report.

use crate::when::{NoPeriod, When};
use juyan::model::{Expected, Key, KeyError, Period, Term};
use smol_str::SmolStr;
use std::fmt;
use std::str::FromStr;

/// The name of a fact in a template: a key whose region may be left out and whose period may be seen from the report's.
///
/// ```
/// use juyan_writer::Name;
/// let name: Name = "gdp.growth@:P".parse()?;
/// let report = juyan::model::PeriodName::parse("2025H1").unwrap().0;
/// assert_eq!(name.at(report, "152923").unwrap().to_string(), "gdp.growth@152923:2025H1");
///
/// let other: Name = "gdp.growth@150000:P-1y#plan".parse()?;
/// assert_eq!(other.to_string(), "gdp.growth@150000:P-1y#plan");
/// # Ok::<(), juyan::model::KeyError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The key without its period; of a region that stands for the report's where that was left out.
    key: Key,
    is_at_home: bool,
    when: Option<When>,
}

/// Stands for the report's region while a key is read and printed.
const HOME: &str = "000001";

impl Name {
    /// How a report of this period and region tells `key`.
    pub fn of(key: &Key, report: Period, home: &str) -> Self {
        let is_at_home = key.region == home;
        let region = if is_at_home {
            HOME.into()
        } else {
            key.region.clone()
        };
        Self {
            when: key.period.map(|period| When::of(period, report)),
            key: Key {
                region,
                period: None,
                ..key.clone()
            },
            is_at_home,
        }
    }

    /// The same of another time.
    pub(crate) fn when(mut self, when: When) -> Self {
        self.when = Some(when);
        self
    }

    /// The key that a report of this period and region means; none outside the calendar.
    pub fn at(&self, report: Period, home: &str) -> Option<Key> {
        let mut key = self.key.clone();
        if self.is_at_home {
            key.region = SmolStr::new(home);
        }
        if let Some(when) = self.when {
            key.period = Some(when.at(report)?);
        }
        Some(key)
    }

    /// The key without its period, of a region that stands for the report's where that was left out.
    pub(crate) const fn key(&self) -> &Key {
        &self.key
    }

    /// Whether another name is of the same kind: the same measure and mode of the same time.
    pub(crate) fn is_of_kind(&self, other: &Self) -> bool {
        let kind = |name: &Self| (name.key.measures.clone(), name.key.mode, name.when);
        kind(self) == kind(other)
    }

    /// What is measured: an id of the catalogue, or own words.
    pub const fn indicator(&self) -> &Term {
        &self.key.indicator
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.key.to_string();
        // Own words may hold an @, what stands behind the region does not.
        let (head, tail) = whole.rsplit_once('@').unwrap_or((&whole, ""));
        let (region, behind) = tail.split_at(self.key.region.len().min(tail.len()));
        write!(f, "{head}@{}", if self.is_at_home { "" } else { region })?;
        self.when.map_or(Ok(()), |when| write!(f, ":{when}"))?;
        f.write_str(behind)
    }
}

impl FromStr for Name {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let Some((head, tail)) = text.rsplit_once('@') else {
            // The key itself says best what is missing.
            return Err(text.parse::<Key>().err().unwrap_or(KeyError {
                at: text.chars().count(),
                expected: Expected::At,
            }));
        };
        let (place, behind) = tail.split_at(tail.find(['~', '#']).unwrap_or(tail.len()));
        let (region, when) = match place.split_once(':') {
            Some((region, when)) => (region, Some(when)),
            None => (place, None),
        };
        let error = |at: usize, expected: Expected| KeyError {
            at: text.get(..at).unwrap_or_default().chars().count(),
            expected,
        };
        let when = when.map(|when| {
            let at = head.len() + 1 + region.len() + 1;
            when.parse().map_err(|NoPeriod| error(at, Expected::Period))
        });
        let is_at_home = region.is_empty();
        let given = if is_at_home { HOME } else { region };
        let key: Key = format!("{head}@{given}{behind}")
            .parse()
            .map_err(|found: KeyError| {
                let before = head.chars().count() + 1;
                // What stands behind the region was read without the period, and in the place of no region with one.
                let moved = found.at >= before + given.len();
                let shift = if moved {
                    place.chars().count().abs_diff(given.len())
                } else {
                    0
                };
                let at = if place.len() < given.len() {
                    found.at.saturating_sub(shift)
                } else {
                    found.at + shift
                };
                KeyError {
                    at: if moved { at } else { found.at },
                    ..found
                }
            })?;
        Ok(Self {
            key,
            is_at_home,
            when: when.transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_read_again() {
        for told in [
            "gdp@:P",
            "gdp.growth@:P-1y",
            "\"甲@乙\"{part=\"丙|丁\"}@:Y.end~cum(2019-01-01)#plan",
            "key_project@",
            "key_project@#capacity",
            "gdp@150000:2019",
        ] {
            assert_eq!(told.parse::<Name>().unwrap().to_string(), told);
        }
    }

    #[test]
    fn an_error_points_at_its_character() {
        let error = |told: &str| told.parse::<Name>().unwrap_err();
        assert_eq!(
            error("gdp"),
            KeyError {
                at: 3,
                expected: Expected::At
            }
        );
        assert_eq!(error("gdp.growht@:P").at, 4);
        assert_eq!(
            error("gdp@:Q"),
            KeyError {
                at: 5,
                expected: Expected::Period
            }
        );
        assert_eq!(
            error("gdp@12:P"),
            KeyError {
                at: 4,
                expected: Expected::Region
            }
        );
        assert_eq!(error("gdp@:P#plann").at, 7);
        assert_eq!(error("gdp@150000:P-1y#plann").at, 16);
    }
}
