//! Where a cell stands.

use smol_str::SmolStr;
use std::fmt;

/// A cell of a sheet of a file. The caller knows the names; they are only shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file's name.
    pub file: SmolStr,
    /// The sheet's name; empty where the file has no sheets.
    pub sheet: SmolStr,
    /// The cell's address: `F7`.
    pub cell: SmolStr,
}

impl fmt::Display for Place {
    /// As spreadsheets write it: `盟级重点项目.xlsx 工作表1!F7`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, sheet, cell } = self;
        let is_file = sheet.is_empty() && cell.is_empty();
        let before = if file.is_empty() || is_file { "" } else { " " };
        let between = if sheet.is_empty() || cell.is_empty() {
            ""
        } else {
            "!"
        };
        write!(formatter, "{file}{before}{sheet}{between}{cell}")
    }
}

/// The address of the cell in this row and column, counted from 0.
///
/// ```
/// use juyan_register::address;
/// assert_eq!(address(6, 5), "F7");
/// assert_eq!(address(0, 27), "AB1");
/// ```
pub fn address(row: usize, column: usize) -> SmolStr {
    const LETTERS: usize = 26;
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        let letter = u32::try_from(left % LETTERS).unwrap_or_default() + u32::from('A');
        letters.extend(char::from_u32(letter));
        left /= LETTERS;
    }
    let letters: String = letters.into_iter().rev().collect();
    SmolStr::new(format!("{letters}{}", row + 1))
}
