//! A standing as bytes and back, so that after a changed row nobody has to go through the register again, today or after
//! the program was closed. Bytes of another formula, or of an older wording of it, are refused.

use crate::Formulas;
use crate::coverage::Days;
use crate::formulas::Bound;
use crate::row::Undated;
use crate::standing::{Standing, Taking};
use crate::tally::Tally;
use juyan_catalogue::{Formula, RegisterType};
use juyan_model::{Date, Period, Rational};
use num_bigint::BigInt;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What is kept of a standing.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    formula: SmolStr,
    /// Of the formula and its registers' types as they were.
    fingerprint: u64,
    region: SmolStr,
    from: String,
    to: String,
    /// Whether its registers are kept.
    open: bool,
    groups: Vec<Vec<Group>>,
    noted: Vec<KeptDays>,
    held: Vec<u64>,
    undated: Vec<Undated>,
}

/// The tallies of one fact, with the days that their rows speak of and the kinds that they are of.
type Group = (
    Vec<SmolStr>,
    Vec<(KeptTally, KeptDays, BTreeMap<Vec<SmolStr>, u64>)>,
);

/// Days, each with how many rows speak of it; and how many rows name none.
type KeptDays = (Vec<(String, u64)>, u64);

/// A tally, its numbers as `numerator/denominator`.
#[derive(Debug, Serialize, Deserialize)]
enum KeptTally {
    Count(u64),
    Distinct(BTreeMap<SmolStr, u64>),
    Sum(u64, String),
    Mean(String, String),
    Dated(Vec<(String, SmolStr, String)>),
    Years(BTreeMap<i16, (u64, u64)>),
    Lines(Vec<(SmolStr, Vec<(String, String)>)>),
}

impl Standing<'_> {
    /// The standing as bytes, for [`Formulas::restore`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let taking = |taking: &Taking| {
            let kinds = taking.kinds.clone();
            (KeptTally::of(&taking.tally), kept_days(&taking.days), kinds)
        };
        let group = |(group, takings): (&Vec<SmolStr>, &Vec<Taking>)| {
            (group.clone(), takings.iter().map(taking).collect())
        };
        // A group whose rows are all gone is as if it had never been: the bytes tell nothing of how they came about.
        let is_held = |(_, takings): &(&Vec<SmolStr>, &Vec<Taking>)| !takings.iter().all(Taking::is_nothing);
        let kept = Kept {
            formula: self.bound.formula.id.clone(),
            fingerprint: fingerprint(self.bound),
            region: self.region.clone(),
            from: self.period.from.to_string(),
            to: self.period.to.to_string(),
            open: self.kept,
            groups: self
                .groups
                .iter()
                .map(|groups| groups.iter().filter(is_held).map(group).collect())
                .collect(),
            noted: self.noted.iter().map(kept_days).collect(),
            held: self.held.clone(),
            undated: self.undated.clone(),
        };
        postcard::to_stdvec(&kept).unwrap_or_default()
    }
}

impl Formulas<'_> {
    /// The standing that [`Standing::to_bytes`] wrote; none where the formula, or a register that it reads, is another by
    /// now, or the bytes are none of a standing. It is then reckoned anew by [`Formulas::standing`].
    pub fn restore(&self, bytes: &[u8]) -> Option<Standing<'_>> {
        let kept: Kept = postcard::from_bytes(bytes).ok()?;
        let bound = self.bound(&kept.formula)?;
        if kept.fingerprint != fingerprint(bound) || kept.groups.len() != bound.formula.keys.len() {
            return None;
        }
        let groups = kept.groups.into_iter().map(|groups| {
            let group = |(group, kept): Group| {
                let takings = kept.into_iter().map(|(tally, kept, kinds)| {
                    Some(Taking {
                        tally: tally.tally()?,
                        days: days(kept)?,
                        kinds,
                    })
                });
                Some((group, takings.collect::<Option<_>>()?))
            };
            groups.into_iter().map(group).collect::<Option<BTreeMap<_, _>>>()
        });
        Some(Standing {
            bound,
            region: kept.region,
            period: Period::new(kept.from.parse().ok()?, kept.to.parse().ok()?),
            kept: kept.open,
            groups: groups.collect::<Option<_>>()?,
            noted: kept.noted.into_iter().map(days).collect::<Option<_>>()?,
            held: kept.held,
            undated: kept.undated,
            vouched: Vec::new(),
            only: None,
            looked_at: 0,
        })
    }
}

impl KeptTally {
    fn of(tally: &Tally) -> Self {
        match tally {
            Tally::Count(count) => Self::Count(*count),
            Tally::Distinct(values) => Self::Distinct(values.clone()),
            Tally::Sum(count, sum) => Self::Sum(*count, written(sum)),
            Tally::Mean(sum, weights) => Self::Mean(written(sum), written(weights)),
            Tally::Dated(days) => {
                let day = |((day, code), value): (&(Date, SmolStr), &Rational)| {
                    (day.to_string(), code.clone(), written(value))
                };
                Self::Dated(days.iter().map(day).collect())
            }
            Tally::Years(years) => {
                let there = years.iter().filter(|(_, (rows, _))| *rows > 0);
                Self::Years(there.map(|(year, rows)| (*year, *rows)).collect())
            }
            Tally::Lines(lines) => {
                let day = |(day, value): (&Date, &Rational)| (day.to_string(), written(value));
                let lines = lines.iter();
                Self::Lines(
                    lines
                        .map(|(line, days)| (line.clone(), days.iter().map(day).collect()))
                        .collect(),
                )
            }
        }
    }

    fn tally(self) -> Option<Tally> {
        Some(match self {
            Self::Count(count) => Tally::Count(count),
            Self::Distinct(values) => Tally::Distinct(values),
            Self::Sum(count, sum) => Tally::Sum(count, fraction(&sum)?),
            Self::Mean(sum, weights) => Tally::Mean(fraction(&sum)?, fraction(&weights)?),
            Self::Dated(days) => {
                let day = |(day, code, value): (String, SmolStr, String)| {
                    Some(((day.parse().ok()?, code), fraction(&value)?))
                };
                Tally::Dated(days.into_iter().map(day).collect::<Option<_>>()?)
            }
            Self::Years(years) => Tally::Years(years),
            Self::Lines(lines) => {
                let day = |(day, value): (String, String)| Some((day.parse().ok()?, fraction(&value)?));
                let line = |(line, days): (SmolStr, Vec<_>)| {
                    Some((line, days.into_iter().map(day).collect::<Option<_>>()?))
                };
                Tally::Lines(lines.into_iter().map(line).collect::<Option<_>>()?)
            }
        })
    }
}

fn kept_days(days: &Days) -> KeptDays {
    let rows = days.rows.iter();
    let rows = rows.map(|(day, rows)| (day.to_string(), *rows)).collect();
    (rows, days.undated)
}

fn days((rows, undated): KeptDays) -> Option<Days> {
    let day = |(day, rows): (String, u64)| Some((day.parse().ok()?, rows));
    let rows = rows.into_iter().map(day).collect::<Option<_>>()?;
    Some(Days { rows, undated })
}

fn written(value: &Rational) -> String {
    let (above, below) = value.lowest_terms();
    format!("{above}/{below}")
}

fn fraction(text: &str) -> Option<Rational> {
    let (above, below) = text.split_once('/')?;
    let (above, below): (BigInt, BigInt) = (above.parse().ok()?, below.parse().ok()?);
    (below != BigInt::ZERO).then(|| Rational::new(above, below))
}

/// To be raised where tallies are kept in another form, so that older ones are not misread.
const FORM: u64 = 5;

/// A number that changes when the formula or the type of a register that it reads does (FNV-1a of their bytes).
fn fingerprint(bound: &Bound<'_>) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let registers: Vec<&RegisterType> = bound.parts.iter().map(|part| part.columns.register).collect();
    let both: (&Formula, Vec<&RegisterType>) = (bound.formula, registers);
    let bytes = postcard::to_stdvec(&both).unwrap_or_default();
    bytes.iter().fold(BASIS ^ FORM, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(PRIME)
    })
}
