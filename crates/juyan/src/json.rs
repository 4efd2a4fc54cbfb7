//! Records to JSON on one line, as `serde_json` writes them; a long report has a million fields, which it writes several
//! times as slowly.
//!
//! What is known beforehand is not looked at again: names of fields and of variants hold nothing to be escaped, and
//! strings are looked over eight bytes at a time. Knows what the records of this crate are made of, and no fractions.

use serde::ser::{self, Serialize};
use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};

/// So many bytes are gathered before they are handed on.
const PIECE: usize = 1 << 16;

/// Writes `record` to `out`. Fails where `out` does, and for what this form has no signs for.
///
/// A value that serializes as bytes is written as it is: it is JSON already.
pub(crate) fn to_writer(out: &mut impl Write, record: &impl Serialize) -> io::Result<()> {
    let mut writer = Writer {
        line: Vec::new(),
        out,
    };
    record.serialize(&mut writer).map_err(|error| error.0)?;
    writer.out.write_all(&writer.line)
}

/// A line that is being written.
struct Writer<'o, W> {
    /// What was not handed on yet.
    line: Vec<u8>,
    out: &'o mut W,
}

/// What went wrong.
#[derive(Debug)]
struct Failed(io::Error);

impl Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

impl std::error::Error for Failed {}

impl ser::Error for Failed {
    fn custom<T: Display>(problem: T) -> Self {
        Self(io::Error::other(problem.to_string()))
    }
}

impl<W: Write> Writer<'_, W> {
    fn put(&mut self, bytes: &[u8]) {
        self.line.extend_from_slice(bytes);
    }

    /// Hands on what was gathered, if it is enough.
    fn hand_on(&mut self) -> Result<(), Failed> {
        if self.line.len() >= PIECE {
            self.out.write_all(&self.line).map_err(Failed)?;
            self.line.clear();
        }
        Ok(())
    }

    /// A string without its quotation marks.
    fn letters(&mut self, text: &str) {
        let mut rest = text.as_bytes();
        while let Some(at) = escaped(rest) {
            self.put(rest.get(..at).unwrap_or_default());
            self.escape(rest.get(at).copied().unwrap_or_default());
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        self.put(rest);
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            b'"' => self.put(b"\\\""),
            b'\\' => self.put(b"\\\\"),
            b'\n' => self.put(b"\\n"),
            b'\r' => self.put(b"\\r"),
            b'\t' => self.put(b"\\t"),
            0x08 => self.put(b"\\b"),
            0x0c => self.put(b"\\f"),
            _ => {
                // Writing to memory does not fail.
                let _ = write!(self.line, "\\u{byte:04x}");
            }
        }
    }

    fn whole(&mut self, number: impl itoa::Integer) {
        self.put(itoa::Buffer::new().format(number).as_bytes());
    }
}

/// Where the first byte stands that must be escaped: a control character, a quotation mark, a backslash.
fn escaped(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    let clear = words
        .iter()
        .take_while(|word| !holds_escaped(u64::from_ne_bytes(**word)))
        .count();
    // What is left is a word that holds one, or less than a word.
    let from = clear * 8;
    if clear == words.len() && rest.is_empty() {
        return None;
    }
    let behind = bytes.get(from..).unwrap_or_default();
    let found = behind
        .iter()
        .position(|byte| *byte < b' ' || matches!(byte, b'"' | b'\\'))?;
    Some(from + found)
}

/// Whether one of eight bytes must be escaped.
fn holds_escaped(word: u64) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = EACH << 7;
    // A byte under n borrows from its highest bit when n is taken off; bytes with that bit set are ideographs'.
    let below = |word: u64, n: u64| word.wrapping_sub(EACH * n) & !word & HIGH;
    below(word, 0x20) != 0 || below(word ^ (EACH * 0x22), 1) != 0 || below(word ^ (EACH * 0x5c), 1) != 0
}

/// A list or object that is being written.
struct Members<'w, 'o, W> {
    writer: &'w mut Writer<'o, W>,
    is_first: bool,
    close: &'static [u8],
}

impl<'w, 'o, W: Write> Members<'w, 'o, W> {
    fn open(writer: &'w mut Writer<'o, W>, open: u8, close: &'static [u8]) -> Self {
        writer.line.push(open);
        Self {
            writer,
            is_first: true,
            close,
        }
    }

    /// The name and value of a variant that has one, as an object of one field.
    fn variant(writer: &'w mut Writer<'o, W>, variant: &str, open: u8, close: &'static [u8]) -> Self {
        writer.put(b"{\"");
        writer.put(variant.as_bytes());
        writer.put(b"\":");
        Self::open(writer, open, close)
    }

    fn comma(&mut self) {
        if !std::mem::replace(&mut self.is_first, false) {
            self.writer.line.push(b',');
        }
    }

    fn value(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Failed> {
        self.comma();
        value.serialize(&mut *self.writer)?;
        self.writer.hand_on()
    }

    fn field(&mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Result<(), Failed> {
        let before: &[u8] = if self.is_first { b"\"" } else { b",\"" };
        self.is_first = false;
        self.writer.put(before);
        self.writer.put(name.as_bytes());
        self.writer.put(b"\":");
        value.serialize(&mut *self.writer)
    }

    fn close(self) {
        self.writer.put(self.close);
    }
}

/// What the methods of the traits of lists have in common.
macro_rules! members {
    ($($of:ident: $add:ident($($name:ident: $kind:ty)?) by $by:ident;)*) => {$(
        impl<W: Write> ser::$of for Members<'_, '_, W> {
            type Ok = ();
            type Error = Failed;

            fn $add<T: Serialize + ?Sized>(&mut self, $($name: $kind,)? value: &T) -> Result<(), Failed> {
                self.$by($($name,)? value)
            }

            fn end(self) -> Result<(), Failed> {
                self.close();
                Ok(())
            }
        }
    )*};
}

members! {
    SerializeSeq: serialize_element() by value;
    SerializeTuple: serialize_element() by value;
    SerializeTupleStruct: serialize_field() by value;
    SerializeTupleVariant: serialize_field() by value;
    SerializeStruct: serialize_field(name: &'static str) by field;
    SerializeStructVariant: serialize_field(name: &'static str) by field;
}

impl<W: Write> ser::SerializeMap for Members<'_, '_, W> {
    type Ok = ();
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        self.value(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.writer.line.push(b':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Failed> {
        self.close();
        Ok(())
    }
}

/// The methods for whole numbers.
macro_rules! whole {
    ($($method:ident: $kind:ty;)*) => {$(
        fn $method(self, number: $kind) -> Result<(), Failed> {
            self.whole(number);
            Ok(())
        }
    )*};
}

impl<'w, 'o, W: Write> ser::Serializer for &'w mut Writer<'o, W> {
    type Ok = ();
    type Error = Failed;
    type SerializeSeq = Members<'w, 'o, W>;
    type SerializeTuple = Members<'w, 'o, W>;
    type SerializeTupleStruct = Members<'w, 'o, W>;
    type SerializeTupleVariant = Members<'w, 'o, W>;
    type SerializeMap = Members<'w, 'o, W>;
    type SerializeStruct = Members<'w, 'o, W>;
    type SerializeStructVariant = Members<'w, 'o, W>;

    whole! {
        serialize_i8: i8;
        serialize_i16: i16;
        serialize_i32: i32;
        serialize_i64: i64;
        serialize_u8: u8;
        serialize_u16: u16;
        serialize_u32: u32;
        serialize_u64: u64;
    }

    fn serialize_bool(self, value: bool) -> Result<(), Failed> {
        self.put(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), Failed> {
        Err(ser::Error::custom("a fraction"))
    }

    fn serialize_f64(self, _: f64) -> Result<(), Failed> {
        Err(ser::Error::custom("a fraction"))
    }

    fn serialize_char(self, value: char) -> Result<(), Failed> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Failed> {
        self.line.push(b'"');
        self.letters(value);
        self.line.push(b'"');
        Ok(())
    }

    fn serialize_bytes(self, json: &[u8]) -> Result<(), Failed> {
        self.put(json);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Failed> {
        self.line.push(b'"');
        write!(Letters(self), "{value}").map_err(ser::Error::custom)?;
        self.line.push(b'"');
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Failed> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Failed> {
        self.put(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Failed> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Failed> {
        self.line.push(b'"');
        self.put(variant.as_bytes());
        self.line.push(b'"');
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        let mut members = Members::open(self, b'{', b"}");
        members.field(variant, value)?;
        members.close();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'w, 'o, W>, Failed> {
        Ok(Members::open(self, b'[', b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<'w, 'o, W>, Failed> {
        Ok(Members::open(self, b'[', b"]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Members<'w, 'o, W>, Failed> {
        Ok(Members::open(self, b'[', b"]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Members<'w, 'o, W>, Failed> {
        Ok(Members::variant(self, variant, b'[', b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'w, 'o, W>, Failed> {
        Ok(Members::open(self, b'{', b"}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'w, 'o, W>, Failed> {
        Ok(Members::open(self, b'{', b"}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Members<'w, 'o, W>, Failed> {
        Ok(Members::variant(self, variant, b'{', b"}}"))
    }
}

/// The letters of what is displayed, escaped as they come.
struct Letters<'w, 'o, W>(&'w mut Writer<'o, W>);

impl<W: Write> fmt::Write for Letters<'_, '_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.letters(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(serde::Serialize)]
    enum Kind {
        Plain,
        One(u8),
        Two(u8, i64),
        Named { a: Option<bool>, b: () },
    }

    #[derive(serde::Serialize)]
    struct Record<'a> {
        text: &'a str,
        letter: char,
        kinds: Vec<Kind>,
        map: BTreeMap<&'a str, [u64; 2]>,
    }

    fn written(record: &impl Serialize) -> String {
        let mut out = Vec::new();
        to_writer(&mut out, record).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn writes_what_serde_json_writes() {
        let every: String = (0..=0x2ff).filter_map(char::from_u32).collect();
        for text in [
            "",
            "完成7.9亿元",
            "七个字七个字七个字\"",
            "seven b\\",
            every.as_str(),
        ] {
            let record = Record {
                text,
                letter: '"',
                kinds: vec![
                    Kind::Plain,
                    Kind::One(1),
                    Kind::Two(2, -3),
                    Kind::Named { a: Some(true), b: () },
                ],
                map: BTreeMap::from([("一", [1, 2]), (text, [0, u64::MAX])]),
            };
            assert_eq!(written(&record), serde_json::to_string(&record).unwrap());
        }
        assert_eq!(written(&Shown("a\"b")), "\"a\\\"b\"");
    }

    /// What is handed on in pieces is whole.
    #[test]
    fn long_records_come_out_whole() {
        let numbers: Vec<u32> = (0..100_000).collect();
        assert_eq!(written(&numbers), serde_json::to_string(&numbers).unwrap());
    }

    struct Shown(&'static str);

    impl Serialize for Shown {
        fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self.0)
        }
    }
}
