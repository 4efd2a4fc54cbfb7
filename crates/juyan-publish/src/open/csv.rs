//! The table as CSV by RFC 4180, in UTF-8, numbers as decimals without loss.

use super::DataError;
use super::columns::{COLUMNS, Table};

/// What Excel knows UTF-8 by.
const MARK: &[u8] = b"\xef\xbb\xbf";

pub(crate) fn write(table: &Table<'_>, bom: bool) -> Result<Vec<u8>, DataError> {
    let start = if bom { MARK.to_vec() } else { Vec::new() };
    let mut out = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(start);
    out.write_record(COLUMNS.map(|column| column.name))?;
    for row in &table.release.rows {
        out.write_record(COLUMNS.map(|column| column.of(row, table).said()))?;
    }
    out.into_inner()
        .map_err(|error| csv::Error::from(error.into_error()).into())
}
