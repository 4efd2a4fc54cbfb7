//! Tables of a page: which hold data rather than layout, and their cells by row and column.

use super::page::{Kind, Page};
use crate::{Block, BlockKind, Cell, Document, Table, grid};
use juyan_model::Span;

/// A longer cell, in characters, makes the table a layout.
const LONGEST_CELL: usize = 300;

/// One row: its cells, and whether it stands in the table's head.
pub(super) struct Row {
    pub(super) cells: Vec<usize>,
    heading: bool,
}

/// The rows of a table that holds data; nothing for one that only arranges the page.
pub(super) fn rows(page: &Page, table: usize) -> Option<Vec<Row>> {
    page.nodes.get(table).filter(|node| node.kind == Kind::Table)?;
    let mut rows = Vec::new();
    let mut waiting: Vec<(usize, bool)> = vec![(table, false)];
    while let Some((number, head)) = waiting.pop() {
        let node = page.nodes.get(number)?;
        let below = node.children.iter().copied();
        match node.kind {
            Kind::Table if number != table => return None,
            Kind::Row => {
                let is_cell = |child: &usize| {
                    page.nodes
                        .get(*child)
                        .is_some_and(|child| matches!(child.kind, Kind::Cell { .. }))
                };
                let cells: Vec<usize> = below.filter(is_cell).collect();
                if cells.iter().any(|cell| is_layout(page, *cell)) {
                    return None;
                }
                let all = cells.iter().all(|cell| {
                    page.nodes
                        .get(*cell)
                        .is_some_and(|cell| cell.kind == Kind::Cell { heading: true })
                });
                rows.push(Row {
                    heading: head || (all && !cells.is_empty()),
                    cells,
                });
            }
            kind => waiting.extend(below.rev().map(|child| (child, head || kind == Kind::TableHead))),
        }
    }
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    (rows.len() > 1 && widest > 1).then_some(rows)
}

/// Whether a cell holds another table, or as much text as only a part of a page does.
fn is_layout(page: &Page, cell: usize) -> bool {
    let mut waiting = vec![cell];
    while let Some(node) = waiting.pop().and_then(|node| page.nodes.get(node)) {
        if node.kind == Kind::Table {
            return true;
        }
        waiting.extend(&node.children);
    }
    let lines = page
        .nodes
        .get(cell)
        .and_then(|cell| page.lines.get(cell.lines.clone()))
        .unwrap_or_default();
    lines.iter().map(|line| line.text.chars().count()).sum::<usize>() > LONGEST_CELL
}

/// The wide spaces with which a cell is set in: they tell which rows stand below which.
fn indent(page: &Page, cell: usize) -> &str {
    let first = page
        .nodes
        .get(cell)
        .and_then(|cell| page.lines.get(cell.lines.start));
    first.map_or("", |line| line.indent.as_str())
}

/// A cell's text on one line.
pub(super) fn words(page: &Page, cell: usize) -> String {
    let lines = page
        .nodes
        .get(cell)
        .and_then(|cell| page.lines.get(cell.lines.clone()))
        .unwrap_or_default();
    let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    lines.join(" ")
}

/// Writes the table's rows as lines, cells between tabs, and gives its cells their places.
pub(super) fn write(page: &Page, rows: &[Row], caption: Option<Span>, document: &mut Document) {
    let mut table = Table {
        caption,
        ..Table::default()
    };
    // For each column how many more rows a cell from above takes.
    let mut taken: Vec<usize> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let start = document.text.len();
        let mut column = 0;
        let mut fresh: Vec<(usize, usize, usize)> = Vec::new();
        for cell in &row.cells {
            let Some(node) = page.nodes.get(*cell) else {
                continue;
            };
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            if document.text.len() > start {
                document.text.push('\t');
            }
            let words = words(page, *cell);
            if !words.is_empty() {
                document.text.push_str(indent(page, *cell));
            }
            let begin = document.text.len();
            document.text.push_str(&words);
            let span = Span::new(begin, document.text.len());
            let height = node.rows.min(rows.len() - number);
            table.cells.push(Cell {
                span,
                row: number,
                column,
                columns: node.columns,
                rows: height,
            });
            fresh.push((column, node.columns, height));
            column += node.columns;
        }
        take(&mut taken, &fresh);
        if row.heading && table.heading_rows == number {
            table.heading_rows += 1;
        }
        let line = Span::new(start, document.text.len());
        if line.of(&document.text).trim().is_empty() {
            document.text.truncate(start);
            table.cells.retain(|cell| cell.row != number);
            continue;
        }
        document.blocks.push(Block {
            span: line,
            kind: BlockKind::Row,
        });
        document.text.push('\n');
    }
    grid::set_headings(&mut table, &document.text);
    if !table.cells.is_empty() {
        document.tables.push(table);
    }
}

/// One row goes by; the cells of this row take their columns for the rows to come.
fn take(taken: &mut Vec<usize>, fresh: &[(usize, usize, usize)]) {
    for rows in taken.iter_mut() {
        *rows = rows.saturating_sub(1);
    }
    for (column, columns, rows) in fresh.iter().filter(|(_, _, rows)| *rows > 1) {
        if taken.len() < column + columns {
            taken.resize(column + columns, 0);
        }
        for slot in taken.iter_mut().skip(*column).take(*columns) {
            *slot = rows - 1;
        }
    }
}
