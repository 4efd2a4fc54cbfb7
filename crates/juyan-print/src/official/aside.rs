//! The lines of a website around the report: no part of its paper, and kept in the file beside it, so that whoever reads the file finds
//! them where they stood.

use super::paper::{is_last_day, parted};
use juyan_document::docx::aside_name;
use juyan_document::{Aside, Block, BlockKind, Document, FieldKind};
use std::borrow::Cow;

/// Behind so many parts of a report no header stands, and what its paper puts elsewhere shifts the count.
const LAST: usize = 6;

/// Those of `document`, without what its paper prints: the document's number, the day of its signature.
pub(super) fn asides(document: &Document, has_number: bool) -> Vec<Aside> {
    let mut asides = Vec::new();
    // So many parts of the paper stand before; its number is one.
    let (mut parts, mut in_title, mut has_tables) = (0, false, false);
    for block in &document.blocks {
        if block.kind != BlockKind::Furniture || is_last_day(block, document) {
            let title = block.kind == BlockKind::Title;
            parts += usize::from(!(title && in_title));
            if title && parted(block.span.of(&document.text)).is_some() {
                parts += 1;
            }
            in_title = title;
            has_tables |= block.kind == BlockKind::Row;
            continue;
        }
        let line = unnumbered(*block, document);
        if line.trim().is_empty() {
            continue;
        }
        let numbered = usize::from(has_number && parts > 0);
        asides.push(Aside {
            after: (!has_tables && parts <= LAST).then_some(parts + numbered),
            line: line.into_owned(),
        });
    }
    asides
}

/// Them as properties of a Word file.
pub(super) fn properties(asides: &[Aside]) -> Vec<(String, &str)> {
    let named = asides.iter().enumerate();
    named
        .map(|(at, aside)| (aside_name(aside.after, at + 1), aside.line.as_str()))
        .collect()
}

/// Them as one text: a line each, those of one place below it.
#[cfg(feature = "pdf")]
pub(super) fn told(asides: &[Aside]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for same in asides.chunk_by(|one, other| one.after == other.after) {
        match same.first().map(|first| first.after) {
            Some(Some(0)) | None => {}
            Some(Some(after)) => lines.push(format!("[{after}]")),
            Some(None) => lines.push("[]".to_owned()),
        }
        lines.extend(same.iter().map(|aside| aside.line.clone()));
    }
    lines.join("\n")
}

/// The line of a block without the document's number, which stands above the title.
fn unnumbered(block: Block, document: &Document) -> Cow<'_, str> {
    let line = block.span.of(&document.text);
    let number = document.field(FieldKind::DocumentNumber).map(|field| field.value);
    match number.filter(|number| block.span.contains(*number) && !number.is_empty()) {
        None => line.into(),
        Some(number) => {
            let (start, end) = (number.start - block.span.start, number.end - block.span.start);
            let (before, behind) = (line.get(..start), line.get(end..));
            [before.unwrap_or_default(), behind.unwrap_or_default()]
                .concat()
                .into()
        }
    }
}
