//! Lines with wide gaps to rows of a table.

use super::line::{Line, Stretch};
use crate::grid::is_value;

/// Cells of one row: first column, how many columns, text.
type Row = Vec<(usize, usize, String)>;

/// The table that begins with these lines, if one does, and how many lines it takes.
pub(super) fn table(lines: &[Line]) -> Option<(Vec<Row>, usize)> {
    let length = lines.iter().take_while(|line| line.stretches.len() > 1).count();
    let lines = lines.get(..length).filter(|lines| lines.len() > 1)?;
    let numbers = |line: &Line| line.stretches.iter().any(|stretch| is_value(&stretch.text));
    if !lines.iter().any(numbers) {
        return None;
    }
    let columns = columns(lines);
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        let cells: Row = line
            .stretches
            .iter()
            .map(|stretch| place(stretch, &columns))
            .collect();
        match rows.last_mut() {
            Some(row) if goes_on(row, &cells) => extend(row, cells),
            _ => rows.push(cells),
        }
    }
    (rows.len() > 1).then_some((rows, length))
}

/// Where the columns stand, judged by the lines with the most cells.
fn columns(lines: &[Line]) -> Vec<(f32, f32)> {
    let most = lines.iter().map(|line| line.stretches.len()).max().unwrap_or(0);
    let fullest: Vec<&Line> = lines.iter().filter(|line| line.stretches.len() == most).collect();
    let nth = |number: usize| {
        let cells = fullest.iter().filter_map(move |line| line.stretches.get(number));
        let (left, right) = (cells.clone().map(|cell| cell.left), cells.map(|cell| cell.right));
        (left.fold(f32::INFINITY, f32::min), right.fold(0.0, f32::max))
    };
    (0..most).map(nth).collect()
}

/// The columns that a stretch lies over, or the nearest one.
fn place(stretch: &Stretch, columns: &[(f32, f32)]) -> (usize, usize, String) {
    let over = |(left, right): &(f32, f32)| stretch.left < *right && *left < stretch.right;
    let first = columns.iter().position(over);
    let count = columns.iter().filter(|column| over(column)).count();
    let distance = |(left, right): &(f32, f32)| ((left + right) - (stretch.left + stretch.right)).abs();
    let nearest = || {
        columns
            .iter()
            .enumerate()
            .min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)))
    };
    let column = first.or_else(|| nearest().map(|(number, _)| number)).unwrap_or(0);
    (column, count.max(1), stretch.text.clone())
}

/// Whether a line only goes on with the cells above: it leaves the first column empty and brings no value.
fn goes_on(row: &Row, cells: &Row) -> bool {
    let known = |column: usize| row.iter().any(|(other, _, _)| *other == column);
    cells
        .iter()
        .all(|(column, _, text)| *column > 0 && known(*column) && !is_value(text))
}

fn extend(row: &mut Row, cells: Row) {
    for (column, _, text) in cells {
        if let Some((_, _, above)) = row.iter_mut().find(|(other, _, _)| *other == column) {
            above.push_str(&text);
        }
    }
}
