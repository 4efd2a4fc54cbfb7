//! A sheet that came as text, cells parted by commas, tabs or semicolons.

use crate::Grid;
use std::borrow::Cow;

/// What cells may be parted by; of those that part the lines as evenly the first is meant.
const PARTING: [u8; 3] = [b',', b'\t', b';'];

/// So many lines are looked at to see what parts their cells.
const LOOKED_AT: usize = 50;

impl Grid {
    /// The cells of a text in which commas part them, or tabs or semicolons where these part more lines evenly; a cell in quotation
    /// marks may hold any, and ends of lines. Lines are rows.
    ///
    /// ```
    /// use juyan_register::Grid;
    /// let grid = Grid::of_csv("口岸日报.csv", "日期,过货量\r\n2024-05-08,\"65,900\"\n");
    /// assert_eq!(grid.rows[1], ["2024-05-08", "65,900"]);
    /// let grid = Grid::of_csv("口岸日报.csv", "日期;过货量\n2024-05-08;65,900\n");
    /// assert_eq!(grid.rows[1], ["2024-05-08", "65,900"]);
    /// ```
    pub fn of_csv(file: &str, text: &str) -> Self {
        const MARK: char = '\u{feff}';
        let text = text.strip_prefix(MARK).unwrap_or(text);
        let text = parted(text);
        let mut grid = Self {
            file: file.into(),
            ..Self::default()
        };
        fill(&mut grid, &text, parting(&text));
        grid
    }
}

/// The text with half-width commas where nothing but full-width ones parts its cells.
fn parted(text: &str) -> Cow<'_, str> {
    const WIDE: char = '\u{ff0c}';
    let is_parted = text.contains([',', '\t', ';']);
    if is_parted || !text.contains(WIDE) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.replace(WIDE, ","))
    }
}

/// What parts the cells of most lines into as many. Cells may hold what could part them: a mark is meant before the comma only where it
/// parts the first line that commas part, or as many lines as they do.
fn parting(text: &str) -> u8 {
    let widths = |mark: u8| -> Vec<(usize, usize)> {
        let records = reader(text, mark).into_records().filter_map(Result::ok);
        let widths = records.take(LOOKED_AT).map(|record| record.len()).enumerate();
        widths.filter(|(_, width)| *width > 1).collect()
    };
    let (comma, others) = (PARTING[0], &PARTING[1..]);
    let by_comma = widths(comma);
    let (mut best, mut most) = (comma, evenness(&by_comma));
    for mark in others {
        let widths = widths(*mark);
        let parts_first = by_comma
            .first()
            .is_none_or(|(first, _)| widths.iter().any(|(at, _)| at == first));
        let even = evenness(&widths);
        if even > most && (parts_first || widths.len() >= by_comma.len()) {
            (best, most) = (*mark, even);
        }
    }
    best
}

/// How many lines are parted into as many cells at most, and into how many.
fn evenness(widths: &[(usize, usize)]) -> (usize, usize) {
    let count = |wanted: usize| widths.iter().filter(|(_, width)| *width == wanted).count();
    let told = widths.iter().map(|(_, width)| (count(*width), *width));
    told.max().unwrap_or_default()
}

fn reader(text: &str, parting: u8) -> ::csv::Reader<&[u8]> {
    ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(parting)
        .from_reader(text.as_bytes())
}

fn fill(grid: &mut Grid, text: &str, parting: u8) {
    let mut reader = reader(text, parting);
    let mut row = 0;
    // Text is decoded already, and rows may be of any length: there is nothing that could be wrong.
    for record in reader.records().filter_map(Result::ok) {
        let begins = record.position().map_or(0, ::csv::Position::byte);
        row += empty_lines(text, begins);
        for (column, cell) in record.iter().enumerate() {
            grid.put((row, column), cell);
        }
        row += 1;
    }
}

/// The line, counted from 1, on which a cell in quotation marks begins that does not end, or goes on over lines and ends in the midst of
/// words: what follows would be taken for part of it. None where all end.
pub fn unclosed(text: &str) -> Option<usize> {
    let text = &*parted(text);
    let parting = char::from(parting(text));
    let (mut line, mut opened, mut begins) = (1, None, true);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        if sign == '\n' {
            line += 1;
        }
        match (opened, sign) {
            (None, '"') if begins => opened = Some(line),
            (Some(_), '"') if signs.peek() == Some(&'"') => {
                signs.next();
            }
            (Some(from), '"') => {
                let ends = |next: &char| *next == parting || matches!(next, '\r' | '\n');
                if from < line && !signs.peek().is_none_or(ends) {
                    return Some(from);
                }
                opened = None;
            }
            _ => {}
        }
        begins = opened.is_none() && (sign == parting || matches!(sign, '\r' | '\n'));
    }
    opened
}

/// How many empty lines stand before the record that is looked for from here on: they are rows too, as addresses count them.
fn empty_lines(text: &str, from: u64) -> usize {
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let (before, behind) = text.split_at_checked(from).unwrap_or((text, ""));
    // A line that ends with two characters ends with the first for the library.
    let behind = behind
        .strip_prefix('\n')
        .filter(|_| before.ends_with('\r'))
        .unwrap_or(behind);
    let ends = behind
        .chars()
        .take_while(|character| matches!(character, '\r' | '\n'));
    ends.filter(|character| *character == '\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_apart() {
        let rows = |text: &str| Grid::of_csv("", text).rows;
        assert_eq!(rows("a,\"b,\nc\"\n\n\"\"\"x\"\"\",")[0], ["a", "b,c"]);
        assert_eq!(rows("a,\"b,\nc\"\n\n\"\"\"x\"\"\",")[2], ["\"x\"", ""]);
        assert_eq!(rows("a\tb,c\n1\t2")[0], ["a", "b,c"]);
        assert_eq!(rows("\u{feff}a"), [["a"]]);
        assert!(rows("").is_empty());
        let empty = rows("\r\n\r\na,b\r\n\r\nc\r\n");
        assert_eq!(
            (empty.len(), &empty[2], &empty[4]),
            (5, &vec!["a".into(), "b".into()], &vec!["c".into()])
        );
    }

    #[test]
    fn what_parts_most_lines_evenly_parts_them() {
        let rows = |text: &str| Grid::of_csv("", text).rows;
        assert_eq!(
            rows("港口日报;;\n日期;过货量;车辆\n1;65,900;3\n")[2],
            ["1", "65,900", "3"]
        );
        assert_eq!(rows("日期,说明\n1,甲；乙;丙\n2,丁;戊\n")[1], ["1", "甲；乙;丙"]);
        assert_eq!(rows("单位：吨\n日期\t过货量\n1\t65,900\n")[1], ["日期", "过货量"]);
        assert_eq!(rows("甲\n乙\n"), [["甲"], ["乙"]]);
        assert_eq!(rows("日期，过货量\n1，65900\n")[1], ["1", "65900"]);
        let ragged = rows("名称,说明,备注\n甲,一;二,x\n乙,三;四\n丙,五;六,y,z\n");
        assert_eq!((&ragged[0][0], &ragged[2][1]), (&"名称".into(), &"三;四".into()));
        assert_eq!(
            rows("口岸,日报\n日期;过货量\n1;65,900\n2;3\n")[2],
            ["1", "65,900"]
        );
    }

    #[test]
    fn a_cell_that_does_not_end_is_told() {
        assert_eq!(unclosed("a,b\n1,\"x\ny\"\n"), None);
        assert_eq!(unclosed("a,b\n1,\"x\"\"\"\n"), None);
        assert_eq!(unclosed("a,b\n1,5\"\n2,\"十四五\"规划\n"), None);
        assert_eq!(unclosed("a,b\n1,\"x\n2,y\n"), Some(2));
        assert_eq!(unclosed("a,b\n1,\"x\n2,\"y\"\n"), Some(2));
        assert_eq!(unclosed("日期，说明\n1，\"甲\n2，乙\n3，丙\n"), Some(2));
    }
}
