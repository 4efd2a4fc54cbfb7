//! What holds of every document, whatever it was read from. The fuzz targets use it too.

#![allow(
    unreachable_pub,
    reason = "the fuzz targets take this file in as a public module"
)]

use juyan_document::{BlockKind, Document};
use juyan_model::Span;

/// Panics where something does not hold.
pub fn check(document: &Document) {
    let text = &document.text;
    let mut last = 0;
    for block in &document.blocks {
        fits(text, block.span);
        assert!(
            block.span.start >= last,
            "blocks overlap or are out of order: {:?}",
            block.span
        );
        last = block.span.end;
        let words = block.span.of(text);
        assert!(
            !words.contains(['\n', '\r']),
            "a block holds a line break: {words:?}"
        );
        assert!(!words.trim().is_empty(), "a block is empty");
    }
    for table in &document.tables {
        assert!(!table.cells.is_empty(), "a table is empty");
        for cell in &table.cells {
            fits(text, cell.span);
            assert!(
                cell.rows > 0 && cell.columns > 0,
                "a cell spans nothing: {cell:?}"
            );
            let inside = |kind| {
                document
                    .blocks
                    .iter()
                    .any(|block| block.kind == kind && block.span.contains(cell.span))
            };
            assert!(document.blocks.len() > 200 || inside(BlockKind::Row) || inside(BlockKind::Furniture));
        }
        let places = |pair: &[juyan_document::Cell]| match pair {
            [a, b] => (a.row, a.column) < (b.row, b.column) && a.span.end <= b.span.start,
            _ => true,
        };
        assert!(
            table.cells.windows(2).all(places),
            "cells are out of order: {:?}",
            table.cells
        );
        table.caption.into_iter().for_each(|caption| fits(text, caption));
    }
    for field in &document.header {
        fits(text, field.name);
        fits(text, field.value);
    }
    if let Some(title) = document.title() {
        fits(text, title);
    }
}

fn fits(text: &str, span: Span) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} does not fit");
}
