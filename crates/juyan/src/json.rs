//! Objects of JSON of which a document has tens of thousands, written field by field into one buffer.
//!
//! A general serializer writes each quotation mark, name, colon and comma by itself: of a figure that is a hundred writes, and
//! half the time of writing a report. Here a field goes in as its name with all that is around it, which the compiler has put
//! together. What may have to be escaped, and everything that is written seldom, is left to `serde_json`.

use serde::Serialize;
use std::io::{self, Write};

/// Appends a field to an object that is open: its name, which needs no escapes, and what `$write` appends for its value.
macro_rules! field {
    ($out:expr, $name:literal, $write:expr) => {{
        $out.extend_from_slice(concat!(",\"", $name, "\":").as_bytes());
        $write?;
    }};
}
pub(crate) use field;

/// Appends a number.
pub(crate) fn number(out: &mut Vec<u8>, number: usize) -> io::Result<()> {
    out.write_all(itoa::Buffer::new().format(number).as_bytes())
}

/// Appends the two ends of a span.
pub(crate) fn span(out: &mut Vec<u8>, [start, end]: [usize; 2]) -> io::Result<()> {
    out.push(b'[');
    number(out, start)?;
    out.push(b',');
    number(out, end)?;
    out.write_all(b"]")
}

/// Appends a text that has nothing to escape.
pub(crate) fn plain(out: &mut Vec<u8>, text: &str) -> io::Result<()> {
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.write_all(b"\"")
}

/// Appends a text; most have nothing to escape, as one look at their bytes tells.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) -> io::Result<()> {
    let escaped = |byte: u8| byte < b' ' || matches!(byte, b'"' | b'\\');
    if text.bytes().any(escaped) {
        any(out, text)
    } else {
        plain(out, text)
    }
}

/// Appends whatever JSON can say of `value`. Fails where it cannot say it.
pub(crate) fn any(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
    Ok(serde_json::to_writer(out, value)?)
}

/// Appends what `write` does of a value that may be missing.
pub(crate) fn option<T>(
    out: &mut Vec<u8>,
    value: Option<T>,
    write: impl FnOnce(&mut Vec<u8>, T) -> io::Result<()>,
) -> io::Result<()> {
    match value {
        Some(value) => write(out, value),
        None => out.write_all(b"null"),
    }
}
