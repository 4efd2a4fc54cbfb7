//! A register as the form that departments fill: headings with their units, the words that a cell may hold, what was
//! there last. What it looks like in a workbook is the business of who writes one; read back it is the same records.

use crate::cell::shown;
use juyan_catalogue::{Catalogue, Choice, Field, FieldKind, RegisterType};
use juyan_model::{Date, Record};
use smol_str::SmolStr;

/// A form to be filled 填报表.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The register's name.
    pub title: SmolStr,
    /// The columns, in the order of the type's fields.
    pub columns: Vec<FormColumn>,
    /// What was there last, a row a record.
    pub rows: Vec<Vec<String>>,
}

/// A column of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormColumn {
    /// The field.
    pub field: SmolStr,
    /// Its heading, with the unit in brackets.
    pub heading: String,
    /// What it holds.
    pub kind: FieldKind,
    /// The words that a cell may hold, where it may not hold anything.
    pub choices: Vec<SmolStr>,
    /// Whether every row must have it.
    pub required: bool,
    /// What to know about it.
    pub note: SmolStr,
}

/// The form of `register`, filled with what `records` held on `day`; those that were not there yet are left out.
pub fn form<'r>(
    register: &RegisterType,
    records: impl Iterator<Item = &'r Record>,
    day: Date,
    catalogue: &Catalogue,
) -> Form {
    let row = |record: &Record| -> Vec<String> {
        let cells = register.fields.iter().map(|field| {
            let cell = record.on(&field.id, day);
            cell.map_or_else(String::new, |cell| shown(cell, field, catalogue))
        });
        cells.collect()
    };
    Form {
        title: register.zh.clone(),
        columns: register
            .fields
            .iter()
            .map(|field| column(field, catalogue))
            .collect(),
        rows: records.filter(|record| record.is_there(day)).map(row).collect(),
    }
}

fn column(field: &Field, catalogue: &Catalogue) -> FormColumn {
    let word = |list: &str| catalogue.list(list).first().cloned();
    let choices: Vec<SmolStr> = match field.kind {
        FieldKind::Code => field.codes.iter().map(|Choice { zh, .. }| zh.clone()).collect(),
        FieldKind::Flag => ["register.yes", "register.no"]
            .into_iter()
            .filter_map(word)
            .collect(),
        FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Link => Vec::new(),
    };
    let heading = if field.unit.is_empty() {
        field.zh.to_string()
    } else {
        format!("{}（{}）", field.zh, field.unit)
    };
    FormColumn {
        field: field.id.clone(),
        heading,
        kind: field.kind,
        choices,
        required: field.required,
        note: field.note.clone(),
    }
}
