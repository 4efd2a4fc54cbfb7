//! Workbooks to sheets of texts: bytes in, a [`Grid`] for every sheet out, whatever kind of file they came in; and a
//! register's form to a workbook.
//!
//! It opens no file and does not ask what stands in the cells; that is `juyan-register`'s.
//!
//! ```
//! let catalogue = juyan_catalogue::Catalogue::default();
//! let book = juyan_workbook::read("日期,过货量\n2024-05-08,65900\n".as_bytes(), "口岸日报.csv", &catalogue)?;
//! assert_eq!(book.sheets[0].rows[1], ["2024-05-08", "65900"]);
//! # Ok::<(), juyan_workbook::BookError>(())
//! ```

mod biff;
mod book;
mod form;
mod hidden;
mod number;
mod page;

pub use form::write;

use juyan_catalogue::Catalogue;
use juyan_document::{Format, ReadError};
use juyan_register::{Grid, unclosed};
use smol_str::SmolStr;
use thiserror::Error;

/// Why bytes are no workbook. Each says what to do; the rim puts the file's name before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BookError {
    /// There is nothing in it.
    #[error("the file is empty; choose the file that holds the table")]
    Empty,
    /// It is a report, a picture, an archive: no table at all.
    #[error("there is no table in this file; choose an xlsx, xls or csv file")]
    NoTable,
    /// It is a workbook, but a damaged one.
    #[error("the workbook is damaged; open it in Excel or WPS and save it again")]
    Broken,
    /// It is a workbook of a kind that is not read: an open document, one of Numbers, the binary one of Excel.
    #[error("this kind of workbook is not read; save it as xlsx")]
    OtherBook,
    /// A cell in quotation marks, begun on this line, does not end: what follows would be taken for part of it.
    #[error(
        "the cell that begins with a quotation mark on line {0} does not end; close it, or leave the mark out"
    )]
    Unclosed(usize),
    /// The form could not be put into a workbook.
    #[error("the form could not be put into a workbook")]
    Unwritten,
    /// Its text cannot be read.
    #[error(transparent)]
    Text(ReadError),
}

impl BookError {
    /// The name of what is wrong, for messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "book-empty",
            Self::NoTable => "book-no-table",
            Self::Broken => "book-broken",
            Self::OtherBook => "book-other-kind",
            Self::Unclosed(_) => "book-unclosed",
            Self::Unwritten => "book-unwritten",
            Self::Text(error) => error.code(),
        }
    }

    /// On which line, where it is on one.
    pub const fn line(self) -> Option<usize> {
        match self {
            Self::Unclosed(line) => Some(line),
            Self::Empty
            | Self::NoTable
            | Self::Broken
            | Self::OtherBook
            | Self::Unwritten
            | Self::Text(_) => None,
        }
    }
}

/// A workbook, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// The sheets that are seen, those without a cell left out.
    pub sheets: Vec<Grid>,
    /// The names of the sheets that are hidden; they are not read.
    pub hidden: Vec<SmolStr>,
}

/// Reads a workbook. `name` is the file's name, for complaints.
pub fn read(bytes: &[u8], name: &str, catalogue: &Catalogue) -> Result<Book, BookError> {
    if bytes.len() > juyan_document::LARGEST {
        return Err(BookError::Text(ReadError::TooLarge));
    }
    let mut book = match juyan_document::format(bytes, name) {
        // An envelope of Microsoft's that is not encrypted: the older workbooks are such.
        Err(ReadError::Workbook | ReadError::Unsupported) if bytes.starts_with(COMPOUND) => {
            book::read_xls(bytes, name)?
        }
        Ok(Format::Docx) if !book::is_document(bytes) => book::read_xlsx(bytes, name)?,
        format => {
            let format = format.map_err(|error| of_text(error, name))?;
            read_text(bytes, name, format, catalogue)?
        }
    };
    book.sheets.retain(is_filled);
    if book.sheets.is_empty() && book.hidden.is_empty() {
        Err(BookError::Empty)
    } else {
        Ok(book)
    }
}

/// How the older files of Microsoft's programs begin.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

fn read_text(bytes: &[u8], name: &str, format: Format, catalogue: &Catalogue) -> Result<Book, BookError> {
    let sheets = match format {
        Format::Html => page::read(bytes, name, catalogue)?,
        Format::Txt => {
            let text = juyan_document::decoded(bytes).map_err(|error| of_text(error, name))?;
            if let Some(line) = unclosed(&text) {
                return Err(BookError::Unclosed(line));
            }
            vec![Grid::of_csv(name, &text)]
        }
        Format::Docx | Format::Pdf => return Err(BookError::NoTable),
    };
    Ok(Book {
        sheets,
        hidden: Vec::new(),
    })
}

/// What is no text either is no table, or one that is damaged where it is named as workbooks are.
fn of_text(error: ReadError, name: &str) -> BookError {
    match error {
        ReadError::Empty => BookError::Empty,
        ReadError::Binary if is_named_as_workbook(name) => BookError::Broken,
        ReadError::Binary => BookError::NoTable,
        other => BookError::Text(other),
    }
}

fn is_named_as_workbook(name: &str) -> bool {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ["xlsx", "xls", "xlsm", "et"].contains(&ending.as_str()))
}

fn is_filled(grid: &Grid) -> bool {
    grid.rows.iter().flatten().any(|text| !text.trim().is_empty())
}
