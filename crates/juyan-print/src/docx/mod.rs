//! Findings as Word comments: in the user's own document, or in a plain one made of a document's text.
//!
//! [`annotate`] changes nothing in the file but what comments need: the other parts are copied as they are, packed
//! bytes and all, and the document part is the same text with marks spliced in. What is written
//! here opens and is saved again in `LibreOffice` (see the tests); Word and WPS have not been tried.

mod comments;
mod control;
mod drawing;
mod edit;
mod field;
mod link;
mod pack;
mod plain;
mod remark;
mod rows;
mod splice;
mod write;

pub use control::{Control, Fill, Wanted, bind, controls, fill, revisions};
pub(crate) use drawing::LOOSE;
pub(crate) use pack::{Piece, assemble, pack};
pub use plain::plain;
pub use remark::comments;
pub use rows::{Row, repeat};
pub use splice::annotate;
pub(crate) use write::{POINTS, escape};

use juyan_document::ReadError;
use juyan_model::Span;

/// A remark on one or several places of a document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The places, as spans of the document's text.
    pub spans: Vec<Span>,
    /// Who says it.
    pub author: String,
    /// What is said at the first place; lines become paragraphs.
    pub text: String,
    /// What is said at the others, where it is not the same.
    pub elsewhere: Option<String>,
}

impl Comment {
    /// Each place with what is said there.
    fn placed(&self) -> impl Iterator<Item = (Span, &str)> {
        let others = self.elsewhere.as_deref().unwrap_or(&self.text);
        let words = std::iter::once(self.text.as_str()).chain(std::iter::repeat(others));
        self.spans.iter().copied().zip(words)
    }
}

/// Why a Word document could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocxError {
    /// The original cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The original is not the file that the document was read from.
    #[error("the Word document has changed since it was read; check it again")]
    Changed,
    /// The original's text stands in text boxes alone, where Word keeps no comments.
    #[error("the Word document holds no text outside text boxes; comments cannot be placed")]
    NoPlace,
    /// Rows that repeat are not parted from others; what the control's tag is.
    #[error("the rows that repeat with the control {0} are not parted from others")]
    Rows(String),
    /// The archive could not be written.
    #[error("the Word document could not be put together: {0}")]
    Write(String),
}

impl From<zip::result::ZipError> for DocxError {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Write(error.to_string())
    }
}

impl From<std::io::Error> for DocxError {
    fn from(error: std::io::Error) -> Self {
        Self::Write(error.to_string())
    }
}
