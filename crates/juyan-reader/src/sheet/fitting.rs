//! Which of the units that are stated over a table is whose: 单位：个、亿元、% gives 项目数 the first, 完成投资 the second, 开工率 the last.
//!
//! What a name ends with says of what nature the numbers are; an indicator has its usual unit; else columns may be as many as
//! the units, in the same order.

use super::column::{Column, Kind};
use super::mean::{self, bare};
use super::unit::{self, Stated};
use super::word::Job;
use juyan_catalogue::{Catalogue, Unit, UnitClass};
use juyan_model::Role;

/// Gives each column without a unit of its own the one of `units` that fits its headings.
pub(super) fn settle(columns: &mut [Column], units: &[Stated], catalogue: &Catalogue) {
    if units.is_empty() {
        return;
    }
    for column in columns.iter_mut().filter(|column| wants(column)) {
        let rate = is_rate(column);
        let innermost = column.heads.last().map_or("", String::as_str);
        let named = |head: &String| of_name(units, head, catalogue);
        column.captioned = if rate {
            only(units.iter().filter(|unit| unit.is_ratio(catalogue)))
        } else if is_told(innermost, catalogue) {
            of_name(units, innermost, catalogue)
        } else {
            column.heads.iter().rev().find_map(named)
        };
    }
    in_order(columns, units, catalogue);
    beside(columns, catalogue);
}

/// Whether `column` holds numbers that may have one of the units over the table.
fn wants(column: &Column) -> bool {
    column.kind == Kind::Values && column.unit.is_none() && column.role != Some(Role::Rank)
}

fn is_rate(column: &Column) -> bool {
    matches!(column.role, Some(Role::Growth | Role::Share | Role::Progress)) || column.quotient
}

/// Whether `name` alone says what its numbers are told in: a percentage, or nothing.
pub(crate) fn is_told(name: &str, catalogue: &Catalogue) -> bool {
    mean::is_rate(name, catalogue) || mean::is_index(name, catalogue)
}

/// The one of `units` that what `name` says is told in; none where it has none of them, or does not tell.
pub(crate) fn of_name(units: &[Stated], name: &str, catalogue: &Catalogue) -> Option<Stated> {
    let name = bare(name);
    let is_ratio = |unit: &&Stated| unit.is_ratio(catalogue);
    let ratios = || units.iter().filter(is_ratio);
    if mean::is_rate(name, catalogue) {
        return only(ratios());
    }
    if mean::is_index(name, catalogue) {
        return None;
    }
    let amounts: Vec<&Stated> = units.iter().filter(|unit| !is_ratio(unit)).collect();
    if let [one] = amounts.as_slice() {
        // 单位：% alone is of all columns; beside an amount it is of the rates.
        return Some((*one).clone());
    }
    if amounts.is_empty() {
        return only(ratios());
    }
    usual(&amounts, name, catalogue).or_else(|| by_ending(&amounts, name, catalogue))
}

/// The unit that the indicator of that name is usually told in, else one of its dimension.
fn usual(amounts: &[&Stated], name: &str, catalogue: &Catalogue) -> Option<Stated> {
    let entry = catalogue.lexicon.get(name)?;
    let indicators = entry.indicators.iter();
    let known = indicators.filter_map(|number| catalogue.indicators.get(usize::try_from(*number).ok()?));
    let mut units = known.filter(|indicator| !indicator.unit.is_empty());
    let usual = unit::whole(&units.next()?.unit, catalogue)?;
    if let Some(exact) = amounts.iter().find(|unit| ***unit == usual) {
        return Some((*exact).clone());
    }
    let wanted = catalogue.unit(&usual.unit)?;
    only(amounts.iter().copied().filter(|unit| {
        let record = catalogue.unit(&unit.unit);
        record.is_some_and(|record| are_alike(record, wanted))
    }))
}

fn are_alike(one: &Unit, other: &Unit) -> bool {
    match (one.class, other.class) {
        (UnitClass::Counter, UnitClass::Counter) => one.may_be_told_for(other),
        (one, other) if one == UnitClass::Currency || other == UnitClass::Currency => one == other,
        _ => one.dimension == other.dimension,
    }
}

/// The unit of the nature that names with this ending have. Of two moneys the mean is told in the smaller.
fn by_ending(amounts: &[&Stated], name: &str, catalogue: &Catalogue) -> Option<Stated> {
    let ends = |list: &str| {
        let mut words = catalogue.list(list).iter();
        words.any(|word| name.ends_with(word.as_str()))
    };
    let of = |class: UnitClass| {
        let record = |unit: &Stated| catalogue.unit(&unit.unit).map(|record| record.class);
        let found = amounts.iter().filter(move |unit| record(unit) == Some(class));
        found.copied().collect::<Vec<&Stated>>()
    };
    if ends("table.money-name") {
        let moneys = of(UnitClass::Currency);
        let mean = mean::is_mean(name, catalogue);
        let fits = |unit: &&Stated| {
            let least = moneys.iter().map(|money| money.scale).min();
            (Some(unit.scale) == least) == mean
        };
        return if moneys.len() > 1 {
            only(moneys.iter().copied().filter(fits))
        } else {
            only(moneys.into_iter())
        };
    }
    if !ends("table.count-name") {
        return None;
    }
    let counters = of(UnitClass::Counter);
    // 户数 is in 户, 人数 in 人.
    let said = |unit: &&Stated| name.contains(unit.unit.as_str());
    only(counters.iter().copied().filter(said)).or_else(|| only(counters.iter().copied()))
}

/// Where as many columns want a unit as there are units, those that no name tells have them in their order.
fn in_order(columns: &mut [Column], units: &[Stated], catalogue: &Catalogue) {
    let has_none = |column: &Column| {
        let head = column.heads.last().map_or("", String::as_str);
        column.captioned.is_none() && is_told(head, catalogue)
    };
    let wanting: Vec<usize> = (0..columns.len())
        .filter(|at| {
            columns
                .get(*at)
                .is_some_and(|column| wants(column) && !has_none(column))
        })
        .collect();
    let fits = |(at, unit): (&usize, &Stated)| {
        columns.get(*at).is_some_and(|column| {
            let known = column.captioned.as_ref().is_none_or(|known| known == unit);
            known && (!is_rate(column) || unit.is_ratio(catalogue))
        })
    };
    if wanting.len() != units.len() || !wanting.iter().zip(units).all(fits) {
        return;
    }
    for (at, unit) in wanting.iter().zip(units) {
        if let Some(column) = columns.get_mut(*at) {
            column.captioned = Some(unit.clone());
        }
    }
}

/// 年度计划 beside 完成投资 is of what is done of it: in the unit of the next column of levels, or of the one before.
fn beside(columns: &mut [Column], catalogue: &Catalogue) {
    for at in 0..columns.len() {
        let Some(column) = columns.get(at).filter(|column| wants(column)) else {
            continue;
        };
        let says = |job: Job| column.is_named(job, catalogue);
        if column.captioned.is_some() || column.role.is_some() || !(says(Job::Plan) || says(Job::Done)) {
            continue;
        }
        let unit = |other: usize| {
            let other = columns.get(other).filter(|other| other.is_level())?;
            other.captioned.clone().filter(|unit| !unit.is_ratio(catalogue))
        };
        let told = unit(at + 1).or_else(|| unit(at.checked_sub(1)?));
        if let Some(column) = columns.get_mut(at) {
            column.captioned = told;
        }
    }
}

/// The only one of `units`, if there is one.
fn only<'u>(mut units: impl Iterator<Item = &'u Stated>) -> Option<Stated> {
    let first = units.next()?;
    units.all(|other| other == first).then(|| first.clone())
}
