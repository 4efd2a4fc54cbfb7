//! Workbooks of Excel and WPS, `.xlsx` and `.xls`, to sheets of texts.
//!
//! Their numbers are binary floating point. They become decimal text here, with the fifteen digits that spreadsheets keep
//! and the decimals that the cell shows, so that nothing behind this crate sees a float.

use crate::number::{Shown, number};
use crate::{Book, BookError, biff, hidden};
use calamine::{Data, Dimensions, ExcelDateTime, Reader, SheetVisible, Xls, Xlsx, XlsxError};
use juyan_document::ReadError;
use juyan_register::{Grid, Merge};
use smol_str::SmolStr;
use std::collections::BTreeSet;
use std::io::Cursor;

/// Rows and columns that are read of a sheet; that there is something beyond is told.
const ROWS: usize = 200_000;
pub(crate) const COLUMNS: usize = 1_000;

/// Envelopes of Microsoft's are parted into so many bytes.
const SECTOR: usize = 4096;

/// A packed workbook unpacks to so many bytes at most.
pub(crate) const UNPACKED: u64 = 512 << 20;

/// The sheets of an `.xlsx`.
pub(crate) fn read_xlsx(bytes: &[u8], name: &str) -> Result<Book, BookError> {
    if unpacked(bytes).ok_or(BookError::Broken)? > UNPACKED {
        return Err(BookError::Text(ReadError::ZipBomb));
    }
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| unopened(bytes))?;
    let mut read = Book {
        hidden: hidden_sheets(&book),
        ..Book::default()
    };
    let mut hidden = hidden::of(bytes);
    for (_, sheet) in visible(&book) {
        let mut grid = empty(name, &sheet);
        let hidden = hidden.remove(&sheet).unwrap_or_default();
        (grid.hidden, grid.hidden_columns) = (hidden.rows, hidden.columns);
        let has_blanks = cells(&mut book, &sheet, &mut grid).map_err(|_| BookError::Broken)?;
        if has_blanks {
            grid.unreckoned = unreckoned(&mut book, &sheet).map_err(|_| BookError::Broken)?;
        }
        let merges = book.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
        grid.merges = merges.into_iter().filter_map(merge).collect();
        read.sheets.push(grid);
    }
    Ok(read)
}

/// What a packed file is that the library does not open as a workbook. Asked afterwards: it takes names of parts in more spellings.
fn unopened(bytes: &[u8]) -> BookError {
    if holds(bytes, b"xl/workbook.xml") {
        BookError::Broken
    } else if OTHERS.iter().any(|part| holds(bytes, part)) {
        BookError::OtherBook
    } else {
        BookError::NoTable
    }
}

/// Puts the cells of a sheet into `grid`; whether one that the file names holds nothing.
fn cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, grid: &mut Grid) -> Result<bool, XlsxError> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let mut has_blanks = false;
    while let Some((cell, style)) = cells.next_cell_with_style_id()? {
        let format = cells
            .styles()
            .get(style)
            .and_then(|style| style.number_format.as_ref());
        let shown = Shown::of(format.map_or("", |format| format.format_code.as_str()));
        let value = Data::from(cell.get_value().clone());
        has_blanks |= value == Data::Empty;
        put(grid, cell.get_position(), &text_of(&value, shown));
    }
    Ok(has_blanks)
}

/// The cells of a sheet that hold a formula and no value, as programs write them that do not reckon. A formula that came to
/// no words holds these: it is not among them.
fn unreckoned(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<BTreeSet<(usize, usize)>, XlsxError> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let mut found = BTreeSet::new();
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        if cell.formula.is_some() && Data::from(cell.value) == Data::Empty {
            found.extend(place(cell.pos));
        }
    }
    Ok(found)
}

/// The sheets of an `.xls`.
pub(crate) fn read_xls(bytes: &[u8], name: &str) -> Result<Book, BookError> {
    // Some programs do not fill the last sector; the library expects whole ones.
    let whole = bytes.len().next_multiple_of(SECTOR);
    let mut padded = bytes.to_vec();
    padded.resize(whole, 0);
    let mut book: Xls<_> =
        calamine::open_workbook_from_rs(Cursor::new(padded)).map_err(|_| BookError::Broken)?;
    let mut formats = biff::formats(bytes).unwrap_or_default();
    let mut read = Book {
        hidden: hidden_sheets(&book),
        ..Book::default()
    };
    for (position, sheet) in visible(&book) {
        let mut grid = empty(name, &sheet);
        let hidden = formats.hidden(position);
        (grid.hidden, grid.hidden_columns) = (hidden.rows, hidden.columns);
        let range = book.worksheet_range(&sheet).map_err(|_| BookError::Broken)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = (top.saturating_add(small(row)), left.saturating_add(small(column)));
            let shown = formats.shown(position, at);
            put(&mut grid, at, &text_of(value, shown));
        }
        let merges = book.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
        grid.merges = merges.into_iter().filter_map(merge).collect();
        read.sheets.push(grid);
    }
    Ok(read)
}

/// How many bytes a packed file says that it unpacks to; none where it is damaged.
fn unpacked(bytes: &[u8]) -> Option<u64> {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    (0..packed.len()).try_fold(0_u64, |sum, part| {
        Some(sum.saturating_add(packed.by_index_raw(part).ok()?.size()))
    })
}

/// The sheets that are seen, each with its place in the workbook.
fn visible<R: Reader<Cursor<B>>, B: AsRef<[u8]>>(book: &R) -> Vec<(usize, String)> {
    let sheets = book.sheets_metadata().iter().enumerate();
    let shown = sheets.filter(|(_, sheet)| sheet.visible == SheetVisible::Visible);
    shown
        .map(|(position, sheet)| (position, sheet.name.clone()))
        .collect()
}

fn hidden_sheets<R: Reader<Cursor<B>>, B: AsRef<[u8]>>(book: &R) -> Vec<SmolStr> {
    let sheets = book.sheets_metadata().iter();
    let hidden = sheets.filter(|sheet| sheet.visible != SheetVisible::Visible);
    hidden.map(|sheet| sheet.name.as_str().into()).collect()
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

fn place((row, column): (u32, u32)) -> Option<(usize, usize)> {
    usize::try_from(row).ok().zip(usize::try_from(column).ok())
}

fn put(grid: &mut Grid, at: (u32, u32), text: &str) {
    let Some((row, column)) = place(at).filter(|_| !text.trim().is_empty()) else {
        return;
    };
    if row >= ROWS || column >= COLUMNS {
        grid.beyond = grid.beyond.or(Some((row, column)));
        return;
    }
    grid.put((row, column), text);
}

fn text_of(value: &Data, shown: Shown) -> String {
    match value {
        Data::Int(whole) => {
            let whole = whole.to_string();
            match whole.parse() {
                Ok(value) if shown != Shown::default() => number(value, shown),
                _ => whole,
            }
        }
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
    let ((top, left), (bottom, right)) = (place(region.start)?, place(region.end)?);
    Some(Merge {
        top,
        left,
        bottom,
        right,
    })
}

/// What names the workbooks of other programs in their packed files, or in those names.
const OTHERS: [&[u8]; 3] = [
    b"opendocument.spreadsheet",
    b"xl/workbook.bin",
    b"Index/CalculationEngine",
];

/// Whether a packed file holds a Word document, which is packed as workbooks are.
pub(crate) fn is_document(bytes: &[u8]) -> bool {
    holds(bytes, b"word/document.xml")
}

/// Whether a packed file names `part`.
fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
