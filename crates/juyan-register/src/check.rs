//! Rows against the type of their register: what must be filled, kinds, codes, stages, rules between fields, codes that
//! stand twice. What is right becomes typed cells; the rest is complained about cell by cell.

use crate::cell::{read, shown};
use crate::row::{Columns, Row};
use crate::{Complaint, Place, Registers, Text};
use juyan_catalogue::{Catalogue, Field, FieldKind, RegisterType};
use juyan_model::{Argument, Cell, Date, Dated, Period, Record};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What a sheet or a form says of one record, by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnteredRow {
    /// Where the row stands: its first cell.
    pub at: Place,
    /// The cells.
    pub cells: BTreeMap<SmolStr, Entered>,
}

/// What stands in one cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// Its text.
    pub text: SmolStr,
    /// Where it stands.
    pub at: Place,
    /// What the sheet says numbers are in here, where it says so: the unit of the heading or of the caption.
    pub unit: Option<SmolStr>,
}

/// A row that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRow {
    /// Where the row stands.
    pub at: Place,
    /// The record's code; empty where a field that it is made of is.
    pub code: SmolStr,
    /// The cells that are right, typed.
    pub cells: BTreeMap<SmolStr, Cell>,
    /// What is wrong.
    pub complaints: Vec<Complaint>,
}

impl CheckedRow {
    /// Whether it can become a record.
    pub fn is_right(&self) -> bool {
        self.complaints.iter().all(|complaint| complaint.mild)
    }

    /// The record, all of whose fields hold since ever, or since `since`.
    pub fn record(&self, register: &str, since: Option<Date>) -> Record {
        undated(register, &self.code, &self.cells, since)
    }
}

/// A record whose fields all hold since `since`.
fn undated(register: &str, code: &str, cells: &BTreeMap<SmolStr, Cell>, since: Option<Date>) -> Record {
    let dated = |(field, cell): (&SmolStr, &Cell)| {
        let cell = Some(cell.clone());
        (field.clone(), vec![Dated { since, cell }])
    };
    Record {
        register: register.into(),
        code: code.into(),
        fields: cells.iter().map(dated).collect(),
    }
}

/// Between the fields that make a code together.
const CODE_JOINT: &str = "/";

/// Checks one row. `before` is the record of its code as it was: its stages may only move forward, and what the row has
/// no column for is as it was there.
pub fn check_row(
    register: &RegisterType,
    row: &EnteredRow,
    before: Option<&Record>,
    catalogue: &Catalogue,
) -> CheckedRow {
    check_one(&Columns::new(register, catalogue), row, before, catalogue)
}

fn check_one(
    columns: &Columns<'_>,
    row: &EnteredRow,
    before: Option<&Record>,
    catalogue: &Catalogue,
) -> CheckedRow {
    let register = columns.register;
    let mut checked = CheckedRow {
        at: row.at.clone(),
        code: SmolStr::default(),
        cells: BTreeMap::new(),
        complaints: Vec::new(),
    };
    for field in &register.fields {
        match typed(field, row, before, catalogue) {
            Ok(cell) => checked.cells.extend(cell.map(|cell| (field.id.clone(), cell))),
            Err(complaint) => checked.complaints.push(*complaint),
        }
    }
    checked.code = code(register, &checked.cells).unwrap_or_default();
    let whole = with_what_was_there(&checked.cells, row, before);
    let place = |field: &str| row.cells.get(field).map_or(&row.at, |entered| &entered.at);
    for field in register.fields.iter().filter(|field| field.stages) {
        let moved = stage(field, register, &whole, before);
        let told = moved.map(|(id, other)| {
            let show =
                |cell: Option<&Cell>| cell.map_or_else(String::new, |cell| shown(cell, field, catalogue));
            let named = register.field(&other).map_or("", |field| field.zh.as_str());
            Complaint::new(id, &field.id, place(&field.id))
                .with("field", field.zh.as_str())
                .with("other", named)
                .with("is", show(whole.get(&field.id)))
                .with("was", show(last(before, &field.id)))
        });
        checked.complaints.extend(told);
    }
    checked
        .complaints
        .extend(rules(columns, &whole, place, catalogue));
    checked
}

/// The typed value of a field; none where it is empty. What a row has no column for stays as it was.
fn typed(
    field: &Field,
    row: &EnteredRow,
    before: Option<&Record>,
    catalogue: &Catalogue,
) -> Result<Option<Cell>, Box<Complaint>> {
    let Some(entered) = row.cells.get(&field.id) else {
        let needed = field.required && last(before, &field.id).is_none();
        return if needed {
            Err(required(field, &row.at))
        } else {
            Ok(None)
        };
    };
    match read(&entered.text, field, entered.unit.as_deref(), catalogue) {
        Ok(None) if field.required => Err(required(field, &entered.at)),
        Ok(cell) => Ok(cell),
        Err(misread) => {
            let complaint = Complaint::new(misread.id, &field.id, &entered.at)
                .with("field", field.zh.as_str())
                .with("text", entered.text.trim())
                .with("wanted", misread.wanted);
            Err(Box::new(complaint))
        }
    }
}

fn required(field: &Field, at: &Place) -> Box<Complaint> {
    Box::new(Complaint::new("register.required", &field.id, at).with("field", field.zh.as_str()))
}

/// The cells of a row, with what its record held before in fields that the row has no column for.
fn with_what_was_there(
    cells: &BTreeMap<SmolStr, Cell>,
    row: &EnteredRow,
    before: Option<&Record>,
) -> BTreeMap<SmolStr, Cell> {
    let mut whole = cells.clone();
    let fields = before.into_iter().flat_map(|record| record.fields.keys());
    for field in fields.filter(|field| !row.cells.contains_key(*field)) {
        if let Some(cell) = last(before, field) {
            whole.insert(field.clone(), cell.clone());
        }
    }
    whole
}

/// Checks the rows of one sheet: each by itself, whether a code stands twice, and whether links lead to records.
pub fn check_rows(
    register: &RegisterType,
    rows: &[EnteredRow],
    known: &Registers,
    catalogue: &Catalogue,
) -> Vec<CheckedRow> {
    let columns = Columns::new(register, catalogue);
    let mut first: BTreeMap<SmolStr, Place> = BTreeMap::new();
    let mut checked = Vec::with_capacity(rows.len());
    for row in rows {
        let alone = check_one(&columns, row, None, catalogue);
        let before = known.record(&register.id, &alone.code);
        let mut this = if before.is_some() {
            check_one(&columns, row, before, catalogue)
        } else {
            alone
        };
        this.complaints.extend(dead_links(register, row, &this, known));
        if !this.code.is_empty() {
            if let Some(earlier) = first.get(&this.code) {
                let complaint = Complaint::new("register.duplicate", "", &row.at)
                    .with("code", this.code.as_str())
                    .with("earlier", earlier.cell.as_str());
                this.complaints.push(complaint);
            } else {
                first.insert(this.code.clone(), row.at.clone());
            }
        }
        checked.push(this);
    }
    checked
}

/// Links to records that are not there, of registers that are kept.
fn dead_links(
    register: &RegisterType,
    row: &EnteredRow,
    checked: &CheckedRow,
    known: &Registers,
) -> Vec<Complaint> {
    let links = register
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Link);
    links
        .filter_map(|field| {
            let Some(Cell::Link(code)) = checked.cells.get(&field.id) else {
                return None;
            };
            let dead = known.keeps(&field.register) && known.record(&field.register, code).is_none();
            let at = &row.cells.get(&field.id)?.at;
            dead.then(|| {
                Complaint::new("register.link", &field.id, at)
                    .with("field", field.zh.as_str())
                    .with("text", code.as_str())
            })
        })
        .collect()
}

/// The code of a record with these cells; none where a field that it is made of is empty.
pub fn code(register: &RegisterType, cells: &BTreeMap<SmolStr, Cell>) -> Option<SmolStr> {
    let pieces: Option<Vec<String>> = register
        .code
        .iter()
        .map(|field| match cells.get(field)? {
            Cell::Text(text) | Cell::Code(text) | Cell::Link(text) => Some(text.to_string()),
            Cell::Number(number) => Some(number.normalize().to_string()),
            Cell::Day(day) => Some(day.to_string()),
            Cell::Flag(flag) => Some(flag.to_string()),
        })
        .collect();
    pieces.map(|pieces| pieces.join(CODE_JOINT).into())
}

/// What a field of `before` held last.
fn last<'a>(before: Option<&'a Record>, field: &str) -> Option<&'a Cell> {
    before?.fields.get(field)?.last()?.cell.as_ref()
}

/// What is wrong with the stage that `field` has come to, and the field that it concerns beside this one.
fn stage(
    field: &Field,
    register: &RegisterType,
    cells: &BTreeMap<SmolStr, Cell>,
    before: Option<&Record>,
) -> Option<(&'static str, SmolStr)> {
    let position = |cell: &Cell| match cell {
        Cell::Code(code) => field.codes.iter().position(|choice| choice.id == *code),
        Cell::Text(_) | Cell::Number(_) | Cell::Day(_) | Cell::Flag(_) | Cell::Link(_) => None,
    };
    let is = position(cells.get(&field.id)?)?;
    let choice = field.codes.get(is)?;
    let none = SmolStr::default;
    if let Some(was) = last(before, &field.id).and_then(position) {
        let ended = field.codes.get(was).is_some_and(|choice| choice.withdraws);
        if ended && was != is {
            return Some(("register.stage-ended", none()));
        }
        if is < was && !choice.withdraws {
            return Some(("register.stage-back", none()));
        }
    }
    if choice.withdraws && !cells.contains_key(&field.reason) {
        return Some(("register.stage-reason", field.reason.clone()));
    }
    let dated = register.field(&choice.reached).is_none() || cells.contains_key(&choice.reached);
    (!dated).then(|| ("register.stage-date", choice.reached.clone()))
}

/// The rules that do not hold. One about a field that is empty or wrong is not asked.
fn rules<'a>(
    columns: &Columns<'_>,
    cells: &BTreeMap<SmolStr, Cell>,
    place: impl Fn(&str) -> &'a Place,
    catalogue: &Catalogue,
) -> Vec<Complaint> {
    let register = columns.register;
    let record = undated(&register.id, "", cells, None);
    let row = Row {
        columns,
        record: &record,
        period: Period::instant(Date::ZERO),
    };
    let broken = register.rules.iter().enumerate().filter(|(_, rule)| {
        rule.only.iter().all(|condition| row.holds(condition)) && row.verdict(&rule.holds) == Some(false)
    });
    broken
        .map(|(position, rule)| {
            let named: Vec<&str> = rule
                .holds
                .names()
                .filter(|name| register.field(name).is_some())
                .collect();
            let first = named.first().copied().unwrap_or_default();
            let mut complaint = Complaint::new("", first, place(first));
            complaint.text = Text::Rule(register.id.clone(), position);
            let held = cells.iter().filter_map(|(id, cell)| {
                let field = register.field(id)?;
                Some(Argument {
                    name: id.clone(),
                    value: format!("{}{}", shown(cell, field, catalogue), field.unit),
                    is_wording: false,
                })
            });
            complaint.arguments = held.collect();
            complaint
        })
        .collect()
}
