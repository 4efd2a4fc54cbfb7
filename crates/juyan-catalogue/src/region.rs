//! Administrative regions, by GB/T 2260.

use crate::Catalogue;
use juyan_model::region_stem;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Level of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegionLevel {
    /// 省级.
    Province,
    /// 地级.
    Prefecture,
    /// 县级.
    County,
}

/// A region under one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// GB/T 2260 code.
    pub code: SmolStr,
    /// Full name.
    pub name: SmolStr,
    /// Name without its suffix; the whole name where the stem is one character.
    pub short_name: SmolStr,
    /// Level.
    pub level: RegionLevel,
    /// Code of the level above; empty for provinces.
    pub parent: SmolStr,
    /// Whether the code and name are in force.
    pub in_force: bool,
}

impl Region {
    /// Whether this region is the one with code `code` or lies in it.
    ///
    /// ```
    /// use juyan_catalogue::{Region, RegionLevel};
    /// let banner = Region {
    ///     code: "152923".into(), name: "额济纳旗".into(), short_name: "额济纳旗".into(),
    ///     level: RegionLevel::County, parent: "152900".into(), in_force: true,
    /// };
    /// assert!(banner.is_within("150000") && banner.is_within("152900") && !banner.is_within("150100"));
    /// ```
    pub fn is_within(&self, code: &str) -> bool {
        let stem = region_stem(code);
        !stem.is_empty() && self.code.starts_with(stem)
    }
}

impl Catalogue {
    /// Every region that `name` names or has named, in full or in short.
    pub fn regions_named<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Region> + 'a {
        let numbers = self
            .lexicon
            .get(name)
            .map(|entry| entry.regions.as_slice())
            .unwrap_or_default();
        numbers
            .iter()
            .filter_map(|number| self.regions.get(usize::try_from(*number).ok()?))
    }

    /// The region with code `code`, under the name in force; of a code that is no longer in force, under the last name in
    /// the catalogue.
    pub fn region_of(&self, code: &str) -> Option<&Region> {
        let named = || self.regions.iter().filter(|region| region.code == code);
        named()
            .find(|region| region.in_force)
            .or_else(|| named().next_back())
    }

    /// The one region in force that `name` names, in the region with code `within` where the name is borne by several
    /// (鼓楼区). None where it is still open which one is meant.
    pub fn region(&self, name: &str, within: Option<&str>) -> Option<&Region> {
        let in_force = || self.regions_named(name).filter(|region| region.in_force);
        let inside = || in_force().filter(|region| within.is_none_or(|code| region.is_within(code)));
        // The full name says more than the short one: 吉林市 is no province.
        only(inside().filter(|region| region.name == name))
            .or_else(|| only(inside()))
            .or_else(|| only(in_force()))
    }
}

/// The one region among `regions`, if there is just one.
fn only<'a>(regions: impl Iterator<Item = &'a Region>) -> Option<&'a Region> {
    let mut found: Option<&Region> = None;
    for region in regions {
        if found.is_some_and(|known| known.code != region.code) {
            return None;
        }
        found = Some(region);
    }
    found
}
