//! PDF with a text layer: glyphs to lines, lines to paragraphs and tables.
//!
//! The pages' own order of text is not trusted; lines are put together from where the glyphs stand. Which lines are a paragraph and
//! which words a cell, the file's tags tell where it has them and they leave nothing out; else it is guessed from where lines end and
//! begin. No text is recognised in pictures, and columns side by side are not told apart. Lines that stood around the report where it
//! was published stand around it again, if this house wrote the file.

mod aside;
mod depth;
mod line;
mod page;
mod rows;
mod ruled;
mod tagged;
mod tags;

use crate::aside::{Aside, Asides};
use crate::{Block, BlockKind, Cell, Document, Format, ReadError, Table, grid};
use juyan_model::Span;
use line::Glyph;
use page::{Item, Sheet};
use pdf_oxide::PdfDocument;
use pdf_oxide::elements::{PathContent, PathOperation};
use pdf_oxide::error::Error;
use rows::TableCell;
use ruled::Rule;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tags::Tags;

/// More pages than this no report has.
const MOST_PAGES: usize = 3000;
/// More glyphs than this no report has.
const MOST_GLYPHS: usize = 8_000_000;

pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    if depth::is_too_deep(bytes) {
        return Err(ReadError::TooDeep);
    }
    // The library is written for honest files; where a damaged one makes it panic, the file is what is broken.
    let pages = catch_unwind(AssertUnwindSafe(|| pages(bytes))).unwrap_or(Err(ReadError::BrokenPdf));
    let Pages { sheets, tags, asides } = pages?;
    let glyphs = sheets
        .iter()
        .flat_map(|sheet| &sheet.glyphs)
        .filter(|glyph| !glyph.sign.is_whitespace());
    let (mut all, mut unreadable) = (0_usize, 0_usize);
    for glyph in glyphs {
        all += 1;
        let private = ('\u{e000}'..='\u{f8ff}').contains(&glyph.sign);
        unreadable += usize::from(private || glyph.sign == char::REPLACEMENT_CHARACTER);
    }
    if all == 0 {
        // What broke off has lost its pages, or what stood on them.
        let is_whole = !sheets.is_empty() && ends(bytes);
        return Err(if is_whole {
            ReadError::Scan
        } else {
            ReadError::BrokenPdf
        });
    }
    if unreadable * 3 > all {
        return Err(ReadError::BrokenPdf);
    }
    let told = tags.and_then(|tags| tagged::items(&sheets, &tags));
    let items = told.unwrap_or_else(|| page::items(&sheets));
    Ok(write(items, Asides::new(asides)))
}

/// Whether the mark of a file's end stands at its end, behind which some programs leave a few bytes.
fn ends(bytes: &[u8]) -> bool {
    const BEHIND: usize = 1024;
    let end = bytes.get(bytes.len().saturating_sub(BEHIND)..);
    end.is_some_and(|end| memchr::memmem::find(end, b"%%EOF").is_some())
}

fn reason(error: &Error) -> ReadError {
    match error {
        Error::EncryptedPdf => ReadError::Encrypted,
        _ => ReadError::BrokenPdf,
    }
}

/// What a file tells.
struct Pages {
    sheets: Vec<Sheet>,
    tags: Option<Tags>,
    asides: Vec<Aside>,
}

fn pages(bytes: &[u8]) -> Result<Pages, ReadError> {
    let document = PdfDocument::from_bytes(bytes.to_vec()).map_err(|error| reason(&error))?;
    if document.is_encrypted() && !document.authenticate(b"").map_err(|error| reason(&error))? {
        return Err(ReadError::Encrypted);
    }
    let pages = document.page_count().map_err(|error| reason(&error))?;
    if pages > MOST_PAGES {
        return Err(ReadError::TooLarge);
    }
    let mut sheets = Vec::with_capacity(pages);
    let mut glyphs = 0;
    for page in 0..pages {
        let characters = document.extract_chars(page).map_err(|error| reason(&error))?;
        glyphs += characters.len();
        if glyphs > MOST_GLYPHS {
            return Err(ReadError::TooLarge);
        }
        let upright = characters
            .iter()
            .filter(|one| one.rotation_degrees.abs() < 1.0 && one.font_size > 0.0);
        let marked = upright.map(|one| {
            let glyph = Glyph {
                sign: one.char,
                left: one.origin_x,
                right: one.origin_x + one.advance_width.max(0.0),
                base: one.origin_y,
                size: one.font_size,
            };
            (glyph, one.mcid)
        });
        let width = document
            .get_page_media_box(page)
            .map_or(0.0, |(left, _, right, _)| (right - left).abs());
        let finite = |glyph: &Glyph| {
            [glyph.left, glyph.right, glyph.base, glyph.size]
                .iter()
                .all(|n| n.is_finite())
        };
        let (glyphs, marks) = marked.filter(|(glyph, _)| finite(glyph)).unzip();
        sheets.push(Sheet {
            glyphs,
            marks,
            // A page whose drawings cannot be read still has its text.
            rules: document
                .extract_paths(page)
                .map_or_else(|_| Vec::new(), |paths| paths.iter().flat_map(rules).collect()),
            width,
        });
    }
    Ok(Pages {
        sheets,
        tags: Tags::of(&document),
        asides: aside::asides(&document),
    })
}

/// The straight lines of a drawing: those that are drawn, and boxes so thin that they are meant for lines.
fn rules(path: &PathContent) -> Vec<Rule> {
    let mut rules = Vec::new();
    let (mut at, mut begun) = ((0.0, 0.0), (0.0, 0.0));
    let mut is_straight = true;
    for operation in &path.operations {
        let next = match *operation {
            PathOperation::MoveTo(x, y) => {
                (at, begun) = ((x, y), (x, y));
                continue;
            }
            PathOperation::LineTo(x, y) => (x, y),
            PathOperation::ClosePath => begun,
            PathOperation::Rectangle(x, y, width, height) => {
                let (right, top) = (x + width, y + height);
                let corners = [(x, y), (right, y), (right, top), (x, top), (x, y)];
                let sides = corners.windows(2).filter_map(|side| match side {
                    [from, to] => Rule::of_box(*from, *to),
                    _ => None,
                });
                match Rule::of_box((x, y), (right, top)) {
                    Some(thin) => rules.push(thin),
                    None => rules.extend(sides),
                }
                continue;
            }
            PathOperation::CurveTo(_, _, _, _, x, y) => {
                is_straight = false;
                at = (x, y);
                continue;
            }
        };
        rules.extend(Rule::of_box(at, next));
        at = next;
    }
    let is_finite = |rule: &Rule| {
        [rule.left, rule.right, rule.foot, rule.top]
            .iter()
            .all(|n| n.is_finite())
    };
    rules.retain(is_finite);
    if is_straight { rules } else { Vec::new() }
}

fn write(items: Vec<Item>, mut asides: Asides) -> Document {
    let text = String::new();
    let mut document = Document {
        text,
        blocks: Vec::new(),
        tables: Vec::new(),
        header: Vec::new(),
        format: Format::Pdf,
        joins: Vec::new(),
    };
    for item in items {
        match item {
            Item::Paragraph { text, kind } => {
                for line in asides.before(kind) {
                    document.push(&line, BlockKind::Furniture);
                }
                document.push(&text, kind);
            }
            Item::Table { rows, heads } => write_table(&rows, heads, &mut document),
        }
    }
    for line in asides.rest() {
        document.push(&line, BlockKind::Furniture);
    }
    document
}

/// Writes rows as lines, cells between tabs; so many of the first were said to head the others.
fn write_table(rows: &[Vec<TableCell>], heads: usize, document: &mut Document) {
    let mut table = Table {
        heading_rows: heads,
        ..Table::default()
    };
    for (row, cells) in rows.iter().enumerate() {
        let start = document.text.len();
        for cell in cells {
            if document.text.len() > start {
                document.text.push('\t');
            }
            let begin = document.text.len();
            document.text.push_str(&cell.text);
            let span = Span::new(begin, document.text.len());
            table.cells.push(Cell {
                span,
                row,
                column: cell.column,
                columns: cell.columns,
                rows: cell.rows,
            });
        }
        if cells.is_empty() {
            continue;
        }
        document.blocks.push(Block {
            span: Span::new(start, document.text.len()),
            kind: BlockKind::Row,
        });
        document.text.push('\n');
    }
    grid::set_headings(&mut table, &document.text);
    document.tables.push(table);
}
