//! The columns of the table of facts: one list for every file that is a table.

use crate::release::Release;
use crate::row::{Row, accrual_name};
use juyan_model::{Date, Decimal, Limit};

/// A release's rows with the text that their sentences stand in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<'a> {
    pub(crate) release: &'a Release,
    pub(crate) text: &'a str,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Words(String),
    Number(Option<Decimal>),
    Day(Option<Date>),
    Count(i64),
}

/// The kinds of cells, by what they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Words,
    Number,
    Day,
    Count,
}

/// A column: its name in data, which is also that of its heading's wording, `publish.column.key`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    cell: fn(&Row, &Table<'_>) -> Cell,
}

const fn column(name: &'static str, kind: Kind, cell: fn(&Row, &Table<'_>) -> Cell) -> Column {
    Column { name, kind, cell }
}

/// All columns in their order.
pub(crate) const COLUMNS: [Column; 23] = [
    column("number", Kind::Count, |row, _| {
        Cell::Count(i64::try_from(row.number).unwrap_or_default())
    }),
    column("name", Kind::Words, |row, _| Cell::Words(row.name.clone())),
    column("measure_name", Kind::Words, |row, _| {
        Cell::Words(row.measure_name.clone())
    }),
    column("time", Kind::Words, |row, _| Cell::Words(row.time.clone())),
    column("printed", Kind::Words, |row, _| Cell::Words(row.printed.clone())),
    column("value", Kind::Number, |row, _| Cell::Number(Some(row.value))),
    column("value_to", Kind::Number, |row, _| Cell::Number(row.value_to)),
    column("unit", Kind::Words, |row, _| Cell::Words(row.unit.clone())),
    column("limit", Kind::Words, |row, _| {
        Cell::Words(row.limit.map(Limit::name).unwrap_or_default().to_owned())
    }),
    column("mode", Kind::Words, |row, _| {
        Cell::Words(row.mode.name().to_owned())
    }),
    column("region", Kind::Words, |row, _| Cell::Words(row.region.clone())),
    column("region_name", Kind::Words, |row, _| {
        Cell::Words(row.region_name.clone())
    }),
    column("period_from", Kind::Day, |row, _| {
        Cell::Day(row.period.map(|period| period.from))
    }),
    column("period_to", Kind::Day, |row, _| {
        Cell::Day(row.period.map(|period| period.to))
    }),
    column("accrual", Kind::Words, |row, _| {
        Cell::Words(accrual_name(row.accrual).to_owned())
    }),
    column("indicator", Kind::Words, |row, _| {
        Cell::Words(row.indicator.clone())
    }),
    column("measure", Kind::Words, |row, _| Cell::Words(row.measure.clone())),
    column("key", Kind::Words, |row, _| Cell::Words(row.key.clone())),
    column("basis", Kind::Words, |row, _| {
        Cell::Words(row.basis.name().to_owned())
    }),
    column("openness", Kind::Words, |row, _| {
        Cell::Words(row.openness.name().to_owned())
    }),
    column("note", Kind::Words, |row, _| Cell::Words(row.note.clone())),
    column("sentence", Kind::Words, |row, table| {
        Cell::Words(sentence(row, table.text))
    }),
    column("index_number", Kind::Words, |_, table| {
        Cell::Words(table.release.index.clone())
    }),
];

impl Column {
    /// What stands in this column of `row`.
    pub(crate) fn of(&self, row: &Row, table: &Table<'_>) -> Cell {
        (self.cell)(row, table)
    }
}

impl Cell {
    /// The cell as text; empty where it holds nothing.
    pub(crate) fn said(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Number(number) => number.map(|number| number.to_string()).unwrap_or_default(),
            Self::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
            Self::Count(count) => count.to_string(),
        }
    }
}

/// The sentence that tells a row, without the white space of its layout.
pub(crate) fn sentence(row: &Row, text: &str) -> String {
    row.sentence.of(text).split_whitespace().collect()
}
