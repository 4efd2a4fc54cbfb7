//! Plain text to a document: every line a block.

use crate::{Block, BlockKind, Document, Format};
use juyan_model::Span;

/// Reads plain text; the text is kept as it is, every character counted.
///
/// ```
/// let document = juyan_document::from_text("标题\r\n\r\n正文。");
/// assert_eq!(document.blocks.len(), 2);
/// ```
pub fn from_text(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        if !body.trim().is_empty() {
            blocks.push(Block { span: Span::new(start, start + body.len()), kind: BlockKind::Paragraph });
        }
        start += line.len();
    }
    Document { text: text.to_owned(), blocks, tables: Vec::new(), header: Vec::new(), format: Format::Txt }
}
