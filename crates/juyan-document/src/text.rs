//! Plain text to a document: every line a block, rows of pipes or tabs a table. Which words tell that a line goes on, `torn` asks the catalogue.

use crate::wrap::{self, Join};
use crate::{Block, BlockKind, Document, Format, grid, torn};
use juyan_catalogue::Catalogue;
use juyan_model::Span;
use std::borrow::Cow;

/// Reads plain text; the text is kept as it is, every character counted.
///
/// Lines of cells (`a | b | c |`, or cells between tabs) become tables. What needs words (publication header, title,
/// captions) is left to [`crate::frame`].
///
/// ```
/// let document = juyan_document::from_text("标题\r\n\r\n指标 | 数值 |\n产值 | 7.9亿元 |\n正文。");
/// assert_eq!(document.blocks.len(), 4);
/// assert_eq!(document.tables[0].cells.len(), 4);
/// ```
///
/// Lines that were broken at a margin stay so; [`crate::read`] joins them.
pub fn from_text(text: &str) -> Document {
    of(text.to_owned(), Vec::new())
}

/// Reads plain text whose lines may have been broken at a margin.
pub(crate) fn unwrapped(text: Cow<'_, str>, catalogue: &Catalogue) -> Document {
    match wrap::unwrapped(&text, &catalogue.numerals).or_else(|| torn::mended(&text, catalogue)) {
        Some((joined, joins)) => of(joined, joins),
        None => of(text.into_owned(), Vec::new()),
    }
}

fn of(text: String, joins: Vec<Join>) -> Document {
    let mut blocks: Vec<Block> = lines(&text)
        .filter(|line| !line.of(&text).trim().is_empty())
        .map(|span| Block {
            span,
            kind: BlockKind::Paragraph,
        })
        .collect();
    let tables = grid::tables(&text, &mut blocks);
    Document {
        text,
        blocks,
        tables,
        header: Vec::new(),
        format: Format::Txt,
        joins,
    }
}

/// The lines without their breaks; `\n`, `\r\n` and a lone `\r` break them.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = text.get(start..)?;
        let Some(length) = memchr::memchr2(b'\n', b'\r', rest.as_bytes()) else {
            done = true;
            return (!rest.is_empty()).then(|| Span::new(start, text.len()));
        };
        let line = Span::new(start, start + length);
        start += length + 1;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_break_ends_a_block() {
        let document = from_text("一\r\n二\r三\n\n 四 \n");
        let words: Vec<&str> = document
            .blocks
            .iter()
            .map(|block| block.span.of(&document.text))
            .collect();
        assert_eq!(words, ["一", "二", "三", " 四 "]);
        assert_eq!(document.text.len(), "一\r\n二\r三\n\n 四 \n".len());
    }
}
