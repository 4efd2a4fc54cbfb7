//! How the cells of an older workbook, `.xls`, show their numbers, and what of it is hidden: a walk over its records that looks at
//! these alone. The cells' values are read by a library, which keeps the rest to itself.
//!
//! Records and their numbers are those of [MS-XLS]; those of the form before it, which has its book in another stream, differ in
//! how a format's words are written. Whatever is not as it must be ends the walk of its sheet; what was found so far holds.

use crate::hidden::Hidden;
use crate::number::Shown;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::RangeInclusive;

const BOUND_SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041E;
const EXTENDED_FORMAT: u16 = 0x00E0;
const ROW: u16 = 0x0208;
const COLUMNS_SHOWN: u16 = 0x007D;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const NUMBER: u16 = 0x0203;
const SMALL_NUMBER: u16 = 0x027E;
const SMALL_NUMBERS: u16 = 0x00BD;
const FORMULA: u16 = 0x0006;

/// How cells show their numbers, where not plainly.
#[derive(Debug, Default)]
pub(crate) struct Formats {
    /// By the place of the sheet in the workbook, and the cell's row and column.
    cells: BTreeMap<(usize, u32, u32), Shown>,
    /// By the place of the sheet, what is hidden of it.
    hidden: BTreeMap<usize, Hidden>,
}

impl Formats {
    /// How a cell shows its number.
    pub(crate) fn shown(&self, sheet: usize, (row, column): (u32, u32)) -> Shown {
        self.cells.get(&(sheet, row, column)).copied().unwrap_or_default()
    }

    /// What is hidden of a sheet; gives it away.
    pub(crate) fn hidden(&mut self, sheet: usize) -> Hidden {
        self.hidden.remove(&sheet).unwrap_or_default()
    }
}

/// The formats of a workbook's cells; none where it is no such workbook.
pub(crate) fn formats(bytes: &[u8]) -> Option<Formats> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut stream = Vec::new();
    let (mut part, form) = file
        .open_stream("/Workbook")
        .map(|part| (part, Form::Biff8))
        .or_else(|_| file.open_stream("/Book").map(|part| (part, Form::Biff5)))
        .ok()?;
    part.read_to_end(&mut stream).ok()?;
    Some(formats_in(&stream, form))
}

/// Which form of records a book is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// That of Excel 5 and 95.
    Biff5,
    /// That of Excel 97 and later.
    Biff8,
}

fn formats_in(stream: &[u8], form: Form) -> Formats {
    let book = Globals::of(stream, form);
    let mut formats = Formats::default();
    for (sheet, from) in book.sheets.iter().enumerate() {
        for (kind, data) in substream(stream.get(*from..).unwrap_or_default()) {
            let hidden = formats.hidden.entry(sheet).or_default();
            hidden.rows.extend(hidden_row(kind, data));
            hidden
                .columns
                .extend(hidden_columns(kind, data).into_iter().flatten());
            for (row, column, extended) in cells(kind, data) {
                let shown = book.shown(extended);
                if shown != Shown::default() {
                    formats.cells.insert((sheet, row, column), shown);
                }
            }
        }
    }
    formats
}

/// The row of a record that says that it is hidden.
fn hidden_row(kind: u16, data: &[u8]) -> Option<usize> {
    const HIDDEN: u16 = 0x0020;
    let is_hidden = kind == ROW && short(data, 12)? & HIDDEN == HIDDEN;
    short(data, 0).filter(|_| is_hidden).map(usize::from)
}

/// The columns of a record that says that they are hidden.
fn hidden_columns(kind: u16, data: &[u8]) -> Option<RangeInclusive<usize>> {
    const HIDDEN: u16 = 0x0001;
    let is_hidden = kind == COLUMNS_SHOWN && short(data, 8)? & HIDDEN == HIDDEN;
    let columns = usize::from(short(data, 0)?)..=usize::from(short(data, 2)?);
    is_hidden.then_some(columns)
}

/// What stands before the sheets.
#[derive(Debug, Default)]
struct Globals {
    /// Where each sheet begins.
    sheets: Vec<usize>,
    /// What each number format says, by its number.
    formats: BTreeMap<u16, String>,
    /// The number format of each extended format.
    extended: Vec<u16>,
}

impl Globals {
    fn of(stream: &[u8], form: Form) -> Self {
        let mut globals = Self::default();
        for (kind, data) in substream(stream) {
            match kind {
                BOUND_SHEET => globals.sheets.extend(long(data, 0)),
                EXTENDED_FORMAT => globals.extended.extend(short(data, 2)),
                FORMAT => globals.formats.extend(format(data, form)),
                _ => {}
            }
        }
        globals
    }

    fn shown(&self, extended: u16) -> Shown {
        let Some(format) = self.extended.get(usize::from(extended)) else {
            return Shown::default();
        };
        Shown::of(
            self.formats
                .get(format)
                .map_or_else(|| built_in(*format), String::as_str),
        )
    }
}

/// The formats that no file states.
const fn built_in(format: u16) -> &'static str {
    match format {
        2 | 4 | 7 | 8 | 39 | 40 => "0.00",
        9 => "0%",
        10 => "0.00%",
        _ => "",
    }
}

/// The number and the words of a number format.
fn format(data: &[u8], form: Form) -> Option<(u16, String)> {
    const WIDE: u8 = 1;
    if form == Form::Biff5 {
        // One byte tells the length, and each byte is a letter.
        let words = data.get(3..)?.iter().map(|byte| char::from(*byte));
        return Some((short(data, 0)?, words.collect()));
    }
    let words = data.get(5..)?;
    let text = if data.get(4)? & WIDE == WIDE {
        let units = words.chunks_exact(2).filter_map(|unit| short(unit, 0));
        char::decode_utf16(units).map(Result::unwrap_or_default).collect()
    } else {
        words.iter().map(|byte| char::from(*byte)).collect()
    };
    Some((short(data, 0)?, text))
}

/// The numbers of a record: row, column and extended format of each.
fn cells(kind: u16, data: &[u8]) -> Vec<(u32, u32, u16)> {
    let one = || Some((short(data, 0)?, short(data, 2)?));
    let Some((row, first)) = one() else {
        return Vec::new();
    };
    let (row, first) = (u32::from(row), u32::from(first));
    match kind {
        NUMBER | SMALL_NUMBER | FORMULA => {
            let extended = short(data, 4).into_iter();
            extended.map(|extended| (row, first, extended)).collect()
        }
        // A format and a number each, and the last column behind them.
        SMALL_NUMBERS => {
            let each = data.get(4..).unwrap_or_default().chunks_exact(6);
            let extended = (first..).zip(each.filter_map(|cell| short(cell, 0)));
            extended
                .map(|(column, extended)| (row, column, extended))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The records up to the end of what begins here; what begins within, a chart, is passed over.
fn substream(mut bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut depth = 0_usize;
    std::iter::from_fn(move || {
        loop {
            let (kind, length) = (short(bytes, 0)?, usize::from(short(bytes, 2)?));
            let data = bytes.get(4..length.checked_add(4)?)?;
            bytes = bytes.get(length.checked_add(4)?..)?;
            match kind {
                BEGIN => depth += 1,
                END => depth = depth.checked_sub(1)?,
                _ if depth == 1 => return Some((kind, data)),
                _ => {}
            }
            if depth == 0 {
                return None;
            }
        }
    })
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    /// A book with one format, and the number 0.944 in the first cell of each sheet; the sheet at `broken` lies nowhere.
    fn book(format: &[u8], sheets: usize, broken: Option<usize>) -> Vec<u8> {
        let cell = record(NUMBER, &[[0; 6].as_slice(), &0.944_f64.to_le_bytes()].concat());
        // The second row and the fourth and fifth column are hidden, the third row is not.
        let row = |row: u8, flags: u8| record(ROW, &[row, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, flags, 1, 0, 0]);
        let columns = record(COLUMNS_SHOWN, &[3, 0, 4, 0, 0, 0, 0, 0, 1, 0]);
        let sheet = [
            record(BEGIN, &[0; 4]),
            columns,
            row(1, 0x20),
            row(2, 0),
            cell,
            record(END, &[]),
        ]
        .concat();
        let globals = |starts: &[u32]| {
            let bounds: Vec<u8> = starts
                .iter()
                .flat_map(|start| record(BOUND_SHEET, &start.to_le_bytes()))
                .collect();
            let extended = record(EXTENDED_FORMAT, &[0, 0, 164, 0]);
            [
                record(BEGIN, &[0; 4]),
                record(FORMAT, format),
                extended,
                bounds,
                record(END, &[]),
            ]
            .concat()
        };
        let length = globals(&vec![0; sheets]).len();
        let starts: Vec<u32> = (0..sheets)
            .map(|at| {
                let start = length + at * sheet.len();
                u32::try_from(start).unwrap_or_default() + if broken == Some(at) { 1_000_000 } else { 0 }
            })
            .collect();
        [globals(&starts), sheet.repeat(sheets)].concat()
    }

    #[test]
    fn formats_of_both_forms_are_read() {
        let later = [&[164, 0, 4, 0, 0][..], b"0.0%"].concat();
        let earlier = [&[164, 0, 4][..], b"0.0%"].concat();
        let shown = Shown::of("0.0%");
        assert_ne!(shown, Shown::default());
        assert_eq!(
            formats_in(&book(&later, 1, None), Form::Biff8).shown(0, (0, 0)),
            shown
        );
        assert_eq!(
            formats_in(&book(&earlier, 1, None), Form::Biff5).shown(0, (0, 0)),
            shown
        );
    }

    #[test]
    fn what_is_hidden_is_told() {
        let format = [&[164, 0, 4, 0, 0][..], b"0.0%"].concat();
        let hidden = formats_in(&book(&format, 1, None), Form::Biff8).hidden(0);
        assert_eq!((hidden.rows, hidden.columns), ([1].into(), [3, 4].into()));
    }

    #[test]
    fn a_sheet_that_lies_nowhere_costs_the_others_nothing() {
        let format = [&[164, 0, 4, 0, 0][..], b"0.0%"].concat();
        let formats = formats_in(&book(&format, 3, Some(1)), Form::Biff8);
        let shown = |sheet| formats.shown(sheet, (0, 0)) != Shown::default();
        assert_eq!([shown(0), shown(1), shown(2)], [true, false, true]);
    }
}
