//! A sheet that came as text, cells parted by commas or tabs.

use crate::Grid;
use smol_str::SmolStr;

impl Grid {
    /// The cells of a text in which commas part them, or tabs where the first line has one; a cell in quotation marks may
    /// hold either, and ends of lines. Lines are rows.
    ///
    /// ```
    /// use juyan_register::Grid;
    /// let grid = Grid::of_csv("口岸日报.csv", "日期,过货量\r\n2024-05-08,\"65,900\"\n");
    /// assert_eq!(grid.rows[1], ["2024-05-08", "65,900"]);
    /// ```
    pub fn of_csv(file: &str, text: &str) -> Self {
        const MARK: char = '\u{feff}';
        let text = text.strip_prefix(MARK).unwrap_or(text);
        let first = text.lines().next().unwrap_or_default();
        let comma = if first.contains('\t') { '\t' } else { ',' };
        Self {
            file: file.into(),
            rows: rows(text, comma),
            ..Self::default()
        }
    }
}

fn rows(text: &str, comma: char) -> Vec<Vec<SmolStr>> {
    let mut rows = Vec::new();
    let mut row: Vec<SmolStr> = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            // A mark doubled within marks is one.
            '"' if quoted && characters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell).into());
                rows.push(std::mem::take(&mut row));
            }
            _ if character == comma && !quoted => row.push(std::mem::take(&mut cell).into()),
            _ => cell.push(character),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell.into());
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_apart() {
        let rows = |text: &str| Grid::of_csv("", text).rows;
        assert_eq!(rows("a,\"b,\nc\"\n\n\"\"\"x\"\"\",")[0], ["a", "b,\nc"]);
        assert_eq!(rows("a,\"b,\nc\"\n\n\"\"\"x\"\"\",")[2], ["\"x\"", ""]);
        assert_eq!(rows("a\tb,c\n1\t2")[0], ["a", "b,c"]);
        assert_eq!(rows("\u{feff}a"), [["a"]]);
        assert!(rows("").is_empty());
    }
}
