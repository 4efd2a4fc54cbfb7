//! Paper to [`Document`]: bytes in, a text with its blocks, tables and publication header out.
//!
//! Reads plain text, HTML, Word and (behind the feature `pdf`) PDF. It opens no file, knows no indicator and reads no
//! figure; what a number means is the reader's business.
//!
//! [`read`] does all of it. [`from_text`] and [`frame`] are its two halves for a text that is already decoded.

mod aside;
mod bar;
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
mod torn;
mod wide;
mod wrap;

pub use aside::Aside;
pub use decode::Charset;
pub use document::{Block, BlockKind, Cell, Document, Field, FieldKind, Format, Table};
pub use error::ReadError;
pub use frame::frame;
pub use text::from_text;
pub use wrap::Join;

use juyan_catalogue::Catalogue;

/// The most bytes, packed or unpacked, that are read: some hundred times the longest report.
pub const LARGEST: usize = 64 << 20;

/// The format that `bytes` show, with the file's `name` as a hint; of packed ones only that they are packed as Word's are.
pub fn format(bytes: &[u8], name: &str) -> Result<Format, ReadError> {
    format::detect(bytes, name)
}

/// The text that `bytes` are, in UTF-8, UTF-16 or GB18030.
///
/// ```
/// assert_eq!(juyan_document::decoded(b"\xc6\xec").unwrap(), "旗");
/// ```
pub fn decoded(bytes: &[u8]) -> Result<std::borrow::Cow<'_, str>, ReadError> {
    decode::decode(bytes, None)
}

/// A web page as it is, for who asks for its tables: nothing in it is taken for what stands around a report.
pub fn page(bytes: &[u8], catalogue: &Catalogue) -> Result<Document, ReadError> {
    html::read(bytes, catalogue)
}

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
        Format::Txt => text::unwrapped(decode::decode(bytes, None)?, catalogue),
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
