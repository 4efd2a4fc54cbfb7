//! What a sheet says against what the ledger holds, row by row and field by field.

use crate::PosterSheet;
use juyan_catalogue::RegisterType;
use juyan_model::{Cell, Date, Dated, Record, Vouched};
use juyan_register::{CheckedRow, EnteredRow, Place, Registers, outlasting};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

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
    /// No record of this code was there on the day that the sheet speaks of.
    Added,
    /// One was, or an earlier row of the import begins it.
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

/// What rows say that is new, sheet after sheet of one import, all against the records as they were before it.
pub(crate) struct Differences<'r> {
    /// The records as they were.
    before: &'r Registers,
    /// The day from which what is said holds; where none is told, a new value takes the place of the last one, as a
    /// correction.
    since: Option<Date>,
    /// What earlier rows told, by register and code.
    told: BTreeMap<(SmolStr, SmolStr), BTreeSet<SmolStr>>,
}

impl<'r> Differences<'r> {
    pub(crate) const fn new(before: &'r Registers, since: Option<Date>) -> Self {
        Self {
            before,
            since,
            told: BTreeMap::new(),
        }
    }

    /// What the rows of a sheet change, those that change nothing left out. What an earlier row told is not told again.
    pub(crate) fn of(&mut self, sheet: &PosterSheet<'_>, rows: &[CheckedRow]) -> Vec<RowChange> {
        let entered = sheet.sheet.rows.iter().zip(rows);
        let changes = entered.map(|(entered, row)| self.of_row(sheet.register, entered, row));
        changes.filter(|change| !change.cells.is_empty()).collect()
    }

    fn of_row(&mut self, register: &RegisterType, entered: &EnteredRow, row: &CheckedRow) -> RowChange {
        let record = self.before.record(&register.id, &row.code);
        let years = self.before.vouched(&register.id).and_then(Vouched::undated_years);
        let day_and_years = (self.since, years);
        let was_there = record.is_some_and(|record| record.is_there(self.since.unwrap_or(Date::MAX)));
        let vouched = self.before.vouched(&register.id);
        let days = self.since.zip(vouched.and_then(|vouched| vouched.kept));
        let name = (register.id.clone(), row.code.clone());
        let is_new = !was_there && !self.told.contains_key(&name);
        let told = self.told.entry(name).or_default();
        let mut cells = Vec::new();
        for field in &register.fields {
            let Some(cell) = entered.cells.get(&field.id) else {
                continue;
            };
            if !told.insert(field.id.clone()) {
                continue;
            }
            let is = row.cells.get(&field.id).cloned();
            let (was, since) = held(record, &field.id, self.since);
            // What is told for each year anew is news, though it be the same.
            let was =
                was.filter(|_| !field.is_of_year() || is_of_this_year(record, &field.id, day_and_years));
            if was != is {
                // What was told without a day for a later end of a period, and shows by itself that it is of that, is kept for it.
                let stays = days.and_then(|days| {
                    let held = outlasting(register, field, record, is.as_ref(), days)?;
                    Some((days.1, held.clone()))
                });
                cells.push(CellChange {
                    field: field.id.clone(),
                    at: cell.at.clone(),
                    since,
                    was,
                    is,
                });
                cells.extend(stays.map(|(kept, held)| CellChange {
                    field: field.id.clone(),
                    at: cell.at.clone(),
                    since: Some(kept),
                    was: Some(held.clone()),
                    is: Some(held),
                }));
            }
        }
        RowChange {
            at: row.at.clone(),
            code: row.code.clone(),
            kind: if is_new { RowKind::Added } else { RowKind::Changed },
            cells,
        }
    }
}

/// Whether a field holds what was told for the year of the day that a sheet speaks of, where values without a day are of `years`.
fn is_of_this_year(
    record: Option<&Record>,
    field: &str,
    (day, years): (Option<Date>, Option<(i16, i16)>),
) -> bool {
    let Some((record, day)) = record.zip(day) else {
        return true;
    };
    match record.dated_on(field, day).map(|dated| dated.since) {
        Some(Some(since)) => since.year() == day.year(),
        Some(None) => years.is_none_or(|(first, last)| first <= day.year() && day.year() <= last),
        None => true,
    }
}

/// What a field held, and the day from which another value is to hold. A field that never held anything is corrected from
/// the day on from which its record is there.
fn held(record: Option<&Record>, field: &str, since: Option<Date>) -> (Option<Cell>, Option<Date>) {
    let Some(record) = record else {
        return (None, since);
    };
    if let Some(day) = since {
        return (record.on(field, day).cloned(), since);
    }
    let last = record.fields.get(field).and_then(|values| values.last());
    last.map_or_else(|| (None, record.begins()), |last| (last.cell.clone(), last.since))
}

/// Takes what a row changes into a record.
pub(crate) fn take_in(record: &mut Record, row: &RowChange) {
    for cell in &row.cells {
        let values = record.fields.entry(cell.field.clone()).or_default();
        values.retain(|dated| dated.since != cell.since);
        let place = values.partition_point(|dated| dated.since < cell.since);
        let dated = Dated {
            since: cell.since,
            cell: cell.is.clone(),
        };
        values.insert(place, dated);
    }
}
