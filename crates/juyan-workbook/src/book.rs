//! Workbooks of Excel and WPS, `.xlsx` and `.xls`, to sheets of texts.
//!
//! Their numbers are binary floating point. They become decimal text here, with the fifteen digits that spreadsheets keep
//! and the decimals that the cell shows, so that nothing behind this crate sees a float.

use crate::BookError;
use crate::number::{Shown, number};
use calamine::{Data, Dimensions, ExcelDateTime, Reader, SheetVisible, Xls, Xlsx};
use juyan_document::ReadError;
use juyan_register::{Grid, Merge};
use smol_str::SmolStr;
use std::io::Cursor;

/// Rows and columns that are read; what lies beyond is no table but a cell that was touched by mistake.
const ROWS: usize = 200_000;
const COLUMNS: usize = 1_000;

/// A packed workbook unpacks to so many bytes at most.
const UNPACKED: u64 = 512 << 20;

/// The visible sheets of an `.xlsx`.
pub(crate) fn read_xlsx(bytes: &[u8], name: &str) -> Result<Vec<Grid>, BookError> {
    if unpacked(bytes).ok_or(BookError::Broken)? > UNPACKED {
        return Err(BookError::Text(ReadError::ZipBomb));
    }
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| BookError::Broken)?;
    let mut grids = Vec::new();
    for sheet in visible(&book) {
        let mut grid = empty(name, &sheet);
        let mut cells = book
            .worksheet_cells_reader(&sheet)
            .map_err(|_| BookError::Broken)?;
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| BookError::Broken)? {
            let format = cells
                .styles()
                .get(style)
                .and_then(|style| style.number_format.as_ref());
            let shown = Shown::of(format.map_or("", |format| format.format_code.as_str()));
            put(
                &mut grid,
                cell.get_position(),
                &text_of(&Data::from(cell.get_value().clone()), shown),
            );
        }
        drop(cells);
        let merges = book.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
        grid.merges = merges.into_iter().filter_map(merge).collect();
        grids.push(grid);
    }
    Ok(grids)
}

/// The visible sheets of an `.xls`. How its numbers are shown is not known, so shares must stand in it as 94.4, not as
/// 0.944 shown as a percentage.
pub(crate) fn read_xls(bytes: &[u8], name: &str) -> Result<Vec<Grid>, BookError> {
    let mut book: Xls<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| BookError::Broken)?;
    let mut grids = Vec::new();
    for sheet in visible(&book) {
        let mut grid = empty(name, &sheet);
        let range = book.worksheet_range(&sheet).map_err(|_| BookError::Broken)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = (top.saturating_add(small(row)), left.saturating_add(small(column)));
            put(&mut grid, at, &text_of(value, Shown::default()));
        }
        let merges = book.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
        grid.merges = merges.into_iter().filter_map(merge).collect();
        grids.push(grid);
    }
    Ok(grids)
}

/// How many bytes a packed file says that it unpacks to; none where it is damaged.
fn unpacked(bytes: &[u8]) -> Option<u64> {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    (0..packed.len()).try_fold(0_u64, |sum, part| {
        Some(sum.saturating_add(packed.by_index_raw(part).ok()?.size()))
    })
}

fn visible<R: Reader<Cursor<B>>, B: AsRef<[u8]>>(book: &R) -> Vec<String> {
    let sheets = book.sheets_metadata().iter();
    let shown = sheets.filter(|sheet| sheet.visible == SheetVisible::Visible);
    shown.map(|sheet| sheet.name.clone()).collect()
}

fn empty(name: &str, sheet: &str) -> Grid {
    Grid {
        file: name.into(),
        sheet: sheet.into(),
        ..Grid::default()
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn put(grid: &mut Grid, (row, column): (u32, u32), text: &str) {
    let place = usize::try_from(row).ok().zip(usize::try_from(column).ok());
    let Some((row, column)) = place.filter(|(row, column)| *row < ROWS && *column < COLUMNS) else {
        return;
    };
    if text.is_empty() {
        return;
    }
    if grid.rows.len() <= row {
        grid.rows.resize(row + 1, Vec::new());
    }
    let Some(cells) = grid.rows.get_mut(row) else {
        return;
    };
    if cells.len() <= column {
        cells.resize(column + 1, SmolStr::default());
    }
    if let Some(cell) = cells.get_mut(column) {
        *cell = text.into();
    }
}

fn text_of(value: &Data, shown: Shown) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(value) => number(*value, shown),
        Data::Bool(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(day) => day_of(day),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

fn day_of(day: &ExcelDateTime) -> String {
    let (year, month, day, ..) = day.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

fn merge(region: Dimensions) -> Option<Merge> {
    let at = |(row, column): (u32, u32)| usize::try_from(row).ok().zip(usize::try_from(column).ok());
    let ((top, left), (bottom, right)) = (at(region.start)?, at(region.end)?);
    Some(Merge {
        top,
        left,
        bottom,
        right,
    })
}

/// Whether a packed file holds a Word document, which is packed as workbooks are.
pub(crate) fn is_document(bytes: &[u8]) -> bool {
    const PART: &[u8] = b"word/document.xml";
    bytes.windows(PART.len()).any(|window| window == PART)
}
