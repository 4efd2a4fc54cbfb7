//! A table of facts to facts: which columns say what, what each row comes to, and which rows are unusable. It asks no ledger.

use crate::ledger::shown;
use juyan::Context;
use juyan::model::{Date, Fact, Key, Mode, Source, Term};
use juyan::vocabulary::Catalogue;
use juyan_desk::entered::{self, Said, Unfit};
use juyan_register::{Place, address};
use juyan_workbook::Book;
use smol_str::SmolStr;
use std::fmt::Display;

/// How long the codes of regions are that the catalogue lists; those of townships are longer.
const OF_CATALOGUE: usize = 6;

/// A fact and the cell that tells it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) fact: Fact,
    /// The cell of its key.
    pub(super) at: Place,
}

/// Where the columns of a sheet stand.
struct Columns {
    key: usize,
    value: usize,
    note: Option<usize>,
    department: Option<usize>,
}

impl Columns {
    /// The columns that a row of headings names.
    fn of(row: &[SmolStr], catalogue: &Catalogue) -> Option<Self> {
        let column = |list: &str| {
            let names = catalogue.list(list);
            row.iter()
                .position(|cell| names.iter().any(|name| cell.trim().eq_ignore_ascii_case(name)))
        };
        Some(Self {
            key: column("enter.key")?,
            value: column("enter.value")?,
            note: column("enter.note"),
            department: column("enter.department"),
        })
    }
}

/// A row below the headings.
#[derive(Clone, Copy)]
struct Row<'a> {
    cells: &'a [SmolStr],
    number: usize,
    columns: &'a Columns,
    sheet: &'a str,
    /// The file's name.
    file: &'a str,
}

impl<'a> Row<'a> {
    fn cell(self, column: usize) -> &'a str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// Where a cell stands; the file's name is told before every complaint.
    fn place(self, column: usize) -> Place {
        Place {
            file: SmolStr::default(),
            sheet: self.sheet.into(),
            cell: address(self.number, column),
        }
    }

    fn fact(self, today: Date, context: Context<'_>) -> Result<Told, Vec<String>> {
        let Columns { key, value, .. } = *self.columns;
        let at = self.place(key);
        for (column, id) in [(key, "enter.no-key"), (value, "enter.no-value")] {
            if self.cell(column).is_empty() {
                return Err(vec![context.fill(id, &[("place", &self.place(column))])]);
            }
        }
        let key = key_of(self.cell(key), &at, today, context);
        let said = said(self.cell(value), &self.place(value), context);
        let (key, said) = match (key, said) {
            (Ok(key), Ok(said)) => (key, said),
            (key, said) => return Err(key.err().into_iter().chain(said.err()).collect()),
        };
        let unfit = |id: &str| {
            let told: [(&str, &dyn Display); 3] = [
                ("place", &self.place(value)),
                ("value", &self.cell(value)),
                ("key", &key),
            ];
            vec![context.fill(id, &told)]
        };
        match entered::fits(&key, &said, context.catalogue) {
            Ok(()) => {}
            Err(Unfit::OtherUnit) => return Err(unfit("enter.other-unit")),
            Err(_) => return Err(unfit("enter.no-unit")),
        }
        let source = Source::Cell {
            workbook: self.file.into(),
            sheet: self.sheet.into(),
            cell: address(self.number, value),
        };
        let text = |column: Option<usize>| SmolStr::new(column.map_or("", |column| self.cell(column)));
        let fact = Fact {
            note: text(self.columns.note),
            department: text(self.columns.department),
            ..said.under(key, source, context.catalogue)
        };
        Ok(Told { fact, at })
    }
}

/// The facts of all sheets that have the headings, as of `today`; else every complaint. `file` is the table's name.
pub(super) fn facts(
    book: &Book,
    file: &str,
    today: Date,
    context: Context<'_>,
) -> Result<Vec<Told>, Vec<String>> {
    let mut facts = Vec::new();
    let mut complaints = Vec::new();
    let mut is_found = false;
    for sheet in &book.sheets {
        let headings = sheet
            .rows
            .iter()
            .enumerate()
            .find_map(|(at, row)| Some((at, Columns::of(row, context.catalogue)?)));
        let Some((at, columns)) = headings else { continue };
        is_found = true;
        for (number, cells) in sheet.rows.iter().enumerate().skip(at + 1) {
            let row = Row {
                cells,
                number,
                columns: &columns,
                sheet: &sheet.sheet,
                file,
            };
            let is_empty = row.cell(columns.key).is_empty() && row.cell(columns.value).is_empty();
            // Sheets of several printed pages have their headings on each.
            if is_empty || Columns::of(cells, context.catalogue).is_some() {
                continue;
            }
            match row.fact(today, context) {
                Ok(told) => facts.push(told),
                Err(unusable) => complaints.extend(unusable),
            }
        }
    }
    if !is_found {
        complaints.push(context.fill("enter.no-headings", &[]));
    } else if facts.is_empty() && complaints.is_empty() {
        complaints.push(context.say("import.no-rows").to_owned());
    }
    if complaints.is_empty() {
        Ok(facts)
    } else {
        Err(complaints)
    }
}

/// What a cell says.
fn said(words: &str, place: &Place, context: Context<'_>) -> Result<Said, String> {
    /// A number has at most so many digits.
    const MOST_DIGITS: usize = 28;
    entered::said(words, context.catalogue).ok_or_else(|| {
        let numerals = &context.catalogue.numerals;
        let digits = words.chars().filter(|sign| numerals.is_figure(*sign)).count();
        let id = if digits > MOST_DIGITS {
            "enter.too-long"
        } else {
            "enter.value"
        };
        let told: [(&str, &dyn Display); 3] = [("place", place), ("value", &words), ("digits", &digits)];
        context.fill(id, &told)
    })
}

/// The key that a cell spells, of an indicator that the catalogue knows or in own words; of what was done by `today`, or of what shall
/// be.
fn key_of(words: &str, place: &Place, today: Date, context: Context<'_>) -> Result<Key, String> {
    let key = shown::key(words, context).map_err(|problem| {
        let told: [(&str, &dyn Display); 2] = [("place", place), ("problem", &problem)];
        context.fill("enter.key", &told)
    })?;
    if let Term::Id(id) = &key.indicator
        && context.catalogue.indicator(id).is_none()
    {
        return Err(context.fill("enter.unknown", &[("place", place), ("id", id)]));
    }
    if key.region.len() == OF_CATALOGUE && context.catalogue.region_of(&key.region).is_none() {
        let told: [(&str, &dyn Display); 2] = [("place", place), ("region", &key.region)];
        return Err(context.fill("enter.no-region", &told));
    }
    let is_to_come = key.period.is_some_and(|period| period.from > today);
    if key.mode == Mode::Actual && is_to_come {
        let told: [(&str, &dyn Display); 3] = [("place", place), ("key", &key), ("today", &today)];
        return Err(context.fill("enter.to-come", &told));
    }
    Ok(key)
}
