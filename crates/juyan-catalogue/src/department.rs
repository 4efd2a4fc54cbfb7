//! Departments by the one name under which each is shown.

use crate::builder::Builder;
use crate::{Catalogue, CatalogueError, Source};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A department 部门, by its full name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// What the codes of the regions begin with in which it is called so; nothing for all.
    #[serde(default)]
    pub region: SmolStr,
    /// The name under which it is shown.
    pub name: SmolStr,
    /// What else it is called.
    pub aliases: Vec<SmolStr>,
    /// Says that the record takes the place of one below it.
    #[serde(default)]
    pub replaces: bool,
}

impl Department {
    /// Whether this is one of its names.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.iter().any(|alias| alias == name)
    }
}

/// What stands between departments that answer together.
const BETWEEN: [char; 3] = [';', '\u{ff1b}', '\u{3001}'];

/// The departments that a list names.
pub fn departments(list: &str) -> impl Iterator<Item = &str> {
    list.split(BETWEEN).map(str::trim).filter(|name| !name.is_empty())
}

impl Catalogue {
    /// The departments of a list, each by the name under which it is shown in the region with code `region`: that of the record for the
    /// longest beginning of it, else as it stands.
    pub fn departments<'a>(&'a self, list: &'a str, region: &str) -> Vec<&'a str> {
        let mut shown: Vec<&str> = Vec::new();
        for name in departments(list) {
            let own = self
                .departments
                .iter()
                .filter(|one| region.starts_with(one.region.as_str()) && one.is_called(name))
                .max_by_key(|one| one.region.len());
            let name = own.map_or(name, |own| own.name.as_str());
            if !shown.contains(&name) {
                shown.push(name);
            }
        }
        shown
    }

    /// The same, in one line.
    pub fn department(&self, list: &str, region: &str) -> String {
        self.departments(list, region).join(";")
    }
}

impl Builder {
    pub(crate) fn department(&mut self, source: &Source, department: Department) {
        let all = &mut self.catalogue.departments;
        let here = |other: &&mut Department| other.region == department.region;
        let names = || std::iter::once(&department.name).chain(&department.aliases);
        let mut same = all
            .iter_mut()
            .filter(here)
            .filter(|other| other.name == department.name || names().any(|name| other.is_called(name)));
        match (same.next(), same.next()) {
            (None, _) => all.push(department),
            (Some(other), None) if department.replaces => *other = department,
            _ => self.errors.push(CatalogueError::new(
                &source.path,
                format!("department `{}`", department.name),
                "another record of this region has one of these names; say replaces = true to take its place, or take the name away",
            )),
        }
    }
}
