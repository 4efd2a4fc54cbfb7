//! From the bytes of a text to the codes of its characters.
//!
//! Most work of reading is to ask what begins at a place of a text, and most of that was to make a character of three bytes and to
//! ask how long it is. A code needs neither: it is looked up by the bits that the bytes hold.

/// How many characters the basic plane has room for.
pub(super) const BASIC_PLANE: usize = 0x1_0000;

/// For each character of the basic plane its code; 0 for those in no word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Codes(Box<[u16]>);

impl Default for Codes {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Codes {
    /// The codes of an alphabet, which begin at 1, in its order.
    pub(super) fn new(alphabet: &[char]) -> Self {
        let mut codes = vec![0; BASIC_PLANE];
        for (code, character) in (1..).zip(alphabet) {
            if let Some(slot) = codes.get_mut(super::index(u32::from(*character))) {
                *slot = code;
            }
        }
        Self(codes.into())
    }

    /// The code of a character.
    #[inline]
    pub(super) fn of(&self, character: char) -> u16 {
        let code = self.0.get(super::index(u32::from(character)));
        code.copied().unwrap_or_default()
    }

    /// The code of the character with which `text` begins, and of how many bytes it is; none of no text. `text` are bytes of
    /// UTF-8 from the beginning of a character on.
    #[inline]
    pub(super) fn first(&self, text: &[u8]) -> Option<(u16, usize)> {
        let (place, len) = match *text {
            // Nearly all are of three bytes.
            [a @ 0xe0..=0xef, b, c, ..] => (low(a, 4) << 12 | low(b, 6) << 6 | low(c, 6), 3),
            [a @ ..0x80, ..] => (u16::from(a), 1),
            [a @ 0xc0..=0xdf, b, ..] => (low(a, 5) << 6 | low(b, 6), 2),
            [_, _, _, _, ..] => return Some((0, 4)),
            _ => return None,
        };
        let code = self.0.get(usize::from(place)).copied();
        Some((code.unwrap_or_default(), len))
    }

    /// The code of each character of `text`, with the byte at which it begins.
    #[inline]
    pub(super) fn all<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, u16)> + 't {
        let mut at = 0;
        std::iter::from_fn(move || {
            let (code, len) = self.first(text.as_bytes().get(at..)?)?;
            at += len;
            Some((at - len, code))
        })
    }
}

/// The lowest `bits` of a byte.
#[inline]
fn low(byte: u8, bits: u32) -> u16 {
    u16::from(byte) & ((1 << bits) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_characters_have_the_same_code() {
        let alphabet: Vec<char> = "aé߿ࠀ增\u{fffd}".chars().collect();
        let codes = Codes::new(&alphabet);
        for (code, character) in (1..).zip(alphabet) {
            let text = format!("{character}增");
            assert_eq!(codes.of(character), code);
            assert_eq!(codes.first(text.as_bytes()), Some((code, character.len_utf8())));
        }
        assert_eq!(codes.first("𠮷a".as_bytes()), Some((0, 4)));
        assert_eq!(codes.first("b".as_bytes()), Some((0, 1)));
        assert_eq!(codes.first(b""), None);
    }
}
