//! What each fuzz target does with its bytes. `crates/juyan-print/tests/fuzzed.rs` takes this file in as well, so that no target
//! stops building, or holding for what was found once, without a test that says so.

#![allow(
    unreachable_pub,
    clippy::expect_used,
    reason = "both take this file in, and a target that finds something fails"
)]

#[path = "../../crates/juyan-document/tests/invariants/mod.rs"]
pub mod invariants;

use juyan::document::docx::anchored;
use juyan::model::Span;
use juyan::vocabulary::{Catalogue, Source};
use juyan::{Context, Language, Options};
use juyan_print::docx::{Comment, annotate as with_comments};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a target does with bytes: it panics where something does not hold.
pub type Target = fn(&[u8]);

/// All targets, by the names of their files.
pub const TARGETS: [(&str, Target); 6] = [
    ("annotate", annotate),
    ("catalogue", catalogue),
    ("docx", docx),
    ("html", html),
    ("pdf", pdf),
    ("read", read),
];

/// Comments at any place of any Word document: the text stays what it was. The first two bytes are the place.
pub fn annotate(bytes: &[u8]) {
    let [start, length, parts @ ..] = bytes else {
        return;
    };
    let Some(word) = word(parts) else { return };
    let Ok((document, _)) = anchored(&word) else {
        return;
    };
    let start = usize::from(*start);
    let span = Span::new(start, start + usize::from(*length));
    let comment = Comment {
        spans: vec![span, span],
        author: "a".to_owned(),
        text: "b\nc".to_owned(),
        elsewhere: Some("d".to_owned()),
    };
    if let Ok(written) = with_comments(&word, &document, &[comment]) {
        let (again, _) = anchored(&written).expect("what was written can be read");
        assert_eq!(again.text, document.text);
    }
}

/// Text as a file of the catalogue: the first line is its path, the rest its text. What loads reads a sentence.
pub fn catalogue(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (path, text) = text.split_once('\n').unwrap_or(("words/own.toml", text));
    let source = Source {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    if let Ok((catalogue, _)) = Catalogue::load(&[source]) {
        let document = juyan::document::from_text("完成投资7.9亿元，同比增长8%。");
        juyan::reader::read(&document, &catalogue);
    }
}

/// Bytes as the parts of a Word document, and as the archive itself.
pub fn docx(bytes: &[u8]) {
    whole(&[b"PK\x03\x04", bytes].concat(), "a.docx");
    if let Some(word) = word(bytes) {
        whole(&word, "a.docx");
    }
}

/// Bytes as a web page.
pub fn html(bytes: &[u8]) {
    whole(&[b"<html>", bytes].concat(), "a.html");
}

/// Bytes as a PDF; without the feature `pdf` it is refused.
pub fn pdf(bytes: &[u8]) {
    whole(&[b"%PDF-1.7\n", bytes].concat(), "a.pdf");
}

/// Bytes as a text file: decoded, read, proved, told. Spans are in the text, on characters, in order and apart.
pub fn read(bytes: &[u8]) {
    let catalogue = juyan::catalogue();
    let Ok(document) = juyan::document::read(bytes, "fuzz.txt", catalogue) else {
        return;
    };
    let checked = juyan::check(&document, catalogue, &Options::default());
    let mut end = 0;
    for figure in &checked.reading.figures {
        assert!(figure.span.start >= end && figure.span.start < figure.span.end);
        assert!(document.text.get(figure.span.start..figure.span.end).is_some());
        end = figure.span.end;
    }
    for span in checked.findings.iter().flat_map(|finding| &finding.spans) {
        assert!(document.text.get(span.start..span.end).is_some());
    }
    let context = Context {
        name: "fuzz.txt",
        catalogue,
        language: Language::Zh,
    };
    juyan::wire::write_check(&mut std::io::sink(), &checked, context).expect("a sink takes everything");
}

/// Reads the bytes, with the figures in them, and checks what comes out; a refusal is fine.
fn whole(bytes: &[u8], name: &str) {
    if let Ok(document) = juyan::document::read(bytes, name, juyan::catalogue()) {
        invariants::check(&document);
        juyan::reader::read(&document, juyan::catalogue());
    }
}

/// A Word document of these parts, which zero bytes separate: text, styles, numbering.
fn word(parts: &[u8]) -> Option<Vec<u8>> {
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
