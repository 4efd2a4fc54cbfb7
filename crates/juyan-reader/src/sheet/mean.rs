//! What is a mean, a rate, a price, an index or a score: numbers of which the whole has one of its own, and which never add
//! up, whatever unit is stated over them.

use super::word::closed;
use crate::role::measure;
use juyan_catalogue::{Catalogue, UnitClass};

/// Whether `name` is what such numbers are called: 人均可支配收入, 开工率, 师生比, 价格指数（上年=100）.
pub(crate) fn is_mean(name: &str, catalogue: &Catalogue) -> bool {
    let name = bare(name);
    let mut anywhere = catalogue.list("table.mean").iter();
    anywhere.any(|word| name.contains(word.as_str()))
        || ends_as(name, "table.mean-name", catalogue)
        || is_rate(name, catalogue)
        || is_index(name, catalogue)
}

/// Whether `name` is that of a rate in percent: 开工率.
pub(crate) fn is_rate(name: &str, catalogue: &Catalogue) -> bool {
    ends_as(bare(name), "table.rate-name", catalogue)
}

/// Whether `name` is that of a number without a unit of what is measured: 师生比, 价格指数.
pub(crate) fn is_index(name: &str, catalogue: &Catalogue) -> bool {
    ends_as(bare(name), "table.index-name", catalogue)
}

/// Whether amounts in `unit` are means: 公斤/亩, 倍. What is done in a time (吨/日) adds up.
pub(crate) fn is_unit_of_mean(unit: &str, catalogue: &Catalogue) -> bool {
    if measure(Some(unit), catalogue).is_ratio() {
        return true;
    }
    let per = unit.rsplit_once('/').map(|(_, per)| per);
    let timed = |per: &str| {
        let record = catalogue.unit(per);
        record.is_some_and(|record| record.class == UnitClass::Time)
    };
    per.is_some_and(|per| !timed(per))
}

/// `name` without white space and what stands in brackets behind it.
pub(crate) fn bare(name: &str) -> &str {
    let end = name.find(['（', '(']).filter(|at| *at > 0).unwrap_or(name.len());
    name.get(..end).unwrap_or(name).trim()
}

fn ends_as(name: &str, list: &str, catalogue: &Catalogue) -> bool {
    let name = closed(name);
    let mut words = catalogue.list(list).iter();
    words.any(|word| name.ends_with(word.as_str()))
}
