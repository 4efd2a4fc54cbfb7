//! A Word table while it is read: rows and cells with their merging.

use super::words::Words;
use crate::{Block, BlockKind, Cell, Document, Table, grid};
use juyan_model::Span;

/// No table is wider; a span that says more is cut.
const WIDEST: usize = 1024;

#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<GridRow>,
}

#[derive(Debug, Default)]
pub(super) struct GridRow {
    pub(super) cells: Vec<GridCell>,
    /// Columns left out before the first cell.
    pub(super) before: usize,
    /// Whether the file marks it as a heading row.
    pub(super) heading: bool,
    /// Whether a tracked change takes it away.
    pub(super) deleted: bool,
}

#[derive(Debug, Default)]
pub(super) struct GridCell {
    pub(super) paragraphs: Vec<Words>,
    pub(super) columns: usize,
    /// Whether it belongs to the cell above it.
    pub(super) continues: bool,
}

impl Grid {
    /// Whether it is a frame around text rather than a table.
    pub(super) fn is_frame(&self) -> bool {
        self.rows.iter().all(|row| row.cells.len() <= 1)
    }

    /// Writes the rows as lines, cells between tabs.
    pub(super) fn write(self, document: &mut Document, words: &mut Words) {
        let mut table = Table::default();
        let rows = self.rows.into_iter().filter(|row| !row.deleted);
        for (number, row) in rows.enumerate() {
            if row.heading && table.heading_rows == number {
                table.heading_rows += 1;
            }
            let start = words.text.len();
            let mut column = row.before.min(WIDEST);
            for (place, cell) in row.cells.into_iter().enumerate() {
                if place > 0 {
                    words.push("\t", None);
                }
                let columns = cell.columns.clamp(1, WIDEST);
                write_cell(&mut table, cell, (number, column, columns), words);
                column += columns;
            }
            let line = Span::new(start, words.text.len());
            if line.of(&words.text).trim().is_empty() {
                words.text.truncate(start);
                table.cells.retain(|cell| cell.row != number);
                continue;
            }
            document.blocks.push(Block {
                span: line,
                kind: BlockKind::Row,
            });
            words.push("\n", None);
        }
        grid::set_headings(&mut table, &words.text);
        document.tables.push(table);
    }
}

fn write_cell(table: &mut Table, cell: GridCell, place: (usize, usize, usize), words: &mut Words) {
    let (row, column, columns) = place;
    let origin = table.cells.iter_mut().rev().find(|cell| cell.column == column);
    if let (true, Some(origin)) = (cell.continues, origin) {
        origin.rows = (row + 1).saturating_sub(origin.row);
        return;
    }
    let start = words.text.len();
    for mut paragraph in cell
        .paragraphs
        .into_iter()
        .filter(|paragraph| !paragraph.text.is_empty())
    {
        if words.text.len() > start {
            words.push(" ", None);
        }
        // A row is one line; both signs are one byte, so the pieces stay where they are.
        paragraph.text = paragraph.text.replace(['\n', '\t'], " ");
        words.append(paragraph);
    }
    let span = grid::trimmed(Span::new(start, words.text.len()), &words.text);
    table.cells.push(Cell {
        span,
        row,
        column,
        columns,
        rows: 1,
    });
}
