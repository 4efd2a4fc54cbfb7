//! A text as headings, paragraphs, tables and publication header, whatever file it came from.

use crate::Join;
use juyan_model::Span;
use serde::{Deserialize, Serialize};

/// The file format a document came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Plain text.
    Txt,
    /// A web page.
    Html,
    /// Word.
    Docx,
    /// PDF with a text layer.
    Pdf,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// The document's title.
    Title,
    /// A heading set as such in the file, from 1 (outermost).
    Heading(u8),
    /// Running text.
    Paragraph,
    /// One row of a table; its cells are in [`Document::tables`].
    Row,
    /// A caption over a table or picture.
    Caption,
    /// A line of the publication header (索引号, 发布机构 …) or the site's frame around the text.
    Furniture,
}

/// A stretch of the text that belongs together; blocks are in text order, do not overlap and hold no line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Where it stands, without the line break.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a field of the publication header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// 索引号.
    IndexNumber,
    /// 发布机构.
    Issuer,
    /// 公开方式.
    Openness,
    /// 组配分类, 主题分类.
    Category,
    /// 发文字号.
    DocumentNumber,
    /// 成文日期.
    Formed,
    /// 发布日期.
    Published,
    /// 公文时效.
    Validity,
    /// 信息名称.
    Title,
    /// 主题词.
    Keywords,
    /// 信息来源.
    Source,
    /// 责任编辑.
    Editor,
    /// 当前位置, the breadcrumb; its value may go over several lines.
    Position,
    /// A field of the page that says nothing about the document: 浏览次数.
    Other,
}

/// One field of the publication header or of the footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// What it says.
    pub kind: FieldKind,
    /// The field's name as printed: 索引号, 索 引 号; empty where the value stands alone (a document number).
    pub name: Span,
    /// What stands after it; empty where it is blank.
    pub value: Span,
}

/// A cell of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Where its text stands.
    pub span: Span,
    /// Row, from 0.
    pub row: usize,
    /// Column, from 0; a merged cell stands in its first.
    pub column: usize,
    /// How many columns it spans.
    pub columns: usize,
    /// How many rows it spans.
    pub rows: usize,
}

/// A table of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The caption above it, with the unit where one is stated.
    pub caption: Option<Span>,
    /// Its cells in text order.
    pub cells: Vec<Cell>,
    /// How many rows at the top hold column headings.
    pub heading_rows: usize,
    /// How many columns at the left hold row headings.
    pub heading_columns: usize,
}

impl Table {
    /// One past its last byte; 0 of a table without cells.
    pub fn end(&self) -> usize {
        self.cells
            .iter()
            .map(|cell| cell.span.end)
            .max()
            .unwrap_or_default()
    }
}

/// A document's text with its structure. Spans everywhere are byte ranges into [`Document::text`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The whole text. For a plain-text file it is the file as decoded, less a byte order mark and [`Document::joins`].
    pub text: String,
    /// Blocks in text order.
    pub blocks: Vec<Block>,
    /// Tables in text order.
    pub tables: Vec<Table>,
    /// The publication header's and the footer's fields in text order.
    pub header: Vec<Field>,
    /// Where it came from.
    pub format: Format,
    /// Breaks of the file's lines that the text does without, in text order; only in plain text that was wrapped.
    pub joins: Vec<Join>,
}

impl Document {
    /// Adds a line as a block of its own.
    pub(crate) fn push(&mut self, line: &str, kind: BlockKind) {
        let start = self.text.len();
        self.text.push_str(line);
        let span = Span::new(start, self.text.len());
        self.blocks.push(Block { span, kind });
        self.text.push('\n');
    }

    /// Where the title stands, over all its lines, where there is one; else what the publication header gives as the title.
    pub fn title(&self) -> Option<Span> {
        let titles = self
            .blocks
            .iter()
            .skip_while(|block| block.kind != BlockKind::Title);
        let lines = titles.take_while(|block| block.kind == BlockKind::Title);
        let stands = lines.map(|block| block.span).reduce(Span::cover);
        stands.or_else(|| self.field(FieldKind::Title).map(|field| field.value))
    }

    /// The first field of this kind.
    pub fn field(&self, kind: FieldKind) -> Option<&Field> {
        self.header.iter().find(|field| field.kind == kind)
    }
}
