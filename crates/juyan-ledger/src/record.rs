//! Records of registers as rows, one for every value that a field ever had.

use crate::error::Result;
use crate::ledger::Ledger;
use crate::legible::Fault;
use crate::read::Known;
use crate::writing::{Table, Writing, maybe, text};
use juyan_model::{Cell, Date, Dated, Record};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Rows, named_params};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What is written to a field.
#[derive(Debug, Clone)]
pub struct FieldChange<'a> {
    /// The type of the register.
    pub register: &'a str,
    /// The record's code.
    pub code: &'a str,
    /// The field.
    pub name: &'a str,
    /// The day from which it is so; none where it always was.
    pub since: Option<Date>,
    /// The value; none to empty the field.
    pub cell: Option<&'a Cell>,
    /// Where it came from: the cell of a workbook, as JSON of [`juyan_model::Source`].
    pub origin: Option<&'a str>,
}

/// A value that a field had or has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptField {
    /// Its place among all values of fields.
    pub seq: i64,
    /// The change that brought it.
    pub change: i64,
    /// The field.
    pub name: SmolStr,
    /// The value and the day from which it holds.
    pub dated: Dated,
    /// Where it came from.
    pub origin: Option<String>,
    /// The change that took back the one that brought it.
    pub taken_back: Option<i64>,
}

impl Writing<'_> {
    /// Writes a field of a record, and begins the record where it is new. Gives the place of the value.
    pub fn field(&mut self, field: &FieldChange<'_>) -> Result<i64> {
        let record = match self.record(field.register, field.code)? {
            Some(record) => record,
            None => self.insert(Table::Record, &[text(field.register), text(field.code)])?,
        };
        let since = field.since.map(|day| day.to_string());
        let (kind, value) = field.cell.map(stored).unzip();
        let row = [
            ValueRef::Integer(record),
            text(field.name),
            maybe(since.as_deref()),
            maybe(kind),
            maybe(value.as_deref()),
            maybe(field.origin),
        ];
        self.insert(Table::Field, &row)
    }

    fn record(&self, register: &str, code: &str) -> Result<Option<i64>> {
        let query = "SELECT seq FROM record WHERE register = ?1 AND code = ?2";
        let mut query = self.db.prepare_cached(query)?;
        Ok(query.query_row([register, code], |row| row.get(0)).optional()?)
    }
}

impl Ledger {
    /// The records of a register, in the order in which they were begun.
    pub fn records(&self, register: &str, known: Known) -> Result<Vec<Record>> {
        records(&self.db, register, self.seq_of(known)?)
    }

    /// The registers that have records, with how many, as of the last change.
    pub fn registers(&self) -> Result<BTreeMap<SmolStr, i64>> {
        let mut query = self.db.prepare(include_str!("sql/registers.sql"))?;
        let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?.into(), row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The values that the fields of a record held on a day, as known then or now, by field: those that a reading of the
    /// record gives.
    pub fn held(
        &self,
        register: &str,
        code: &str,
        on: Date,
        known: Known,
    ) -> Result<BTreeMap<SmolStr, KeptField>> {
        let known = self.seq_of(known)?;
        let mut held: BTreeMap<SmolStr, KeptField> = BTreeMap::new();
        for value in self.field_history(register, code)? {
            let was_known = value.change <= known && value.taken_back.is_none_or(|back| back > known);
            let had_come = value.dated.since.is_none_or(|since| since <= on);
            let is_last = held
                .get(&value.name)
                .is_none_or(|other| other.dated.since <= value.dated.since);
            if was_known && had_come && is_last {
                held.insert(value.name.clone(), value);
            }
        }
        Ok(held)
    }

    /// Every value that the fields of a record ever had, in the order in which they were recorded.
    pub fn field_history(&self, register: &str, code: &str) -> Result<Vec<KeptField>> {
        let mut query = self.db.prepare_cached(include_str!("sql/field-history.sql"))?;
        let mut rows = query.query(named_params! { ":register": register, ":code": code })?;
        let mut values = Vec::new();
        while let Some(row) = rows.next()? {
            values.push(KeptField {
                seq: row.get(0)?,
                change: row.get(1)?,
                name: row.get::<_, String>(2)?.into(),
                dated: dated(row, row.get(0)?, 3)?,
                origin: row.get(6)?,
                taken_back: row.get(7)?,
            });
        }
        Ok(values)
    }
}

const FIELDS: &str = concat!(
    include_str!("sql/fields.sql"),
    include_str!("sql/fields-of-all.sql")
);
const FIELDS_OF_ONE: &str = concat!(
    include_str!("sql/fields.sql"),
    include_str!("sql/fields-of-one.sql")
);

/// The records of a register as known after the change `known`.
pub(crate) fn records(db: &Connection, register: &str, known: i64) -> Result<Vec<Record>> {
    let mut query = db.prepare_cached(FIELDS)?;
    gathered(
        register,
        query.query(named_params! { ":register": register, ":known": known })?,
    )
}

/// One record as of the last change; none where it is not there.
pub(crate) fn one(db: &Connection, register: &str, code: &str) -> Result<Option<Record>> {
    one_after(db, register, code, i64::MAX)
}

/// One record as known after the change `known`.
pub(crate) fn one_after(db: &Connection, register: &str, code: &str, known: i64) -> Result<Option<Record>> {
    let mut query = db.prepare_cached(FIELDS_OF_ONE)?;
    let parameters = named_params! { ":register": register, ":code": code, ":known": known };
    Ok(gathered(register, query.query(parameters)?)?.pop())
}

/// How many records a register has as of the last change.
pub(crate) fn count(db: &Connection, register: &str) -> Result<i64> {
    let mut query = db.prepare_cached(include_str!("sql/count-records.sql"))?;
    Ok(query.query_row([register], |row| row.get(0))?)
}

/// Rows of `fields.sql` as records.
pub(crate) fn gathered(register: &str, mut rows: Rows<'_>) -> Result<Vec<Record>> {
    let mut records: Vec<Record> = Vec::new();
    while let Some(row) = rows.next()? {
        let code: String = row.get(0)?;
        if records.last().is_none_or(|last| last.code != code) {
            records.push(Record {
                register: register.into(),
                code: code.into(),
                fields: BTreeMap::new(),
            });
        }
        let Some(record) = records.last_mut() else {
            continue;
        };
        let name: String = row.get(1)?;
        let dated = dated(row, row.get(5)?, 2)?;
        let values = record.fields.entry(name.into()).or_default();
        // Of one day the last is meant; rows of one day are in the order in which they were recorded.
        values.pop_if(|last| last.since == dated.since);
        values.push(dated);
    }
    Ok(records)
}

/// The value in the row `seq` whose day, kind and text stand from `column` on.
pub(crate) fn dated(row: &rusqlite::Row<'_>, seq: i64, column: usize) -> Result<Dated> {
    let since: Option<String> = row.get(column)?;
    let kind: Option<String> = row.get(column + 1)?;
    let value: Option<String> = row.get(column + 2)?;
    let illegible = |fault: Fault, column, holds: &str| fault.of("field", seq, column, holds);
    let since = since.map(|day| {
        day.parse::<Date>()
            .map_err(|_| illegible(Fault::Day, "since", &day))
    });
    let cell = match (&kind, &value) {
        (Some(kind), Some(value)) => Some(read(kind, value).map_err(|(fault, column)| {
            illegible(fault, column, if column == "kind" { kind } else { value })
        })?),
        (None, None) => None,
        (Some(_), None) => return Err(illegible(Fault::Missing, "value", "").into()),
        (None, Some(_)) => return Err(illegible(Fault::Missing, "kind", "").into()),
    };
    Ok(Dated {
        since: since.transpose()?,
        cell,
    })
}

fn stored(cell: &Cell) -> (&'static str, String) {
    match cell {
        Cell::Text(words) => ("text", words.to_string()),
        Cell::Number(number) => ("number", number.to_string()),
        Cell::Day(day) => ("day", day.to_string()),
        Cell::Code(code) => ("code", code.to_string()),
        Cell::Flag(flag) => ("flag", flag.to_string()),
        Cell::Link(code) => ("link", code.to_string()),
    }
}

/// The value of a field; else what is wrong, and in which column.
fn read(kind: &str, value: &str) -> std::result::Result<Cell, (Fault, &'static str)> {
    let cell = match kind {
        "text" => Ok(Cell::Text(value.into())),
        "number" => value.parse().map(Cell::Number).map_err(|_| Fault::Number),
        "day" => value.parse().map(Cell::Day).map_err(|_| Fault::Day),
        "code" => Ok(Cell::Code(value.into())),
        "flag" => value.parse().map(Cell::Flag).map_err(|_| Fault::Word),
        "link" => Ok(Cell::Link(value.into())),
        _ => return Err((Fault::Word, "kind")),
    };
    cell.map_err(|fault| (fault, "value"))
}
