//! The paper's parts as a Word file.

use super::face::Face;
use super::line::{self, CELL as QUARTERS};
use super::paper::{Attachment, Imprint, Part, Signed, Stand, Text};
use super::style::{CELL, CELL_PITCH, CELL_SIZE, PITCH, SMALL, styles};
use super::{aside, column, imprint, paper};
use crate::chart::{Chart, office, svg};
use crate::docx::{DocxError, LOOSE, Piece, assemble, escape};
use juyan::vocabulary::Catalogue;
use juyan_document::{Aside, Cell, Document, Table};
use std::fmt::Write;

/// The width of the type area, 156 mm, in twentieths of a point.
pub(super) const WIDE: usize = 8844;
/// A4, and the margins that leave the type area: 37 mm above, 28 mm on the left; 34.9 mm below, so that 22 lines fit to the twentieth of a
/// point; the footer's end 25.5 mm above the page's.
const PAGE: &str = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1980\" \
                    w:left=\"1588\" w:header=\"851\" w:footer=\"1447\" w:gutter=\"0\"/>";
/// The size of a table's characters, 12 points, goes so often into a line of the type area.
const TABLE_CELLS: usize = 36;

/// Beside the words of a cell, in twentieths of a point.
const SIDE: usize = 85;

/// The longest paragraph that is kept with the signature, in cells: five lines.
const LONGEST_KEPT: usize = 140;

/// The file, which keeps what stood around the report among its properties. Fails only where the archive cannot be put together.
pub(super) fn file(
    (document, parts): (&Document, &[Part]),
    asides: &[Aside],
    catalogue: &Catalogue,
) -> Result<Vec<u8>, DocxError> {
    let mut body = Body {
        document,
        catalogue,
        xml: String::new(),
        is_kept: false,
        charts: Vec::new(),
    };
    let kept = paper::kept(parts);
    for (at, part) in parts.iter().enumerate() {
        body.is_kept =
            kept.contains(&at) && !is_long(part) || paper::names_what_is_behind(part, parts.get(at + 1));
        body.part(part);
    }
    let _ = write!(
        body.xml,
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"odd\"/><w:footerReference w:type=\"even\" r:id=\"even\"/>{PAGE}\
         <w:docGrid w:type=\"lines\" w:linePitch=\"{PITCH}\"/></w:sectPr>"
    );
    let charts = std::mem::take(&mut body.charts);
    let names: Vec<String> = (1..=charts.len()).map(chart_name).collect();
    let mut pieces = vec![
        Piece::new(
            "document",
            "document.main",
            "document",
            format!("<w:body>{}</w:body>", body.xml),
        ),
        Piece::new("styles", "styles", "styles", styles(catalogue)),
        Piece::new("settings", "settings", "settings", SETTINGS.to_owned()),
        Piece::new("fontTable", "fontTable", "fonts", fonts(catalogue)),
        Piece::new("odd", "footer", "ftr", folio("right")),
        Piece::new("even", "footer", "ftr", folio("left")),
    ];
    pieces.extend(
        names
            .iter()
            .zip(charts)
            .map(|(name, part)| Piece::chart(name, part)),
    );
    assemble(&pieces, &aside::properties(asides))
}

/// What the part of a chart is called.
fn chart_name(number: usize) -> String {
    format!("chart{number}")
}

/// Whether it is a paragraph that `LibreOffice` would move as a whole to the page of what it is to stay with, and leave half of its
/// own page empty.
fn is_long(part: &Part) -> bool {
    matches!(part, Part::Text(text) if line::width(text.head) + line::width(text.rest) > LONGEST_KEPT * QUARTERS)
}

/// Odd and even pages have footers of their own; punctuation keeps its cell; what Word of 2013 and later does is meant.
const SETTINGS: &str = "<w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat><w:compatSetting \
                        w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>";

/// The fonts that are named, each with what Word may take in its place.
fn fonts(catalogue: &Catalogue) -> String {
    let mut out = String::new();
    let mut names: Vec<&str> = Vec::new();
    for face in Face::ALL {
        let name = face.name(catalogue);
        if names.contains(&name) {
            continue;
        }
        names.push(name);
        let others: Vec<&str> = face.others(catalogue).collect();
        let _ = write!(
            out,
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{}\"/></w:font>",
            others.join(",")
        );
    }
    out
}

/// The page number between dashes, one character from the outer edge.
fn folio(side: &str) -> String {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:ind w:{side}=\"{SMALL}\"/><w:jc w:val=\"{side}\"/></w:pPr>{}{}<w:r>\
         <w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>{}<w:r><w:t>1</w:t></w:r>{}{}</w:p>",
        run("— ", ""),
        field("begin"),
        field("separate"),
        field("end"),
        run(" —", "")
    )
}

/// Words in a run; marks that Latin and Han have in common are those of the Han font.
pub(super) fn run(words: &str, style: &str) -> String {
    let style = if style.is_empty() {
        String::new()
    } else {
        format!("<w:rStyle w:val=\"{style}\"/>")
    };
    let mut out = String::new();
    for (number, line) in words.split('\t').enumerate() {
        if number > 0 {
            out.push_str("<w:r><w:tab/></w:r>");
        }
        if !line.is_empty() {
            let _ = write!(
                out,
                "<w:r><w:rPr>{style}<w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                escape(line)
            );
        }
    }
    out
}

struct Body<'a> {
    document: &'a Document,
    catalogue: &'a Catalogue,
    xml: String,
    /// Whether what is written stays on the page of what is behind it.
    is_kept: bool,
    /// What is drawn, as parts of the file.
    charts: Vec<String>,
}

impl Body<'_> {
    fn part(&mut self, part: &Part) {
        match part {
            Part::Number(words) => self.paragraph("Number", "", &run(words, "")),
            Part::Title(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| run(line, "")).collect();
                self.paragraph("Title", "", &lines.join("<w:r><w:br/></w:r>"));
            }
            Part::Aside(words) => self.paragraph("Subtitle", "", &run(words, "")),
            Part::Blank => self.paragraph("Normal", "", ""),
            Part::Addressee(words) => self.paragraph("Salutation", "", &run(words, "")),
            Part::Text(text) => self.text(*text),
            Part::Caption(words) => self.paragraph("Caption", "", &run(words, "")),
            Part::Unit(words) => self.paragraph("TableUnit", "", &run(words, "")),
            Part::Chart(chart) => self.chart(chart),
            Part::Table(table) => self.table(table),
            Part::Attachment(attachment) => self.attachment(attachment),
            Part::Signed(signed) => self.signed(signed),
            Part::Imprint(imprint) => self.imprint(imprint),
        }
    }

    /// A chart on a line as high as it, which stays with its table.
    fn chart(&mut self, chart: &Chart) {
        let (_, high) = svg::drawn(chart, self.catalogue);
        self.charts.push(office::part(chart));
        let number = self.charts.len();
        let place = office::Place {
            number,
            part: &chart_name(number),
            prefix: "w:",
        };
        let place = office::place(chart, place, (svg::WIDE, high + LOOSE));
        let line = "<w:keepNext/><w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>";
        self.paragraph("Normal", line, &place);
    }

    /// A paragraph of a style; `more` are properties of its own, which stand behind the style.
    fn paragraph(&mut self, style: &str, more: &str, runs: &str) {
        let kept = if self.is_kept { "<w:keepNext/>" } else { "" };
        let _ = write!(
            self.xml,
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{kept}{more}</w:pPr>{runs}</w:p>"
        );
    }

    /// A heading of its own has the heading's style; one that runs into its text has it as far as it goes.
    fn text(&mut self, text: Text) {
        match text.rank {
            Some(rank) if text.rest.is_empty() => {
                let style = format!("Heading{}", rank.level());
                self.paragraph(&style, "", &run(text.head, ""));
            }
            rank => {
                let level = rank.map(super::rank::Rank::level).filter(|level| *level <= 2);
                let style = level.map_or(String::new(), |level| format!("Heading{level}Char"));
                let runs = if style.is_empty() {
                    run(&[text.head, text.rest].concat(), "")
                } else {
                    run(text.head, &style) + &run(text.rest, "")
                };
                self.paragraph("BodyTextFirstIndent", "", &runs);
            }
        }
    }

    /// An entry whose later lines stand below the first word of its name.
    fn attachment(&mut self, attachment: &Attachment) {
        let Attachment { label, number, name } = attachment;
        // 附件： is three characters wide, `1.` about three quarters of one.
        let (outer, own) = (2 * CELL, if number.is_empty() { 0 } else { CELL * 3 / 4 });
        let left = outer + 3 * CELL + own;
        let hanging = if label.is_empty() { own } else { left - outer };
        let indent = format!("<w:ind w:left=\"{left}\" w:hanging=\"{hanging}\"/>");
        self.paragraph("Attachment", &indent, &run(&format!("{label}{number}{name}"), ""));
    }

    fn signed(&mut self, signed: &Signed) {
        let indent = format!("<w:ind w:right=\"{}\"/>", signed.from_right * CELL / QUARTERS);
        let style = if signed.is_day { "Date" } else { "Signature" };
        self.paragraph(style, &indent, &run(&signed.words, ""));
    }

    /// A box at the foot of the page on which the text ends.
    fn imprint(&mut self, imprint: &Imprint) {
        let line = "<w:spacing w:line=\"20\" w:lineRule=\"exact\"/>";
        self.paragraph("Normal", line, &imprint::boxed(imprint));
    }

    fn table(&mut self, table: &Table) {
        const EDGES: [&str; 6] = ["top", "left", "bottom", "right", "insideH", "insideV"];
        let edges = EDGES
            .map(|edge| format!("<w:{edge} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"))
            .concat();
        let (widths, _) = column::widths(table, self.document, self.catalogue, (WIDE, TABLE_CELLS));
        let mut grid = String::new();
        for width in &widths {
            let _ = write!(grid, "<w:gridCol w:w=\"{width}\"/>");
        }
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDE}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{edges}</w:tblBorders>\
             <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"{SIDE}\" w:type=\"dxa\"/><w:right w:w=\"{SIDE}\" w:type=\"dxa\"/>\
             </w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        );
        for row in 0..paper::rows(table) {
            let heading = if row < table.heading_rows {
                "<w:tblHeader/>"
            } else {
                ""
            };
            let high = self.height(table, row, &widths);
            let _ = write!(
                self.xml,
                "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{high}\" w:hRule=\"atLeast\"/>{heading}</w:trPr>"
            );
            self.row(table, row, &widths);
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
    }

    /// How high a row is: so many lines of the page as its words need, so that the text behind the table stands on the page's lines.
    fn height(&self, table: &Table, row: usize, widths: &[usize]) -> usize {
        let own = table
            .cells
            .iter()
            .filter(|cell| cell.row == row && cell.rows == 1);
        let lines = own.map(|cell| {
            let columns = widths.get(cell.column..cell.column + cell.columns);
            let width: usize = columns.unwrap_or_default().iter().sum();
            let room = width.saturating_sub(2 * SIDE) / CELL_SIZE;
            line::lines(paper::cell(cell.span, self.document), self.catalogue, room, room).len()
        });
        (lines.max().unwrap_or(1) * CELL_PITCH).next_multiple_of(PITCH)
    }

    /// One row, column by column; a cell from above goes on, a place that nothing takes is empty.
    fn row(&mut self, table: &Table, row: usize, widths: &[usize]) {
        let reaches = |cell: &&Cell| cell.row <= row && row < cell.row + cell.rows;
        let mut cells: Vec<&Cell> = table.cells.iter().filter(reaches).collect();
        cells.sort_by_key(|cell| cell.column);
        let mut column = 0;
        for cell in cells {
            if cell.column < column {
                continue;
            }
            self.empty(widths.get(column..cell.column));
            let merge = match (cell.rows > 1, cell.row == row) {
                (true, true) => "<w:vMerge w:val=\"restart\"/>",
                (true, false) => "<w:vMerge/>",
                _ => "",
            };
            column = cell.column + cell.columns;
            let width: usize = widths.get(cell.column..column).unwrap_or_default().iter().sum();
            let words = if cell.row == row {
                paper::cell(cell.span, self.document)
            } else {
                ""
            };
            let style = match paper::stand(table, cell, words, self.catalogue) {
                Stand::Heading => "TableHeading",
                Stand::Figure => "TableFigure",
                Stand::Words => "TableText",
            };
            let _ = write!(
                self.xml,
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{}\"/>{merge}<w:vAlign \
                 w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p></w:tc>",
                cell.columns,
                run(words, "")
            );
        }
        self.empty(widths.get(column..));
    }

    fn empty(&mut self, widths: Option<&[usize]>) {
        for width in widths.unwrap_or_default() {
            let _ = write!(
                self.xml,
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr>\
                 </w:p></w:tc>"
            );
        }
    }
}
