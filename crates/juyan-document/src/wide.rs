//! UTF-16 without a byte order mark: which of its two orders gives a text that somebody may have written.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// How many bytes are looked at.
const SAMPLE: usize = 8192;
/// Of a hundred characters so many are at home in Chinese reports where the order is right.
const AT_HOME_PER_CENT: usize = 95;

/// The order of the bytes, where they are UTF-16.
pub(crate) fn order(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let (pairs, _) = sample.as_chunks::<2>();
    let looks = |of: fn([u8; 2]) -> u16| Looks::of(pairs.iter().map(|pair| of(*pair)));
    let (little, big) = (looks(u16::from_le_bytes), looks(u16::from_be_bytes));
    match (little.is_text(), big.is_text()) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        // Latin letters in the wrong order are Han: 0061 and 6100.
        (true, true) if little.common > big.common => Some(UTF_16LE),
        (true, true) if big.common > little.common => Some(UTF_16BE),
        _ => None,
    }
}

/// How a text looks in one order.
#[derive(Debug, Clone, Copy, Default)]
struct Looks {
    all: usize,
    /// Han, and what is common.
    at_home: usize,
    /// ASCII, and the punctuation of Chinese.
    common: usize,
}

impl Looks {
    fn of(units: impl Iterator<Item = u16>) -> Self {
        let mut looks = Self::default();
        for unit in units {
            let is_common =
                matches!(unit, 0x09 | 0x0a | 0x0d | 0x20..=0x7e | 0x3000..=0x303f | 0xff01..=0xff5e);
            looks.all += 1;
            looks.common += usize::from(is_common);
            // The last two are the halves of rare Han.
            let is_han = matches!(unit, 0x4e00..=0x9fff | 0xd840..=0xd884 | 0xdc00..=0xdfff);
            looks.at_home += usize::from(is_common || is_han || matches!(unit, 0x2010..=0x2042));
        }
        looks
    }

    const fn is_text(self) -> bool {
        self.common > 0 && self.at_home * 100 >= self.all * AT_HOME_PER_CENT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &str) -> [Vec<u8>; 2] {
        let units: Vec<u16> = text.encode_utf16().collect();
        [
            units.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
            units.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        ]
    }

    #[test]
    fn the_order_is_told_by_what_a_report_is_written_with() {
        for text in [
            "一、全旗经济运行总体平稳，稳中向好。",
            "重点项目18项，其中新建11项。\r\n",
            "<html><body>plain</body></html>",
        ] {
            let [little, big] = both(text);
            assert_eq!(order(&little), Some(UTF_16LE), "{text}");
            assert_eq!(order(&big), Some(UTF_16BE), "{text}");
        }
    }

    #[test]
    fn other_encodings_are_not_taken_for_it() {
        let text = "全旗生产总值完成十六亿元，同比增长百分之三，";
        let gbk = encoding_rs::GBK.encode(text).0;
        assert_eq!(order(&gbk), None);
        assert_eq!(order(&[0; 64]), None);
        assert_eq!(order(&[]), None);
    }
}
