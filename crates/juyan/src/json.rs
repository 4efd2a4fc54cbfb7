//! Objects of JSON of which a document has tens of thousands, written field by field into one buffer.
//!
//! A general serializer writes each quotation mark, name, colon and comma by itself: of a figure that is a hundred writes, and
//! half the time of writing a report. Here a field goes in as its name with all that is around it, which the compiler has put
//! together. What may have to be escaped, and everything that is written seldom, is left to `serde_json`.

use serde::Serialize;
use std::fmt::{self, Display, Write as _};
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

/// Appends a text.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) -> io::Result<()> {
    out.push(b'"');
    escaped(out, text)?;
    out.write_all(b"\"")
}

/// Appends what stands between the quotation marks of a text; most have nothing to escape, as one look at their bytes tells.
fn escaped(out: &mut Vec<u8>, text: &str) -> io::Result<()> {
    let mut rest = text.as_bytes();
    while let Some(at) = special(rest) {
        let (plain, behind) = rest.split_at(at);
        out.extend_from_slice(plain);
        match behind.first() {
            Some(sign @ (b'"' | b'\\')) => out.extend_from_slice(&[b'\\', *sign]),
            Some(control) => {
                let quoted = serde_json::to_vec(&char::from(*control))?;
                out.extend(quoted.iter().filter(|byte| **byte != b'"'));
            }
            None => {}
        }
        rest = behind.get(1..).unwrap_or_default();
    }
    out.write_all(rest)
}

/// Where the first byte stands that has to be escaped. Eight bytes at a time are told to hold none.
fn special(text: &[u8]) -> Option<usize> {
    let (words, _) = text.as_chunks::<8>();
    let clean = words
        .iter()
        .take_while(|word| !holds_special(u64::from_ne_bytes(**word)));
    let from = clean.count() * 8;
    let rest = text.get(from..)?;
    let is_special = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'\\');
    Some(from + rest.iter().position(is_special)?)
}

/// Whether one of eight bytes is below a blank, a quotation mark or a backslash: taking a number up to 128 from each byte borrows
/// out of the highest bit where the byte is less than it; what borrows from its neighbour is behind one that is less.
const fn holds_special(word: u64) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const fn below(word: u64, least: u64) -> u64 {
        word.wrapping_sub(EACH * least) & !word
    }
    let quote = word ^ (EACH * 0x22);
    let backslash = word ^ (EACH * 0x5c);
    (below(word, 0x20) | below(quote, 1) | below(backslash, 1)) & (EACH << 7) != 0
}

/// Appends what `value` displays as a text, without a text of its own.
pub(crate) fn displayed(out: &mut Vec<u8>, value: &impl Display) -> io::Result<()> {
    out.push(b'"');
    write!(Escaped(out), "{value}").map_err(io::Error::other)?;
    out.write_all(b"\"")
}

/// Escapes what is written into it.
struct Escaped<'a>(&'a mut Vec<u8>);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escaped(self.0, text).map_err(|_| fmt::Error)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_as_json_escapes_them() {
        for text in [
            "",
            "粮食",
            "\"",
            "a\"b\\\\c\"",
            "行\n\u{1}\"\\",
            "粮食总产量\"\u{1f} !#[]",
            "全年粮食总产量达到\t万吨",
            "地区生产总值 \\",
            "\u{7f}\u{2028}/",
        ] {
            let (mut own, mut shown) = (Vec::new(), Vec::new());
            string(&mut own, text).unwrap();
            displayed(&mut shown, &text).unwrap();
            let known = serde_json::to_vec(text).unwrap();
            assert_eq!((&own, &shown), (&known, &known), "{text:?}");
        }
    }
}
