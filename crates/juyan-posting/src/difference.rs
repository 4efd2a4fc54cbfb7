//! What a sheet says against what the ledger holds, row by row and field by field.

use crate::PosterSheet;
use juyan_model::{Cell, Date, Record};
use juyan_register::{CheckedRow, Place};
use smol_str::SmolStr;

/// A row of a sheet that says something new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// Where the row stands.
    pub at: Place,
    /// The record's code.
    pub code: SmolStr,
    /// Whether the record is new.
    pub kind: RowKind,
    /// The fields that come to hold something else.
    pub cells: Vec<CellChange>,
}

/// Whether a record is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// The ledger had no record of this code.
    Added,
    /// It had, and fields differ.
    Changed,
}

/// A field that comes to hold something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// The field.
    pub field: SmolStr,
    /// Where the cell stands.
    pub at: Place,
    /// The day from which it holds; none where it always did.
    pub since: Option<Date>,
    /// What it held.
    pub was: Option<Cell>,
    /// What it holds; none where it is emptied.
    pub is: Option<Cell>,
}

/// What the rows change, those that change nothing left out. What is said holds since `since`; where that is not told, a
/// new value takes the place of the last one, as a correction.
pub(crate) fn differences<'r>(
    sheet: &PosterSheet<'_>,
    rows: &[CheckedRow],
    before: impl Fn(&str) -> Option<&'r Record>,
    since: Option<Date>,
) -> Vec<RowChange> {
    let entered = sheet.sheet.rows.iter().zip(rows);
    let changes = entered.map(|(entered, row)| {
        let record = before(&row.code);
        let place = |field: &str| entered.cells.get(field).map_or(&row.at, |cell| &cell.at);
        let fields = sheet.register.fields.iter();
        let told = fields.filter(|field| entered.cells.contains_key(&field.id));
        let cells = told.filter_map(|field| {
            let is = row.cells.get(&field.id).cloned();
            let (was, since) = held(record, &field.id, since);
            (was != is).then(|| CellChange {
                field: field.id.clone(),
                at: place(&field.id).clone(),
                since,
                was,
                is,
            })
        });
        RowChange {
            at: row.at.clone(),
            code: row.code.clone(),
            kind: if record.is_some() {
                RowKind::Changed
            } else {
                RowKind::Added
            },
            cells: cells.collect(),
        }
    });
    changes.filter(|change| !change.cells.is_empty()).collect()
}

/// What a field held, and the day from which another value is to hold.
fn held(record: Option<&Record>, field: &str, since: Option<Date>) -> (Option<Cell>, Option<Date>) {
    let Some(record) = record else {
        return (None, since);
    };
    if let Some(day) = since {
        return (record.on(field, day).cloned(), since);
    }
    let last = record.fields.get(field).and_then(|values| values.last());
    last.map_or((None, None), |last| (last.cell.clone(), last.since))
}
