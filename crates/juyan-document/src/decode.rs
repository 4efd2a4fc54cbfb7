//! Bytes to text: UTF-8, UTF-16 and the Chinese encodings. Keeps every character but a byte order mark.

use crate::{ReadError, wide};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How many bytes the guess looks at; more does not make it better, and guessing is slower than decoding.
const GUESSED: usize = 1 << 20;
/// How many of a thousand characters may be unreadable before the text is called no text.
const UNREADABLE_PER_MILLE: usize = 20;

/// Decodes `bytes`, whose encoding a web page may have `declared`.
///
/// The whole is tried as UTF-8 first: a guess by statistics is wrong where the sample ends inside a character.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    declared: Option<&'static Encoding>,
) -> Result<Cow<'a, str>, ReadError> {
    match found(bytes, declared)? {
        Found::Text(text) => accept(Cow::Borrowed(text), false),
        Found::Encoded(encoding, mark) => {
            let (text, broken) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
            accept(text, broken)
        }
    }
}

/// What bytes are.
enum Found<'a> {
    /// UTF-8 without a mark.
    Text(&'a str),
    /// So encoded, behind a mark of so many bytes.
    Encoded(&'static Encoding, usize),
}

fn found<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Result<Found<'a>, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(Found::Encoded(encoding, mark));
    }
    let whole = simdutf8::basic::from_utf8(bytes).ok();
    if let Some(text) = whole.filter(|_| memchr::memchr(0, bytes).is_none()) {
        return Ok(Found::Text(text));
    }
    if let Some(encoding) = wide::order(bytes) {
        return Ok(Found::Encoded(encoding, 0));
    }
    if let Some(text) = whole {
        return Ok(Found::Text(text));
    }
    let declared = declared.filter(|encoding| *encoding != UTF_8);
    let encoding = declared.unwrap_or_else(|| guess(bytes));
    if encoding == BIG5 {
        return Err(ReadError::Big5);
    }
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    Ok(Found::Encoded(encoding, 0))
}

/// How the characters of a text stand in the bytes of its file, so that another text can be given the same form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset {
    encoding: &'static Encoding,
    has_mark: bool,
}

impl Charset {
    /// That of a text's bytes. Fails where [`crate::decoded`] does not know it either.
    ///
    /// ```
    /// use juyan_document::Charset;
    /// let bytes = b"\xef\xbb\xbf\xe5\xa5\xbd";
    /// let charset = Charset::of(bytes)?;
    /// assert_eq!(charset.name(), "UTF-8");
    /// assert_eq!(charset.encoded("好").as_deref(), Some(bytes.as_slice()));
    /// # Ok::<(), juyan_document::ReadError>(())
    /// ```
    pub fn of(bytes: &[u8]) -> Result<Self, ReadError> {
        Ok(match found(bytes, None)? {
            Found::Text(_) => Self::default(),
            Found::Encoded(encoding, mark) => Self {
                encoding,
                has_mark: mark > 0,
            },
        })
    }

    /// Its name, as web pages have it: UTF-8, gb18030.
    pub fn name(self) -> &'static str {
        self.encoding.name()
    }

    /// The bytes of `text`, which begins with no byte order mark; none where a character of it has no place in the charset.
    pub fn encoded(self, text: &str) -> Option<Vec<u8>> {
        let mark = if self.has_mark { "\u{feff}" } else { "" };
        let units = || mark.encode_utf16().chain(text.encode_utf16());
        if self.encoding == UTF_16LE {
            return Some(units().flat_map(u16::to_le_bytes).collect());
        }
        if self.encoding == UTF_16BE {
            return Some(units().flat_map(u16::to_be_bytes).collect());
        }
        let marked = format!("{mark}{text}");
        let (bytes, _, is_lossy) = self.encoding.encode(&marked);
        (!is_lossy).then(|| bytes.into_owned())
    }
}

impl Default for Charset {
    /// UTF-8 without a mark.
    fn default() -> Self {
        Self {
            encoding: UTF_8,
            has_mark: false,
        }
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let sample = bytes.get(..bytes.len().min(GUESSED)).unwrap_or_default();
    detector.feed(sample, sample.len() == bytes.len());
    // Asked for the likeliest of all first: asked for the likeliest in China it takes Big5 for GBK.
    match detector.guess(None, Utf8Detection::Allow) {
        big5 if big5 == BIG5 => BIG5,
        _ => detector.guess(Some(b"cn"), Utf8Detection::Allow),
    }
}

/// Refuses what decoded but is no text: control characters, or many characters that could not be decoded.
fn accept(text: Cow<'_, str>, broken: bool) -> Result<Cow<'_, str>, ReadError> {
    // Most texts have nothing of either kind, and need not be counted.
    let is_much = |count: usize| {
        let of_all = || text.chars().count().saturating_mul(UNREADABLE_PER_MILLE);
        count > 0 && count.saturating_mul(1000) > of_all()
    };
    if is_much(controls(&text)) {
        return Err(ReadError::Binary);
    }
    let unreadable = || text.matches(char::REPLACEMENT_CHARACTER).count();
    if broken && is_much(unreadable()) {
        return Err(ReadError::Encoding);
    }
    if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
        return Err(ReadError::Empty);
    }
    Ok(text)
}

/// How many control characters stand in `text`, but for those that part lines and columns. All but a few are one byte, or
/// two that begin with one that is rare in Chinese text.
fn controls(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_white = |byte: u8| byte.wrapping_sub(b'\t') < 5;
    let single = count(bytes, |byte| byte < b' ' && !is_white(byte) || byte == 0x7f);
    let double = memchr::memchr_iter(0xc2, bytes)
        .filter_map(|at| bytes.get(at + 1))
        .filter(|byte| matches!(**byte, 0x80..=0x84 | 0x86..=0x9f))
        .count();
    single + double
}

/// How many of `bytes` are so: in stretches whose sum fits a byte, which the compiler adds up many at a time.
fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let stretches = bytes.chunks(usize::from(u8::MAX));
    stretches
        .map(|stretch| usize::from(stretch.iter().fold(0_u8, |sum, byte| sum + u8::from(is(*byte)))))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "全旗生产总值16.29亿元，\r\n同比增长2.7%。\u{20087}镇";

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let marked = |mark: &[u8], body: Vec<u8>| [mark.to_vec(), body].concat();
        let cases = [
            ("utf-8", TEXT.as_bytes().to_vec()),
            ("utf-8 marked", marked(b"\xef\xbb\xbf", TEXT.as_bytes().to_vec())),
            ("utf-16le marked", marked(b"\xff\xfe", utf16(TEXT, true))),
            ("utf-16be marked", marked(b"\xfe\xff", utf16(TEXT, false))),
            ("utf-16le", utf16(TEXT, true)),
            ("utf-16be", utf16(TEXT, false)),
            ("gb18030", GB18030.encode(TEXT).0.into_owned()),
        ];
        for (name, bytes) in cases {
            assert_eq!(decode(&bytes, None).as_deref(), Ok(TEXT), "{name}");
            let charset = Charset::of(&bytes).unwrap();
            assert_eq!(charset.encoded(TEXT), Some(bytes), "{name}");
        }
    }

    /// Decoded as GB18030 these would be words that nobody wrote.
    #[test]
    fn big5_is_told_and_simplified_text_is_never_taken_for_it() {
        for text in [
            "全旗生產總值完成16億元，同比增長3%。",
            "重點項目18項，其中新建11項、續建7項。\n",
            "一、國民經濟和社會發展計劃執行情況",
        ] {
            let bytes = BIG5.encode(text).0.into_owned();
            assert_eq!(decode(&bytes, None), Err(ReadError::Big5), "{text}");
        }
        for text in [
            "产值7亿",
            "完成",
            "一、计划执行情况\n",
            "（单位：万元）",
            "额济纳旗达来呼布镇苏泊淖尔苏木",
            "镇、苏木",
            "占比33%",
        ] {
            let bytes = GBK.encode(text).0.into_owned();
            assert_eq!(decode(&bytes, None).as_deref(), Ok(text));
        }
    }

    #[test]
    fn utf16_without_a_mark_may_hold_zeros_in_both_places() {
        for little in [true, false] {
            let text = "一、全旗生产总值完成十六亿元，同比增长百分之三。";
            assert_eq!(decode(&utf16(text, little), None).as_deref(), Ok(text));
        }
    }

    #[test]
    fn gbk_declared_as_utf8_is_still_gbk() {
        let bytes = GBK.encode("全旗生产总值完成十六亿元").0.into_owned();
        assert_eq!(
            decode(&bytes, Some(UTF_8)).as_deref(),
            Ok("全旗生产总值完成十六亿元")
        );
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"", None), Err(ReadError::Empty));
        assert_eq!(decode(b" \r\n\t", None), Err(ReadError::Empty));
        assert_eq!(decode(b"\xef\xbb\xbf", None), Err(ReadError::Empty));
        let picture: Vec<u8> = (0..4000_u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0])
            .collect();
        assert!(matches!(
            decode(&picture, None),
            Err(ReadError::Binary | ReadError::Encoding)
        ));
    }
}
