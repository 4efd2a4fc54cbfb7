//! What a row says, as text: numbers and days written one behind the other into memory that the next row has again.

use juyan_model::{Date, Decimal};
use rusqlite::types::ValueRef;
use std::ops::Range;

/// The texts that are made for one row.
#[derive(Debug, Default)]
pub(crate) struct Texts(Vec<u8>);

impl Texts {
    /// Begins the next row.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Writes a text behind the others. Gives where it stands.
    pub(crate) fn write(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> Range<usize> {
        let from = self.0.len();
        write(&mut self.0);
        from..self.0.len()
    }

    /// The column with the text that stands at `place`.
    pub(crate) fn column(&self, place: Option<&Range<usize>>) -> ValueRef<'_> {
        let text = place.and_then(|place| self.0.get(place.clone()));
        text.map_or(ValueRef::Null, ValueRef::Text)
    }
}

/// Writes a number with all its digits, as its `Display` does.
pub(crate) fn decimal(number: Decimal, text: &mut Vec<u8>) {
    let mut digits = itoa::Buffer::new();
    let digits = digits.format(number.mantissa().unsigned_abs()).as_bytes();
    if number.is_sign_negative() {
        text.push(b'-');
    }
    let behind = usize::try_from(number.scale()).unwrap_or_default();
    let before = digits.len().saturating_sub(behind);
    if before == 0 {
        text.extend_from_slice(b"0.");
        text.extend(std::iter::repeat_n(b'0', behind - digits.len()));
        text.extend_from_slice(digits);
        return;
    }
    let (before, behind) = digits.split_at(before);
    text.extend_from_slice(before);
    if !behind.is_empty() {
        text.push(b'.');
        text.extend_from_slice(behind);
    }
}

/// Writes a day, as its `Display` does: `2024-06-30`.
pub(crate) fn day(day: Date, text: &mut Vec<u8>) {
    let Ok(year) = u16::try_from(day.year()) else {
        text.extend_from_slice(day.to_string().as_bytes());
        return;
    };
    let [century, year] = [year / 100, year % 100].map(|two| u8::try_from(two).unwrap_or_default());
    let [month, day] = [day.month(), day.day()].map(i8::unsigned_abs);
    let mut two = |number: u8| text.extend_from_slice(&[b'0' + number / 10, b'0' + number % 10]);
    two(century);
    two(year);
    text.push(b'-');
    text.extend_from_slice(&[
        b'0' + month / 10,
        b'0' + month % 10,
        b'-',
        b'0' + day / 10,
        b'0' + day % 10,
    ]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut text = Vec::new();
        write(&mut text);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn numbers_are_written_with_the_digits_that_they_have() {
        for text in [
            "0",
            "0.00",
            "-0.5",
            "12",
            "1200.50",
            "-7",
            "0.05",
            "100",
            "79228162514264337593543950335",
        ] {
            let number: Decimal = text.parse().unwrap();
            assert_eq!(written(|bytes| decimal(number, bytes)), text);
        }
    }

    proptest! {
        #[test]
        fn any_number_and_any_day_are_written_as_they_are_shown(
            mantissa in -79_228_162_514_264_337_593_543_950_335_i128..79_228_162_514_264_337_593_543_950_335,
            cut in 0..90_u32,
            scale in 0..29_u32,
            from_first in -4_000_000..2_900_000_i32,
        ) {
            let number = Decimal::try_from_i128_with_scale(mantissa >> cut, scale).unwrap();
            prop_assert_eq!(written(|bytes| decimal(number, bytes)), number.to_string());
            let any = Date::constant(2000, 1, 1).saturating_add(jiff::Span::new().days(from_first));
            prop_assert_eq!(written(|bytes| day(any, bytes)), any.to_string());
        }
    }
}
