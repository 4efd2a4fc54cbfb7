//! Changes of a document part, each in the place of a stretch of its bytes.

use juyan_document::docx::{Anchors, Piece};
use juyan_model::Span;
use std::ops::Range;

/// Changes, in any order; of two that overlap the first to begin counts.
#[derive(Debug, Default)]
pub(super) struct Edits {
    changes: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// Puts `text` in the place of `range`.
    pub(super) fn replace(&mut self, range: Range<usize>, text: String) {
        self.changes.push((range, text));
    }

    /// Takes the words of `span` out of their runs, which stay with all else that they hold.
    pub(super) fn remove(&mut self, anchors: &Anchors, span: Span) {
        for piece in covered(anchors, span) {
            if let Some(range) = within(piece, span) {
                self.replace(range, String::new());
            }
        }
    }

    /// The part with all changes.
    pub(super) fn apply(mut self, part: &str) -> String {
        self.changes.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(part.len());
        let mut at = 0;
        for (range, text) in self.changes {
            if range.start < at {
                continue;
            }
            out.push_str(part.get(at..range.start).unwrap_or_default());
            out.push_str(&text);
            at = range.end;
        }
        out.push_str(part.get(at..).unwrap_or_default());
        out
    }
}

/// The pieces of text that `span` covers, at least in part.
pub(super) fn covered(anchors: &Anchors, span: Span) -> impl Iterator<Item = &Piece> {
    let from = anchors
        .pieces
        .partition_point(|piece| piece.text.end <= span.start);
    let rest = anchors.pieces.iter().skip(from);
    rest.take_while(move |piece| piece.text.start < span.end && !span.is_empty())
}

/// Where the words of `span` stand within a piece.
pub(super) fn within(piece: &Piece, span: Span) -> Option<Range<usize>> {
    let start = piece.place(span.start.max(piece.text.start))?;
    let end = piece.place(span.end.min(piece.text.end))?;
    Some(start..end)
}
