//! Lines with wide gaps to rows of a table.

use super::line::{Line, Stretch};
use crate::grid::is_value;

/// A cell: where it begins, how far it goes, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableCell {
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) text: String,
}

/// Cells of one row.
type Row = Vec<TableCell>;

/// So many lines in a row may hold what looks like one cell within a table: a heading whose cells stand close.
const CLOSE: usize = 1;
/// Free of signs for so wide a strip, in sizes, lines have a space between columns.
const STRIP: f32 = 0.05;
/// A gap narrower than this, in sizes, parts no cells even where a strip is.
const GAP: f32 = 0.05;
/// What lies over so many strips is no heading of columns but stands above the table.
const ABOVE: usize = 3;

/// The table that begins with these lines, if one does, and how many lines it takes.
pub(super) fn table(lines: &[Line]) -> Option<(Vec<Row>, usize)> {
    let lines = lines.get(..reach(lines)).filter(|lines| lines.len() > 1)?;
    let strips = strips(lines);
    let parted: Vec<Line> = lines.iter().map(|line| parted(line, &strips)).collect();
    let length = parted.iter().take_while(|line| line.stretches.len() > 1).count();
    let (lines, whole) = (parted.get(..length)?, lines.get(..length)?);
    let above = whole.first().is_some_and(|first| is_above(first, &strips));
    if lines.len() < 2 || !whole.iter().any(has_value) || above {
        return None;
    }
    let columns = columns(lines);
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        let cells = cells(line, &columns);
        match rows.last_mut() {
            Some(row) if goes_on(row, &cells) => extend(row, cells),
            _ => rows.push(cells),
        }
    }
    (rows.len() > 1).then_some((rows, length))
}

/// How many lines there may be a table on: with wide gaps, or between two headings that have them.
fn reach(lines: &[Line]) -> usize {
    let is_wide = |line: &Line| line.stretches.len() > 1;
    if !lines.first().is_some_and(is_wide) {
        return 0;
    }
    let mut end = 0;
    let mut close = 0;
    let mut headed = true;
    for (at, line) in lines.iter().enumerate() {
        if is_wide(line) {
            end = at + 1;
            close = 0;
            headed &= !has_value(line);
        } else {
            close += 1;
        }
        if close > if headed { CLOSE } else { 0 } {
            break;
        }
    }
    end
}

fn has_value(line: &Line) -> bool {
    line.stretches.iter().any(|stretch| is_value(&stretch.text))
}

/// The strips between columns, free of signs in all lines that hold values.
fn strips(lines: &[Line]) -> Vec<(f32, f32)> {
    let lines: Vec<&Line> = lines.iter().filter(|line| has_value(line)).collect();
    let size = lines.iter().map(|line| line.size).fold(0.0, f32::max);
    let mut edges: Vec<(f32, bool)> = Vec::new();
    for line in &lines {
        for (left, right, _) in line.stretches.iter().flat_map(|stretch| &stretch.signs) {
            edges.extend([(*left, true), (right.max(*left), false)]);
        }
    }
    edges.sort_by(|(a, begins), (b, other)| a.total_cmp(b).then(begins.cmp(other)));
    let mut strips = Vec::new();
    let (mut over, mut open) = (0_usize, None);
    for (at, begins) in edges {
        let before = over == 0;
        over = if begins { over + 1 } else { over.saturating_sub(1) };
        match (before, over == 0) {
            (false, true) => open = Some(at),
            (true, false) => strips.extend(
                open.take()
                    .filter(|from| at - from > STRIP * size)
                    .map(|from| (from, at)),
            ),
            _ => {}
        }
    }
    beside_columns(strips, &lines)
}

/// The strips without those on whose one side a single line stands: 6左右 among other numbers.
fn beside_columns(strips: Vec<(f32, f32)>, lines: &[&Line]) -> Vec<(f32, f32)> {
    let enough = lines.len().min(2);
    let stands = |from: f32, to: f32| {
        let inside = |line: &&&Line| {
            let mut signs = line.stretches.iter().flat_map(|stretch| &stretch.signs);
            signs.any(|(left, right, _)| *left >= from && *right <= to)
        };
        lines.iter().filter(inside).take(enough).count() == enough
    };
    let mut kept: Vec<(f32, f32)> = Vec::new();
    for strip in strips {
        let from = kept.last().map_or(f32::NEG_INFINITY, |(_, to)| *to);
        if stands(from, strip.0) {
            kept.push(strip);
        }
    }
    while kept.last().is_some_and(|(_, to)| !stands(*to, f32::INFINITY)) {
        kept.pop();
    }
    kept
}

/// A line whose stretches end at the strips that no sign of it lies over.
fn parted(line: &Line, strips: &[(f32, f32)]) -> Line {
    // Where cells part in a strip by themselves, it has done its work.
    let free = |(from, to): &&(f32, f32)| {
        !line
            .stretches
            .windows(2)
            .any(|pair| matches!(pair, [one, other] if one.right < *to && *from < other.left))
    };
    let mut stretches: Vec<Stretch> = Vec::new();
    for stretch in &line.stretches {
        let mut rest = stretch.clone();
        for (from, to) in strips.iter().filter(free) {
            if let Some((before, behind)) = rest.parted((*from, *to), GAP * line.size) {
                stretches.push(before);
                rest = behind;
            }
        }
        stretches.push(rest);
    }
    Line {
        stretches,
        ..line.clone()
    }
}

/// Whether a line stands above a table that begins below it: it runs on over its columns.
fn is_above(line: &Line, strips: &[(f32, f32)]) -> bool {
    line.stretches.iter().any(|stretch| {
        let inside = |(from, to): &&(f32, f32)| stretch.left < *from && *to < stretch.right;
        let crossed = |strip: &&(f32, f32)| stretch.parted(**strip, GAP * line.size).is_none();
        strips.iter().filter(inside).filter(crossed).count() >= ABOVE
    })
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

/// The cells of a line. What stands in one column is one cell, however wide its gaps.
fn cells(line: &Line, columns: &[(f32, f32)]) -> Row {
    let mut cells = Row::new();
    for cell in line.stretches.iter().map(|stretch| place(stretch, columns)) {
        match cells.last_mut() {
            Some(last) if cell.column <= last.column => {
                last.columns = last.columns.max(cell.columns);
                last.text = format!("{} {}", last.text, cell.text);
            }
            _ => cells.push(cell),
        }
    }
    cells
}

/// The columns that a stretch lies over, or the nearest one.
fn place(stretch: &Stretch, columns: &[(f32, f32)]) -> TableCell {
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
    TableCell {
        column,
        columns: count.max(1),
        rows: 1,
        text: stretch.text.clone(),
    }
}

/// Whether a line only goes on with the cells above: it leaves the first column empty and brings no value.
fn goes_on(row: &Row, cells: &Row) -> bool {
    let known = |column: usize| row.iter().any(|other| other.column == column);
    cells
        .iter()
        .all(|cell| cell.column > 0 && known(cell.column) && !is_value(&cell.text))
}

fn extend(row: &mut Row, cells: Row) {
    for cell in cells {
        if let Some(above) = row.iter_mut().find(|other| other.column == cell.column) {
            above.text.push_str(&cell.text);
        }
    }
}
