//! Paper to [`Document`]: bytes in, a text with its blocks, tables and publication header out.
//!
//! Reads plain text, HTML, Word and (behind the feature `pdf`) PDF. It opens no file, knows no indicator and reads no
//! figure; what a number means is the reader's business.
//!
//! [`read`] does all of it. [`from_text`] and [`frame`] are its two halves for a text that is already decoded.

mod budget;
mod decode;
mod document;
pub mod docx;
mod error;
mod field;
mod format;
mod frame;
mod grid;
mod html;
#[cfg(feature = "pdf")]
mod pdf;
mod text;
mod wide;
mod wrap;

pub use document::{Block, BlockKind, Cell, Document, Field, FieldKind, Format, Table};
pub use error::ReadError;
pub use frame::frame;
pub use text::from_text;
pub use wrap::Join;

use juyan_catalogue::Catalogue;

/// The most bytes, packed or unpacked, that are read: some hundred times the longest report.
pub const LARGEST: usize = 64 << 20;

/// Reads `bytes` in the format that they show, with the file's `name` as a hint, and marks what stands around the
/// text with the words of `catalogue`.
///
/// ```
/// # let catalogue = juyan_catalogue::Catalogue::default();
/// let document = juyan_document::read("全旗产值7亿元。".as_bytes(), "report.txt", &catalogue)?;
/// assert_eq!(document.text, "全旗产值7亿元。");
/// # Ok::<(), juyan_document::ReadError>(())
/// ```
pub fn read(bytes: &[u8], name: &str, catalogue: &Catalogue) -> Result<Document, ReadError> {
    if bytes.len() > LARGEST {
        return Err(ReadError::TooLarge);
    }
    let document = match format::detect(bytes, name)? {
        Format::Txt => text::unwrapped(decode::decode(bytes, None)?, &catalogue.numerals),
        Format::Docx => docx::read(bytes)?,
        Format::Html => html::read(bytes, catalogue)?,
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes)?,
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => return Err(ReadError::PdfNotBuilt),
    };
    budget::within(&document.text, catalogue)?;
    Ok(frame(document, catalogue))
}
