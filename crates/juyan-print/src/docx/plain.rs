//! A plain Word document of any document's text, with comments.

use super::comments::{Placed, part};
use super::pack::pack;
use super::write::escape;
use super::{Comment, DocxError};
use juyan_document::{Block, BlockKind, Cell, Document, Table};
use juyan_model::Span;
use std::fmt::Write;

/// Writes the document's text as a plain Word document: title, headings, paragraphs, tables, and `comments` at their
/// places.
///
/// Fails only where the archive cannot be put together.
pub fn plain(document: &Document, comments: &[Comment]) -> Result<Vec<u8>, DocxError> {
    let mut marks = Vec::new();
    let mut placed = Vec::new();
    for (comment, (span, words)) in comments
        .iter()
        .flat_map(|comment| comment.placed().map(move |placed| (comment, placed)))
    {
        let id = u32::try_from(placed.len()).unwrap_or(u32::MAX);
        let start = document.text.floor_char_boundary(span.start);
        let end = document.text.ceil_char_boundary(span.end.max(start + 1));
        marks.push((start, Mark::Start(id)));
        marks.push((end, Mark::End(id)));
        placed.push(Placed {
            id,
            author: &comment.author,
            text: words,
        });
    }
    marks.sort_unstable();
    let body = Body {
        document,
        marks,
        next: 0,
        xml: String::new(),
    }
    .write();

    let comments = (!placed.is_empty()).then(|| part(&placed));
    pack(&body, &styles(), comments.as_deref())
}

/// Body text in `FangSong` 16 pt with two characters' indent, as official documents have it.
fn styles() -> String {
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let heading = |level: u8| {
        let paragraph = format!("<w:keepNext/><w:outlineLvl w:val=\"{}\"/>", level - 1);
        style(
            &format!("Heading{level}"),
            &format!("heading {level}"),
            &paragraph,
            "<w:rFonts w:eastAsia=\"SimHei\"/>",
        )
    };
    let headings: String = (1..=6).map(heading).collect();
    [
        style(
            "Title",
            "Title",
            "<w:jc w:val=\"center\"/>",
            "<w:rFonts w:eastAsia=\"SimHei\"/><w:sz w:val=\"44\"/>",
        ),
        style(
            "Caption",
            "caption",
            "<w:jc w:val=\"center\"/>",
            "<w:sz w:val=\"28\"/>",
        ),
        style(
            "Header1",
            "Publication header",
            "",
            "<w:color w:val=\"666666\"/><w:sz w:val=\"24\"/>",
        ),
        style(
            "BodyIndent",
            "Body text",
            "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>",
            "",
        ),
        headings,
    ]
    .concat()
}

/// A mark of a comment; at one place ends go before beginnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    End(u32),
    Start(u32),
}

struct Body<'a> {
    document: &'a Document,
    /// Marks by place, and the next that is not written.
    marks: Vec<(usize, Mark)>,
    next: usize,
    xml: String,
}

impl Body<'_> {
    fn write(mut self) -> String {
        let document = self.document;
        let mut tables = document.tables.iter().peekable();
        let mut done = 0;
        for block in &document.blocks {
            if block.span.start < done {
                continue;
            }
            let table = tables.next_if(|table| table.cells.iter().any(|cell| block.span.contains(cell.span)));
            match table {
                Some(table) if block.kind == BlockKind::Row => {
                    self.table(table);
                    done = table.end();
                }
                _ => self.paragraph(block),
            }
        }
        self.rest();
        self.xml.push_str(
            "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" \
             w:left=\"1587\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/></w:sectPr>",
        );
        self.xml
    }

    fn paragraph(&mut self, block: &Block) {
        let style = match block.kind {
            BlockKind::Title => "Title".to_owned(),
            BlockKind::Heading(level) => format!("Heading{}", level.clamp(1, 6)),
            BlockKind::Caption => "Caption".to_owned(),
            BlockKind::Furniture => "Header1".to_owned(),
            BlockKind::Paragraph | BlockKind::Row => "BodyIndent".to_owned(),
        };
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
        let words = block.span.of(&self.document.text);
        let start = block.span.start + (words.len() - words.trim_start().len());
        self.words(Span::new(start, block.span.end));
        self.xml.push_str("</w:p>");
    }

    fn table(&mut self, table: &Table) {
        const EDGES: [&str; 6] = ["top", "left", "bottom", "right", "insideH", "insideV"];
        let edges = EDGES
            .map(|edge| format!("<w:{edge} w:val=\"single\" w:sz=\"4\" w:color=\"auto\"/>"))
            .concat();
        let columns = table
            .cells
            .iter()
            .map(|cell| cell.column + cell.columns)
            .max()
            .unwrap_or(1);
        let grid = "<w:gridCol/>".repeat(columns);
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        );
        let rows = table
            .cells
            .iter()
            .map(|cell| cell.row + cell.rows)
            .max()
            .unwrap_or(0);
        for row in 0..rows {
            self.xml.push_str("<w:tr>");
            if row < table.heading_rows {
                self.xml.push_str("<w:trPr><w:tblHeader/></w:trPr>");
            }
            self.row(table, row, columns);
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
    }

    /// One row, column by column; a cell from above goes on, a place that nothing takes is empty.
    fn row(&mut self, table: &Table, row: usize, columns: usize) {
        let reaches = |cell: &&Cell| cell.row <= row && row < cell.row + cell.rows;
        let from = table.cells.partition_point(|cell| cell.row + 200 < row);
        let upto = table.cells.partition_point(|cell| cell.row <= row);
        let mut cells: Vec<&Cell> = table
            .cells
            .get(from..upto)
            .unwrap_or_default()
            .iter()
            .filter(reaches)
            .collect();
        cells.sort_by_key(|cell| cell.column);
        let mut column = 0;
        for cell in cells {
            if cell.column < column {
                continue;
            }
            self.xml
                .push_str(&"<w:tc><w:tcPr/><w:p/></w:tc>".repeat(cell.column - column));
            let merge = match (cell.rows > 1, cell.row == row) {
                (true, true) => "<w:vMerge w:val=\"restart\"/>",
                (true, false) => "<w:vMerge/>",
                _ => "",
            };
            let _ = write!(
                self.xml,
                "<w:tc><w:tcPr><w:gridSpan w:val=\"{}\"/>{merge}</w:tcPr><w:p>",
                cell.columns
            );
            if cell.row == row {
                self.words(cell.span);
            }
            self.xml.push_str("</w:p></w:tc>");
            column = cell.column + cell.columns;
        }
        self.xml
            .push_str(&"<w:tc><w:tcPr/><w:p/></w:tc>".repeat(columns.saturating_sub(column)));
    }

    /// Writes text as runs, parted at the marks in it. Marks before it that found no text stand at its beginning.
    fn words(&mut self, span: Span) {
        let mut at = span.start;
        while let Some((place, mark)) = self.marks.get(self.next).copied() {
            let end = matches!(mark, Mark::End(_));
            if place > span.end || (place == span.end && !end) || span.is_empty() {
                break;
            }
            let place = place.max(at);
            self.run(Span::new(at, place));
            self.mark(mark);
            at = place;
            self.next += 1;
        }
        self.run(Span::new(at, span.end));
    }

    fn run(&mut self, span: Span) {
        for (number, words) in span.of(&self.document.text).split('\t').enumerate() {
            if number > 0 {
                self.xml.push_str("<w:r><w:tab/></w:r>");
            }
            if !words.is_empty() {
                let _ = write!(
                    self.xml,
                    "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                    escape(words)
                );
            }
        }
    }

    fn mark(&mut self, mark: Mark) {
        let xml = match mark {
            Mark::Start(id) => format!("<w:commentRangeStart w:id=\"{id}\"/>"),
            Mark::End(id) => {
                format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>")
            }
        };
        self.xml.push_str(&xml);
    }

    /// Marks behind the last text stand in a paragraph of their own.
    fn rest(&mut self) {
        let left = self.marks.get(self.next..).unwrap_or_default().to_vec();
        if left.is_empty() {
            return;
        }
        self.xml.push_str("<w:p>");
        for (_, mark) in left {
            self.mark(mark);
        }
        self.xml.push_str("</w:p>");
    }
}
