//! A register's form as a workbook: locked headings, drop-downs, what was there last, and what to know about each column.

use crate::BookError;
use juyan_catalogue::FieldKind;
use juyan_register::{Form, FormColumn};
use rust_xlsxwriter::{
    Color, DataValidation, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, ProtectionOptions,
    Workbook, Worksheet, XlsxError,
};

/// Rows that drop-downs are there for, beside those that are filled.
const SPARE: u32 = 1_000;
/// A sheet's name has so many characters at most.
const NAME: usize = 31;
/// Fifteen digits are all that a spreadsheet keeps.
const DIGITS: usize = 15;

/// The bytes of an `.xlsx` with the form in it.
pub fn write(form: &Form) -> Result<Vec<u8>, BookError> {
    written(form).map_err(|_| BookError::Unwritten)
}

fn written(form: &Form) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(form.title.chars().take(NAME).collect::<String>())?;
    for (at, column) in (0_u16..).zip(&form.columns) {
        head(sheet, at, column)?;
        let filled = u32::try_from(form.rows.len()).unwrap_or(u32::MAX);
        choices(sheet, at, column, filled.saturating_add(SPARE))?;
    }
    for (row, cells) in (1_u32..).zip(&form.rows) {
        for ((at, column), text) in (0_u16..).zip(&form.columns).zip(cells) {
            fill(sheet, (row, at), column, text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    // Without a password: it keeps slips out, not people.
    sheet.protect_with_options(&ProtectionOptions {
        insert_rows: true,
        sort: true,
        use_autofilter: true,
        format_columns: true,
        ..ProtectionOptions::new()
    });
    book.save_to_buffer()
}

/// The heading, which cannot be changed, and the note on it.
fn head(sheet: &mut Worksheet, at: u16, column: &FormColumn) -> Result<(), XlsxError> {
    let locked = Format::new()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0x00E7_EEF7));
    // A character of Chinese is as wide as two digits.
    let wide = u32::try_from(column.heading.chars().count()).unwrap_or(u32::MAX);
    sheet.set_column_width(at, f64::from(wide.saturating_mul(2).clamp(10, 40)) + 2.0)?;
    sheet.set_column_format(at, &open(column))?;
    sheet.write_with_format(0, at, column.heading.as_str(), &locked)?;
    if !column.note.is_empty() {
        sheet.insert_note(0, at, &Note::new(column.note.as_str()))?;
    }
    Ok(())
}

/// The format of cells that may be filled.
fn open(column: &FormColumn) -> Format {
    let format = Format::new().set_unlocked();
    match column.kind {
        FieldKind::Date => format.set_num_format("yyyy-mm-dd"),
        FieldKind::Text | FieldKind::Link => format.set_num_format("@"),
        FieldKind::Number | FieldKind::Code | FieldKind::Flag => format,
    }
}

fn choices(sheet: &mut Worksheet, at: u16, column: &FormColumn, last: u32) -> Result<(), XlsxError> {
    if column.choices.is_empty() {
        return Ok(());
    }
    let words: Vec<&str> = column.choices.iter().map(smol_str::SmolStr::as_str).collect();
    // Excel takes lists of 255 characters; of a longer one the words stand in the complaint where a cell is wrong.
    match DataValidation::new().allow_list_strings(&words) {
        Ok(words) => sheet.add_data_validation(1, at, last, at, &words).map(drop),
        Err(_) => Ok(()),
    }
}

fn fill(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    column: &FormColumn,
    text: &str,
) -> Result<(), XlsxError> {
    let format = open(column);
    if text.is_empty() {
        return sheet.write_blank(row, at, &format).map(drop);
    }
    let number = || {
        text.parse::<f64>()
            .ok()
            .filter(|_| text.chars().filter(char::is_ascii_digit).count() <= DIGITS)
    };
    match column.kind {
        FieldKind::Number => match number() {
            Some(number) => {
                let decimals = text.split_once('.').map_or(0, |(_, behind)| behind.len());
                let zeros = if decimals > 0 {
                    format!("0.{}", "0".repeat(decimals))
                } else {
                    "0".to_owned()
                };
                sheet
                    .write_with_format(row, at, number, &format.set_num_format(zeros))
                    .map(drop)
            }
            None => sheet.write_with_format(row, at, text, &format).map(drop),
        },
        FieldKind::Date => match ExcelDateTime::parse_from_str(text) {
            Ok(day) => sheet.write_with_format(row, at, &day, &format).map(drop),
            Err(_) => sheet.write_with_format(row, at, text, &format).map(drop),
        },
        FieldKind::Text | FieldKind::Code | FieldKind::Flag | FieldKind::Link => {
            sheet.write_with_format(row, at, text, &format).map(drop)
        }
    }
}
