//! What can be wrong with records that can be read: names that clash, references that lead nowhere, missing proofs.
//!
//! Every complaint names the file, the record and what to do. Whether an example is read as it should be is tested where
//! the reader is.

use crate::builder::{BAR, Origins};
use crate::unit::unscaled;
use crate::{
    Catalogue, CatalogueError, Family, Indicator, LISTS, Region, Unit, UnitClass, check_formula,
    check_lights, check_plan, check_register, list,
};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Everything that is wrong with the records of `catalogue`, whose lexicon is not built yet.
pub(crate) fn records(catalogue: &Catalogue, origins: &Origins) -> Vec<CatalogueError> {
    let names = unit_names(catalogue);
    let mut errors = Vec::new();
    for (unit, path) in catalogue.units.iter().zip(&origins.units) {
        let tell = |problem: String| CatalogueError::new(path, unit.name.as_str(), problem);
        errors.extend(unit_problems(unit).into_iter().map(tell));
    }
    for (indicator, path) in catalogue.indicators.iter().zip(&origins.indicators) {
        let tell = |problem: String| CatalogueError::new(path, indicator.id.as_str(), problem);
        errors.extend(
            indicator_problems(indicator, catalogue, &names)
                .into_iter()
                .map(tell),
        );
    }
    errors.extend(base_units(catalogue, origins));
    errors.extend(clashes(catalogue, origins, &names));
    for (identity, path) in catalogue.identities.iter().zip(&origins.identities) {
        let members = std::iter::once(&identity.total).chain(&identity.parts);
        let unknown = members.filter(|id| catalogue.indicator(id).is_none());
        errors.extend(unknown.map(|id| {
            let problem = format!("no indicator `{id}`; write the id of one that exists, or add it");
            CatalogueError::new(path, identity.id.as_str(), problem)
        }));
    }
    errors.extend(dimensions(catalogue, origins));
    errors.extend(regions(catalogue, origins));
    errors.extend(check_register::registers(catalogue, origins, &names));
    errors.extend(check_formula::formulas(catalogue, origins, &names));
    errors.extend(check_lights::lights(catalogue, origins));
    errors.extend(check_plan::plan(catalogue, origins));
    errors.extend(
        origins
            .lists
            .iter()
            .filter_map(|(id, path)| unread_list(id, path)),
    );
    errors
}

/// A list that nothing looks into.
fn unread_list(id: &str, path: &str) -> Option<CatalogueError> {
    let near = || {
        let family = id.split('.').next().unwrap_or_default();
        let alike: Vec<&str> = LISTS
            .iter()
            .copied()
            .filter(|known| known.split('.').next() == Some(family))
            .collect();
        if alike.is_empty() {
            "the files in catalogue/words show those that exist".to_owned()
        } else {
            format!("there are {}", alike.join(", "))
        }
    };
    let unread = !list::is_looked_into(id);
    unread.then(|| {
        CatalogueError::new(
            path,
            id,
            format!("no list of this id is ever looked into; {}", near()),
        )
    })
}

/// Units by all their names.
fn unit_names(catalogue: &Catalogue) -> BTreeMap<&str, &Unit> {
    let named = |unit| all_names(unit).map(move |name| (name, unit));
    catalogue.units.iter().flat_map(named).collect()
}

fn all_names(unit: &Unit) -> impl Iterator<Item = &str> {
    std::iter::once(unit.name.as_str()).chain(unit.aliases.iter().map(SmolStr::as_str))
}

fn unit_problems(unit: &Unit) -> Vec<String> {
    let mut problems: Vec<String> = all_names(unit).filter_map(odd_name).collect();
    if unit.example.is_empty() {
        problems.push("no example; write a sentence in which the unit stands behind a number".to_owned());
    }
    if let Some(family) = unit.family.filter(|family| !suits(*family, unit.class)) {
        problems.push(format!(
            "the family {family:?} is not for units of class {:?}; catalogue/README.md says which are",
            unit.class
        ));
    }
    problems
}

/// Units that are measured and of one dimension, but told in different base units: their factors would convert amiss.
fn base_units(catalogue: &Catalogue, origins: &Origins) -> Vec<CatalogueError> {
    let mut bases: BTreeMap<&str, &Unit> = BTreeMap::new();
    let mut errors = Vec::new();
    for (unit, path) in catalogue.units.iter().zip(&origins.units) {
        if unit.class == UnitClass::Counter || unit.si.is_empty() {
            continue;
        }
        let first = bases.entry(unit.dimension.as_str()).or_insert(unit);
        if first.si != unit.si {
            let problem = format!(
                "told in {}, but `{}` of the same dimension in {}; write the factor in that unit",
                unit.si, first.name, first.si
            );
            errors.push(CatalogueError::new(path, unit.name.as_str(), problem));
        }
    }
    errors.extend(counted_and_measured(catalogue, origins, &bases));
    errors
}

/// Units that count things, under the dimension of one that measures: a book is no cubic metre.
fn counted_and_measured(
    catalogue: &Catalogue,
    origins: &Origins,
    measured: &BTreeMap<&str, &Unit>,
) -> Vec<CatalogueError> {
    let units = catalogue.units.iter().zip(&origins.units);
    units
        .filter(|(unit, _)| unit.class == UnitClass::Counter)
        .filter_map(|(unit, path)| {
            let other = measured.get(unit.dimension.as_str())?;
            let problem = format!(
                "counts, but `{}` of the same dimension measures; name another dimension",
                other.name
            );
            Some(CatalogueError::new(path, unit.name.as_str(), problem))
        })
        .collect()
}

/// Whether units of `class` can be of `family`.
fn suits(family: Family, class: UnitClass) -> bool {
    match class {
        UnitClass::Counter => family.is_counted(),
        UnitClass::Ratio => family.is_ratio(),
        UnitClass::Scale | UnitClass::Measure | UnitClass::Time | UnitClass::Currency => {
            !family.is_counted() && !family.is_ratio()
        }
    }
}

/// What is wrong with an indicator that is told with its verb.
fn untold(told: &str) -> Option<String> {
    let parts: Vec<&str> = told.split(BAR).collect();
    let whole = parts.len() == 2 && parts.iter().all(|part| !part.trim().is_empty());
    (!whole).then(|| {
        format!(
            "`{told}` is not told with its verb; write verb, `{BAR}` and name; catalogue/README.md shows one"
        )
    })
}

fn indicator_problems(
    indicator: &Indicator,
    catalogue: &Catalogue,
    units: &BTreeMap<&str, &Unit>,
) -> Vec<String> {
    let names = || {
        std::iter::once(&indicator.name)
            .chain(&indicator.aliases)
            .chain(&indicator.shared)
    };
    let mut problems: Vec<String> = names().filter_map(|name| odd_name(name)).collect();
    problems.extend(indicator.told.iter().filter_map(|told| untold(told)));
    if indicator.example.is_empty() {
        problems.push(
            "no example; write a sentence of a report in which the indicator is told with a figure"
                .to_owned(),
        );
    }
    if !indicator.unit.is_empty() && base_unit(&indicator.unit, catalogue, units).is_none() {
        problems.push(format!(
            "no unit `{}`; write one that catalogue/units has, or add it there",
            indicator.unit
        ));
    }
    let mut seen: Vec<&SmolStr> = Vec::new();
    for name in names() {
        if seen.contains(&name) {
            problems.push(format!("`{name}` stands twice; write it once"));
        }
        seen.push(name);
    }
    problems
}

/// What is odd about a name: spaces at its ends, marks that cannot be seen, letters of full width.
pub(crate) fn odd_name(name: &str) -> Option<String> {
    let unseen =
        |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{a0}' | '\u{3000}');
    let wide =
        |c: char| matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}');
    if name.trim().is_empty() {
        Some("an empty name; write one or take it out".to_owned())
    } else if name.trim() != name {
        Some(format!("`{name}` has a space at its end; take it out"))
    } else if name.chars().any(unseen) {
        Some(format!(
            "`{}` has a character that cannot be seen; type it anew",
            name.escape_unicode()
        ))
    } else if name.chars().any(wide) {
        Some(format!(
            "`{name}` has letters or digits of full width; write them in half width"
        ))
    } else if spaced(name) {
        Some(format!(
            "`{name}` has a space between Han characters; take it out"
        ))
    } else {
        None
    }
}

/// Whether a space stands beside a character that is no Latin letter or digit.
fn spaced(name: &str) -> bool {
    let characters: Vec<char> = name.chars().collect();
    characters.windows(3).any(|three| {
        let [before, middle, after] = three else {
            return false;
        };
        middle.is_whitespace() && !(before.is_ascii() && after.is_ascii())
    })
}

/// The unit of `printed` without its scale word: 元 of 亿元.
pub(crate) fn base_unit<'a>(
    printed: &str,
    catalogue: &Catalogue,
    units: &BTreeMap<&str, &'a Unit>,
) -> Option<&'a Unit> {
    unscaled(printed, &catalogue.numerals).find_map(|name| units.get(name).copied())
}

/// Names that two indicators of one dimension claim, so that nothing in a text could tell them apart.
fn clashes(catalogue: &Catalogue, origins: &Origins, units: &BTreeMap<&str, &Unit>) -> Vec<CatalogueError> {
    let mut owners: BTreeMap<(&str, &str), &Indicator> = BTreeMap::new();
    let mut errors = Vec::new();
    for (indicator, path) in catalogue.indicators.iter().zip(&origins.indicators) {
        let dimension =
            base_unit(&indicator.unit, catalogue, units).map_or("", |unit| unit.dimension.as_str());
        for name in std::iter::once(&indicator.name).chain(&indicator.aliases) {
            let owner = owners.entry((name.as_str(), dimension)).or_insert(indicator);
            if owner.id != indicator.id {
                let problem = format!(
                    "`{name}` also names `{}`, which is measured alike; take it out of one of them, or say `shared` in both",
                    owner.id
                );
                errors.push(CatalogueError::new(path, indicator.id.as_str(), problem));
            }
        }
    }
    errors
}

/// Names that no key can hold, and words that two codes claim.
fn dimensions(catalogue: &Catalogue, origins: &Origins) -> Vec<CatalogueError> {
    let mut owners: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    let mut errors = Vec::new();
    for (dimension, path) in catalogue.dimensions.iter().zip(&origins.dimensions) {
        let mut tell =
            |problem: String| errors.push(CatalogueError::new(path, dimension.id.as_str(), problem));
        for id in std::iter::once(&dimension.id).chain(dimension.codes.keys()) {
            if !is_key_name(id) {
                tell(format!(
                    "`{id}` cannot stand in a key; begin with a small letter, go on with small letters, digits and _"
                ));
            }
        }
        for (code, words) in &dimension.codes {
            for word in words {
                if let Some(problem) = odd_name(word) {
                    tell(problem);
                }
                let owner = *owners.entry(word).or_insert((&dimension.id, code));
                if owner != (dimension.id.as_str(), code.as_str()) {
                    tell(format!(
                        "`{word}` also says {}={}; take it out of one of them",
                        owner.0, owner.1
                    ));
                }
            }
        }
    }
    errors
}

/// Whether `name` can stand in a key.
pub(crate) fn is_key_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_')
}

fn regions(catalogue: &Catalogue, origins: &Origins) -> Vec<CatalogueError> {
    let mut known: BTreeMap<&str, &Region> = BTreeMap::new();
    for region in &catalogue.regions {
        known.insert(region.code.as_str(), region);
    }
    let mut names: BTreeMap<(&str, &str), &Region> = BTreeMap::new();
    let mut errors = Vec::new();
    for (region, path) in catalogue.regions.iter().zip(&origins.regions) {
        let mut tell =
            |problem: String| errors.push(CatalogueError::new(path, region.code.as_str(), problem));
        if region.code.len() != 6 || !region.code.chars().all(|digit| digit.is_ascii_digit()) {
            tell("a region's code has six digits (GB/T 2260)".to_owned());
        }
        if !region.parent.is_empty() && !known.contains_key(region.parent.as_str()) {
            tell(format!(
                "no region `{}` above it; write the code of one that exists",
                region.parent
            ));
        }
        if !region.in_force {
            continue;
        }
        let owner = names
            .entry((region.parent.as_str(), region.name.as_str()))
            .or_insert(region);
        if owner.code != region.code {
            tell(format!(
                "`{}` also names {} under the same region; only one can be in force",
                region.name, owner.code
            ));
        }
    }
    errors
}
