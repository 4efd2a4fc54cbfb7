//! Rows that say what others say already 重复: a month of a series twice, one thing under two codes. Counted, each counts twice.

use crate::check::{Check, CheckedRow, EnteredRow};
use crate::line::{dated_code, day_in_code};
use crate::rises::fallen_along;
use crate::{Complaint, Place};
use juyan_catalogue::{RegisterType, Step, folded};
use juyan_model::{Cell, Date, Record};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Rows, with their places, as [`Check::judge`] goes through them.
type Rows<'a, 'r> = [(&'a EnteredRow, &'r mut CheckedRow)];

/// Where something was said first: the record's code, and its cell where it comes too.
type First = (SmolStr, Option<Place>);

/// What is said of rows that say what others do, each with the place of its row.
pub(crate) fn twins(check: &Check<'_>, rows: &Rows<'_, '_>) -> Vec<(usize, Complaint)> {
    let mut complaints = same_months(check, rows);
    complaints.extend(same_names(check, rows));
    complaints.extend(fallen_along(check, rows));
    complaints
}

/// Rows of a month that another row of their line has already.
fn same_months(check: &Check<'_>, rows: &Rows<'_, '_>) -> Vec<(usize, Complaint)> {
    let register = check.register;
    let Some(day) = day_in_code(register).filter(|field| field.series == Some(Step::Month)) else {
        return Vec::new();
    };
    let month = |code: &str| {
        let (line, day) = dated_code(register, code)?;
        Some((line.to_owned(), day.year(), day.month()))
    };
    let mut first: BTreeMap<(String, i16, i8), First> = BTreeMap::new();
    for record in check
        .known
        .records(&register.id)
        .filter(|record| record.is_there(Date::MAX))
    {
        if let Some(month) = month(&record.code) {
            first.entry(month).or_insert((record.code.clone(), None));
        }
    }
    let mut complaints = Vec::new();
    for (position, (row, checked)) in rows.iter().enumerate() {
        let (Some(month), Some(entered)) = (month(&checked.code), row.cells.get(&day.id)) else {
            continue;
        };
        let (code, at) = first
            .entry(month)
            .or_insert_with(|| (checked.code.clone(), Some(entered.at.clone())));
        if *code != checked.code && check.known.record(&register.id, &checked.code).is_none() {
            let other = dated_code(register, code).map(|(_, day)| day.to_string());
            let complaint = told("register.same-month", at.as_ref(), &day.id, &entered.at)
                .with("field", day.zh.as_str())
                .with("text", entered.text.trim())
                .with("other", other.unwrap_or_default());
            complaints.push((position, complaint));
        }
    }
    complaints
}

/// New rows of a thing that another record names already.
fn same_names(check: &Check<'_>, rows: &Rows<'_, '_>) -> Vec<(usize, Complaint)> {
    let register = check.register;
    let Some(named) = register.names.first().and_then(|field| register.field(field)) else {
        return Vec::new();
    };
    let mut first: BTreeMap<Vec<String>, First> = BTreeMap::new();
    let standing = check.known.records(&register.id);
    for record in standing.filter(|record| !has_ended(register, record)) {
        let name = name(register, |field| record.on(field, Date::MAX));
        if let Some(name) = name {
            first.entry(name).or_insert((record.code.clone(), None));
        }
    }
    let mut complaints = Vec::new();
    for (position, (row, checked)) in rows.iter().enumerate() {
        let name = name(register, |field| checked.cells.get(field));
        let (Some(name), Some(entered)) = (name, row.cells.get(&named.id)) else {
            continue;
        };
        let (code, at) = first
            .entry(name)
            .or_insert_with(|| (checked.code.clone(), Some(entered.at.clone())));
        if *code != checked.code && check.known.record(&register.id, &checked.code).is_none() {
            let complaint = told("register.same-name", at.as_ref(), &named.id, &entered.at)
                .with("field", named.zh.as_str())
                .with("text", entered.text.trim())
                .with("code", checked.code.as_str())
                .with("other", code.as_str());
            complaints.push((position, complaint.mild()));
        }
    }
    complaints
}

/// What names a thing, without what does not matter to it; none where a part of it is not told.
fn name<'c>(register: &RegisterType, cell: impl Fn(&str) -> Option<&'c Cell>) -> Option<Vec<String>> {
    let parts = register.names.iter().map(|field| match cell(field)? {
        Cell::Text(word) | Cell::Code(word) | Cell::Link(word) => Some(folded(word).into_owned()),
        Cell::Number(number) => Some(number.normalize().to_string()),
        Cell::Day(day) => Some(day.to_string()),
        Cell::Flag(flag) => Some(flag.to_string()),
    });
    parts.collect()
}

/// Whether a record was withdrawn: what comes in its place may bear its name.
fn has_ended(register: &RegisterType, record: &Record) -> bool {
    let mut stages = register.fields.iter().filter(|field| field.stages);
    stages.any(|field| match record.on(&field.id, Date::MAX) {
        Some(Cell::Code(code)) => field.choice(code).is_some_and(|choice| choice.withdraws),
        _ => false,
    })
}

/// A complaint of this name, or of that which tells of a record that is there.
fn told(id: &str, earlier: Option<&Place>, field: &str, at: &Place) -> Complaint {
    match earlier {
        Some(earlier) => Complaint::new(id, field, at).with("earlier", earlier.to_string()),
        None => Complaint::new(&format!("{id}-kept"), field, at),
    }
}
