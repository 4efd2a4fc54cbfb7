//! A release as those pages name it that all releases of a site have in common: list, search, `releases.json`. It is made of a release
//! that a ledger keeps, or of what another ledger's program wrote into the same site; both give the same.

use crate::header::HeaderField;
use crate::open::FILES;
use crate::release::KeptRelease;
use crate::row::signed;
use crate::site::folder_of;
use juyan_model::{Date, Decimal, Period};
use serde::Deserialize;
use serde_json::{Value, json};

/// A release as a list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// 索引号.
    pub index: String,
    /// Which text under this number it is.
    pub(crate) version: u32,
    pub(crate) title: String,
    pub(crate) issuer: String,
    pub(crate) region: String,
    pub(crate) region_name: String,
    pub(crate) period: Option<Period>,
    pub(crate) published: Date,
    pub(crate) withdrawn: bool,
    /// How many figures it tells.
    pub(crate) count: usize,
    /// What the search finds of it; nothing where it was withdrawn.
    pub(crate) facts: Vec<Found>,
}

/// A figure as the search names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) number: usize,
    pub(crate) name: String,
    pub(crate) measure: String,
    pub(crate) time: String,
    pub(crate) printed: String,
}

impl Listed {
    /// A release that a ledger keeps.
    pub(crate) fn of(kept: &KeptRelease) -> Self {
        let release = &kept.release;
        let withdrawn = kept.taken_back.is_some();
        let rows = release.rows.iter().filter(|_| !withdrawn);
        let found = rows.map(|row| Found {
            number: row.number,
            name: row.name.clone(),
            measure: measure(&row.measure, &row.measure_name),
            time: row.time.clone(),
            printed: row.signed(),
        });
        Self {
            index: release.index.clone(),
            version: release.version,
            title: release.title().to_owned(),
            issuer: release.header.get(HeaderField::Issuer).to_owned(),
            region: release.region.clone(),
            region_name: release.region_name.clone(),
            period: release.period,
            published: release.published,
            withdrawn,
            count: release.rows.len(),
            facts: found.collect(),
        }
    }

    /// The releases that `list`, a `releases.json`, names; `facts` gives the `facts.json` of a folder of the site. One whose folder is not
    /// there is not named any more, unless it was withdrawn. None where the list is not of this form.
    pub fn of_site(list: &[u8], facts: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<Vec<Self>> {
        let list: List = serde_json::from_slice(list).ok()?;
        if list.schema != SCHEMA {
            return None;
        }
        let named = list.releases.into_iter().filter_map(|entry| {
            let facts = if entry.withdrawn {
                Vec::new()
            } else {
                let told: Facts = serde_json::from_slice(&facts(&folder_of(&entry.index_number))?).ok()?;
                let is_it = told.index_number == entry.index_number;
                is_it.then_some(told.facts)?
            };
            entry.listed(facts)
        });
        Some(named.collect())
    }

    /// The folder of its pages.
    pub fn folder(&self) -> String {
        folder_of(&self.index)
    }

    /// As `releases.json` has it.
    pub(crate) fn told(&self) -> Value {
        let folder = self.folder();
        let files: Vec<String> = FILES
            .iter()
            .map(|file| format!("{folder}/{}", file.name))
            .collect();
        json!({
            "index_number": self.index,
            "version": self.version,
            "title": self.title,
            "issuer": self.issuer,
            "region": self.region,
            "region_name": self.region_name,
            "period": self.period,
            "published": self.published.to_string(),
            "withdrawn": self.withdrawn,
            "page": format!("{folder}/index.html"),
            "facts": self.count,
            "files": files,
        })
    }
}

/// The form of `releases.json`.
pub(crate) const SCHEMA: &str = "juyan-releases/1";

fn measure(measure: &str, name: &str) -> String {
    let is_level = measure == "level";
    if is_level { String::new() } else { name.to_owned() }
}

#[derive(Deserialize)]
struct List {
    schema: String,
    releases: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    index_number: String,
    version: u32,
    title: String,
    issuer: String,
    region: String,
    #[serde(default)]
    region_name: String,
    period: Option<Period>,
    published: String,
    withdrawn: bool,
    facts: usize,
}

impl Entry {
    fn listed(self, facts: Vec<Told>) -> Option<Listed> {
        Some(Listed {
            index: self.index_number,
            version: self.version,
            title: self.title,
            issuer: self.issuer,
            region: self.region,
            region_name: self.region_name,
            period: self.period,
            published: self.published.parse().ok()?,
            withdrawn: self.withdrawn,
            count: self.facts,
            facts: facts.into_iter().map(Told::found).collect(),
        })
    }
}

#[derive(Deserialize)]
struct Facts {
    index_number: String,
    facts: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    number: usize,
    name: String,
    measure: String,
    measure_name: String,
    time: String,
    printed: String,
    value: Decimal,
}

impl Told {
    fn found(self) -> Found {
        Found {
            number: self.number,
            measure: measure(&self.measure, &self.measure_name),
            printed: signed(&self.printed, self.value),
            name: self.name,
            time: self.time,
        }
    }
}
