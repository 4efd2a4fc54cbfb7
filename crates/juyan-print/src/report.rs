//! A report as a page for a browser: its words, and behind each figure the key of its fact.

use crate::chart::{Chart, svg};
use crate::html::Escaped;
use juyan::model::Span;
use juyan::vocabulary::Catalogue;
use juyan_document::{Block, BlockKind, Document, Table};
use std::fmt::{self, Write};

/// The page's look: one column that a phone shows and a printer prints.
const STYLE: &str = include_str!("../assets/report.css");

/// Writes `document` as a page, each of the `charts` above its table; `facts` are the figures that were written from facts, in text order, each with its key.
///
/// ```
/// use juyan::model::Span;
/// let document = juyan::document::from_text("新增就业133人。");
/// let page = juyan_print::report_page(&document, &[(Span::new(12, 18), "job_new@152923:2025H1".to_owned())], &[], juyan::catalogue(), "zh");
/// assert!(page.contains("新增就业<data value=\"job_new@152923:2025H1\">133人</data>。"));
/// ```
pub fn report_page(
    document: &Document,
    facts: &[(Span, String)],
    charts: &[Chart],
    catalogue: &Catalogue,
    language: &str,
) -> String {
    let mut page = String::new();
    // Writing to a string does not fail.
    let _ = write(&mut page, document, facts, (charts, catalogue), language);
    page
}

fn write(
    page: &mut String,
    document: &Document,
    facts: &[(Span, String)],
    (charts, catalogue): (&[Chart], &Catalogue),
    language: &str,
) -> fmt::Result {
    let title = document.title().map_or("", |span| span.of(&document.text));
    write!(
        page,
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<article>\n",
        Escaped(title)
    )?;
    let mut tables = document.tables.iter().peekable();
    let mut done_to = 0;
    for block in &document.blocks {
        if block.span.start < done_to {
            continue;
        }
        while tables.next_if(|table| table.end() <= block.span.start).is_some() {}
        match tables.peek().filter(|_| block.kind == BlockKind::Row) {
            Some(table) => {
                if let Some(chart) = Chart::above(charts, table) {
                    writeln!(page, "<figure>{}</figure>", svg::drawn(chart, catalogue).0)?;
                }
                whole(page, document, table, facts)?;
                done_to = table.end().max(block.span.end);
            }
            None => paragraph(page, document, *block, facts)?,
        }
    }
    page.push_str("</article>\n</body>\n</html>\n");
    Ok(())
}

fn paragraph(page: &mut String, document: &Document, block: Block, facts: &[(Span, String)]) -> fmt::Result {
    let (open, close) = match block.kind {
        BlockKind::Title => ("<h1>", "</h1>"),
        BlockKind::Heading(1) => ("<h2>", "</h2>"),
        BlockKind::Heading(_) => ("<h3>", "</h3>"),
        BlockKind::Furniture => ("<p class=\"header\">", "</p>"),
        BlockKind::Caption => ("<p class=\"caption\">", "</p>"),
        BlockKind::Paragraph | BlockKind::Row => ("<p>", "</p>"),
    };
    page.push_str(open);
    words(page, &document.text, block.span, facts)?;
    page.push_str(close);
    page.push('\n');
    Ok(())
}

/// A table, with its headings and the cells that reach over several places.
fn whole(page: &mut String, document: &Document, table: &Table, facts: &[(Span, String)]) -> fmt::Result {
    page.push_str("<table>\n<tr>");
    let mut row = table.cells.first().map(|cell| cell.row);
    for cell in &table.cells {
        if row.replace(cell.row) != Some(cell.row) {
            page.push_str("</tr>\n<tr>");
        }
        let is_heading = cell.row < table.heading_rows || cell.column < table.heading_columns;
        let name = if is_heading { "th" } else { "td" };
        write!(page, "<{name}")?;
        for (attribute, reach) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
            if reach > 1 {
                write!(page, " {attribute}=\"{reach}\"")?;
            }
        }
        page.push('>');
        words(page, &document.text, cell.span, facts)?;
        write!(page, "</{name}>")?;
    }
    page.push_str("</tr>\n</table>\n");
    Ok(())
}

/// The words of `span`, with the figures in it.
fn words(page: &mut String, text: &str, span: Span, facts: &[(Span, String)]) -> fmt::Result {
    let mut at = span.start;
    let from = facts.partition_point(|(figure, _)| figure.start < span.start);
    let inside = facts
        .iter()
        .skip(from)
        .take_while(|(figure, _)| figure.end <= span.end);
    for (figure, key) in inside {
        let (before, told) = (Span::new(at, figure.start).of(text), figure.of(text));
        write!(
            page,
            "{}<data value=\"{}\">{}</data>",
            Escaped(before),
            Escaped(key),
            Escaped(told)
        )?;
        at = figure.end;
    }
    write!(page, "{}", Escaped(Span::new(at, span.end).of(text)))
}
