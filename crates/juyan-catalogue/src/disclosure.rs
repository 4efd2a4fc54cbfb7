//! What governs a publication: how it is numbered, by when it must be out, and on which days offices work.

use crate::builder::Builder;
use crate::{Catalogue, CatalogueError, Source};
use juyan_model::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// The rules of publishing in a region 公开规则.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// What the codes of its regions begin with; nothing for all.
    pub region: SmolStr,
    /// The pattern of its index numbers, with `{organ}`, `{year}` and `{serial:5}` in it, the number being that of digits.
    pub index: String,
    /// Working days from the day on which a paper was formed to the last on which it may be published.
    pub working_days: u8,
    /// The rule that says so.
    pub working_days_basis: String,
    /// Days before the congress meets at which a paper for it must be with it.
    pub before_meeting: u8,
    /// The rule that says so.
    pub before_meeting_basis: String,
    /// Whether who reviews a paper for secrets may not be who signs it off.
    pub separate_persons: bool,
    /// The rule that says so.
    pub separate_persons_basis: String,
    /// The ways of disclosure under which a paper may be published.
    pub openness: Vec<SmolStr>,
    /// What anybody may do with the data.
    pub licence: String,
    /// Where it is from, and what of it was not verified.
    #[serde(default)]
    pub note: String,
    /// Says that the record takes the place of one below it.
    #[serde(default)]
    pub replaces: bool,
}

/// The days on which offices work otherwise than on other days of the week.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holidays {
    /// By day, `2024-10-01`: whether offices are closed.
    pub(crate) days: BTreeMap<SmolStr, bool>,
    /// The years whose holidays were announced.
    pub(crate) years: BTreeSet<i16>,
}

impl Holidays {
    /// Whether offices work on `day`: by the week, unless something else was announced.
    pub fn is_working(&self, day: Date) -> bool {
        let is_off = self.days.get(day.to_string().as_str()).copied();
        !is_off.unwrap_or_else(|| day.weekday().to_monday_zero_offset() >= 5)
    }

    /// Whether the holidays of this year were announced and are known.
    pub fn knows(&self, year: i16) -> bool {
        self.years.contains(&year)
    }
}

impl Catalogue {
    /// The rules of publishing for the region with code `region`: those of the longest beginning of it.
    pub fn disclosure(&self, region: &str) -> Option<&Disclosure> {
        let fits = self
            .disclosures
            .iter()
            .filter(|rules| region.starts_with(rules.region.as_str()));
        fits.max_by_key(|rules| rules.region.len())
    }
}

impl Builder {
    /// One day a line, tab-separated: date, name, `1` where offices are closed and `0` where they work, the year that it was
    /// announced for.
    pub(crate) fn holidays(&mut self, source: &Source) {
        let lines = source.text.lines().enumerate().skip(1);
        for (line, row) in lines.filter(|(_, row)| !row.is_empty()) {
            let cells: Vec<&str> = row.split('\t').collect();
            let read = match cells.as_slice() {
                [day, _, off @ ("0" | "1"), year] => day
                    .parse::<Date>()
                    .ok()
                    .zip(year.parse().ok())
                    .map(|at| (at, *off == "1")),
                _ => None,
            };
            let Some(((day, year), off)) = read else {
                let problem = "four columns are wanted: a date as 2024-10-01, a name, 1 or 0, a year";
                self.errors.push(CatalogueError::new(
                    &source.path,
                    format!("line {}", line + 1),
                    problem,
                ));
                continue;
            };
            self.catalogue
                .holidays
                .days
                .insert(SmolStr::new(day.to_string()), off);
            self.catalogue.holidays.years.insert(year);
        }
    }

    pub(crate) fn disclosure(&mut self, source: &Source, disclosure: Disclosure) {
        let there = self
            .catalogue
            .disclosures
            .iter_mut()
            .find(|other| other.region == disclosure.region);
        let problem = match there {
            _ if !["{organ}", "{year}", "{serial:"]
                .iter()
                .all(|slot| disclosure.index.contains(slot)) =>
            {
                "the index number needs {organ}, {year} and {serial:5}, the number being that of digits"
            }
            Some(other) if disclosure.replaces => {
                *other = disclosure;
                return;
            }
            Some(_) => "another record has this region; say replaces = true to take its place",
            None => {
                self.catalogue.disclosures.push(disclosure);
                return;
            }
        };
        let place = format!("disclosure `{}`", disclosure.region);
        self.errors
            .push(CatalogueError::new(&source.path, place, problem));
    }
}
