//! Bytes to text: UTF-8, UTF-16 and the Chinese encodings. Keeps every character but a byte order mark.

use crate::ReadError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
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
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return accept(text, broken);
    }
    if let Some(encoding) = without_mark(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        return accept(text, broken);
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return accept(Cow::Borrowed(text), false);
    }
    let declared = declared.filter(|encoding| *encoding != UTF_8);
    let encoding = declared.unwrap_or_else(|| guess(bytes));
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    accept(text, broken)
}

/// UTF-16 without a mark: Latin letters, digits and spaces leave a zero in every second place.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let zeros = |odd: usize| {
        sample
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let enough = sample.len() / 100 + 1;
    match (even, odd) {
        _ if !bytes.len().is_multiple_of(2) || bytes.len() < 4 => None,
        (0, odd) if odd >= enough => Some(UTF_16LE),
        (even, 0) if even >= enough => Some(UTF_16BE),
        _ => None,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let sample = bytes.get(..bytes.len().min(GUESSED)).unwrap_or_default();
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(Some(b"cn"), Utf8Detection::Allow)
}

/// Refuses what decoded but is no text: control characters, or many characters that could not be decoded.
fn accept(text: Cow<'_, str>, broken: bool) -> Result<Cow<'_, str>, ReadError> {
    let characters = text.chars().count();
    let controls = controls(&text);
    if controls.saturating_mul(1000) > characters.saturating_mul(UNREADABLE_PER_MILLE) {
        return Err(ReadError::Binary);
    }
    let unreadable = || text.matches(char::REPLACEMENT_CHARACTER).count();
    if broken && unreadable().saturating_mul(1000) > characters.saturating_mul(UNREADABLE_PER_MILLE) {
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
    let white = count(bytes, |byte| byte.wrapping_sub(b'\t') < 5);
    let single = count(bytes, |byte| byte < b' ' || byte == 0x7f) - white;
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
