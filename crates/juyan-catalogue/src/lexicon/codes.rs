//! From the bytes of a text to the codes of its characters.
//!
//! Most work of reading is to ask what begins at a place of a text, and most of that was to make a character of three bytes and to
//! ask how long it is. A code needs neither: it is looked up by the bits that the bytes hold.

/// How many characters the basic plane has room for.
pub(super) const BASIC_PLANE: usize = 0x1_0000;

/// For each character of the basic plane its code; 0 for those in no word. As many as there are numbers of 16 bits, so that none of
/// them has to be held against the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Codes(Box<[u16; BASIC_PLANE]>);

impl Default for Codes {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Codes {
    /// The codes of an alphabet, which begin at 1, in its order.
    #[expect(
        clippy::large_stack_arrays,
        reason = "the list is as long as the array, which is never made anew"
    )]
    pub(super) fn new(alphabet: &[char]) -> Self {
        let codes = vec![0; BASIC_PLANE].into_boxed_slice().try_into();
        let mut codes: Box<[u16; BASIC_PLANE]> = codes.unwrap_or_else(|_| Box::new([0; BASIC_PLANE]));
        for (code, character) in (1..).zip(alphabet) {
            if let Some(slot) = codes.get_mut(super::index(u32::from(*character))) {
                *slot = code;
            }
        }
        Self(codes)
    }

    /// The code of a character.
    #[inline]
    pub(super) fn of(&self, character: char) -> u16 {
        let code = self.0.get(super::index(u32::from(character)));
        code.copied().unwrap_or_default()
    }

    /// The code of the character with which `text` begins, and what stands behind it; none of no text. `text` are bytes of UTF-8 from
    /// the beginning of a character on.
    #[inline]
    pub(super) fn first<'t>(&self, text: &'t [u8]) -> Option<(u16, &'t [u8])> {
        let (place, rest) = match text {
            // Nearly all are of three bytes.
            [a @ 0xe0..=0xef, b, c, rest @ ..] => (of_three(*a, *b, *c), rest),
            [a @ ..0x80, rest @ ..] => (u16::from(*a), rest),
            [a @ 0xc0..=0xdf, b, rest @ ..] => (low(*a, 5) << 6 | low(*b, 6), rest),
            [_, _, _, _, rest @ ..] => return Some((0, rest)),
            _ => return None,
        };
        let code = self.0.get(usize::from(place)).copied();
        Some((code.unwrap_or_default(), rest))
    }

    /// The code of each character of `text`, with the byte at which it begins.
    #[inline]
    pub(super) fn all<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, u16)> + 't {
        let mut rest = text.as_bytes();
        std::iter::from_fn(move || {
            let at = text.len() - rest.len();
            let (code, behind) = self.first(rest)?;
            rest = behind;
            Some((at, code))
        })
    }
}

/// The character of three bytes: `1110xxxx 10xxxxxx 10xxxxxx`. What tells that they are such bytes falls out at the upper end, or is
/// taken off as one sum, in fewer steps than bit by bit.
#[inline]
fn of_three(first: u8, second: u8, third: u8) -> u16 {
    const MARKS: u16 = (0x80 << 6) + 0x80;
    let upper = (u16::from(first) << 12).wrapping_add(u16::from(second) << 6);
    upper.wrapping_add(u16::from(third)).wrapping_sub(MARKS)
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
            assert_eq!(codes.first(text.as_bytes()), Some((code, "增".as_bytes())));
        }
        assert_eq!(codes.first("𠮷a".as_bytes()), Some((0, &b"a"[..])));
        assert_eq!(codes.first("b".as_bytes()), Some((0, &b""[..])));
        assert_eq!(codes.first(b""), None);
    }
}
