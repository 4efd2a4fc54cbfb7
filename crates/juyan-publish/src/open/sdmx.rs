//! The rows as a cube: what SDMX calls dimensions, attributes and observations.
//!
//! A code is the catalogue's name where that may be one, else it is made of the hash of the words, so that the same words have the
//! same code in every release. A key that a report tells with two values (answered for, or rounded otherwise) has two variants.

use crate::open::columns::sentence;
use crate::release::Release;
use crate::row::{Row, accrual_name};
use juyan::Context;
use juyan_model::{Date, Limit, Period};
use sm3::{Digest, Sm3};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Who keeps the structure, what it is called, and its version.
pub(crate) const AGENCY: &str = "JUYAN";
pub(crate) const FLOW: &str = "PLAN_EXECUTION";
pub(crate) const VERSION: &str = "1.0.0";

/// The dimensions in the order of the key; the time follows.
pub(crate) const DIMENSIONS: [&str; 9] = [
    "FREQ",
    "REF_AREA",
    "INDICATOR",
    "BREAKDOWN",
    "MEASURE",
    "MODE",
    "ACCRUAL",
    "UNIT_MEASURE",
    "VARIANT",
];
pub(crate) const TIME: &str = "TIME_PERIOD";
pub(crate) const VALUE: &str = "OBS_VALUE";
/// What is told of an observation besides its value.
pub(crate) const ATTRIBUTES: [&str; 8] = [
    "OBS_STATUS",
    "DECIMALS",
    "VALUE_TO",
    "VALUE_LIMIT",
    "PRINTED",
    "FACT_KEY",
    "OPENNESS",
    "OBS_COMMENT",
];

/// All observations of a release.
#[derive(Debug)]
pub(crate) struct Cube {
    /// In the order of the rows.
    pub(crate) observations: Vec<Observation>,
    /// Of every dimension its codes, each with its name.
    pub(crate) codes: Vec<BTreeMap<String, String>>,
    /// The names of dimensions, time, value and attributes, by their ids.
    pub(crate) names: BTreeMap<&'static str, String>,
}

/// One observation.
#[derive(Debug)]
pub(crate) struct Observation {
    /// Its codes, in the order of the dimensions.
    pub(crate) key: Vec<String>,
    /// When.
    pub(crate) time: String,
    /// What it comes to, an exact decimal.
    pub(crate) value: String,
    /// In the order of the attributes; empty ones say nothing.
    pub(crate) attributes: Vec<String>,
}

impl Cube {
    pub(crate) fn of(release: &Release, text: &str, context: Context<'_>) -> Self {
        let mut codes = vec![BTreeMap::new(); DIMENSIONS.len()];
        let mut taken = BTreeMap::new();
        let mut observations = Vec::new();
        for row in &release.rows {
            let mut named = coded(row, context);
            let time = time(row.period.or(release.period), release.published);
            let key: Vec<String> = named.iter().map(|(code, _)| code.clone()).collect();
            let variant: &mut u32 = taken.entry((key, time.clone())).or_default();
            *variant += 1;
            let variant = variant.to_string();
            named.push((
                variant.clone(),
                context.fill("publish.sdmx.variant-number", &[("number", &variant)]),
            ));
            for (codes, (code, name)) in codes.iter_mut().zip(&named) {
                codes.insert(code.clone(), name.clone());
            }
            observations.push(Observation {
                key: named.into_iter().map(|(code, _)| code).collect(),
                time,
                value: row.value.to_string(),
                attributes: attributes(row, text),
            });
        }
        let ids = DIMENSIONS.into_iter().chain([TIME, VALUE]).chain(ATTRIBUTES);
        let name = |id: &str| {
            context.fill(
                &format!("publish.sdmx.{}", id.to_lowercase().replace('_', "-")),
                &[],
            )
        };
        Self {
            observations,
            codes,
            names: ids.map(|id| (id, name(id))).collect(),
        }
    }
}

/// The codes of a row with their names, but the variant.
fn coded(row: &Row, context: Context<'_>) -> Vec<(String, String)> {
    let frequency = frequency(row.period);
    let said = |id: &str, name: &str| context.fill(&format!("publish.{id}.{name}"), &[]);
    let breakdown: Vec<String> = row
        .parts
        .iter()
        .map(|(name, part)| format!("{name}={part}"))
        .collect();
    let breakdown = breakdown.join(",");
    let indicator = if row.key.starts_with('"') {
        (hashed('W', &row.indicator), row.indicator.clone())
    } else {
        let known = context.catalogue.indicator(&row.indicator);
        let name = known.map_or_else(|| row.indicator.clone(), |known| known.name.to_string());
        (row.indicator.clone(), name)
    };
    vec![
        (
            frequency.to_owned(),
            said("sdmx.freq", frequency.trim_start_matches('_')),
        ),
        (area(&row.region).to_owned(), row.region_name.clone()),
        indicator,
        if breakdown.is_empty() {
            ("_T".to_owned(), context.say("publish.sdmx.whole").to_owned())
        } else {
            (hashed('B', &breakdown), breakdown)
        },
        (measure(&row.measure), row.measure_name.clone()),
        (row.mode.name().to_owned(), said("mode", row.mode.name())),
        (
            accrual_name(row.accrual).to_owned(),
            said("accrual", accrual_name(row.accrual)),
        ),
        if row.unit.is_empty() {
            ("_Z".to_owned(), context.say("publish.sdmx.no-unit").to_owned())
        } else {
            (hashed('U', &row.unit), row.unit.clone())
        },
    ]
}

/// The code of a region. That of the nation is the standard's own: programs take a column of digits for numbers, and nought for it.
fn area(region: &str) -> &str {
    const NATION: &str = "000000";
    if region == NATION { "CN" } else { region }
}

fn attributes(row: &Row, text: &str) -> Vec<String> {
    vec![
        "A".to_owned(),
        row.value.scale().to_string(),
        row.value_to.map(|value| value.to_string()).unwrap_or_default(),
        row.limit.map(Limit::name).unwrap_or_default().to_owned(),
        row.printed.clone(),
        row.key.clone(),
        row.openness.name().to_owned(),
        sentence(row, text),
    ]
}

/// The measure of a key as a code: `growth(vs(2023))` becomes `growth_vs_2023`.
fn measure(said: &str) -> String {
    if !said.is_ascii() {
        return hashed('M', said);
    }
    let plain = said.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    let words: Vec<&str> = plain.split('_').filter(|word| !word.is_empty()).collect();
    words.join("_")
}

/// A code for words that may be none: twelve digits of their hash.
fn hashed(letter: char, words: &str) -> String {
    let mut code = format!("{letter}_");
    for byte in Sm3::digest(words.as_bytes()).iter().take(6) {
        // Writing to a string does not fail.
        let _ = write!(code, "{byte:02x}");
    }
    code
}

/// How often what lasts so long comes: `A`, `S`, `Q`, `M`, `D` for an instant, `_O` for other stretches.
fn frequency(period: Option<Period>) -> &'static str {
    let Some(period) = period else { return "_O" };
    match months(period) {
        _ if period.is_instant() => "D",
        Some((1, 12)) => "A",
        Some((1 | 7, 6)) => "S",
        Some((1 | 4 | 7 | 10, 3)) => "Q",
        Some((_, 1)) => "M",
        _ => "_O",
    }
}

/// The period as SDMX writes it: `2024-S1`, `2024-Q1`, `2024-06`, `2024-06-30`, `2024-01-01/P8M`.
fn time(period: Option<Period>, published: Date) -> String {
    let period = period.unwrap_or(Period::instant(published));
    let (year, month) = (period.from.year(), period.from.month());
    match (frequency(Some(period)), months(period)) {
        ("D", _) => period.from.to_string(),
        ("A", _) => format!("{year:04}"),
        ("S", _) => format!("{year:04}-S{}", month / 6 + 1),
        ("Q", _) => format!("{year:04}-Q{}", month / 3 + 1),
        ("M", _) => format!("{year:04}-{month:02}"),
        (_, Some((_, months))) => format!("{}/P{months}M", period.from),
        (_, None) => format!("{}/P{}D", period.from, period.days()),
    }
}

/// The first month of a stretch of whole months, and how many it has.
fn months(period: Period) -> Option<(i8, i32)> {
    let is_whole = period.from.day() == 1 && period.to == period.to.last_of_month();
    let years = i32::from(period.to.year()) - i32::from(period.from.year());
    let months = years * 12 + i32::from(period.to.month()) - i32::from(period.from.month()) + 1;
    is_whole.then_some((period.from.month(), months))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_written_as_the_standard_has_them() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (from, to, frequent, said) in [
            ("2024-01-01", "2024-12-31", "A", "2024"),
            ("2024-01-01", "2024-06-30", "S", "2024-S1"),
            ("2024-07-01", "2024-12-31", "S", "2024-S2"),
            ("2024-10-01", "2024-12-31", "Q", "2024-Q4"),
            ("2024-06-01", "2024-06-30", "M", "2024-06"),
            ("2024-06-30", "2024-06-30", "D", "2024-06-30"),
            ("2024-01-01", "2024-08-31", "_O", "2024-01-01/P8M"),
            ("2021-01-01", "2025-12-31", "_O", "2021-01-01/P60M"),
            ("2024-01-05", "2024-01-14", "_O", "2024-01-05/P10D"),
        ] {
            let period = Some(Period::new(day(from), day(to)));
            assert_eq!(
                (frequency(period), time(period, day(to)).as_str()),
                (frequent, said)
            );
        }
    }

    #[test]
    fn measures_and_words_become_codes() {
        assert_eq!(measure("growth(vs(2023))"), "growth_vs_2023");
        assert_eq!(measure("level"), "level");
        assert_eq!(hashed('U', "元").len(), 14);
        assert_ne!(hashed('U', "元"), hashed('U', "亩"));
    }
}
