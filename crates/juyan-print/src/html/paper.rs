//! The report's text as it stands, with its figures and the ends of findings marked.

use super::class;
use super::escape::{Escaped, blank_separated};
use super::marks::{Marks, Piece};
use juyan::Checked;
use juyan::document::{Block, BlockKind, Cell, Table};
use juyan::model::{Span, Verdict};
use std::io::{self, Write};

/// Writes the blocks of the document. Fails where `out` does.
pub(super) fn write(out: &mut impl Write, checked: &Checked<'_>) -> io::Result<()> {
    let paper = Paper {
        checked,
        marks: Marks::new(checked),
        proved: proved(checked),
    };
    let mut tables = checked.document.tables.iter().peekable();
    let mut done_to = 0;
    for block in &checked.document.blocks {
        if block.span.start < done_to {
            continue;
        }
        while tables.next_if(|table| table.end() <= block.span.start).is_some() {}
        match tables.peek() {
            Some(table) if block.kind == BlockKind::Row => {
                paper.table(out, table)?;
                done_to = table.end().max(block.span.end);
            }
            _ => paper.block(out, *block)?,
        }
    }
    Ok(())
}

/// Which figures stand in a claim that was proved.
fn proved(checked: &Checked<'_>) -> Vec<bool> {
    let mut proved = vec![false; checked.reading.figures.len()];
    for (claim, _) in checked
        .judged()
        .filter(|(_, judgement)| judgement.verdict == Verdict::Proved)
    {
        for member in &claim.members {
            if let Some(slot) = proved.get_mut(member.figure.0) {
                *slot = true;
            }
        }
    }
    proved
}

struct Paper<'a> {
    checked: &'a Checked<'a>,
    marks: Marks<'a>,
    proved: Vec<bool>,
}

impl Paper<'_> {
    fn block(&self, out: &mut impl Write, block: Block) -> io::Result<()> {
        let (name, class) = match block.kind {
            BlockKind::Title => ("h2", ""),
            BlockKind::Heading(_) => ("h3", ""),
            BlockKind::Furniture => ("p", " class=\"frame\""),
            BlockKind::Paragraph | BlockKind::Caption | BlockKind::Row => ("p", ""),
        };
        write!(out, "<{name}{class}>")?;
        self.words(out, block.span)?;
        writeln!(out, "</{name}>")
    }

    fn table(&self, out: &mut impl Write, table: &Table) -> io::Result<()> {
        write!(out, "<div class=\"table\"><table>")?;
        let mut row = None;
        for cell in &table.cells {
            if row != Some(cell.row) {
                write!(out, "{}<tr>", if row.is_some() { "</tr>" } else { "" })?;
                row = Some(cell.row);
            }
            self.cell(out, table, cell)?;
        }
        writeln!(out, "{}</table></div>", if row.is_some() { "</tr>" } else { "" })
    }

    fn cell(&self, out: &mut impl Write, table: &Table, cell: &Cell) -> io::Result<()> {
        let is_heading = cell.row < table.heading_rows || cell.column < table.heading_columns;
        let name = if is_heading { "th" } else { "td" };
        write!(out, "<{name}")?;
        if cell.columns > 1 {
            write!(out, " colspan=\"{}\"", cell.columns)?;
        }
        if cell.rows > 1 {
            write!(out, " rowspan=\"{}\"", cell.rows)?;
        }
        write!(out, ">")?;
        self.words(out, cell.span)?;
        write!(out, "</{name}>")
    }

    fn words(&self, out: &mut impl Write, span: Span) -> io::Result<()> {
        for piece in self.marks.pieces(span) {
            self.piece(out, &piece)?;
        }
        Ok(())
    }

    fn piece(&self, out: &mut impl Write, piece: &Piece) -> io::Result<()> {
        let words = Escaped(piece.span.of(&self.checked.document.text));
        if piece.figure.is_none() && piece.findings.is_empty() {
            return write!(out, "{words}");
        }
        write!(
            out,
            "<span id=\"s{}\" data-s=\"{}\" class=\"{}\"",
            piece.span.start,
            piece.origin,
            self.classes(piece)
        )?;
        if let Some(figure) = piece.figure {
            write!(out, " data-f=\"{}\"", figure + 1)?;
        }
        if !piece.findings.is_empty() {
            write!(
                out,
                " data-d=\"{}\" tabindex=\"0\"",
                blank_separated(&piece.findings)
            )?;
        }
        write!(out, ">{words}</span>")
    }

    fn classes(&self, piece: &Piece) -> String {
        let figure = piece
            .figure
            .and_then(|position| self.checked.reading.figures.get(position));
        let is_proved = piece.figure.and_then(|position| self.proved.get(position)) == Some(&true);
        let mut classes = Vec::new();
        if let Some(figure) = figure {
            classes.push("f");
            classes.extend(figure.is_fact().then_some("fact"));
            classes.extend(is_proved.then_some("proved"));
        }
        if let Some(severity) = piece.severity {
            classes.extend(["e", class(severity)]);
        }
        classes.join(" ")
    }
}
