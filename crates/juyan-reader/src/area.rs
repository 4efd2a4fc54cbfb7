//! The region or the nation whose name words begin with.

use juyan_catalogue::{Catalogue, Class, Entry, Region, RegionLevel};

/// The region with whose name `words` begin, and the length of the name: 额济纳旗 of 额济纳旗草原面积. A short name counts
/// for provinces only, since those of counties are common words too (老城 is 老城区 of Luoyang).
pub(crate) fn leading_region<'c>(words: &str, catalogue: &'c Catalogue) -> Option<(usize, &'c Region)> {
    let hit = catalogue
        .lexicon
        .words(words)
        .filter(|hit| !hit.entry.regions.is_empty())
        .last()?;
    let name = words.get(..hit.len)?;
    let region = catalogue.region(name, None)?;
    let sure = region.name == name || region.level == RegionLevel::Province;
    sure.then_some((hit.len, region))
}

/// Whether a word speaks of the nation as an area (全国), not of the world or of what is within the country (国内游客).
pub(crate) fn is_nation(entry: &Entry) -> bool {
    entry.classes.has(Class::ScopeNation) && entry.classes.has(Class::Area)
}
