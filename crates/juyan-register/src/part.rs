//! Rows that are parts of the row above 其中: told by their words or by being set in, held against that row, never counted beside it.

use crate::total::{adds_up, said, value};
use crate::{Complaint, EnteredRow, Sheet};
use juyan_catalogue::{Catalogue, Field, RegisterType, folded};
use juyan_model::Rational;
use std::collections::BTreeSet;

/// A row that is a part of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRow {
    /// What it says.
    pub row: EnteredRow,
    /// Of which of the sheet's rows.
    pub of: usize,
}

/// How far the first cells of a row are set in, by column.
pub(crate) type Indents = Vec<(usize, usize)>;

/// So many cells of a row are looked at for words that say what it is.
const FIRST: usize = 3;

/// So far a part is set in at least; less is a slip of the hand.
const STEP: usize = 2;

/// Whether the first cells of a row say that it is a part.
pub(crate) fn is_among(texts: &[(usize, &str)], catalogue: &Catalogue) -> bool {
    let words = catalogue.list("table.among");
    let mut first = texts.iter().take(FIRST).map(|(_, text)| folded(text));
    first.any(|plain| words.iter().any(|word| plain.starts_with(word.as_str())))
}

/// How far the first cells of a row are set in; a wide space is two.
pub(crate) fn indents(texts: &[(usize, &str)], raw: impl Fn(usize) -> Option<String>) -> Indents {
    const WIDE: char = '\u{3000}';
    let set_in = |column: usize| {
        let text = raw(column).unwrap_or_default();
        let spaces = text.chars().take_while(|c| c.is_whitespace());
        spaces.map(|c| if c == WIDE { 2 } else { 1 }).sum()
    };
    let first = texts.iter().take(FIRST);
    first.map(|(column, _)| (*column, set_in(*column))).collect()
}

/// Whether a row is set in below another.
pub(crate) fn is_below(row: &Indents, above: &Indents) -> bool {
    row.iter().any(|(column, set_in)| {
        let mut same = above.iter().filter(|(other, _)| other == column);
        same.any(|(_, of_above)| *set_in >= of_above + STEP)
    })
}

/// Takes rows out that are set in below another and add up to it: its parts, though no word says so.
pub(crate) fn take_out(
    sheet: &mut Sheet,
    set_in: &[Indents],
    register: &RegisterType,
    catalogue: &Catalogue,
) {
    let mut from = sheet.rows.len();
    while from > 0 {
        from -= 1;
        let Some(above) = set_in.get(from) else { continue };
        let below = set_in.iter().skip(from + 1);
        let run = below.take_while(|row| is_below(row, above)).count();
        if run == 0 {
            continue;
        }
        let to = end_of_part(sheet, from, from + 1 + run);
        if to > from + 1 && makes_up(sheet, (from, to), register, catalogue) {
            let taken: Vec<EnteredRow> = sheet.rows.drain(from + 1..to).collect();
            let count = taken.len();
            for part in sheet.parts.iter_mut().filter(|part| part.of > from) {
                part.of = part.of.saturating_sub(count).max(from);
            }
            for total in sheet.totals.iter_mut().filter(|total| total.before > from) {
                total.before = total.before.saturating_sub(count).max(from + 1);
            }
            let parts = taken.into_iter().map(|row| PartRow { row, of: from });
            sheet.parts.extend(parts);
        }
    }
}

/// Where rows end that no total parts from the one at `from`.
fn end_of_part(sheet: &Sheet, from: usize, to: usize) -> usize {
    let totals = sheet.totals.iter().map(|total| total.before);
    totals.filter(|before| *before > from).fold(to, usize::min)
}

/// Whether rows add up to the one above them in some field, and to more than it in none.
fn makes_up(
    sheet: &Sheet,
    (above, to): (usize, usize),
    register: &RegisterType,
    catalogue: &Catalogue,
) -> bool {
    let mut equal = false;
    for field in register.fields.iter().filter(|field| adds_up(field, catalogue)) {
        let Some(whole) = sheet.rows.get(above).and_then(|row| value(row, field, catalogue)) else {
            continue;
        };
        let parts = sheet.rows.get(above + 1..to).unwrap_or_default().iter();
        let parts = parts.filter_map(|row| value(row, field, catalogue));
        let sum = parts.fold(Rational::zero(), |sum, part| sum + part);
        if sum > whole {
            return false;
        }
        equal |= sum == whole && !whole.is_zero();
    }
    equal
}

/// That parts were left out, and where they come to more than what they are part of.
pub(crate) fn check_parts(sheet: &Sheet, register: &RegisterType, catalogue: &Catalogue) -> Vec<Complaint> {
    let Some(first) = sheet.parts.iter().map(|part| &part.row.at).next() else {
        return Vec::new();
    };
    let count = sheet.parts.len().to_string();
    let mut complaints = vec![
        Complaint::new("sheet.parts", "", first)
            .with("count", count)
            .mild(),
    ];
    for field in register.fields.iter().filter(|field| adds_up(field, catalogue)) {
        let wholes: BTreeSet<usize> = sheet.parts.iter().map(|part| part.of).collect();
        let exceeding = wholes
            .into_iter()
            .filter_map(|of| exceeds(sheet, of, field, catalogue));
        complaints.extend(exceeding);
    }
    complaints
}

fn exceeds(sheet: &Sheet, of: usize, field: &Field, catalogue: &Catalogue) -> Option<Complaint> {
    let whole = sheet.rows.get(of)?;
    let parts = sheet.parts.iter().filter(|part| part.of == of);
    let values = parts.filter_map(|part| value(&part.row, field, catalogue));
    let sum = values.fold(Rational::zero(), |sum, part| sum + part);
    let stated = value(whole, field, catalogue)?;
    let at = whole.cells.get(&field.id).map_or(&whole.at, |cell| &cell.at);
    let complaint = Complaint::new("sheet.part-exceeds", &field.id, at)
        .with("field", field.zh.as_str())
        .with("stated", said(&stated, field))
        .with("sum", said(&sum, field));
    (sum > stated).then(|| complaint.mild())
}
