//! A table as it is meant: which columns hold names, units and numbers, what their headings say, what each row is.
//!
//! Needs the document and the catalogue alone, so that figures and claims are read from one and the same view. It knows no
//! figures, and the times of headings are not resolved here.

pub(crate) mod cell;
pub(crate) mod column;
pub(crate) mod fitting;
pub(crate) mod label;
pub(crate) mod mean;
pub(crate) mod unit;
pub(crate) mod word;

use crate::outline;
use column::{Column, Kind};
use juyan_catalogue::{Catalogue, Class};
use juyan_document::{BlockKind, Cell, Document, Table};
use juyan_model::{Role, Span};
use label::Label;
use unit::Stated;
use word::Job;

/// Wider tables are cut: no report has them, and columns are compared with one another.
const WIDEST: usize = 64;
/// A remark is longer than this, in characters.
const LONGEST_NAME: usize = 40;
/// A line between the halves of a table is no longer than this, in letters.
const LONGEST_LINE: usize = 16;

/// One row of a table's body.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// From its first cell to its last.
    pub(crate) span: Span,
    /// For each side the name of the row.
    pub(crate) labels: Vec<Option<Label>>,
    /// The cells with the columns in which they begin, without those that only hold names.
    pub(crate) cells: Vec<(usize, Span)>,
    /// For each side the unit that the row states.
    pub(crate) units: Vec<Option<Stated>>,
    /// How long its code is.
    code: Option<usize>,
}

/// A table as it is meant; tables that go on over a page are one.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    /// The lines above it.
    pub(crate) caption: Option<Span>,
    /// The units that the caption states.
    pub(crate) units: Vec<Stated>,
    /// Whether falls are marked by ▼.
    pub(crate) falling: bool,
    /// Whether the caption says that all of it are means or rates.
    pub(crate) mean: bool,
}

/// The tables of `document`.
pub(crate) fn sheets(document: &Document, catalogue: &Catalogue) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut before: Option<&Table> = None;
    for table in &document.tables {
        let layout = Layout::new(document, table, catalogue);
        let last = sheets.last_mut();
        match (before, last) {
            (Some(earlier), Some(sheet)) if layout.continues(earlier, sheet) => {
                let sides = sheet.sides();
                let rows = layout.rows(&sheet.columns, sides);
                sheet.rows.extend(rows);
            }
            _ => sheets.push(layout.sheet()),
        }
        before = Some(table);
    }
    sheets
}

impl Sheet {
    /// How many columns of names stand beside one another, each with numbers of its own.
    pub(crate) fn sides(&self) -> usize {
        self.columns
            .iter()
            .map(|column| column.side + 1)
            .max()
            .unwrap_or(1)
    }
}

/// A table while it is looked over.
struct Layout<'a> {
    document: &'a Document,
    text: &'a str,
    table: &'a Table,
    catalogue: &'a Catalogue,
    /// The cells, row by row.
    lines: Vec<Vec<&'a Cell>>,
    /// How many of the lines are headings.
    headings: usize,
    width: usize,
}

impl<'a> Layout<'a> {
    fn new(document: &'a Document, table: &'a Table, catalogue: &'a Catalogue) -> Self {
        let mut cells: Vec<&Cell> = table.cells.iter().collect();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        let lines: Vec<Vec<&Cell>> = cells
            .chunk_by(|one, other| one.row == other.row)
            .map(<[&Cell]>::to_vec)
            .collect();
        let width = cells
            .iter()
            .map(|cell| cell.column + cell.columns.max(1))
            .max()
            .unwrap_or(0)
            .min(WIDEST);
        let mut headings = lines
            .iter()
            .take_while(|line| line.first().is_some_and(|cell| cell.row < table.heading_rows))
            .count();
        // A line that only names what comes below it is no heading of columns.
        let lone = |line: &Vec<&Cell>| {
            line.iter()
                .all(|cell| cell.span.is_empty() || cell.column < table.heading_columns)
        };
        while headings > 1 && lines.get(headings - 1).is_some_and(lone) {
            headings -= 1;
        }
        Self {
            document,
            text: &document.text,
            table,
            catalogue,
            lines,
            headings,
            width,
        }
    }

    fn words(&self, cell: &Cell) -> &'a str {
        cell.span.of(self.text).trim()
    }

    /// Whether this is the rest of `earlier` on the next page: as wide, without heading or with the same, and nothing but a
    /// page number between them.
    fn continues(&self, earlier: &Table, sheet: &Sheet) -> bool {
        let ends = earlier.cells.last().map(|cell| cell.span.end);
        let begins = self.table.cells.first().map(|cell| cell.span.start);
        let Some((from, to)) = ends.zip(begins) else {
            return false;
        };
        let between = Span::new(from, to.max(from)).of(self.text);
        let captioned = self.table.caption.is_some();
        let heads: Vec<Vec<String>> = (0..self.width).map(|column| self.heads(column)).collect();
        let headless = heads.iter().all(Vec::is_empty);
        // A line of one cell between the halves only names what comes below.
        let mut lines = between.lines().filter(|line| line.contains(char::is_alphabetic));
        let words = match (lines.next(), lines.next()) {
            (None, _) => false,
            (Some(line), None) => !headless || line.chars().nth(LONGEST_LINE).is_some(),
            (Some(_), Some(_)) => true,
        };
        let same = headless
            || heads
                .iter()
                .zip(&sheet.columns)
                .all(|(heads, column)| *heads == column.heads);
        !words && !captioned && same && self.width == sheet.columns.len()
    }

    fn sheet(&self) -> Sheet {
        let mut columns = self.columns();
        let sides = columns.iter().map(|column| column.side + 1).max().unwrap_or(1);
        let rows = self.rows(&columns, sides);
        let captions = self.table.caption.into_iter().chain(self.lone_heads());
        let units = captions
            .clone()
            .map(|span| caption_units(span.of(self.text), self.catalogue))
            .find(|units| !units.is_empty());
        let units = units.or_else(|| self.units_below()).unwrap_or_default();
        let lines: Vec<&str> = captions
            .clone()
            .flat_map(|span| span.of(self.text).lines())
            .collect();
        if !units.is_empty() && units.iter().all(|unit| unit.is_ratio(self.catalogue)) {
            for column in &mut columns {
                column.settle_by_caption(&lines, self.catalogue);
            }
        }
        fitting::settle(&mut columns, &units, self.catalogue);
        let joined = |line: &str| outline::has_class(line, Class::And, self.catalogue);
        let mean = lines
            .iter()
            .any(|line| mean::is_mean(line, self.catalogue) && !joined(mean::bare(line)));
        let falling = self.table.cells.iter().any(|cell| {
            let words = self.words(cell);
            words.starts_with(['▼', '▽', '↓'])
        });
        Sheet {
            columns,
            rows,
            caption: captions.reduce(Span::cover),
            units,
            falling,
            mean,
        }
    }

    /// Heading lines of one cell stand over the whole table.
    fn lone_heads(&self) -> impl Iterator<Item = Span> + Clone {
        let lines = self.lines.iter().take(self.headings);
        lines.filter_map(|line| Self::lone(line, self.width).map(|cell| cell.span))
    }

    /// The only filled cell of a line that has room for several.
    fn lone(line: &[&'a Cell], width: usize) -> Option<&'a Cell> {
        let mut filled = line.iter().filter(|cell| !cell.span.is_empty());
        let first = filled.next()?;
        (filled.next().is_none() && width > 1 && first.rows <= 1).then_some(*first)
    }

    /// A line right below the table that states the unit of it: notes stand there too.
    fn units_below(&self) -> Option<Vec<Stated>> {
        let last = self.table.cells.last()?.span.end;
        let blocks = &self.document.blocks;
        let next = blocks
            .get(blocks.partition_point(|block| block.span.start < last))
            .filter(|block| block.kind != BlockKind::Row)?;
        let words = next.span.of(self.text);
        let short = words.chars().count() <= LONGEST_NAME;
        let near = next.span.start <= last + 8;
        let named = outline::has_class(words, Class::CaptionUnit, self.catalogue);
        (short && near && named).then(|| caption_units(words, self.catalogue))
    }

    /// The headings over `column`, outermost first, each once.
    fn heads(&self, column: usize) -> Vec<String> {
        let mut heads: Vec<String> = Vec::new();
        let lines = self.lines.iter().take(self.headings);
        let filled = lines.filter(|line| Self::lone(line, self.width).is_none());
        let lines: Vec<&Vec<&Cell>> = filled.collect();
        for (number, line) in lines.iter().enumerate() {
            let over = |cell: &&&Cell| cell.column <= column && column < cell.column + cell.columns.max(1);
            let mut head = line.iter().find(over).copied();
            let goes_on = head.is_some_and(|cell| cell.span.is_empty() && cell.columns <= 1);
            let below = lines
                .get(number + 1)
                .is_some_and(|next| next.iter().find(over).is_some_and(|cell| !cell.span.is_empty()));
            if goes_on && below {
                head = line
                    .iter()
                    .rfind(|cell| cell.column < column && !cell.span.is_empty())
                    .filter(|cell| cell.column >= self.table.heading_columns)
                    .copied();
            }
            let words = head
                .map(|cell| word::closed(self.words(cell)))
                .unwrap_or_default();
            if !words.is_empty() && heads.last() != Some(&words) {
                heads.push(words);
            }
        }
        heads
    }

    fn columns(&self) -> Vec<Column> {
        let mut columns: Vec<Column> = (0..self.width)
            .map(|at| {
                let mut column = Column::read(self.heads(at), self.catalogue);
                column.kind = self.kind(at, &column);
                column.codes = column.kind == Kind::Other && self.has_codes(at);
                column
            })
            .collect();
        // Names to the right of numbers begin another side.
        let mut side = 0;
        let mut numbers = false;
        let names: Vec<usize> = (0..columns.len())
            .filter(|at| columns.get(*at).is_some_and(|column| column.kind == Kind::Names))
            .collect();
        let last_value = columns.iter().rposition(|column| column.kind == Kind::Values);
        for (at, column) in columns.iter_mut().enumerate() {
            if column.kind == Kind::Names && numbers {
                if last_value.is_some_and(|last| last > at) {
                    side += 1;
                    numbers = false;
                } else {
                    column.kind = Kind::Other;
                }
            }
            numbers |= column.kind == Kind::Values;
            column.side = side;
        }
        self.settle_changes(&mut columns);
        if names.is_empty()
            && !self.is_numeric(0)
            && let Some(first) = columns.first_mut()
        {
            first.kind = Kind::Names;
        }
        columns
    }

    /// 增加 beside 增加% is an amount.
    fn settle_changes(&self, columns: &mut [Column]) {
        let rates: Vec<(usize, Vec<String>)> = columns
            .iter()
            .filter(|column| column.role == Some(Role::Growth) && column.unit.is_some())
            .map(|column| (column.side, column.heads.clone()))
            .collect();
        for (at, column) in columns.iter_mut().enumerate() {
            let bare = column.role == Some(Role::Growth) && column.unit.is_none();
            let beside = rates.iter().any(|(side, heads)| {
                let outer = |heads: &[String]| heads.split_last().map(|(_, outer)| outer.to_vec());
                *side == column.side && outer(heads) == outer(&column.heads)
            });
            let signed = || {
                let body = self.lines.iter().skip(self.headings).flatten();
                body.filter(|cell| cell.column == at)
                    .any(|cell| self.words(cell).ends_with(['%', '％']))
            };
            if bare && beside && !signed() {
                column.role = Some(Role::Change);
                column.implied = None;
            }
        }
    }

    /// What the column at `at` holds, by its heading and by what stands below.
    fn kind(&self, at: usize, column: &Column) -> Kind {
        let named = |job| column.is_named(job, self.catalogue);
        if named(Job::Number) {
            return Kind::Other;
        }
        let cells: Vec<&str> = self.told_in(at).collect();
        let units = cells
            .iter()
            .filter(|words| unit::whole(words, self.catalogue).is_some())
            .count();
        if units * 2 > cells.len() && (named(Job::Unit) || units == cells.len() && units > 1) {
            return Kind::Units;
        }
        if named(Job::Remark) {
            return Kind::Other;
        }
        if at < self.table.heading_columns {
            return if self.is_numbering(at) {
                Kind::Other
            } else {
                Kind::Names
            };
        }
        let is_name = |words: &&&str| {
            words.chars().any(char::is_alphabetic)
                && !words.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '－' | '▲' | '▼'))
        };
        let words = cells.iter().filter(is_name).count();
        if words >= 2 && words * 2 > cells.len() {
            let long = cells
                .iter()
                .any(|words| words.chars().nth(LONGEST_NAME).is_some());
            return if long { Kind::Other } else { Kind::Names };
        }
        Kind::Values
    }

    /// The words of the cells of a column below the headings, where something stands in them.
    fn told_in(&self, at: usize) -> impl Iterator<Item = &str> {
        let body = self.lines.iter().skip(self.headings).flatten();
        body.filter(move |cell| cell.column == at && !cell.span.is_empty())
            .map(|cell| self.words(cell))
    }

    /// Whether the cells of a column are numbers.
    fn is_numeric(&self, at: usize) -> bool {
        let mut cells = self.told_in(at).peekable();
        cells.peek().is_some()
            && cells.all(|words| cell::number(words, Span::new(0, words.len()), self.catalogue).is_some())
    }

    /// Whether the cells of a column are codes: digits, at least three.
    fn has_codes(&self, at: usize) -> bool {
        let mut cells = self.told_in(at);
        cells.all(|words| {
            let digits = words.bytes().all(|byte| byte.is_ascii_digit());
            digits && words.len() >= 3 || column::is_total(&word::closed(words), self.catalogue).is_some()
        })
    }

    /// Whether the cells of a column count the rows.
    fn is_numbering(&self, at: usize) -> bool {
        let mut cells = self.told_in(at).peekable();
        cells.peek().is_some() && cells.all(|words| words.parse::<u32>().is_ok())
    }

    /// The rows below the headings, with names from `columns`.
    fn rows(&self, columns: &[Column], sides: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        // For each column the name that goes on downwards, and up to which row.
        let mut hanging: Vec<Option<(Span, usize)>> = vec![None; self.width];
        for line in self.lines.iter().skip(self.headings) {
            let Some((first, last)) = line.first().zip(line.last()) else {
                continue;
            };
            let mut row = Row {
                span: first.span.cover(last.span),
                labels: vec![None; sides],
                cells: Vec::new(),
                units: vec![None; sides],
                code: None,
            };
            for (at, hanging) in hanging.iter_mut().enumerate() {
                if hanging.is_some_and(|(_, end)| end <= first.row) {
                    *hanging = None;
                }
                let Some(column) = columns.get(at) else { continue };
                let cell = line.iter().find(|cell| cell.column == at);
                if let Some(cell) = cell.filter(|cell| cell.rows > 1 && !cell.span.is_empty()) {
                    *hanging = Some((cell.span, cell.row + cell.rows));
                }
                let span = cell
                    .map(|cell| cell.span)
                    .filter(|span| !span.is_empty())
                    .or(hanging.map(|(span, _)| span));
                self.settle(&mut row, column, at, (cell.map(|cell| cell.span), span));
            }
            if !self.is_index(&row, columns) {
                rows.push(row);
            }
        }
        rows
    }

    /// Puts what stands in one column into `row`: the cell itself, and what goes on there from above.
    fn settle(&self, row: &mut Row, column: &Column, at: usize, (cell, span): (Option<Span>, Option<Span>)) {
        match column.kind {
            Kind::Names => {
                let Some(span) = span else { return };
                let new = label::label(self.text, span, self.catalogue);
                let behind = Span::new(new.name.start, span.end).of(self.text);
                if let (Some(unit), Some(slot)) = (
                    unit::behind(behind, self.catalogue).into_iter().next(),
                    row.units.get_mut(column.side),
                ) {
                    *slot = Some(unit);
                }
                if let Some(slot) = row.labels.get_mut(column.side) {
                    let among = slot.as_ref().is_some_and(|before| {
                        before.among
                            || word::is(
                                &word::closed(before.name.of(self.text)),
                                Job::Among,
                                self.catalogue,
                            )
                    });
                    *slot = Some(Label {
                        among: new.among || among,
                        code: row.code,
                        ..new
                    });
                }
            }
            Kind::Units => {
                let stated = span.and_then(|span| unit::whole(span.of(self.text), self.catalogue));
                if let (Some(stated), Some(slot)) = (stated, row.units.get_mut(column.side)) {
                    *slot = Some(stated);
                }
            }
            Kind::Values => row.cells.extend(cell.map(|span| (at, span))),
            Kind::Other => {
                let Some(span) = span else { return };
                let total = column::is_total(&word::closed(span.of(self.text)), self.catalogue);
                if let (Some(_), Some(slot)) = (total, row.labels.get_mut(column.side)) {
                    *slot = Some(label::label(self.text, span, self.catalogue));
                } else if column.codes {
                    row.code = Some(span.len());
                }
            }
        }
    }

    /// Whether a row only numbers the columns: 栏次 1 2 3.
    fn is_index(&self, row: &Row, columns: &[Column]) -> bool {
        let named = row.labels.iter().flatten().any(|label| {
            word::is(
                &word::closed(label.name.of(self.text)),
                Job::Index,
                self.catalogue,
            )
        });
        let values = columns
            .iter()
            .filter(|column| column.kind == Kind::Values)
            .count();
        let unnamed = row.labels.iter().all(Option::is_none);
        let counts = row.cells.iter().enumerate().all(|(at, (_, span))| {
            let words = span.of(self.text).trim_matches(['（', '）', '(', ')', ' ']);
            let number = words.split(['=', '＝']).next().unwrap_or_default().trim();
            number
                .parse::<usize>()
                .is_ok_and(|number| number > at && number <= at + 3)
        });
        (named || unnamed) && values > 1 && counts && !row.cells.is_empty()
    }
}

/// The units that a caption names behind 单位.
fn caption_units(caption: &str, catalogue: &Catalogue) -> Vec<Stated> {
    caption
        .lines()
        .rev()
        .map(|line| unit::stated(line, catalogue))
        .find(|units| !units.is_empty())
        .unwrap_or_default()
}
