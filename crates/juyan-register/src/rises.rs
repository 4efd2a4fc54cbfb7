//! Numbers that are added up and fall all the same 累计数减少: from one day of a record to the next, or from one record of a line to the
//! next. Either may be a correction, so that it is asked about and not refused.

use crate::cell::shown;
use crate::check::{Check, CheckedRow, EnteredRow};
use crate::line::dated_code;
use crate::{Complaint, Place};
use juyan_catalogue::{Catalogue, Cumulates, Field, FieldKind, Kind, RegisterType};
use juyan_model::{Cell, Date, Key, Rational, Record, Term, rational};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Fields of a record that hold less than they did on an earlier day, where the rows say of which day they are.
pub(crate) fn fallen<'p>(
    check: &Check<'_>,
    cells: &BTreeMap<SmolStr, Cell>,
    before: Option<&Record>,
    place: impl Fn(&str) -> Option<&'p Place>,
) -> Vec<Complaint> {
    let (Some(day), Some(before)) = (check.since, before) else {
        return Vec::new();
    };
    if is_of_lines(check.register) {
        return Vec::new();
    }
    let fields = check.register.fields.iter();
    let told = fields.filter_map(|field| {
        let cumulates = field.cumulates?;
        let (at, is) = (place(&field.id)?, cells.get(&field.id)?);
        let mut held = before.fields.get(&field.id)?.iter().rev();
        let held = held.find(|dated| dated.since.is_none_or(|since| since <= day))?;
        let was = held.cell.as_ref().filter(|_| held.since != Some(day))?;
        let listed = || Some(check.known.vouched(&check.register.id)?.list(day)?.0);
        // What comes of an earlier day than the list is known of is no fall.
        let of = held.since.or_else(listed);
        let is_earlier = of.is_none_or(|of| of < day);
        let is_same = cumulates == Cumulates::Ever || of.is_some_and(|of| of.year() == day.year());
        let (Cell::Number(less), Cell::Number(more)) = (is, was) else {
            return None;
        };
        (is_same && is_earlier && less < more).then(|| {
            let told = |cell: &Cell| format!("{}{}", shown(cell, field, check.catalogue), field.unit);
            let of = of.map_or_else(String::new, |of| of.to_string());
            fell(field, at, told(is), told(was), of)
        })
    });
    told.collect()
}

fn fell(field: &Field, at: &Place, is: String, was: String, day: String) -> Complaint {
    let complaint = Complaint::new("register.fell", &field.id, at)
        .with("field", field.zh.as_str())
        .with("is", is)
        .with("was", was)
        .with("day", day);
    complaint.mild()
}

/// Whether its records are those of lines, one for each day or month.
fn is_of_lines(register: &RegisterType) -> bool {
    let mut code = register.code.iter();
    code.any(|field| {
        register
            .field(field)
            .is_some_and(|field| field.kind == FieldKind::Date)
    })
}

/// What a record of a line says: how much, in which unit, and how it is told.
struct Said {
    amount: Rational,
    unit: SmolStr,
    told: String,
    /// The row and its cell, where it comes; none where it is there already.
    comes: Option<(usize, Place)>,
}

/// Rows that tell less than another of their line does of an earlier day.
pub(crate) fn fallen_along(
    check: &Check<'_>,
    rows: &[(&EnteredRow, &mut CheckedRow)],
) -> Vec<(usize, Complaint)> {
    if !is_of_lines(check.register) {
        return Vec::new();
    }
    let fields = check.register.fields.iter();
    let added_up = fields.filter_map(|field| Some((field, field.cumulates?)));
    let mut complaints = Vec::new();
    for (field, cumulates) in added_up {
        for line in lines(check, field, rows).values() {
            let pairs = line.iter().zip(line.iter().skip(1));
            for ((day, was), (later, is)) in pairs {
                let is_same = cumulates == Cumulates::Ever || day.year() == later.year();
                let comes = is.comes.as_ref().or(was.comes.as_ref());
                if let Some((row, at)) =
                    comes.filter(|_| is_same && was.unit == is.unit && is.amount < was.amount)
                {
                    let complaint = fell(field, at, is.told.clone(), was.told.clone(), day.to_string());
                    complaints.push((*row, complaint));
                }
            }
        }
    }
    complaints
}

/// What all records of each line say in a field, by their days.
fn lines(
    check: &Check<'_>,
    field: &Field,
    rows: &[(&EnteredRow, &mut CheckedRow)],
) -> BTreeMap<String, BTreeMap<Date, Said>> {
    let register = check.register;
    let mut lines: BTreeMap<String, BTreeMap<Date, Said>> = BTreeMap::new();
    for record in check.known.records(&register.id) {
        let cell = |name: &str| check.held(Some(record), name);
        if let (Some((line, day)), Some(said)) = (
            dated_code(register, &record.code),
            said(field, cell, check.catalogue),
        ) {
            lines.entry(line.to_owned()).or_default().insert(day, said);
        }
    }
    for (position, (row, checked)) in rows.iter().enumerate() {
        let cell = |name: &str| checked.cells.get(name);
        if let (Some((line, day)), Some(mut said), Some(entered)) = (
            dated_code(register, &checked.code),
            said(field, cell, check.catalogue),
            row.cells.get(&field.id),
        ) {
            said.comes = Some((position, entered.at.clone()));
            lines.entry(line.to_owned()).or_default().insert(day, said);
        }
    }
    lines
}

fn said<'c>(field: &Field, cell: impl Fn(&str) -> Option<&'c Cell>, catalogue: &Catalogue) -> Option<Said> {
    let text = |name: &str| match cell(name) {
        Some(Cell::Text(text)) => text.as_str(),
        _ => "",
    };
    if !field.measures.is_empty() && !accrues(text(&field.measures), catalogue) {
        return None;
    }
    let Some(Cell::Number(number)) = cell(&field.id) else {
        return None;
    };
    let unit = if field.unit_in.is_empty() {
        field.unit.as_str()
    } else {
        text(&field.unit_in)
    };
    let (scale, base) = catalogue.scaled_unit(unit).map_or_else(
        || (Rational::one(), unit.into()),
        |(scale, base)| (rational(scale), base.name.clone()),
    );
    Some(Said {
        amount: rational(*number) * scale,
        unit: base,
        told: format!("{number}{unit}"),
        comes: None,
    })
}

/// Whether what a key stands for accrues, so that it only rises within a year.
fn accrues(key: &str, catalogue: &Catalogue) -> bool {
    let Ok(key) = key.trim().parse::<Key>() else {
        return false;
    };
    let Term::Id(id) = &key.indicator else {
        return false;
    };
    let indicator = catalogue.indicator(id);
    key.measures.is_empty() && indicator.is_some_and(|indicator| indicator.kind == Kind::Flow)
}
