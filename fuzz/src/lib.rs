//! What the fuzz targets share: what must hold of every document, and a Word file around a text part.

#[path = "../../crates/juyan-document/tests/invariants/mod.rs"]
pub mod invariants;

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads the bytes, with the figures in them, and checks what comes out; a refusal is fine.
pub fn read(bytes: &[u8], name: &str) {
    if let Ok(document) = juyan::document::read(bytes, name, juyan::catalogue()) {
        invariants::check(&document);
        juyan::reader::read(&document, juyan::catalogue());
    }
}

/// A Word document of these parts, which zero bytes separate: text, styles, numbering.
pub fn word(parts: &[u8]) -> Option<Vec<u8>> {
    let mut parts = parts.split(|byte| *byte == 0);
    let pointers = "<R><Relationship Id='a' Type='/styles' Target='styles.xml'/>\
                    <Relationship Id='b' Type='/numbering' Target='numbering.xml'/></R>";
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |path: &str, bytes: &[u8]| {
        writer.start_file(path, SimpleFileOptions::default()).ok()?;
        writer.write_all(bytes).ok()
    };
    add("[Content_Types].xml", b"<Types></Types>")?;
    add("word/_rels/document.xml.rels", pointers.as_bytes())?;
    for name in ["document", "styles", "numbering"] {
        add(&format!("word/{name}.xml"), parts.next().unwrap_or_default())?;
    }
    Some(writer.finish().ok()?.into_inner())
}
