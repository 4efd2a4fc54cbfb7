//! Text as XML, and parts as an archive.

use super::DocxError;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The namespace of the words of a Word document.
pub(super) const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The types of relationships begin so.
pub(crate) const POINTS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The content types of a Word document's parts begin so.
pub(super) const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// The content types of drawn parts begin so.
pub(super) const DRAWN: &str = "application/vnd.openxmlformats-officedocument.drawingml";
/// The first line of a part.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The text with what means something in XML escaped, and what XML cannot hold left out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a part. The time is left out, so that the same input gives the same bytes.
pub(super) fn add(archive: &mut ZipWriter<Cursor<Vec<u8>>>, path: &str, text: &str) -> Result<(), DocxError> {
    archive.start_file(path, SimpleFileOptions::default())?;
    archive.write_all(text.as_bytes())?;
    Ok(())
}
