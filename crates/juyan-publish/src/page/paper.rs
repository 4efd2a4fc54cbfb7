//! The report's text as it was published, every figure a link to its fact, with the fact's value, unit and time in its attributes.

use super::Shown;
use super::tasks::{figure, marks};
use crate::row::{Row, limit_name, mode_name};
use juyan::document::{Block, BlockKind, Cell, Table};
use juyan_model::{PeriodName, Span};
use juyan_print::html::Escaped;
use juyan_print::official::heading_level;

/// What ends a sentence.
const STOP: char = '\u{3002}';
/// No heading is longer, in characters.
const LONGEST_HEADING: usize = 40;

/// The blocks of the report but its title and header, which the page has above.
pub(super) fn paper(shown: &Shown<'_>) -> String {
    let mut places: Vec<(Span, &Row, usize)> = Vec::new();
    for row in &shown.release.rows {
        places.extend(row.places.iter().enumerate().map(|(at, span)| (*span, row, at)));
    }
    places.sort_unstable_by_key(|(span, ..)| *span);
    let paper = Paper {
        shown,
        places,
        marks: marks(shown),
    };
    let shape = &shown.release.shape;
    let is_title = |block: &Block| {
        block.kind == BlockKind::Title || shape.title.is_some_and(|title| title.contains(block.span))
    };
    let mut out = String::new();
    let mut tables = shape.tables.iter().peekable();
    let mut done_to = 0;
    for block in shape.blocks.iter().filter(|block| !is_title(block)) {
        if block.span.start < done_to || block.kind == BlockKind::Furniture {
            continue;
        }
        while tables.next_if(|table| table.end() <= block.span.start).is_some() {}
        match tables.peek() {
            Some(table) if block.kind == BlockKind::Row => {
                out += &paper.table(table);
                done_to = table.end().max(block.span.end);
            }
            _ => out += &paper.block(*block),
        }
    }
    out
}

struct Paper<'a> {
    shown: &'a Shown<'a>,
    /// Where figures stand, in the order of the text; the second place of a row is its place 1.
    places: Vec<(Span, &'a Row, usize)>,
    /// Sentences without a figure that something on the page leads to: where they begin, and how these places are called.
    marks: Vec<(usize, String)>,
}

impl Paper<'_> {
    fn block(&self, block: Block) -> String {
        let said = block.span.of(self.shown.text).trim();
        if said.is_empty() {
            return String::new();
        }
        if block.kind == BlockKind::Paragraph
            && let Some(level) = heading_level(said, self.shown.context.catalogue)
        {
            return self.headed(block.span, level);
        }
        let words = self.words(block.span);
        match block.kind {
            BlockKind::Heading(level) => {
                let level = (level + 1).clamp(2, 5);
                format!("<h{level}>{words}</h{level}>\n")
            }
            BlockKind::Caption => format!("<p class=\"caption\">{words}</p>\n"),
            _ => format!("<p>{words}</p>\n"),
        }
    }

    /// A paragraph that begins with a heading's number: a heading where it is no sentence, else its first sentence stands out.
    fn headed(&self, span: Span, level: u8) -> String {
        let said = span.of(self.shown.text);
        let end = said.find(STOP).map(|at| span.start + at + STOP.len_utf8());
        match end {
            None if said.chars().count() <= LONGEST_HEADING => {
                let level = (level + 1).clamp(2, 5);
                format!("<h{level}>{}</h{level}>\n", self.words(span))
            }
            Some(end)
                if Span::new(span.start, end).of(self.shown.text).chars().count() <= LONGEST_HEADING =>
            {
                let (first, rest) = (Span::new(span.start, end), Span::new(end, span.end));
                format!("<p><b>{}</b>{}</p>\n", self.words(first), self.words(rest))
            }
            _ => format!("<p>{}</p>\n", self.words(span)),
        }
    }

    fn table(&self, table: &Table) -> String {
        let label = table
            .caption
            .map(|span| span.of(self.shown.text))
            .unwrap_or_default();
        let label = if label.is_empty() {
            self.shown.context.say("publish.table")
        } else {
            label
        };
        let mut out = format!(
            "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{}\"><table>",
            Escaped(label)
        );
        let mut row = None;
        for cell in &table.cells {
            if row != Some(cell.row) {
                out += if row.is_some() { "</tr>\n<tr>" } else { "<tr>" };
                row = Some(cell.row);
            }
            out += &self.cell(table, cell);
        }
        out + if row.is_some() { "</tr>" } else { "" } + "</table></div>\n"
    }

    fn cell(&self, table: &Table, cell: &Cell) -> String {
        let scope = match (cell.row < table.heading_rows, cell.column < table.heading_columns) {
            (true, _) => " scope=\"col\"",
            (_, true) => " scope=\"row\"",
            _ => "",
        };
        let name = if scope.is_empty() { "td" } else { "th" };
        let columns = if cell.columns > 1 {
            format!(" colspan=\"{}\"", cell.columns)
        } else {
            String::new()
        };
        let rows = if cell.rows > 1 {
            format!(" rowspan=\"{}\"", cell.rows)
        } else {
            String::new()
        };
        format!("<{name}{scope}{columns}{rows}>{}</{name}>", self.words(cell.span))
    }

    /// The words of `span` with its figures as links.
    fn words(&self, span: Span) -> String {
        let first = self
            .places
            .partition_point(|(place, ..)| place.start < span.start);
        let mut out = String::new();
        let mut at = span.start;
        for (place, row, nth) in self.places.iter().skip(first) {
            if place.end > span.end {
                break;
            }
            if place.start < at {
                continue;
            }
            out += &self.plain(Span::new(at, place.start));
            out += &self.figure(*place, row, *nth);
            at = place.end;
        }
        out + &self.plain(Span::new(at, span.end))
    }

    /// Words without figures, with the places in them that something leads to.
    fn plain(&self, span: Span) -> String {
        let text = self.shown.text;
        let mut out = String::new();
        let mut at = span.start;
        let within = |(start, _): &&(usize, String)| span.start <= *start && *start < span.end;
        for (start, name) in self.marks.iter().filter(within) {
            out += &Escaped(Span::new(at, *start).of(text)).to_string();
            out += &format!("<span id=\"{name}\"></span>");
            at = *start;
        }
        out + &Escaped(Span::new(at, span.end).of(text)).to_string()
    }

    fn figure(&self, place: Span, row: &Row, nth: usize) -> String {
        let number = row.number;
        let id = figure(number, nth);
        let mut data = format!(" data-key=\"{}\" data-value=\"{}\"", Escaped(&row.key), row.value);
        if let Some(to) = row.value_to {
            data += &format!(" data-value-to=\"{to}\"");
        }
        if !row.unit.is_empty() {
            data += &format!(" data-unit=\"{}\"", Escaped(&row.unit));
        }
        if let Some(period) = row.period {
            data += &format!(" data-period=\"{}\"", PeriodName(period));
        }
        if let Some(limit) = row.limit {
            data += &format!(" data-limit=\"{}\"", limit_name(limit));
        }
        if row.mode != juyan_model::Mode::Actual {
            data += &format!(" data-mode=\"{}\"", mode_name(row.mode));
        }
        let words = Escaped(place.of(self.shown.text));
        let changed = if self.shown.since.changed.contains_key(&number) {
            " class=\"n was\""
        } else {
            " class=\"n\""
        };
        format!("<a{changed} id=\"{id}\" href=\"f/{number}.html\"{data}>{words}</a>")
    }
}
