//! A sheet as it lies in a workbook: texts in rows and columns, some cells merged. What stands in it is not asked here.

use crate::seen::{lines, seen};
use crate::{Place, address};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// The cells of a sheet as texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The file's name, for complaints.
    pub file: SmolStr,
    /// The sheet's name.
    pub sheet: SmolStr,
    /// The texts, row by row; rows may be of different length.
    pub rows: Vec<Vec<SmolStr>>,
    /// Which cells are one.
    pub merges: Vec<Merge>,
    /// Cells, by row and column, that hold a formula whose value the file does not hold; their text is empty.
    pub unreckoned: BTreeSet<(usize, usize)>,
    /// Rows that are hidden, where the file says so.
    pub hidden: BTreeSet<usize>,
    /// Columns that are hidden, where the file says so.
    pub hidden_columns: BTreeSet<usize>,
    /// The lines of cells, by row and column, that have several; their text is one.
    pub lines: BTreeMap<(usize, usize), Vec<SmolStr>>,
    /// The first cell, by row and column, that lies beyond what was read of the sheet.
    pub beyond: Option<(usize, usize)>,
}

impl Grid {
    /// Puts `text` into a cell, as a person reads it; room is made where there is none.
    ///
    /// ```
    /// let mut grid = juyan_register::Grid::default();
    /// grid.put((1, 0), "热源\n改造工程");
    /// assert_eq!(grid.rows[1], ["热源改造工程"]);
    /// ```
    pub fn put(&mut self, (row, column): (usize, usize), text: &str) {
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        let Some(cells) = self.rows.get_mut(row) else {
            return;
        };
        if cells.len() <= column {
            cells.resize(column + 1, SmolStr::default());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = seen(text);
            let lines = lines(text);
            if lines.is_empty() {
                self.lines.remove(&(row, column));
            } else {
                self.lines.insert((row, column), lines);
            }
        }
    }
}

/// Cells that are one, first and last included, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// The first row.
    pub top: usize,
    /// The first column.
    pub left: usize,
    /// The last row.
    pub bottom: usize,
    /// The last column.
    pub right: usize,
}

/// A grid in which every cell knows the one it is merged with.
#[derive(Debug)]
pub(crate) struct Merged<'g> {
    pub(crate) grid: &'g Grid,
    /// How many columns the widest row has.
    pub(crate) width: usize,
    /// The cells that are merged into another, and which.
    into: BTreeMap<(usize, usize), (usize, usize)>,
}

impl<'g> Merged<'g> {
    pub(crate) fn new(grid: &'g Grid) -> Self {
        let mut merged = Self {
            grid,
            width: grid.rows.iter().map(Vec::len).max().unwrap_or_default(),
            into: BTreeMap::new(),
        };
        for merge in &grid.merges {
            merged.join(*merge);
        }
        merged
    }

    /// Joins cells, as far as the grid reaches. What is merged already stays as it is.
    fn join(&mut self, merge: Merge) {
        let first = (merge.top, merge.left);
        if self.into.contains_key(&first) {
            return;
        }
        let rows = self.grid.rows.len();
        for row in merge.top..rows.min(merge.bottom.saturating_add(1)) {
            let width = self.width.min(merge.right.saturating_add(1));
            for column in merge.left..width {
                self.into.entry((row, column)).or_insert(first);
            }
        }
    }

    /// The cell that shows its text here.
    pub(crate) fn origin(&self, row: usize, column: usize) -> (usize, usize) {
        self.into.get(&(row, column)).copied().unwrap_or((row, column))
    }

    /// The text that is seen here, without spaces at its ends.
    pub(crate) fn text(&self, row: usize, column: usize) -> &'g str {
        let (row, column) = self.origin(row, column);
        let text = self.grid.rows.get(row).and_then(|row| row.get(column));
        text.map_or("", |text| text.trim())
    }

    /// The lines of the text that is seen here, where it has several.
    pub(crate) fn lines(&self, row: usize, column: usize) -> &'g [SmolStr] {
        let lines = self.grid.lines.get(&self.origin(row, column));
        lines.map_or(&[], Vec::as_slice)
    }

    /// The texts of a row with their columns, each once however wide it is; empty ones left out.
    pub(crate) fn texts(&self, row: usize) -> Vec<(usize, &'g str)> {
        let mut texts = Vec::new();
        let mut before = None;
        let width = self.grid.rows.get(row).map_or(0, Vec::len);
        for column in 0..width {
            let origin = self.origin(row, column);
            let text = self.text(row, column);
            if !text.is_empty() && before != Some(origin) {
                texts.push((column, text));
            }
            before = Some(origin);
        }
        texts
    }

    pub(crate) fn place(&self, row: usize, column: usize) -> Place {
        Place {
            file: self.grid.file.clone(),
            sheet: self.grid.sheet.clone(),
            cell: address(row, column),
        }
    }
}
