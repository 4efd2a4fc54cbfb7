//! The signs that numbers are written with.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What one character means in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumeralSign {
    /// An Arabic digit, half or full width.
    Arabic(u8),
    /// A Chinese digit, plain or formal: 一, 壹, 两.
    Digit(u8),
    /// Tens and hundreds and thousands, as a power of ten: 十, 拾, 百, 千.
    Small(u8),
    /// Two tens and the like in one character: 廿.
    Tens(u8),
    /// 万, 亿, as a power of ten.
    Large(u8),
    /// The point in words: 点.
    Point,
    /// The point in figures, half or full width.
    Dot,
    /// Between groups of three digits.
    Group,
    /// A Roman numeral in one character: Ⅲ.
    Roman(u8),
    /// Says within a number that there is some more: 多 of 三十万多亿.
    Rough,
}

/// The numeral signs by character.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numerals {
    /// In the order of the characters.
    signs: Vec<(char, NumeralSign)>,
    /// For each 64 characters of the basic plane which of them are signs, and how many signs stand before them: most characters of
    /// a text are none, and are told so by one look.
    known: Vec<(u64, u16)>,
    /// Units that begin with a sign of tens, which is theirs and not the number's: 千瓦 of 2万千瓦.
    units: Vec<SmolStr>,
    /// The characters with which those begin.
    unit_signs: Vec<char>,
    /// The numbers of public telephone services.
    hotlines: Vec<Hotlines>,
}

/// A range of numbers that public telephone services have, both ends included: 12345.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotlines {
    /// The lowest number.
    pub first: u32,
    /// The highest number.
    pub last: u32,
}

impl Numerals {
    /// What `character` means in a number; nothing for most.
    #[inline]
    pub fn sign(&self, character: char) -> Option<NumeralSign> {
        if character.is_ascii_digit() {
            let digit = u32::from(character) - u32::from('0');
            return u8::try_from(digit).ok().map(NumeralSign::Arabic);
        }
        let (word, bit) = place_of(character);
        let (bits, before) = self.known.get(word)?;
        if bits >> bit & 1 == 0 {
            return None;
        }
        let within = (bits & ((1 << bit) - 1)).count_ones();
        let (_, sign) = self.signs.get(usize::from(*before) + index(within))?;
        Some(*sign)
    }

    /// Whether `character` means anything in a number.
    #[inline]
    pub fn is_sign(&self, character: char) -> bool {
        let (word, bit) = place_of(character);
        let known = self.known.get(word).is_some_and(|(bits, _)| bits >> bit & 1 == 1);
        known || character.is_ascii_digit()
    }

    /// Where the next sign of a number stands in `text`, which are bytes of UTF-8, from the beginning of a character at `from` on.
    /// For whoever looks for them in a long text: nearly all characters are of three bytes, whose bits tell by themselves where to
    /// look.
    ///
    /// ```
    /// use juyan_catalogue::{NumeralSign, Numerals};
    /// let mut numerals = Numerals::default();
    /// numerals.insert('亿', NumeralSign::Large(8));
    /// let text = "产值7亿元".as_bytes();
    /// assert_eq!(numerals.next_sign(text, 0), Some(6));
    /// assert_eq!(numerals.next_sign(text, 7), Some(7));
    /// assert_eq!(numerals.next_sign(text, 10), None);
    /// ```
    pub fn next_sign(&self, text: &[u8], from: usize) -> Option<usize> {
        let known = |word: usize, bit: u8| {
            let bits = self.known.get(word).map(|(bits, _)| *bits);
            bits.is_some_and(|bits| bits >> (bit & 0x3f) & 1 == 1)
        };
        let mut rest = text.get(from..)?;
        loop {
            let (is_sign, behind) = match rest {
                [a @ 0xe0..=0xef, b, c, behind @ ..] => {
                    let word = usize::from(a & 0x0f) << 6 | usize::from(b & 0x3f);
                    (known(word, *c), behind)
                }
                [a @ ..0x80, behind @ ..] => (a.is_ascii_digit() || known(usize::from(a >> 6), *a), behind),
                [a @ 0xc0..=0xdf, b, behind @ ..] => (known(usize::from(a & 0x1f), *b), behind),
                [_, _, _, _, behind @ ..] => (false, behind),
                _ => return None,
            };
            if is_sign {
                return Some(text.len() - rest.len());
            }
            rest = behind;
        }
    }

    /// Whether `character` is an Arabic digit.
    pub fn is_figure(&self, character: char) -> bool {
        matches!(self.sign(character), Some(NumeralSign::Arabic(_)))
    }

    /// Whether `text` begins with a unit whose first character looks like a scale word: 千瓦, 百分点.
    pub fn begins_with_unit(&self, text: &str) -> bool {
        if !text.starts_with(self.unit_signs.as_slice()) {
            return false;
        }
        // Two characters tell nearly all units apart from what stands here.
        let first = text.as_bytes().first_chunk::<6>();
        self.units.iter().any(|unit| {
            let other = unit.as_bytes().first_chunk::<6>();
            (other.is_none() || other == first) && text.starts_with(unit.as_str())
        })
    }

    /// Whether a public telephone service may have the number `value`.
    pub fn is_hotline(&self, value: Decimal) -> bool {
        let holds = |range: &Hotlines| (range.first.into()..=range.last.into()).contains(&value);
        value.is_integer() && self.hotlines.iter().any(holds)
    }

    /// Adds a range of numbers of public telephone services.
    pub fn insert_hotlines(&mut self, range: Hotlines) {
        if !self.hotlines.contains(&range) {
            self.hotlines.push(range);
        }
    }

    /// Adds a unit that begins with a sign of tens.
    pub fn insert_unit(&mut self, name: &str) {
        if !self.units.iter().any(|known| known == name) {
            self.units.push(SmolStr::new(name));
            let first = name.chars().next();
            self.unit_signs
                .extend(first.filter(|first| !self.unit_signs.contains(first)));
        }
    }

    /// The word that multiplies by ten to the `power`, simple characters first: 万 for 4, 亿 for 8.
    pub fn scale_word(&self, power: u8) -> Option<char> {
        self.signs
            .iter()
            .filter(|(_, sign)| *sign == NumeralSign::Large(power))
            .map(|(word, _)| *word)
            .min()
    }

    /// What scale words multiply by: 10000 for 万, 10000000 for 千万, 1 for nothing. None where other signs stand there.
    pub fn multiplier(&self, scale: &str) -> Option<Decimal> {
        scale.chars().try_fold(Decimal::ONE, |product, word| {
            let power = match self.sign(word)? {
                NumeralSign::Small(power) | NumeralSign::Large(power) => u32::from(power),
                NumeralSign::Arabic(_)
                | NumeralSign::Digit(_)
                | NumeralSign::Tens(_)
                | NumeralSign::Point
                | NumeralSign::Dot
                | NumeralSign::Group
                | NumeralSign::Roman(_)
                | NumeralSign::Rough => return None,
            };
            product.checked_mul(Decimal::from(10_u64.checked_pow(power)?))
        })
    }

    /// Adds a sign; says whether the character was free or meant the same before.
    pub fn insert(&mut self, character: char, sign: NumeralSign) -> bool {
        match self.signs.binary_search_by_key(&character, |(known, _)| *known) {
            Ok(at) => self.signs.get_mut(at).is_none_or(|(_, known)| {
                let before = std::mem::replace(known, sign);
                before == sign
            }),
            Err(at) => {
                self.signs.insert(at, (character, sign));
                self.index_signs();
                true
            }
        }
    }
}

impl Numerals {
    /// Makes anew what tells where the signs are.
    fn index_signs(&mut self) {
        self.known.clear();
        for (count, (character, _)) in (0..).zip(&self.signs) {
            let (word, bit) = place_of(*character);
            if self.known.len() <= word {
                self.known.resize(word + 1, (0, count));
            }
            if let Some((bits, _)) = self.known.get_mut(word) {
                *bits |= 1 << bit;
            }
        }
    }
}

fn index(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// Which word of the bit set holds a character, and which bit of the word.
#[inline]
fn place_of(character: char) -> (usize, u32) {
    let code = u32::from(character);
    (index(code / u64::BITS), code % u64::BITS)
}
