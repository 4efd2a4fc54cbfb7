//! Tables: rows of pipes, tabs or wide gaps in plain text, and which rows and columns of any table are headings.
//! Judges by the shape of cells alone; what a heading means is the reader's business.

use crate::{Block, BlockKind, Cell, Table};
use juyan_model::Span;
use memchr::memmem;

/// More heading rows than this no report has.
const HEADING_ROWS: usize = 4;
/// More heading columns than this no report has.
const HEADING_COLUMNS: usize = 3;
/// A longer cell between tabs is a sentence that happens to hold a tab.
const TAB_CELL: usize = 60;
/// A longer cell between gaps is a sentence.
const GAP_CELL: usize = 24;
/// A gap is as wide as so many half-width spaces.
const GAP: usize = 2;
/// Fewer rows between gaps may stand one below the other by accident.
const GAP_ROWS: usize = 3;

/// What parts the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Pipe,
    Tab,
    /// Several spaces, or a full-width one and more.
    Gap,
}

/// Finds the tables among `blocks`, which are lines, and marks their rows.
pub(crate) fn tables(text: &str, blocks: &mut [Block]) -> Vec<Table> {
    let mut tables = Vec::new();
    let wide = wide_parts(text);
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        let line = block.span.of(text);
        let Some(part) = may_part(line, block.span, &wide).then(|| part(line)).flatten() else {
            at += 1;
            continue;
        };
        let rows = run(text, blocks.get(at..).unwrap_or_default(), part);
        let members = blocks.get_mut(at..at + rows).unwrap_or_default();
        if let Some(table) = table(text, members, part) {
            for block in members {
                block.kind = BlockKind::Row;
            }
            tables.push(table);
        }
        at += rows;
    }
    tables
}

fn pipe(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃')
}

/// The wide signs that may part cells.
const WIDE: [&str; 5] = ["\u{3000}", "｜", "│", "┃", "\u{a0}"];

/// Where the wide signs stand that may part cells, in order; most reports have few.
fn wide_parts(text: &str) -> Vec<usize> {
    let places = WIDE
        .iter()
        .flat_map(|sign| memmem::find_iter(text.as_bytes(), *sign));
    let mut places: Vec<usize> = places.collect();
    places.sort_unstable();
    places
}

/// Whether anything stands in a line that may part cells; most lines of a report are prose.
fn may_part(line: &str, span: Span, wide: &[usize]) -> bool {
    let next = wide.partition_point(|at| *at < span.start);
    memchr::memchr3(b'|', b'\t', b' ', line.as_bytes()).is_some()
        || wide.get(next).is_some_and(|at| *at < span.end)
}

fn part(line: &str) -> Option<Part> {
    let pipes = line.chars().filter(|c| pipe(*c)).count();
    let tabs = line.trim().matches('\t').count();
    match (pipes, tabs) {
        (1, 0) if line.trim_end().ends_with(pipe) => None,
        (2.., _) | (1, 0) => Some(Part::Pipe),
        (_, 1..) => Some(Part::Tab),
        _ => (gaps(line).len() > 1).then_some(Part::Gap),
    }
}

/// The gaps inside a line, as byte ranges.
fn gaps(line: &str) -> Vec<Span> {
    let body = line.trim();
    let from = line.len() - line.trim_start().len();
    let mut gaps = Vec::new();
    if !body.contains([' ', '\u{3000}']) {
        return gaps;
    }
    let mut open: Option<(usize, usize)> = None;
    for (at, c) in body.char_indices() {
        let width = match c {
            ' ' | '\u{a0}' => 1,
            '\u{3000}' => 2,
            _ => 0,
        };
        match open {
            Some((_, wide)) if width > 0 => open = open.map(|(start, _)| (start, wide + width)),
            Some((start, wide)) => {
                // 合　计 is one word that is spread out.
                let spread = is_lone(body.get(..start)) && is_lone_ahead(body.get(at..));
                if wide >= GAP && !spread {
                    gaps.push(Span::new(from + start, from + at));
                }
                open = None;
            }
            None if width > 0 => open = Some((at, width)),
            None => {}
        }
    }
    gaps
}

/// Whether the last word of `before` is one letter.
fn is_lone(before: Option<&str>) -> bool {
    let mut last = before.unwrap_or_default().chars().rev();
    last.next().is_some_and(char::is_alphabetic) && last.next().is_none_or(char::is_whitespace)
}

/// Whether the first word of `behind` is one letter.
fn is_lone_ahead(behind: Option<&str>) -> bool {
    let mut first = behind.unwrap_or_default().chars();
    first.next().is_some_and(char::is_alphabetic) && first.next().is_none_or(char::is_whitespace)
}

/// How many of the lines belong to one table. Rows between pipes may leave cells out at the end; between tabs a few may;
/// between gaps a row has as many, or shows by where its cells stand which it leaves out.
fn run(text: &str, blocks: &[Block], first: Part) -> usize {
    let lines = blocks.iter().map(|block| block.span.of(text));
    // A row between tabs may have nothing but its name.
    let named = |line: &str| first == Part::Tab && line.ends_with('\t') && !line.trim().is_empty();
    let all = lines
        .clone()
        .take_while(|line| part(line) == Some(first) || named(line))
        .count();
    if first == Part::Pipe {
        return all.max(1);
    }
    let counts: Vec<usize> = lines.take(all).map(|line| columns(line, first)).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    let full = counts.iter().filter(|count| **count == most).count();
    if first == Part::Tab && most > 2 && full * 3 >= all * 2 {
        return all.max(1);
    }
    let own = counts.first().copied();
    let heading = blocks.first().map_or("", |block| block.span.of(text));
    let mut rows = counts.iter().zip(blocks);
    let belongs = |(count, block): (&usize, &Block)| {
        Some(*count) == own || first == Part::Gap && below(heading, block.span.of(text)).is_some()
    };
    rows.position(|row| !belongs(row)).unwrap_or(all).max(1)
}

/// The columns of `heading` below which the cells of `line` stand, one each, the first below the first.
fn below(heading: &str, line: &str) -> Option<Vec<usize>> {
    let (columns, cells) = (places(heading), places(line));
    let mut found: Vec<usize> = Vec::with_capacity(cells.len());
    for (start, end) in cells {
        // Twice the middle of the cell, against twice the middle of the gap between two headings.
        let middle = start + end;
        let edges = columns.windows(2);
        let left = edges.filter(|pair| match pair {
            [(_, end), (start, _)] => end + start <= middle,
            _ => false,
        });
        let column = left.count();
        if found.last().map_or(column > 0, |last| column <= *last) {
            return None;
        }
        found.push(column);
    }
    (found.len() > 1).then_some(found)
}

/// From where to where the cells of a line reach on a terminal.
fn places(line: &str) -> Vec<(usize, usize)> {
    let width = |words: &str| {
        words
            .chars()
            .map(|c| if c.is_ascii() { 1 } else { 2 })
            .sum::<usize>()
    };
    let cells = between_gaps(Span::new(0, line.len()), line, line);
    let place = |cell: &Span| {
        let start = width(line.get(..cell.start).unwrap_or_default());
        (start, start + width(cell.of(line)))
    };
    cells.iter().map(place).collect()
}

fn columns(line: &str, part: Part) -> usize {
    cells(Span::new(0, line.len()), line, part, false).len()
}

/// The cells of a line, trimmed. A pipe after the last cell parts nothing, nor does one before the first where the lines of
/// the table are `opened` by pipes; where they are not, the first cell is empty.
fn cells(line: Span, text: &str, part: Part, opened: bool) -> Vec<Span> {
    let words = line.of(text);
    if part == Part::Gap {
        return between_gaps(line, words, text);
    }
    let is_part = |c: char| match part {
        Part::Pipe => pipe(c),
        Part::Tab | Part::Gap => c == '\t',
    };
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, c) in words.char_indices().filter(|(_, c)| is_part(*c)) {
        let cell = Span::new(line.start + start, line.start + at);
        let opens = opened && part == Part::Pipe && start == 0 && cell.of(text).trim().is_empty();
        if !opens {
            cells.push(trimmed(cell, text));
        }
        start = at + c.len_utf8();
    }
    let last = Span::new(line.start + start, line.end);
    if part == Part::Tab || !last.of(text).trim().is_empty() {
        cells.push(trimmed(last, text));
    }
    cells
}

/// The cells between the gaps of a line.
fn between_gaps(line: Span, words: &str, text: &str) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut start = line.start;
    for gap in gaps(words) {
        cells.push(trimmed(Span::new(start, line.start + gap.start), text));
        start = line.start + gap.end;
    }
    cells.push(trimmed(Span::new(start, line.end), text));
    cells
}

/// Whether rows are the items of a list, each behind its own number or bullet and a tab: `1.⇥…`, `（一）⇥…`, `•⇥…`.
fn is_list(table: &Table, text: &str) -> bool {
    let mut cells = table.cells.iter();
    cells.all(|cell| match cell.column {
        0 => is_item_mark(cell.span.of(text)),
        1 => cell.span.of(text).contains(char::is_alphabetic),
        _ => false,
    })
}

/// Whether a cell holds nothing but what opens an item: a short number that a full stop, a comma of enumeration or a bracket closes, or a
/// bullet.
fn is_item_mark(cell: &str) -> bool {
    const LONGEST: usize = 5;
    let closed = cell.ends_with(['.', '．', '、', '）', ')']) && cell.chars().count() <= LONGEST;
    let mut signs = cell.chars();
    let bullet = signs.next().is_some_and(|sign| !sign.is_alphanumeric()) && signs.next().is_none();
    closed || bullet
}

/// Whether rows between gaps are a table: headings without a number over rows that hold more numbers than words.
fn is_gapped(table: &Table, text: &str, rows: usize) -> bool {
    let long = |cell: &Cell| cell.span.of(text).chars().count() > GAP_CELL;
    let values = |head: bool| {
        let inner = table
            .cells
            .iter()
            .filter(move |cell| cell.column > 0 && (cell.row == 0) == head);
        let count = inner.clone().count();
        (inner.filter(|cell| is_value(cell.span.of(text))).count(), count)
    };
    let ((heading, _), (body, count)) = (values(true), values(false));
    rows >= GAP_ROWS && !table.cells.iter().any(long) && heading == 0 && body * 2 > count
}

/// The span without the white space around it; an empty one stays where it began.
pub(crate) fn trimmed(span: Span, text: &str) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    if start >= span.end {
        return Span::new(span.start, span.start);
    }
    Span::new(start, start + words.trim().len())
}

fn table(text: &str, rows: &[Block], part: Part) -> Option<Table> {
    let mut table = Table::default();
    let mut row = 0;
    let opened = rows
        .iter()
        .all(|block| block.span.of(text).trim_start().starts_with(pipe));
    let heading = rows.first().map_or("", |block| block.span.of(text));
    let full = columns(heading, part);
    for block in rows {
        let cells = cells(block.span, text, part, opened);
        let short = part == Part::Gap && cells.len() < full;
        let columns = short.then(|| below(heading, block.span.of(text))).flatten();
        if cells.iter().all(|cell| is_rule(cell.of(text))) {
            continue;
        }
        let place = |nth: usize| {
            columns
                .as_ref()
                .and_then(|at| at.get(nth).copied())
                .unwrap_or(nth)
        };
        let numbered = cells.iter().enumerate();
        table.cells.extend(numbered.map(|(nth, span)| Cell {
            span: *span,
            row,
            column: place(nth),
            columns: 1,
            rows: 1,
        }));
        row += 1;
    }
    let filled = table.cells.iter().filter(|cell| !cell.span.is_empty());
    let lone = filled.clone().count() < row * 3 / 2;
    let sentence = |cell: &Cell| cell.span.of(text).chars().count() > TAB_CELL;
    let numbers = filled.clone().any(|cell| cell.span.of(text).contains(digit));
    let sentences = part == Part::Tab && filled.clone().any(sentence);
    let scattered = part == Part::Gap && !is_gapped(&table, text, row);
    let listed = part == Part::Tab && is_list(&table, text);
    if row < 2 || lone || !numbers || sentences || scattered || listed {
        return None;
    }
    set_headings(&mut table, text);
    Some(table)
}

/// A line of dashes between heading and body.
fn is_rule(cell: &str) -> bool {
    cell.chars()
        .all(|c| matches!(c, '-' | ':' | '=' | '─' | '—' | '+' | ' '))
}

fn digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Whether a cell holds a value rather than words: a number that is no year, alone or with a short unit behind it.
pub(crate) fn is_value(cell: &str) -> bool {
    let number = cell
        .trim()
        .trim_start_matches(['-', '+', '−', '－', '±', '≈', '≥', '≤', '>', '<']);
    let length = number
        .find(|c: char| !digit(c) && !matches!(c, '.' | ',' | '．' | '，' | ' '))
        .unwrap_or(number.len());
    let (digits, unit) = number.split_at_checked(length).unwrap_or_default();
    let digits = digits.trim();
    if !digits.starts_with(digit) || unit.contains(digit) || unit.chars().count() > 6 {
        return false;
    }
    let bare = unit.is_empty() || matches!(unit, "%" | "‰" | "％");
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    if bare {
        !year || unit.starts_with(['%', '％'])
    } else {
        digits.contains(['.', ',']) || (digits.len() > 2 && !year)
    }
}

/// Sets the heading rows and columns by where values begin, keeping what the file itself said.
pub(crate) fn set_headings(table: &mut Table, text: &str) {
    let rows = table.cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    let first_value = table
        .cells
        .iter()
        .filter(|cell| cell.column > 0 && is_value(cell.span.of(text)));
    let by_values = first_value.map(|cell| cell.row).min().unwrap_or(1);
    if table.heading_rows == 0 {
        let tall = table
            .cells
            .iter()
            .filter(|cell| cell.row == 0 && cell.column + cell.columns > 1);
        let tallest = tall.map(|cell| cell.rows).max().unwrap_or(0);
        let least = if by_values == 0 { 0 } else { tallest };
        table.heading_rows = by_values.max(least).min(HEADING_ROWS).min(rows.saturating_sub(1));
    }
    if table.heading_columns == 0 {
        table.heading_columns = heading_columns(table, text);
    }
}

fn heading_columns(table: &Table, text: &str) -> usize {
    let columns = table
        .cells
        .iter()
        .map(|cell| cell.column + cell.columns)
        .max()
        .unwrap_or(0);
    let mut valued = vec![false; columns];
    let mut numbering = true;
    let mut number = 0_usize;
    for cell in table.cells.iter().filter(|cell| cell.row >= table.heading_rows) {
        let words = cell.span.of(text);
        if cell.column == 0 && numbering {
            number += 1;
            numbering = words.trim().parse() == Ok(number);
        }
        if let Some(slot) = valued.get_mut(cell.column) {
            *slot |= is_value(words);
        }
    }
    let of_words = |(column, valued): &(usize, &bool)| !**valued || (*column == 0 && numbering && number > 1);
    let leading = valued.iter().enumerate().take_while(of_words).count();
    leading.min(HEADING_COLUMNS).min(columns.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::from_text;

    #[test]
    fn pipes_make_a_table_with_headings_and_empty_cells() {
        let text =
            "见下表。\n指标 | 1-8月 | 同比 |\n工业产值 | 154.3亿元 | -7.4% |\n投资 | | 65.7% |\n正文。";
        let document = from_text(text);
        let [table] = document.tables.as_slice() else {
            panic!("one table: {document:?}")
        };
        let cells: Vec<_> = table
            .cells
            .iter()
            .map(|cell| (cell.row, cell.column, cell.span.of(text)))
            .collect();
        assert_eq!(cells[0], (0, 0, "指标"));
        assert_eq!(cells[4], (1, 1, "154.3亿元"));
        assert_eq!(cells[7], (2, 1, ""));
        assert_eq!((table.heading_rows, table.heading_columns), (1, 1));
        assert_eq!(
            document
                .blocks
                .iter()
                .filter(|block| block.kind == BlockKind::Row)
                .count(),
            3
        );
    }

    #[test]
    fn tabs_make_a_table_only_where_the_rows_agree() {
        let table =
            from_text("序号\t指标\t单位\t2023年\t2024年\n1\t产值\t亿元\t3.1\t3.2\n2\t投资\t亿元\t5\t6\n")
                .tables;
        assert_eq!((table[0].heading_rows, table[0].heading_columns), (1, 3));
        assert!(from_text("\t全旗产值7亿元。\n\t投资9亿元。\n").tables.is_empty());
        assert!(from_text("首页|公开|互动\n党建|专题|服务\n").tables.is_empty());
    }

    #[test]
    fn items_behind_their_numbers_and_a_tab_are_sentences() {
        for [one, other] in [["1.", "2."], ["（一）", "（二）"], ["•", "•"], ["1、", "2、"]] {
            let listed = format!("{one}\t抓好项目建设。\n{other}\t完成造林4.6万亩。\n");
            assert!(from_text(&listed).tables.is_empty(), "{listed}");
        }
        assert_eq!(from_text("甲\t4.6万亩\n乙\t5.1万亩\n").tables.len(), 1);
        assert_eq!(from_text("1\t4.6万亩\n2\t5.1万亩\n").tables.len(), 1);
    }

    #[test]
    fn years_are_headings_and_amounts_are_values() {
        for value in [
            "3.2",
            "154.3亿元",
            "-7.4%",
            "1,204",
            "１２",
            "2024.5",
            "20%",
            "4148吨",
        ] {
            assert!(is_value(value), "{value}");
        }
        for words in ["2024年", "2024", "1-8月累计", "指标", "", "5月", "第3"] {
            assert!(!is_value(words), "{words}");
        }
    }
}
