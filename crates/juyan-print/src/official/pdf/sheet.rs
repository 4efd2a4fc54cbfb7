//! The paper's parts as values that the sheet `assets/official.typ` sets: lines that are broken, on the grid or centred.
//!
//! Widths are quarters of a cell, sizes tenths of a point; where things come to lie in millimetres, the sheet knows.

use super::group::Setter;
use crate::chart::{Chart, svg};
use crate::official::face::Face;
use crate::official::line::{self, CELL};
use crate::official::paper::{
    self, Attachment, Imprint, LINE as CELLS, Part, Signed, Stand, TITLE_CELLS, Text,
};
use crate::official::rank::Rank;
use crate::official::{aside, column};
use juyan::vocabulary::Catalogue;
use juyan_document::{Cell, Document, Table};
use juyan_model::Span;
use std::collections::BTreeSet;
use typst::foundations::{Array, Dict, IntoValue, array, dict};

/// A paragraph begins so many cells from the left edge.
const INDENT: usize = 2;
/// The width of the type area, in tenths of a point.
const WIDE: usize = 4422;
/// The sizes of title, 4号 and tables, in tenths of a point.
const TITLE: usize = 220;
const SMALL: usize = 140;
const UNIT: usize = 120;
/// How many characters of a table's size go into a line, the largest size first.
const TABLE_CELLS: [usize; 6] = [36, 42, 50, 60, 72, 90];
/// A cell of more lines than this makes a table hard to look over; characters smaller than 五号 do so as well.
const FLAT: usize = 3;
const READABLE: usize = 105;
/// A row of more lines than this goes on over pages; if it is a heading, it is not repeated.
const HIGH: usize = 12;
/// So many lines of a paragraph stay with the signature below it.
const KEPT: usize = 2;

/// Turns parts into values, and has their characters looked up in the fonts.
#[derive(Debug)]
pub(super) struct Sheet<'a, 's, 'f> {
    document: &'a Document,
    catalogue: &'a Catalogue,
    setter: &'s mut Setter<'f>,
}

impl<'a, 's, 'f> Sheet<'a, 's, 'f> {
    pub(super) fn new(document: &'a Document, catalogue: &'a Catalogue, setter: &'s mut Setter<'f>) -> Self {
        Self {
            document,
            catalogue,
            setter,
        }
    }

    /// What the sheet is given.
    pub(super) fn paper(&mut self, parts: &[Part]) -> Dict {
        let kept = paper::kept(parts);
        let mut values = Array::new();
        for (at, part) in parts.iter().enumerate() {
            let is_kept = kept.contains(&at) || paper::names_what_is_behind(part, parts.get(at + 1));
            for value in self.part(part, is_kept) {
                values.push(value.into_value());
            }
        }
        let title = self
            .document
            .title()
            .map(|span| span.of(&self.document.text).trim());
        let asides = aside::asides(self.document, matches!(parts.first(), Some(Part::Number(_))));
        dict! {
            "title" => title.unwrap_or_default().to_owned(),
            "aside" => aside::told(&asides),
            "folio" => self.folio(),
            "parts" => values,
        }
    }

    /// The font of page numbers.
    fn folio(&mut self) -> Array {
        self.setter.fonts("— 0123456789", Face::Folio)
    }

    /// The part; `is_kept` where it stays on the page of what is behind it.
    fn part(&mut self, part: &Part, is_kept: bool) -> Vec<Dict> {
        let body = Face::Body;
        match part {
            Part::Number(words) => vec![dict! { "kind" => "number", "lines" => self.centred(words, body) }],
            Part::Title(lines) => {
                let lines: Vec<&str> = lines.clone();
                let cells = TITLE_CELLS;
                let groups = lines
                    .iter()
                    .flat_map(|words| self.free(words, Face::Title, cells));
                vec![dict! { "kind" => "title", "size" => TITLE, "lines" => groups.collect::<Array>() }]
            }
            Part::Aside(words) => {
                let lines = self.centred(words, Face::Part);
                vec![paragraph(lines, 0, true)]
            }
            Part::Blank => vec![dict! { "kind" => "blank" }],
            Part::Addressee(words) => vec![paragraph(self.lines(words, (0, 0), (0, body)), 0, false)],
            Part::Text(text) => self.text(*text, is_kept),
            Part::Caption(words) => vec![self.small(words, Face::Section, (SMALL, "center"))],
            Part::Unit(words) => vec![self.small(words, body, (UNIT, "right"))],
            Part::Chart(chart) => vec![self.chart(chart)],
            Part::Table(table) => vec![self.table(table)],
            Part::Attachment(attachment) => {
                let lines = self.attachment(attachment);
                vec![paragraph(lines, 0, is_kept)]
            }
            Part::Signed(signed) => {
                let lines = self.signed(signed);
                vec![paragraph(lines, 0, is_kept || !signed.is_day)]
            }
            Part::Imprint(imprint) => vec![self.imprint(imprint)],
        }
    }

    /// A heading and what runs on behind it. Of what is kept the last lines stay with what is behind.
    fn text(&mut self, text: Text, is_kept: bool) -> Vec<Dict> {
        let face = match text.rank {
            Some(Rank::Section) => Face::Section,
            Some(Rank::Part) => Face::Part,
            _ => Face::Body,
        };
        let words = [text.head, text.rest].concat();
        let mut lines = self.lines(&words, (INDENT, 0), (text.head.len(), face));
        if let Some(rank) = text.rank.filter(|_| text.rest.is_empty()) {
            return vec![paragraph(lines, rank.level(), true)];
        }
        if !is_kept {
            return vec![paragraph(lines, 0, false)];
        }
        let last: Vec<_> = lines.iter().rev().take(KEPT).cloned().collect();
        for _ in &last {
            let _ = lines.pop();
        }
        let last: Array = last.into_iter().rev().collect();
        let first = Some(lines).filter(|lines| !lines.is_empty());
        let first = first.map(|lines| paragraph(lines, 0, false));
        first.into_iter().chain([paragraph(last, 0, true)]).collect()
    }

    /// Lines on the grid, indented by so many cells, the first and the others. Words before the byte `head` are in its face.
    fn lines(&mut self, words: &str, (first, rest): (usize, usize), (head, face): (usize, Face)) -> Array {
        let spans = line::lines(words, self.catalogue, CELLS - first, CELLS - rest);
        let mut lines = Array::new();
        for (number, span) in spans.into_iter().enumerate() {
            let indent = CELL * if number == 0 { first } else { rest };
            let faces = (head.saturating_sub(span.start), face, Face::Body);
            let groups = self.setter.groups(span.of(words), faces);
            lines.push(dict! { "indent" => indent, "groups" => groups }.into_value());
        }
        lines
    }

    /// Lines on the grid in the middle of the page.
    fn centred(&mut self, words: &str, face: Face) -> Array {
        let spans = line::lines(words, self.catalogue, CELLS, CELLS).into_iter();
        let line = |span: Span| {
            let words = span.of(words);
            let indent = (CELLS * CELL).saturating_sub(line::width(words)) / 2;
            dict! { "indent" => indent, "groups" => self.setter.groups(words, (words.len(), face, face)) }
        };
        spans.map(line).map(IntoValue::into_value).collect()
    }

    /// Lines of at most so many cells whose characters keep their own distances.
    fn free(&mut self, words: &str, face: Face, cells: usize) -> Array {
        let spans = line::lines(words, self.catalogue, cells, cells).into_iter();
        let mut set = |span: Span| self.setter.groups(span.of(words), (words.len(), face, face));
        spans.map(|span| set(span).into_value()).collect()
    }

    /// A line over a table.
    fn small(&mut self, words: &str, face: Face, (size, stands): (usize, &str)) -> Dict {
        let lines = self.free(words, face, WIDE / size);
        dict! { "kind" => "small", "size" => size, "stands" => stands, "lines" => lines }
    }

    /// An entry whose later lines stand below the first word of its name.
    fn attachment(&mut self, attachment: &Attachment) -> Array {
        let Attachment { label, number, name } = attachment;
        let before = [*label, number.as_str()].concat();
        let hanging = if label.is_empty() {
            INDENT + 3 + line::width(number) / CELL
        } else {
            INDENT + line::width(&before) / CELL
        };
        let first = if label.is_empty() { INDENT + 3 } else { INDENT };
        let words = [before.as_str(), name].concat();
        self.lines(&words, (first, hanging.min(CELLS / 2)), (0, Face::Body))
    }

    /// A line of the signature ends so far from the right edge as it was reckoned.
    fn signed(&mut self, signed: &Signed) -> Array {
        let words: &str = &signed.words;
        let taken = line::width(words) + signed.from_right;
        let indent = (CELLS * CELL).saturating_sub(taken);
        let groups = self.setter.groups(words, (0, Face::Body, Face::Body));
        array![dict! { "indent" => indent, "groups" => groups }]
    }

    /// 版记: copies, and below a line who printed it and when.
    fn imprint(&mut self, imprint: &Imprint) -> Dict {
        // One character is free on each side.
        let cells = WIDE / SMALL - 2;
        let mut rows = Array::new();
        for (left, right) in [
            (&imprint.copies, &String::new()),
            (&imprint.printer, &imprint.printed),
        ] {
            if !(left.is_empty() && right.is_empty()) {
                let left = self.free(left, Face::Body, cells);
                let right = self.free(right, Face::Body, cells);
                rows.push(dict! { "left" => left, "right" => right }.into_value());
            }
        }
        dict! { "kind" => "imprint", "size" => SMALL, "rows" => rows }
    }

    /// A drawing, in the fonts that its words need.
    fn chart(&mut self, chart: &Chart) -> Dict {
        let (drawn, high) = svg::drawn(chart, self.catalogue);
        let words = drawn.split('>').filter_map(|piece| piece.split('<').next());
        let fonts = self.setter.fonts(&words.collect::<String>(), Face::Body);
        let fonts: Vec<String> = fonts.into_iter().filter_map(|font| font.cast().ok()).collect();
        dict! {
            "kind" => "chart",
            "svg" => svg::alone(&drawn, &fonts.join(", ")),
            "high" => i64::from(high),
            "title" => chart.title.as_str(),
        }
    }

    fn table(&mut self, table: &Table) -> Dict {
        let (size, widths) = self.columns(table);
        let (mut heading, mut rows) = (Array::new(), Array::new());
        let high: Vec<&Cell> = table
            .cells
            .iter()
            .filter(|cell| self.cell_lines(cell, &widths, size) > HIGH)
            .collect();
        let is_high = high.iter().any(|cell| cell.row < table.heading_rows);
        for cell in apart(table) {
            let of_heading = cell.row < table.heading_rows && !is_high;
            // A row goes on over pages where all of its cells do.
            let breaks = high
                .iter()
                .any(|it| (it.row..it.row + it.rows).contains(&cell.row));
            let mut value = self.cell(table, cell, (&widths, size));
            value.insert("breaks".into(), breaks.into_value());
            let value = value.into_value();
            if of_heading {
                heading.push(value);
            } else {
                rows.push(value);
            }
        }
        dict! {
            "kind" => "table",
            "size" => size,
            "columns" => widths.iter().map(|width| width.into_value()).collect::<Array>(),
            "heading" => heading,
            "rows" => rows,
        }
    }

    /// The size of a table's characters and the widths of its columns: the largest readable size in which no cell is high
    /// or, where there is none, the largest in which what may not be broken fits.
    fn columns(&self, table: &Table) -> (usize, Vec<usize>) {
        let of_size = |cells: usize| {
            let (widths, fits) = column::widths(table, self.document, self.catalogue, (WIDE, cells));
            ((WIDE / cells).min(UNIT), widths, fits)
        };
        let tried: Vec<_> = TABLE_CELLS.into_iter().map(of_size).collect();
        let is_flat = |size: usize, widths: &[usize]| {
            let mut cells = table.cells.iter();
            cells.all(|cell| self.cell_lines(cell, widths, size) <= FLAT)
        };
        let flat = tried
            .iter()
            .find(|(size, widths, fits)| *fits && *size >= READABLE && is_flat(*size, widths));
        let chosen = flat.or_else(|| tried.iter().find(|(_, _, fits)| *fits));
        let chosen = chosen.or(tried.last());
        chosen.map_or((UNIT, Vec::new()), |(size, widths, _)| (*size, widths.clone()))
    }

    /// How many lines the words of a cell take.
    fn cell_lines(&self, cell: &Cell, widths: &[usize], size: usize) -> usize {
        let words = paper::cell(cell.span, self.document);
        let room = room(cell, widths, size);
        line::lines(words, self.catalogue, room, room).len()
    }

    fn cell(&mut self, table: &Table, cell: &Cell, (widths, size): (&[usize], usize)) -> Dict {
        let words = paper::cell(cell.span, self.document);
        let (face, stands) = match paper::stand(table, cell, words, self.catalogue) {
            Stand::Heading => (Face::Section, "center"),
            Stand::Figure => (Face::Body, "right"),
            Stand::Words => (Face::Body, "left"),
        };
        let lines = self.free(words, face, room(cell, widths, size));
        // A heading is not torn from its rows.
        let last = if cell.row < table.heading_rows {
            table.heading_rows
        } else {
            paper::rows(table)
        };
        dict! {
            "x" => cell.column,
            "y" => cell.row,
            "columns" => cell.columns,
            "rows" => cell.rows.min(last - cell.row),
            "stands" => stands,
            "lines" => lines,
        }
    }
}

/// How many characters of a size stand side by side in a cell.
fn room(cell: &Cell, widths: &[usize], size: usize) -> usize {
    let columns = widths.get(cell.column..cell.column + cell.columns);
    let width: usize = columns.unwrap_or_default().iter().sum();
    // On either side a third of a character is free.
    (width.saturating_sub(size * 2 / 3) / size).max(1)
}

/// The cells that stand on no place that another has taken.
fn apart(table: &Table) -> Vec<&Cell> {
    let mut taken = BTreeSet::new();
    let mut free = |cell: &&Cell| {
        let rows = cell.row..cell.row + cell.rows;
        let places: Vec<_> = rows
            .flat_map(|row| (cell.column..cell.column + cell.columns).map(move |column| (row, column)))
            .collect();
        let is_free = places.iter().all(|place| !taken.contains(place));
        if is_free {
            taken.extend(places);
        }
        is_free
    };
    table.cells.iter().filter(|cell| free(cell)).collect()
}

/// Lines on the grid; a heading of a level from 1 on, or 0 for text.
fn paragraph(lines: Array, level: u8, is_kept: bool) -> Dict {
    dict! { "kind" => "lines", "lines" => lines, "level" => i64::from(level), "kept" => is_kept }
}
