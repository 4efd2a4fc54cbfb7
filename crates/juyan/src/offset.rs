//! From bytes to characters: what spans are inside, and what they are at the rim.

use juyan_document::Document;
use juyan_model::Span;

/// Bytes between two marks; a lookup counts at most so many.
const STEP: usize = 64;

/// The character offset of every byte offset of one text.
///
/// Made in one pass; keeps one number for every 64 bytes.
///
/// ```
/// use juyan::{Offsets, model::Span};
/// let offsets = Offsets::new("完成7.9亿元");
/// assert_eq!(offsets.span(Span::new(6, 15)), [2, 7]);
/// ```
#[derive(Debug)]
pub struct Offsets<'a> {
    bytes: &'a [u8],
    /// How many characters begin before each multiple of `STEP`.
    marks: Vec<usize>,
    /// Where the text does without characters of the file, and how many there are up to there.
    left_out: Vec<(usize, usize)>,
}

impl<'a> Offsets<'a> {
    /// Prepares the lookups in `text`.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut marks = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut before = 0;
        for piece in bytes.chunks(STEP) {
            marks.push(before);
            before += beginnings(piece);
        }
        Self {
            bytes,
            marks,
            left_out: Vec::new(),
        }
    }

    /// Prepares the lookups in the text of `document`; they give offsets into the file where that is plain text, whose lines
    /// may have been joined.
    pub fn of(document: &'a Document) -> Self {
        let mut offsets = Self::new(&document.text);
        let mut sum = 0;
        offsets.left_out = document
            .joins
            .iter()
            .map(|join| {
                sum += join.left_out;
                (join.at, sum)
            })
            .collect();
        offsets
    }

    /// How many characters of the file are left out before byte `at` or, where it is the end of something, before what
    /// stands there.
    fn left_out(&self, at: usize, is_end: bool) -> usize {
        let before = |(join, _): &(usize, usize)| *join < at || (*join == at && !is_end);
        let count = self.left_out.partition_point(before);
        let last = count.checked_sub(1).and_then(|last| self.left_out.get(last));
        last.map_or(0, |(_, sum)| *sum)
    }

    /// How many characters of the text begin before byte `at`.
    pub fn character(&self, at: usize) -> usize {
        let at = at.min(self.bytes.len());
        let mark = (at / STEP).min(self.marks.len().saturating_sub(1));
        let before = self.marks.get(mark).copied().unwrap_or_default();
        before + beginnings(self.bytes.get(mark * STEP..at).unwrap_or_default())
    }

    /// A span in characters, end exclusive.
    pub fn span(&self, span: Span) -> [usize; 2] {
        let start = self.character(span.start);
        let inside = self.bytes.get(span.start..span.end).unwrap_or_default();
        let end = start + beginnings(inside);
        if self.left_out.is_empty() {
            return [start, end];
        }
        let is_end = span.end > span.start;
        [
            start + self.left_out(span.start, false),
            end + self.left_out(span.end, is_end),
        ]
    }
}

/// How many characters begin in these bytes of UTF-8; eight at a time, for this is asked of every span.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.chunks(STEP).map(beginnings_in_step).sum()
}

/// The same of at most [`STEP`] bytes: their continuations are added up in eight lanes, which none of them overflows.
fn beginnings_in_step(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    let lanes: u64 = words
        .iter()
        .map(|word| continuations(u64::from_ne_bytes(*word)))
        .sum();
    let [inside, ..] = lanes.wrapping_mul(EACH).to_be_bytes();
    let inside_rest = rest.iter().filter(|byte| **byte & 0xc0 == 0x80).count();
    bytes.len() - usize::from(inside) - inside_rest
}

/// A 1 in each of eight bytes.
const EACH: u64 = 0x0101_0101_0101_0101;

/// A 1 for each of eight bytes that is not the first of its character: `10` in their two highest bits.
const fn continuations(word: u64) -> u64 {
    (word >> 7) & !(word >> 6) & EACH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_from_the_start() {
        let text = "一a二bc三𠮷".repeat(40);
        let offsets = Offsets::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.character(at), count);
        }
        assert_eq!(offsets.character(text.len()), text.chars().count());
        assert_eq!(offsets.character(text.len() + 9), text.chars().count());
    }

    /// `12.` and `5亿元` stand on two lines of the file.
    #[test]
    fn joined_lines_count_as_they_stand_in_the_file() {
        let mut document = juyan_document::from_text("完成12.5亿元，增长3%。");
        document.joins = vec![juyan_document::Join { at: 9, left_out: 2 }];
        let offsets = Offsets::of(&document);
        assert_eq!(offsets.span(Span::new(6, 16)), [2, 10]);
        assert_eq!(offsets.span(Span::new(6, 9)), [2, 5]);
        assert_eq!(offsets.span(Span::new(9, 10)), [7, 8]);
        assert_eq!(offsets.span(Span::new(9, 9)), [7, 7]);
    }

    #[test]
    fn an_empty_text_has_the_offset_zero() {
        assert_eq!(Offsets::new("").span(Span::new(0, 0)), [0, 0]);
    }
}
