//! How many numbers a document may hold. Each costs the phases behind this one many times the bytes that it is written
//! with, so that a file of nothing but numbers would take all memory; it is refused before.

use crate::ReadError;
use juyan_catalogue::Catalogue;
use juyan_catalogue::NumeralSign::{Dot, Group, Point};

/// So many numbers are read wherever they stand: some thirty times what the longest report holds.
const MOST_NUMBERS: usize = 200_000;
/// More are read where there are so many characters to each: published reports have more than eighty.
const CHARACTERS: usize = 20;
/// A longer run of numerals counts as several numbers.
const LONGEST_NUMBER: usize = 16;

/// Refuses a text with more numbers than any report holds.
pub(crate) fn within(text: &str, catalogue: &Catalogue) -> Result<(), ReadError> {
    within_numbers(text, catalogue, MOST_NUMBERS)
}

fn within_numbers(text: &str, catalogue: &Catalogue, most: usize) -> Result<(), ReadError> {
    // A number and what parts it from the next are two characters at least; most texts are not worth counting.
    if text.len() / 2 <= most {
        return Ok(());
    }
    let numerals = &catalogue.numerals;
    let (mut numbers, mut run, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(place) = numerals.next_sign(text.as_bytes(), at) {
        let sign = text.get(place..).and_then(|rest| rest.chars().next());
        let sign = sign.unwrap_or_default();
        if matches!(numerals.sign(sign), Some(Group | Dot | Point) | None) {
            run = 0;
        } else {
            run = if place == at { run } else { 0 };
            numbers += usize::from(run % LONGEST_NUMBER == 0);
            run += 1;
        }
        at = place + sign.len_utf8();
    }
    if numbers > most && numbers > text.chars().count() / CHARACTERS {
        return Err(ReadError::TooManyNumbers);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_numbers_and_endless_ones_are_refused() {
        let refused = |text: &str| within_numbers(text, &Catalogue::default(), 100).is_err();
        assert!(!refused(&"7，".repeat(100)));
        assert!(refused(&"7，".repeat(101)));
        assert!(refused(&"7".repeat(101 * LONGEST_NUMBER)));
        assert!(refused(&"全年新增就业12人，".repeat(101)));
    }

    #[test]
    fn long_reports_are_read() {
        let text = "全年新增就业12人，其余各项指标运行在合理区间。".repeat(1000);
        assert!(within_numbers(&text, &Catalogue::default(), 100).is_ok());
    }
}
