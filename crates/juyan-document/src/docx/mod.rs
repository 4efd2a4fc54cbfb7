//! Word: the document part of a `.docx` to a [`Document`], with a map from its text back into the file.
//!
//! Reads paragraphs, headings, automatic numbers, tables and text boxes as they stand with all tracked changes
//! accepted. It does not read headers, footers, footnotes, comments, charts or pictures.

mod body;
mod grid;
mod numbering;
mod package;
mod styles;
mod words;
mod xml;

pub use package::{Package, Relationship, relationships_path};
pub use words::{Anchors, Piece, Run};

use crate::{Document, ReadError};
use body::Body;
use numbering::Numbering;
use styles::Styles;

pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    anchored(bytes).map(|(document, _)| document)
}

/// Reads a Word document (as [`crate::read`] does, before [`crate::frame`]) and says where each stretch of its text
/// stands in the file, so that something can be written there.
pub fn anchored(bytes: &[u8]) -> Result<(Document, Anchors), ReadError> {
    let mut package = Package::open(bytes)?;
    let relationships = package.relationships()?;
    let mut pointed = |kind: &str| {
        let found = relationships.iter().find(|one| one.kind == kind);
        found.map_or(Ok(None), |one| package.part(&one.target))
    };
    let styles = pointed("styles")?.map_or_else(|| Ok(Styles::default()), |text| Styles::read(&text))?;
    let numbering =
        pointed("numbering")?.map_or_else(|| Ok(Numbering::default()), |text| Numbering::read(&text))?;
    let path = package.main().to_owned();
    let part = package.part(&path)?.ok_or(ReadError::BrokenDocx)?;
    let (document, pieces, runs) = Body::read(&part, styles, numbering)?;
    if document.text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok((
        document,
        Anchors {
            path,
            part,
            pieces,
            runs,
        },
    ))
}
