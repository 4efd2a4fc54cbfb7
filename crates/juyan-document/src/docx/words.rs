//! Text that remembers where in the file each stretch of it stands.

use juyan_model::Span;
use std::ops::Range;

/// Where a document's text stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchors {
    /// The path of the part that holds the text: `word/document.xml`.
    pub path: String,
    /// That part.
    pub part: String,
    /// Pieces of text in text order. Automatic numbers, tabs and breaks belong to none.
    pub pieces: Vec<Piece>,
    /// The runs that the pieces belong to.
    pub runs: Vec<Run>,
}

/// A stretch of text that stands in the part as it is, or one reference (`&amp;`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the document's text.
    pub text: Span,
    /// Where it stands in the part, in bytes.
    pub xml: Range<usize>,
    /// The start tag of the `w:t` around it, in bytes.
    pub tag: Range<usize>,
    /// Its run, by position in [`Anchors::runs`].
    pub run: usize,
}

impl Piece {
    /// The place in the part of a place in the document's text; nothing inside a reference or outside the piece.
    pub fn place(&self, at: usize) -> Option<usize> {
        if at == self.text.start {
            Some(self.xml.start)
        } else if at == self.text.end {
            Some(self.xml.end)
        } else {
            let inside = self.text.start < at && at < self.text.end && self.xml.len() == self.text.len();
            inside.then(|| self.xml.start + (at - self.text.start))
        }
    }
}

/// A run: text of one formatting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The whole `w:r`, in bytes of the part.
    pub xml: Range<usize>,
    /// Its formatting, the whole `w:rPr`; empty where it has none.
    pub properties: Range<usize>,
    /// Whether it stands in a text box, where Word keeps no comments.
    pub boxed: bool,
}

/// Text under construction; spans of its pieces count from its own beginning.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
}

impl Words {
    /// Adds text that stands at `xml` in the part.
    pub(super) fn push(&mut self, text: &str, place: Option<(Range<usize>, Range<usize>, usize)>) {
        let start = self.text.len();
        self.text.push_str(text);
        if let Some((xml, tag, run)) = place {
            self.pieces.push(Piece {
                text: Span::new(start, self.text.len()),
                xml,
                tag,
                run,
            });
        }
    }

    /// Adds other words behind these.
    pub(super) fn append(&mut self, other: Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces.into_iter().map(|piece| Piece {
            text: Span::new(piece.text.start + shift, piece.text.end + shift),
            ..piece
        }));
    }
}
