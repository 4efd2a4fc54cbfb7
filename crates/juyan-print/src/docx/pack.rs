//! A Word document of its parts: body, styles, comments. What stands in them is not asked here.

use super::DocxError;
use super::write::{CONTENT, DECLARATION, DRAWN, POINTS, WORDS, add, escape};
use crate::chart::office::SPACES;
use std::fmt::Write;
use std::io::Cursor;
use zip::ZipWriter;

/// Where the file's own properties stand.
const PROPERTIES: &str = "docProps/custom.xml";

/// A part of a document: its name in the folder `word`, what kind of part it is, and what stands in its root.
#[derive(Debug)]
pub(crate) struct Piece<'a> {
    name: &'a str,
    kind: &'a str,
    root: &'a str,
    content: String,
    /// Whether it is a chart, whose words are others than a document's.
    is_chart: bool,
}

impl<'a> Piece<'a> {
    /// A part `name` of the `kind` that its content type names, whose element `root` holds `content`.
    pub(crate) const fn new(name: &'a str, kind: &'a str, root: &'a str, content: String) -> Self {
        Self {
            name,
            kind,
            root,
            content,
            is_chart: false,
        }
    }

    /// A part `name` that is a chart.
    pub(crate) const fn chart(name: &'a str, content: String) -> Self {
        Self {
            name,
            kind: "chart",
            root: "chartSpace",
            content,
            is_chart: true,
        }
    }

    const fn family(&self) -> &'static str {
        if self.is_chart { DRAWN } else { CONTENT }
    }

    /// The part as a file.
    fn file(&self) -> String {
        let Self { root, content, .. } = self;
        if self.is_chart {
            return format!("{DECLARATION}<c:{root} {SPACES}>{content}</c:{root}>");
        }
        format!("{DECLARATION}<w:{root} xmlns:w=\"{WORDS}\" xmlns:r=\"{POINTS}\">{content}</w:{root}>")
    }
}

/// Packs a document of any parts, the document itself first; it points at the others by their names. `properties` are the file's own,
/// each with its name; no name stands twice.
///
/// Fails only where the archive cannot be put together.
pub(crate) fn assemble(pieces: &[Piece], properties: &[(String, &str)]) -> Result<Vec<u8>, DocxError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let (mut kinds, mut to_parts) = (String::new(), String::new());
    for (number, piece) in pieces.iter().enumerate() {
        let Piece { name, kind, .. } = piece;
        let family = piece.family();
        let _ = write!(
            kinds,
            "<Override PartName=\"/word/{name}.xml\" ContentType=\"{family}.{kind}+xml\"/>"
        );
        if number > 0 {
            to_parts.push_str(&pointer(name, kind, &format!("{name}.xml")));
        }
    }
    let mut to_root = pointer("rId1", "officeDocument", "word/document.xml");
    if !properties.is_empty() {
        let _ = write!(
            kinds,
            "<Override PartName=\"/{PROPERTIES}\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/>"
        );
        to_root.push_str(&pointer("rId2", "custom-properties", PROPERTIES));
    }
    add(&mut archive, "[Content_Types].xml", &all_types(&kinds))?;
    add(&mut archive, "_rels/.rels", &pointers(&to_root))?;
    if !properties.is_empty() {
        add(&mut archive, PROPERTIES, &own_properties(properties))?;
    }
    for piece in pieces {
        add(&mut archive, &format!("word/{}.xml", piece.name), &piece.file())?;
    }
    add(&mut archive, "word/_rels/document.xml.rels", &pointers(&to_parts))?;
    Ok(archive.finish()?.into_inner())
}

/// The part of the file's own properties.
fn own_properties(properties: &[(String, &str)]) -> String {
    /// The family of all that people name.
    const FAMILY: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
    let mut out = format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">"
    );
    // Numbers 0 and 1 are taken.
    for (number, (name, words)) in (2..).zip(properties) {
        let _ = write!(
            out,
            "<property fmtid=\"{FAMILY}\" pid=\"{number}\" name=\"{}\"><vt:lpwstr>{}</vt:lpwstr></property>",
            escape(name),
            escape(words)
        );
    }
    out + "</Properties>"
}

fn pointer(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{POINTS}/{kind}\" Target=\"{target}\"/>")
}

fn pointers(inner: &str) -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
    )
}

/// The content types of the parts of which `kinds` are the overrides.
fn all_types(kinds: &str) -> String {
    format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{kinds}</Types>"
    )
}

/// Packs the content of a body, the styles beside the usual one and, where there are any, the part with comments.
///
/// Fails only where the archive cannot be put together.
pub(crate) fn pack(body: &str, styles: &str, comments: Option<&str>) -> Result<Vec<u8>, DocxError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    add(&mut archive, "[Content_Types].xml", &types(comments.is_some()))?;
    add(
        &mut archive,
        "_rels/.rels",
        &pointers(&pointer("rId1", "officeDocument", "word/document.xml")),
    )?;
    let document =
        format!("{DECLARATION}<w:document xmlns:w=\"{WORDS}\"><w:body>{body}</w:body></w:document>");
    add(&mut archive, "word/document.xml", &document)?;
    let mut to_parts = pointer("rId1", "styles", "styles.xml");
    if let Some(comments) = comments {
        to_parts.push_str(&pointer("rId2", "comments", "comments.xml"));
        add(&mut archive, "word/comments.xml", comments)?;
    }
    add(&mut archive, "word/_rels/document.xml.rels", &pointers(&to_parts))?;
    add(&mut archive, "word/styles.xml", &all_styles(styles))?;
    Ok(archive.finish()?.into_inner())
}

fn types(comments: bool) -> String {
    let part = |name: &str, kind: &str| {
        format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{CONTENT}.{kind}+xml\"/>")
    };
    let comments = if comments {
        part("comments", "comments")
    } else {
        String::new()
    };
    let kinds = [
        part("document", "document.main"),
        part("styles", "styles"),
        comments,
    ];
    all_types(&kinds.concat())
}

/// `styles` beside the one that all are based on: `FangSong` 16 pt, as official documents have it.
fn all_styles(styles: &str) -> String {
    format!(
        "{DECLARATION}<w:styles xmlns:w=\"{WORDS}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"FangSong\"/><w:sz w:val=\"32\"/>\
         <w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>{styles}</w:styles>"
    )
}
