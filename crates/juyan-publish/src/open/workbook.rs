//! The table as a workbook with headings in words: numbers as numbers, with as many decimals as were printed, and beside them as
//! exact text.

use super::DataError;
use super::columns::{COLUMNS, Cell, Table};
use juyan::Context;
use juyan_model::Decimal;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// Excel keeps so many digits of a number.
const DIGITS: u32 = 15;

pub(crate) fn write(table: &Table<'_>, context: Context<'_>) -> Result<Vec<u8>, DataError> {
    let mut book = Workbook::new();
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(
        u16::try_from(table.release.published.year()).unwrap_or(1900),
        u8::try_from(table.release.published.month()).unwrap_or(1),
        u8::try_from(table.release.published.day()).unwrap_or(1),
    )?;
    // The same release gives the same bytes, whenever it is built.
    let told = rust_xlsxwriter::DocProperties::new()
        .set_title(table.release.title())
        .set_creation_datetime(&day);
    book.set_properties(&told);
    let sheet = book.add_worksheet();
    sheet.set_name(context.say("publish.sheet.facts"))?;
    facts(sheet, table, context)?;
    let about = book.add_worksheet();
    about.set_name(context.say("publish.sheet.about"))?;
    notes(about, table, context)?;
    Ok(book.save_to_buffer()?)
}

fn facts(sheet: &mut Worksheet, table: &Table<'_>, context: Context<'_>) -> Result<(), DataError> {
    let heading = Format::new().set_bold().set_text_wrap();
    let headings: Vec<String> = COLUMNS
        .iter()
        .map(|column| context.fill(&format!("publish.column.{}", column.name), &[]))
        .collect();
    for (at, (column, words)) in (0_u16..).zip(COLUMNS.iter().zip(&headings)) {
        sheet.write_string_with_format(0, at, words, &heading)?;
        sheet.set_column_width(at, width(column.name))?;
    }
    for (line, row) in (1_u32..).zip(&table.release.rows) {
        for (at, column) in (0_u16..).zip(&COLUMNS) {
            match column.of(row, table) {
                Cell::Number(Some(number)) => self::number(sheet, (line, at), number)?,
                Cell::Count(count) => number(sheet, (line, at), Decimal::from(count))?,
                Cell::Number(None) | Cell::Day(None) => {}
                other => drop(sheet.write_string(line, at, other.said())?),
            }
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    let last = u32::try_from(table.release.rows.len()).unwrap_or_default();
    sheet.autofilter(
        0,
        0,
        last.max(1),
        u16::try_from(COLUMNS.len() - 1).unwrap_or_default(),
    )?;
    Ok(())
}

/// A number where Excel keeps all of its digits, else text.
fn number(sheet: &mut Worksheet, (line, at): (u32, u16), number: Decimal) -> Result<(), DataError> {
    let said = number.to_string();
    let digits = said.bytes().filter(u8::is_ascii_digit).count();
    let places = usize::try_from(number.scale()).unwrap_or_default();
    let format = if places == 0 {
        "0".to_owned()
    } else {
        format!("0.{}", "0".repeat(places))
    };
    match said.parse::<f64>() {
        Ok(value) if u32::try_from(digits).is_ok_and(|digits| digits <= DIGITS) => {
            sheet.write_number_with_format(line, at, value, &Format::new().set_num_format(format))?;
        }
        _ => drop(sheet.write_string(line, at, &said)?),
    }
    Ok(())
}

fn notes(sheet: &mut Worksheet, table: &Table<'_>, context: Context<'_>) -> Result<(), DataError> {
    let release = table.release;
    let lines = [
        ("publish.field.title", release.title().to_owned()),
        ("publish.field.index", release.index.clone()),
        (
            "publish.field.issuer",
            release.header.get(crate::HeaderField::Issuer).to_owned(),
        ),
        ("publish.published", release.published.to_string()),
        ("publish.version", release.version.to_string()),
        ("publish.licence", release.licence.clone()),
    ];
    sheet.set_column_width(0, 16)?;
    sheet.set_column_width(1, 70)?;
    let bold = Format::new().set_bold();
    for (line, (id, words)) in (0_u32..).zip(&lines) {
        sheet.write_string_with_format(line, 0, context.say(id), &bold)?;
        sheet.write_string(line, 1, words)?;
    }
    let start = u32::try_from(lines.len() + 1).unwrap_or_default();
    for (line, column) in (start..).zip(&COLUMNS) {
        sheet.write_string_with_format(
            line,
            0,
            context.fill(&format!("publish.column.{}", column.name), &[]),
            &bold,
        )?;
        sheet.write_string(
            line,
            1,
            context.fill(&format!("publish.about.{}", column.name), &[]),
        )?;
    }
    Ok(())
}

/// Columns are as wide as what stands in them mostly is.
fn width(name: &str) -> u32 {
    match name {
        "sentence" => 80,
        "name" | "key" | "indicator" => 32,
        "number" | "limit" | "mode" | "unit" | "accrual" | "basis" => 9,
        _ => 16,
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::{COLUMNS, Kind};

    #[test]
    fn every_kind_of_column_is_written() {
        for kind in [Kind::Words, Kind::Number, Kind::Day, Kind::Count] {
            assert!(COLUMNS.iter().any(|column| column.kind == kind));
        }
    }
}
