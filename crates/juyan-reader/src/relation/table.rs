//! What tables claim: rows that add up others, columns that add up their neighbours, growth, progress and shares beside the
//! levels that they are reckoned from.
//!
//! Headings and names say which; where they leave several readings, the one that most columns or rows agree with is meant.
//! A total over a list that need not be whole claims nothing by being larger than what is listed.

mod columns;
mod grid;
mod outline;
mod rates;
mod subset;
mod totals;

use super::Found;
use super::scene::Scene;
use crate::sheet::Sheet;
use grid::Grid;

/// Finds what the tables claim.
pub(super) fn find(scene: &Scene<'_>, sheets: &[Sheet], found: &mut Found<'_>) {
    for sheet in sheets {
        for side in 0..sheet.sides() {
            let grid = Grid::new(scene, sheet, side);
            totals::find(&grid, found);
            columns::find(&grid, found);
            rates::find(&grid, found);
        }
    }
}
