//! Which format bytes are in: by what they hold, and by the file's name where that leaves it open.

use crate::{Format, ReadError};

/// An OLE compound file: an old `.doc`, or the envelope of an encrypted `.docx`.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The name of the stream that an encrypted Office file keeps its content in, as it stands in the envelope.
const ENCRYPTED: &str = "EncryptedPackage";
/// The streams that an old `.xls` keeps its tables in.
const TABLES: [&str; 2] = ["Workbook\0", "Book\0"];
/// A PDF's mark may stand a little behind the beginning.
const PDF_MARK_WITHIN: usize = 1024;
/// How far a web page's first tags may be.
const TAG_WITHIN: usize = 4096;

/// The format of `bytes`, or why there is none that is read. Content decides before the name, but for what a name promises
/// and words alone cannot keep: what was to be a PDF is none when it was not fetched.
pub(crate) fn detect(bytes: &[u8], name: &str) -> Result<Format, ReadError> {
    if bytes.starts_with(COMPOUND) {
        return Err(if holds_wide(bytes, ENCRYPTED) {
            ReadError::Encrypted
        } else if TABLES.iter().any(|stream| holds_wide(bytes, stream)) {
            ReadError::Workbook
        } else {
            ReadError::Unsupported
        });
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Format::Docx);
    }
    let head = bytes.get(..bytes.len().min(TAG_WITHIN)).unwrap_or_default();
    let early = head.get(..head.len().min(PDF_MARK_WITHIN)).unwrap_or_default();
    if holds(early, b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(ReadError::Unsupported);
    }
    let format = if is_page(head, name) {
        Format::Html
    } else {
        Format::Txt
    };
    match (extension(name).as_str(), format) {
        // Portals give web pages the names of Word documents; these are reports all the same.
        ("pdf", _) | ("docx", Format::Txt) => Err(ReadError::Misnamed),
        _ => Ok(format),
    }
}

fn extension(name: &str) -> String {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.unwrap_or_default().to_ascii_lowercase()
}

/// Whether the first bytes look like a web page; UTF-16 is seen through, its zeros left out.
fn is_page(head: &[u8], name: &str) -> bool {
    let plain: Vec<u8> = head
        .iter()
        .filter(|byte| **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    let tags: [&[u8]; 6] = [
        b"<!doctype html",
        b"<html",
        b"<head",
        b"<body",
        b"<meta ",
        b"<!-- saved from",
    ];
    let named = matches!(extension(name).as_str(), "html" | "htm" | "xhtml" | "shtml");
    tags.iter().any(|tag| holds(&plain, tag)) || (named && plain.contains(&b'<'))
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

fn holds_wide(bytes: &[u8], words: &str) -> bool {
    let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    holds(bytes, &wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        let compound = |stream: &str| {
            let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [COMPOUND.to_vec(), vec![0; 600], wide].concat()
        };
        let cases: &[(&[u8], &str, Result<Format, ReadError>)] = &[
            (b"%PDF-1.7", "a.txt", Ok(Format::Pdf)),
            (b"\n\n%PDF-1.4", "a", Ok(Format::Pdf)),
            (b"PK\x03\x04....", "a.txt", Ok(Format::Docx)),
            (b"<!DOCTYPE HTML><p>", "a.txt", Ok(Format::Html)),
            (b"<div>1</div>", "a.htm", Ok(Format::Html)),
            (b"a < b", "a.txt", Ok(Format::Txt)),
            (b"{\\rtf1", "a.doc", Err(ReadError::Unsupported)),
            (b"404", "a.PDF", Err(ReadError::Misnamed)),
            (b"<html>404", "a.pdf", Err(ReadError::Misnamed)),
            (b"404", "a.docx", Err(ReadError::Misnamed)),
            (b"<html><p>1", "a.docx", Ok(Format::Html)),
            (&compound("WordDocument"), "a.docx", Err(ReadError::Unsupported)),
            (&compound("Workbook\0"), "a.docx", Err(ReadError::Workbook)),
            (&compound("EncryptedPackage"), "a.docx", Err(ReadError::Encrypted)),
        ];
        for (bytes, name, format) in cases {
            assert_eq!(detect(bytes, name), *format, "{name}");
        }
    }
}
