//! The table as Parquet: values as decimals of 38 digits, ten of them behind the point, and as the text that keeps their digits.

use super::DataError;
use super::columns::{COLUMNS, Cell, Kind, Table};
use juyan_model::Decimal;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::fmt::Write as _;
use std::sync::Arc;

/// Digits behind the point.
const PLACES: u32 = 10;
/// Behind the exact texts of numbers.
const TEXT: &str = "_text";

pub(crate) fn write(table: &Table<'_>) -> Result<Vec<u8>, DataError> {
    let schema = Arc::new(parse_message_type(&schema())?);
    let properties = Arc::new(
        WriterProperties::builder()
            .set_created_by("juyan".to_owned())
            .build(),
    );
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, schema, properties)?;
    let mut group = file.next_row_group()?;
    let mut columns = COLUMNS.iter().flat_map(|column| {
        let exact = (column.kind == Kind::Number).then_some((column, true));
        std::iter::once((column, false)).chain(exact)
    });
    while let Some(mut writer) = group.next_column()? {
        let Some((column, is_text)) = columns.next() else {
            break;
        };
        let cells: Vec<Cell> = table
            .release
            .rows
            .iter()
            .map(|row| column.of(row, table))
            .collect();
        match writer.untyped() {
            ColumnWriter::ByteArrayColumnWriter(out) => {
                let said = cells
                    .iter()
                    .filter(|cell| !is_text || **cell != Cell::Number(None));
                let said: Vec<ByteArray> = said
                    .map(|cell| ByteArray::from(cell.said().into_bytes()))
                    .collect();
                let levels: Vec<i16> = cells
                    .iter()
                    .map(|cell| i16::from(*cell != Cell::Number(None)))
                    .collect();
                out.write_batch(&said, is_text.then_some(levels.as_slice()), None)?;
            }
            ColumnWriter::FixedLenByteArrayColumnWriter(out) => {
                let numbers: Vec<Option<FixedLenByteArray>> = cells.iter().map(decimal).collect();
                let levels: Vec<i16> = numbers.iter().map(|number| i16::from(number.is_some())).collect();
                let numbers: Vec<FixedLenByteArray> = numbers.into_iter().flatten().collect();
                out.write_batch(&numbers, Some(&levels), None)?;
            }
            ColumnWriter::Int32ColumnWriter(out) => {
                let days: Vec<Option<i32>> = cells.iter().map(day).collect();
                let levels: Vec<i16> = days.iter().map(|day| i16::from(day.is_some())).collect();
                let days: Vec<i32> = days.into_iter().flatten().collect();
                out.write_batch(&days, Some(&levels), None)?;
            }
            ColumnWriter::Int64ColumnWriter(out) => {
                let counts = cells.iter().map(|cell| match cell {
                    Cell::Count(count) => *count,
                    _ => 0,
                });
                out.write_batch(&counts.collect::<Vec<i64>>(), None, None)?;
            }
            _ => {}
        }
        writer.close()?;
    }
    group.close()?;
    file.close()?;
    Ok(bytes)
}

fn schema() -> String {
    let mut schema = "message facts {\n".to_owned();
    for column in &COLUMNS {
        let name = column.name;
        // Writing to a string does not fail.
        let _ = match column.kind {
            Kind::Words => writeln!(schema, "REQUIRED BYTE_ARRAY {name} (UTF8);"),
            Kind::Number => writeln!(
                schema,
                "OPTIONAL FIXED_LEN_BYTE_ARRAY(16) {name} (DECIMAL(38,{PLACES}));\nOPTIONAL BYTE_ARRAY {name}{TEXT} (UTF8);"
            ),
            Kind::Day => writeln!(schema, "OPTIONAL INT32 {name} (DATE);"),
            Kind::Count => writeln!(schema, "REQUIRED INT64 {name};"),
        };
    }
    schema + "}"
}

/// The number with its places filled up, as sixteen bytes; nothing where it has more of them, for its text tells it exactly.
fn decimal(cell: &Cell) -> Option<FixedLenByteArray> {
    let Cell::Number(Some(number)) = cell else {
        return None;
    };
    let number: Decimal = number.normalize();
    let missing = PLACES.checked_sub(number.scale())?;
    let mantissa = number.mantissa().checked_mul(10_i128.checked_pow(missing)?)?;
    Some(FixedLenByteArray::from(mantissa.to_be_bytes().to_vec()))
}

/// Days since the beginning of 1970.
fn day(cell: &Cell) -> Option<i32> {
    let Cell::Day(Some(day)) = cell else { return None };
    let first = juyan_model::Date::new(1970, 1, 1).ok()?;
    Some(first.until(*day).ok()?.get_days())
}
