//! Word: the document part of a `.docx` to a [`Document`], with a map from its text back into the file.
//!
//! Reads paragraphs, headings, automatic numbers, tables and text boxes as they stand with all tracked changes
//! accepted. A footnote or endnote is a paragraph of its own behind the one that cites it; what headers and footers say stands
//! once at the end, as furniture. Lines that stood around the
//! report where it was published stand there again ([`Aside`](crate::Aside)). It does not read comments, charts or pictures.

mod aside;
mod body;
mod grid;
mod notes;
mod numbering;
mod package;
mod styles;
mod words;
mod xml;

pub use aside::aside_name;
pub use package::{Package, Relationship, relationships_path};
pub use words::{Anchors, Piece, Run};

use crate::{Block, BlockKind, Document, ReadError};
use body::Body;
use notes::{Kind, Notes};
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
    let mut notes = Notes::default();
    for (kind, name) in [(Kind::Foot, "footnotes"), (Kind::End, "endnotes")] {
        if let Some(text) = pointed(name)? {
            notes.read(kind, &text)?;
        }
    }
    let path = package.main().to_owned();
    let part = package.part(&path)?.ok_or(ReadError::BrokenDocx)?;
    let asides = package.custom_properties()?;
    // A file whose properties are damaged still has its text.
    let asides = asides.and_then(|text| aside::asides(&text).ok());
    let (mut document, pieces, runs) =
        Body::read(&part, (styles, numbering, notes), asides.unwrap_or_default())?;
    let is_aside = |block: &Block| block.kind == BlockKind::Furniture;
    if document.text.trim().is_empty() || document.blocks.iter().all(is_aside) {
        return Err(ReadError::Empty);
    }
    surround(&mut document, &mut package, &relationships)?;
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

/// So many headers and footers are read, and lines of them: a document has six for every kind of page.
const MOST_SURROUNDINGS: usize = 48;
/// A longer part is no header.
const LONGEST_SURROUNDING: usize = 1 << 20;

/// Adds what headers and footers say, each line once, at the end.
fn surround(
    document: &mut Document,
    package: &mut Package,
    relationships: &[Relationship],
) -> Result<(), ReadError> {
    let around = |one: &&Relationship| matches!(one.kind.as_str(), "header" | "footer");
    let mut said: Vec<String> = Vec::new();
    for one in relationships.iter().filter(around).take(MOST_SURROUNDINGS) {
        let part = package.part(&one.target)?.unwrap_or_default();
        if part.len() > LONGEST_SURROUNDING {
            continue;
        }
        for line in notes::surroundings(&part)?.into_iter().take(MOST_SURROUNDINGS) {
            if !said.contains(&line) {
                said.push(line);
            }
        }
    }
    for line in said {
        document.push(&line, BlockKind::Furniture);
    }
    Ok(())
}
