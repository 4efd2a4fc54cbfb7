//! Administrative regions, by GB/T 2260.

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
