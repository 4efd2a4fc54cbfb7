//! A web page to a document: the report without the site's frame, the publication header and footer kept.

mod main_text;
mod page;
mod sheet;
mod title;
mod token;

use crate::bar::is_bar;
use crate::decode::decode;
use crate::field::fields;
use crate::{Block, BlockKind, Document, FieldKind, Format, ReadError};
use encoding_rs::Encoding;
use juyan_catalogue::Catalogue;
use juyan_model::Span;
use main_text::{is_links, main_lines};
use page::{Kind, Page};
use std::ops::Range;
use title::{is_label, title_lines};

/// How far into a page its encoding is declared.
const DECLARED_WITHIN: usize = 4096;
/// How far behind the report its footer may stand, in lines.
const FOOT_WITHIN: usize = 12;
/// A longer row, in characters, is no row of header fields.
const LONGEST_ROW: usize = 400;

pub(crate) fn read(bytes: &[u8], catalogue: &Catalogue) -> Result<Document, ReadError> {
    let source = decode(bytes, declared(bytes))?;
    let page = Page::read(&source)?;
    let main = main_lines(&page);
    let title = title_lines(&page, &main, catalogue);
    let text = String::new();
    let document = Document {
        text,
        blocks: Vec::new(),
        tables: Vec::new(),
        header: Vec::new(),
        format: Format::Html,
        joins: Vec::new(),
    };
    let mut writer = Writer {
        page: &page,
        catalogue,
        title,
        document,
    };
    writer.frame(0..main.start, true);
    writer.report(main.clone());
    writer.frame(main.end..page.lines.len().min(main.end + FOOT_WITHIN), false);
    if writer.document.text.trim().is_empty() {
        Err(ReadError::Empty)
    } else {
        Ok(writer.document)
    }
}

/// The encoding that the page says it is in.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(DECLARED_WITHIN)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, after) = head.split_once("charset")?;
    let label = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
    let end = label
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | ';' | '/'))
        .unwrap_or(label.len());
    Encoding::for_label(label.get(..end)?.as_bytes())
}

struct Writer<'a> {
    page: &'a Page,
    catalogue: &'a Catalogue,
    title: Range<usize>,
    document: Document,
}

impl Writer<'_> {
    fn push(&mut self, text: &str, kind: BlockKind) -> Span {
        let start = self.document.text.len();
        self.document.text.push_str(text);
        let span = Span::new(start, self.document.text.len());
        self.document.blocks.push(Block { span, kind });
        self.document.text.push('\n');
        span
    }

    /// What is kept of the lines around the report: its title, and lines of header fields.
    fn frame(&mut self, lines: Range<usize>, before: bool) {
        let mut at = lines.start;
        while at < lines.end {
            let (text, next) = self.labelled(at, lines.end);
            if self.title.contains(&at) {
                self.push(&text, BlockKind::Title);
            } else if self.says_something(&text, before) {
                self.push(self.told(&text), BlockKind::Furniture);
            }
            at = next;
        }
    }

    /// Whether a line of the frame holds a field that belongs to the report.
    fn says_something(&self, text: &str, before: bool) -> bool {
        let found = fields(Span::new(0, text.len()), text, self.catalogue);
        found.iter().any(|field| match field.kind {
            FieldKind::Other => false,
            FieldKind::Position | FieldKind::Title | FieldKind::Keywords => before,
            _ => true,
        })
    }

    /// A line of the frame without what stands behind its breadcrumb.
    fn told<'t>(&self, text: &'t str) -> &'t str {
        let found = fields(Span::new(0, text.len()), text, self.catalogue);
        let way = found.last().filter(|field| field.kind == FieldKind::Position);
        way.map_or(text, |way| text.get(..way.value.end).unwrap_or(text))
    }

    /// The line at `at`, with those that belong to it: the rest of its table row, or the value behind a label.
    fn labelled(&self, at: usize, end: usize) -> (String, usize) {
        let Some(line) = self.page.lines.get(at) else {
            return (String::new(), at + 1);
        };
        let row = self
            .page
            .around(line.node)
            .find(|(_, node)| node.kind == Kind::Row);
        if let Some((_, row)) = row.filter(|(_, row)| row.lines.start == at && row.lines.end <= end) {
            let cells = row.children.iter().filter_map(|cell| self.page.nodes.get(*cell));
            let in_cells: usize = cells.map(|cell| cell.lines.len()).sum();
            let cells = row.children.iter().map(|cell| sheet::words(self.page, *cell));
            let text = cells.collect::<Vec<_>>().join("\t");
            if in_cells == row.lines.len() && text.chars().count() < LONGEST_ROW {
                return (text, row.lines.end);
            }
        }
        let text = line.text.clone();
        let next = self.page.lines.get(at + 1).filter(|_| at + 1 < end);
        match next {
            Some(next)
                if is_label(&text, self.catalogue)
                    && !is_label(&next.text, self.catalogue)
                    && !self.title.contains(&(at + 1)) =>
            {
                let colon = if text.ends_with([':', '：']) { "" } else { "：" };
                (format!("{text}{colon}{}", next.text), at + 2)
            }
            _ => (text, at + 1),
        }
    }

    fn report(&mut self, lines: Range<usize>) {
        let mut at = lines.start;
        while let Some(line) = self.page.lines.get(at).filter(|_| at < lines.end) {
            if let Some(end) = self.table(at, lines.end) {
                at = end;
                continue;
            }
            let (text, next) = if is_label(&line.text, self.catalogue) {
                self.labelled(at, lines.end)
            } else {
                (line.text.clone(), at + 1)
            };
            let node = self.page.nodes.get(line.node);
            let kind = match node.map(|node| node.kind) {
                _ if self.title.contains(&at) => BlockKind::Title,
                Some(Kind::Heading(level)) => BlockKind::Heading(level),
                Some(Kind::Caption) => BlockKind::Caption,
                _ => BlockKind::Paragraph,
            };
            let frame = node.is_some_and(|node| node.furniture)
                || (is_links(line) && !text.contains('。'))
                || is_bar(&text, self.catalogue);
            if kind == BlockKind::Title || !frame {
                self.push(&text, kind);
            } else if self.says_something(&text, true) {
                self.push(self.told(&text), kind);
            }
            at = next.max(at + 1);
        }
    }

    /// Writes the data table that begins at line `at`, if one does; says where it ends.
    fn table(&mut self, at: usize, end: usize) -> Option<usize> {
        let line = self.page.lines.get(at)?;
        let (number, node) = self
            .page
            .around(line.node)
            .find(|(_, node)| node.kind == Kind::Table)?;
        if node.lines.start != at || node.lines.end > end {
            return None;
        }
        let rows = sheet::rows(self.page, number)?;
        let mut children = node
            .children
            .iter()
            .filter_map(|child| self.page.nodes.get(*child));
        let caption = children
            .find(|child| child.kind == Kind::Caption)
            .map(|caption| caption.lines.clone());
        let caption = caption
            .and_then(|lines| self.page.lines.get(lines))
            .and_then(|lines| lines.first());
        let caption = caption
            .map(|line| line.text.clone())
            .map(|text| self.push(&text, BlockKind::Caption));
        let end = node.lines.end;
        sheet::write(self.page, &rows, caption, &mut self.document);
        Some(end)
    }
}
