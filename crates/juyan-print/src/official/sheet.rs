//! The paper's parts as they are seen in a browser, before there is a file. How wide and how high things are is the style sheet's, which
//! whoever shows it brings; where pages break is not known here.

use super::paper::{self, Attachment, Imprint, Part, Signed, Text};
use super::rank::Rank;
use super::{Office, line};
use crate::chart::{Chart, svg};
use crate::html::{Escaped, open_cell};
use juyan::vocabulary::Catalogue;
use juyan_document::{Document, Table};
use std::fmt::{self, Write};

/// Writes the document as a part of a page: an element of the class `official-paper`, each part in it of a class of its own.
///
/// ```
/// let document = juyan::document::frame(juyan::document::from_text("额济纳旗计划执行情况\n\n一、总的情况\n增长2.7%。"), juyan::catalogue());
/// let sheet = juyan_print::official::sheet(&document, &[], &Default::default(), juyan::catalogue());
/// assert!(sheet.contains("<h2 class=\"title\">额济纳旗计划执行情况</h2>"));
/// ```
pub fn sheet(document: &Document, charts: &[Chart], office: &Office, catalogue: &Catalogue) -> String {
    let mut out = String::from("<article class=\"official-paper\">\n");
    for part in paper::parts(document, charts, office, catalogue) {
        // Writing to a string does not fail.
        let _ = write(&mut out, &part, document, catalogue);
        out.push('\n');
    }
    out.push_str("</article>\n");
    out
}

fn write(out: &mut String, part: &Part<'_>, document: &Document, catalogue: &Catalogue) -> fmt::Result {
    match part {
        Part::Number(number) => write!(out, "<p class=\"number\">{}</p>", Escaped(number)),
        Part::Title(lines) => {
            let lines: Vec<String> = lines.iter().map(|line| Escaped(line).to_string()).collect();
            write!(out, "<h2 class=\"title\">{}</h2>", lines.join("<br>"))
        }
        Part::Aside(words) => write!(out, "<p class=\"aside\">{}</p>", Escaped(words)),
        Part::Blank => out.write_str("<p class=\"blank\"></p>"),
        Part::Addressee(words) => write!(out, "<p class=\"addressee\">{}</p>", Escaped(words)),
        Part::Text(text) => paragraph(out, text),
        Part::Caption(words) => write!(out, "<p class=\"caption\">{}</p>", Escaped(words)),
        Part::Unit(words) => write!(out, "<p class=\"unit\">{}</p>", Escaped(words)),
        Part::Chart(chart) => write!(out, "<figure>{}</figure>", svg::drawn(chart, catalogue).0),
        Part::Table(table) => rows(out, table, document),
        Part::Attachment(attachment) => attached(out, attachment),
        Part::Signed(signed) => sign(out, signed),
        Part::Imprint(imprint) => foot(out, imprint),
    }
}

fn paragraph(out: &mut String, text: &Text<'_>) -> fmt::Result {
    let class = match text.rank {
        Some(Rank::Section) => "section",
        Some(Rank::Part) => "part",
        Some(Rank::Point | Rank::Item) | None => "text",
    };
    let (head, rest) = (Escaped(text.head), Escaped(text.rest));
    if text.head.is_empty() {
        write!(out, "<p class=\"text\">{rest}</p>")
    } else {
        write!(
            out,
            "<p class=\"text\"><span class=\"{class}\">{head}</span>{rest}</p>"
        )
    }
}

fn rows(out: &mut String, table: &Table, document: &Document) -> fmt::Result {
    out.push_str("<div class=\"wide\"><table>\n<tr>");
    let mut row = table.cells.first().map(|cell| cell.row);
    for cell in &table.cells {
        if row.replace(cell.row) != Some(cell.row) {
            out.push_str("</tr>\n<tr>");
        }
        let name = open_cell(out, table, cell)?;
        write!(out, "{}</{name}>", Escaped(paper::cell(cell.span, document)))?;
    }
    out.write_str("</tr>\n</table></div>")
}

fn attached(out: &mut String, attachment: &Attachment<'_>) -> fmt::Result {
    let Attachment { label, number, name } = attachment;
    write!(
        out,
        "<p class=\"attachment\">{}{}{}</p>",
        Escaped(label),
        Escaped(number),
        Escaped(name)
    )
}

/// How far a line ends from the right edge is told by blanks, as wide as a character each: a page has no style of its own.
fn sign(out: &mut String, signed: &Signed<'_>) -> fmt::Result {
    let blank = "\u{3000}".repeat(signed.from_right / line::CELL);
    write!(out, "<p class=\"signed\">{}{blank}</p>", Escaped(&signed.words))
}

fn foot(out: &mut String, imprint: &Imprint) -> fmt::Result {
    out.push_str("<footer class=\"imprint\">");
    if !imprint.copies.is_empty() {
        write!(out, "<p>{}</p>", Escaped(&imprint.copies))?;
    }
    if !imprint.printer.is_empty() || !imprint.printed.is_empty() {
        let (who, when) = (Escaped(&imprint.printer), Escaped(&imprint.printed));
        write!(out, "<p class=\"ends\"><span>{who}</span><span>{when}</span></p>")?;
    }
    out.write_str("</footer>")
}
