//! The tables of a web page, as sheets: many programs write a page and call it `.xls`.

use crate::BookError;
use juyan_catalogue::Catalogue;
use juyan_document::{Document, Table};
use juyan_register::{Grid, Merge};

pub(crate) fn read(bytes: &[u8], name: &str, catalogue: &Catalogue) -> Result<Vec<Grid>, BookError> {
    let document = juyan_document::page(bytes, catalogue).map_err(BookError::Text)?;
    if document.tables.is_empty() {
        return Err(BookError::NoTable);
    }
    let sheets = document.tables.iter().enumerate();
    Ok(sheets
        .map(|(at, table)| grid(table, &document, name, at))
        .collect())
}

fn grid(table: &Table, document: &Document, name: &str, at: usize) -> Grid {
    // A page's tables have no names; where there are several they are numbered.
    let sheet = if document.tables.len() > 1 {
        (at + 1).to_string()
    } else {
        String::new()
    };
    let mut grid = Grid {
        file: name.into(),
        sheet: sheet.into(),
        ..Grid::default()
    };
    for cell in &table.cells {
        grid.put((cell.row, cell.column), cell.span.of(&document.text).trim());
        if cell.rows > 1 || cell.columns > 1 {
            grid.merges.push(Merge {
                top: cell.row,
                left: cell.column,
                bottom: cell.row + cell.rows.saturating_sub(1),
                right: cell.column + cell.columns.saturating_sub(1),
            });
        }
    }
    grid
}
