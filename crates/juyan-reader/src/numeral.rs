//! Numbers: the longest numeral at the start of a text, Arabic, Chinese, formal, mixed or Roman.
//!
//! How scale words nest and where spaces and commas belong to a number is decided here; which character is a digit or a
//! scale word is the catalogue's. Units, signs and approximators around the number are not seen (`quantity`), nor is
//! what the number does in its sentence.

mod cursor;
mod figures;
mod words;

use cursor::Cursor;
pub(crate) use cursor::is_space;
use juyan_catalogue::{NumeralSign, Numerals};
use juyan_model::Decimal;

/// What a numeral is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Digits only: 1,100.9.
    Arabic,
    /// Characters only: 一万五千亿, 壹佰.
    Chinese,
    /// Digits with scale words: 1.2亿.
    Mixed,
    /// One Roman numeral: Ⅲ.
    Roman,
}

/// A number as it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// Length in bytes.
    pub len: usize,
    /// The number before its scale word, with the decimals it was printed with: `16.30` of `16.30亿`.
    pub digits: Decimal,
    /// What the scale word multiplies by; 1 without one. Tens and hundreds in Chinese are no scale, thousands are.
    pub scale: Decimal,
    /// What it comes to; none where it has more digits than a decimal holds, or is no one number (`1.2.3`).
    pub value: Option<Decimal>,
    /// The lower end where two neighbouring digits stand for a spread: 2000 of 两三千.
    pub lower: Option<Decimal>,
    /// What it is written with.
    pub style: Style,
    /// Whether the number itself says that there is some more: 三十万多亿.
    pub rough: bool,
    /// Whether a space stands at its decimal point, as text recognition leaves it: `1649. 39`.
    pub spaced: bool,
}

impl Numeral {
    /// A numeral of `len` bytes worth `mantissa` × 10^(`power` − `decimals`).
    fn new(len: usize, mantissa: Option<u128>, decimals: u32, power: u32, style: Style) -> Self {
        let digits = mantissa.and_then(|mantissa| decimal(mantissa, decimals, 0));
        let (value, scale) = if power == 0 {
            (digits, Decimal::ONE)
        } else {
            let value = mantissa.and_then(|mantissa| decimal(mantissa, decimals, power));
            (value, decimal(1, 0, power).unwrap_or(Decimal::ONE))
        };
        Self {
            len,
            digits: digits.unwrap_or_default(),
            scale,
            value: digits.and(value),
            lower: None,
            style,
            rough: false,
            spaced: false,
        }
    }
}

/// The numeral with which `text` begins; none where it begins with something else.
///
/// ```
/// # use juyan_catalogue::{Numerals, NumeralSign};
/// let mut numerals = Numerals::default();
/// numerals.insert('.', NumeralSign::Dot);
/// numerals.insert('亿', NumeralSign::Large(8));
/// let numeral = juyan_reader::numeral("16.30亿元", &numerals).unwrap();
/// assert_eq!(numeral.digits.to_string(), "16.30");
/// assert_eq!(numeral.value.unwrap().to_string(), "1630000000");
/// ```
pub fn numeral(text: &str, numerals: &Numerals) -> Option<Numeral> {
    match numerals.sign(text.chars().next()?)? {
        NumeralSign::Arabic(_) => Some(figures::read(Cursor::new(text, numerals), true)),
        NumeralSign::Digit(_) | NumeralSign::Small(_) | NumeralSign::Tens(_) | NumeralSign::Large(_) => {
            words::read(Cursor::new(text, numerals))
        }
        NumeralSign::Roman(_) => Some(roman(Cursor::new(text, numerals))),
        NumeralSign::Point | NumeralSign::Dot | NumeralSign::Group | NumeralSign::Rough => None,
    }
}

/// As [`numeral`], but a space at the decimal point ends the number: `2. 5个` in a list is `2.`, then `5个`.
pub fn numeral_unspaced(text: &str, numerals: &Numerals) -> Option<Numeral> {
    match numerals.sign(text.chars().next()?)? {
        NumeralSign::Arabic(_) => Some(figures::read(Cursor::new(text, numerals), false)),
        _ => numeral(text, numerals),
    }
}

/// Roman numerals are classes, never amounts: their characters are added up.
fn roman(mut cursor: Cursor<'_>) -> Numeral {
    let mut value = 0_u128;
    while let Some(NumeralSign::Roman(number)) = cursor.sign() {
        value = value.saturating_add(u128::from(number));
        cursor.step();
    }
    Numeral::new(cursor.at, Some(value), 0, 0, Style::Roman)
}

/// `mantissa` × 10^(`power` − `decimals`), exactly.
fn decimal(mantissa: u128, decimals: u32, power: u32) -> Option<Decimal> {
    // Most numbers are small and bear no scale word.
    if power == 0
        && let Ok(mantissa) = i64::try_from(mantissa)
    {
        return Decimal::try_new(mantissa, decimals).ok();
    }
    let up = power.saturating_sub(decimals);
    let scaled = mantissa.checked_mul(10_u128.checked_pow(up)?)?;
    Decimal::try_from_i128_with_scale(i128::try_from(scaled).ok()?, decimals.saturating_sub(power)).ok()
}
