//! Columns that add up their neighbours: 合计 beside the columns under the same heading.

use super::super::Found;
use super::super::fit::{self, Fit};
use super::super::scene::Fact;
use super::grid::Grid;
use juyan_model::{ClaimKind, ClaimOrigin};

/// Finds columns of totals.
pub(super) fn find(grid: &Grid<'_, '_>, found: &mut Found<'_>) {
    let levels = grid.amounts();
    let is = |at: usize, what: fn(&crate::sheet::column::Column) -> bool| {
        grid.columns.get(at).is_some_and(|column| what(column))
    };
    for total in levels.iter().copied().filter(|at| is(*at, |column| column.total)) {
        let beside: Vec<usize> = levels
            .iter()
            .copied()
            .filter(|at| *at != total && is_beside(grid, total, *at))
            .collect();
        if beside.iter().any(|at| is(*at, |column| column.total)) {
            continue;
        }
        let (among, parts): (Vec<usize>, Vec<usize>) =
            beside.into_iter().partition(|at| is(*at, |column| column.among));
        add_up(grid, total, &parts, found);
        for line in grid.lines.iter().filter(|line| !grid.is_mean(line)) {
            let Some(whole) = line.level(total) else { continue };
            let facts = among.iter().filter_map(|at| line.level(*at));
            for fact in facts.filter(|fact| fact.adds_to(whole)) {
                found.sum(ClaimKind::SumPartial, ClaimOrigin::Implied, whole, &[fact]);
            }
        }
    }
}

/// Whether a column stands under the headings of the total's, and is of the same time and mode.
fn is_beside(grid: &Grid<'_, '_>, total: usize, other: usize) -> bool {
    let outer = |at: usize| {
        let heads = &grid.columns.get(at)?.heads;
        heads.split_last().map(|(_, outer)| outer)
    };
    let single = |at: usize| {
        grid.columns
            .get(at)
            .is_some_and(|column| column.among && column.heads.len() <= 2)
    };
    (outer(total) == outer(other) || single(other)) && grid.setting(total) == grid.setting(other)
}

/// The parts of a total, row by row: where at least half of the rows work out, all are meant to.
fn add_up(grid: &Grid<'_, '_>, total: usize, parts: &[usize], found: &mut Found<'_>) {
    if parts.len() < 2 {
        return;
    }
    let mut rows: Vec<(&Fact<'_>, Vec<&Fact<'_>>, Fit)> = Vec::new();
    for line in grid.lines.iter().filter(|line| !grid.is_mean(line)) {
        let Some(whole) = line.level(total) else { continue };
        let facts: Vec<&Fact<'_>> = parts.iter().filter_map(|at| line.level(*at)).collect();
        let untold = parts
            .iter()
            .any(|at| line.level(*at).is_none() && line.gap(*at) != Some(crate::sheet::cell::Gap::Dash));
        if facts.len() < 2 || !facts.iter().all(|fact| fact.adds_to(whole)) {
            continue;
        }
        if let Some(fit) = fit::sum(whole, &facts).filter(|fit| !untold || *fit == Fit::Whole) {
            rows.push((whole, facts, fit));
        }
    }
    let whole = rows.iter().filter(|(_, _, fit)| *fit == Fit::Whole).count();
    if whole == 0 && rows.len() > 1 {
        return;
    }
    let agreed = whole > 0 && whole * 2 >= rows.len();
    for (total, facts, fit) in &rows {
        if agreed || *fit == Fit::Whole {
            found.sum(ClaimKind::Sum, ClaimOrigin::Stated, total, facts);
        } else if whole == 0 {
            found.sum(ClaimKind::Sum, ClaimOrigin::Possible, total, facts);
        }
    }
}
