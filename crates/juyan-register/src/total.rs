//! Rows that add others up 合计、小计: told by their words, checked against the rows, never counted.

use crate::cell::read;
use crate::{Complaint, EnteredRow, Sheet};
use juyan_catalogue::{Catalogue, Field, FieldKind, RegisterType, UnitClass, folded};
use juyan_model::{Cell, Rational, rational};

/// A row that adds others up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// Of which rows.
    pub kind: TotalKind,
    /// What it says.
    pub row: EnteredRow,
    /// How many rows of records stand before it.
    pub before: usize,
}

/// Which rows are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TotalKind {
    /// All 合计.
    All,
    /// Those of one part of the sheet 小计.
    Part,
}

/// What a row adds up, by the words in its first cells; none where it is no total.
pub(crate) fn kind_of_total(texts: &[(usize, &str)], catalogue: &Catalogue) -> Option<TotalKind> {
    const FIRST: usize = 3;
    let says = |list: &str| {
        let mut first = texts.iter().take(FIRST).map(|(_, text)| folded(text));
        first.any(|plain| catalogue.list(list).iter().any(|word| is_total(&plain, word)))
    };
    if says("table.subtotal") {
        Some(TotalKind::Part)
    } else {
        says("table.total").then_some(TotalKind::All)
    }
}

/// Whether a cell is the word, ends in it, or has it before brackets or a colon: 合计（18项）, 续建小计.
fn is_total(plain: &str, word: &str) -> bool {
    plain.ends_with(word)
        || plain
            .strip_prefix(word)
            .is_some_and(|rest| rest.starts_with(['（', '：', ':']))
}

/// The totals that do not come to what the rows add up to.
pub(crate) fn check_totals(sheet: &Sheet, register: &RegisterType, catalogue: &Catalogue) -> Vec<Complaint> {
    let fields = register.fields.iter().filter(|field| adds_up(field, catalogue));
    fields
        .flat_map(|field| check_field(field, sheet, catalogue))
        .collect()
}

/// Whether values of a field can be added: shares cannot.
pub(crate) fn adds_up(field: &Field, catalogue: &Catalogue) -> bool {
    let ratio = || {
        catalogue
            .scaled_unit(&field.unit)
            .is_some_and(|(_, unit)| unit.class == UnitClass::Ratio)
    };
    field.kind == FieldKind::Number && !ratio()
}

fn check_field(field: &Field, sheet: &Sheet, catalogue: &Catalogue) -> Vec<Complaint> {
    // What the rows before each come to, so that no total goes through them again.
    let mut before = vec![Rational::zero()];
    for row in &sheet.rows {
        let value = value(row, field, catalogue).unwrap_or_else(Rational::zero);
        before.extend(before.last().map(|sum| sum + &value));
    }
    let all = sheet.rows.len();
    let sum = |from: usize, to: usize| match (before.get(from), before.get(to)) {
        (Some(from), Some(to)) => to - from,
        _ => Rational::zero(),
    };
    let mut complaints = Vec::new();
    for (position, total) in sheet.totals.iter().enumerate() {
        let Some(stated) = value(&total.row, field, catalogue) else {
            continue;
        };
        let (above, below) = match total.kind {
            TotalKind::All => (sum(0, all), None),
            TotalKind::Part => {
                let bound = |other: Option<&Total>, none| other.map_or(none, |other| other.before);
                let since = bound(position.checked_sub(1).and_then(|at| sheet.totals.get(at)), 0);
                let until = bound(sheet.totals.get(position + 1), all);
                (sum(since, total.before), Some(sum(total.before, until)))
            }
        };
        if stated == above || below.as_ref() == Some(&stated) {
            continue;
        }
        // A subtotal at the head of its part has no row above it.
        let reckoned = below.filter(|_| above.is_zero()).unwrap_or(above);
        let at = total
            .row
            .cells
            .get(&field.id)
            .map_or(&total.row.at, |entered| &entered.at);
        let complaint = Complaint::new("sheet.total", &field.id, at)
            .with("field", field.zh.as_str())
            .with("stated", said(&stated, field))
            .with("sum", said(&reckoned, field));
        complaints.push(complaint.mild());
    }
    complaints
}

pub(crate) fn value(row: &EnteredRow, field: &Field, catalogue: &Catalogue) -> Option<Rational> {
    let entered = row.cells.get(&field.id)?;
    match read(&entered.text, field, entered.unit.as_deref(), catalogue) {
        Ok(Some(Cell::Number(number))) => Some(rational(number)),
        _ => None,
    }
}

/// A value in the field's unit; what cannot be told in a few digits is told as a fraction.
pub(crate) fn said(value: &Rational, field: &Field) -> String {
    let number =
        crate::cell::exact(value).map_or_else(|| value.to_string(), |number| number.normalize().to_string());
    format!("{number}{}", field.unit)
}
