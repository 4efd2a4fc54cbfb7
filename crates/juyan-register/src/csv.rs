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
        let comma = if first.contains('\t') { b'\t' } else { b',' };
        Self {
            file: file.into(),
            rows: rows(text, comma),
            ..Self::default()
        }
    }
}

fn rows(text: &str, comma: u8) -> Vec<Vec<SmolStr>> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(comma)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    // Text is decoded already, and rows may be of any length: there is nothing that could be wrong.
    for record in reader.records().filter_map(Result::ok) {
        let begins = record.position().map_or(0, ::csv::Position::byte);
        rows.extend(std::iter::repeat_n(Vec::new(), empty_lines(text, begins)));
        rows.push(record.iter().map(SmolStr::new).collect());
    }
    rows
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
        assert_eq!(rows("a,\"b,\nc\"\n\n\"\"\"x\"\"\",")[0], ["a", "b,\nc"]);
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
}
