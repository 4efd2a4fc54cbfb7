//! The styles of the Word file: names that Word knows where it has them, so that a drafter finds them in its list.

use super::face::Face;
use juyan::vocabulary::Catalogue;
use std::fmt::Write;

/// The distance of two lines, in twentieths of a point: 22 of them are 225.07 mm, for which the margins leave room.
pub(super) const PITCH: usize = 580;
/// The distance of two lines of a cell, in twentieths of a point.
pub(super) const CELL_PITCH: usize = 360;
/// The size of a table's characters, in twentieths of a point.
pub(super) const CELL_SIZE: usize = 240;
/// The width of a character of the running text with the space behind it, in twentieths of a point: 28 of them are 155.6 mm.
pub(super) const CELL: usize = 315;
/// A character of size 4号, in twentieths of a point.
pub(super) const SMALL: usize = 280;

/// One style: its identifier, its name in Word, and the elements that make it, of the paragraph and of its runs.
struct Style<'a> {
    id: &'a str,
    name: &'a str,
    paragraph: String,
    run: String,
}

/// The part with the styles, without its declaration.
pub(super) fn styles(catalogue: &Catalogue) -> String {
    let face = |face: Face| east(face.name(catalogue));
    let figures = Face::Figures.name(catalogue);
    let body = Face::Body.name(catalogue);
    let mut out = format!(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"{figures}\" w:eastAsia=\"{body}\" w:hAnsi=\"{figures}\" \
         w:cs=\"{figures}\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr>\
         </w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name \
         w:val=\"Normal\"/><w:qFormat/><w:pPr><w:widowControl w:val=\"0\"/><w:kinsoku/><w:overflowPunct w:val=\"0\"/>\
         <w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/><w:adjustRightInd w:val=\"0\"/><w:spacing w:line=\"{PITCH}\" \
         w:lineRule=\"exact\"/><w:jc w:val=\"both\"/></w:pPr><w:rPr><w:spacing w:val=\"-5\"/></w:rPr></w:style>"
    );
    for style in headings(&face).into_iter().chain(others(&face)) {
        let Style {
            id,
            name,
            paragraph,
            run,
        } = style;
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        );
    }
    for (level, run) in [(1, face(Face::Section)), (2, face(Face::Part))] {
        let _ = write!(
            out,
            "<w:style w:type=\"character\" w:styleId=\"Heading{level}Char\"><w:name w:val=\"Heading {level} Char\"/><w:rPr>{run}\
             </w:rPr></w:style>"
        );
    }
    out
}

/// A font for Han characters.
fn east(name: &str) -> String {
    format!("<w:rFonts w:eastAsia=\"{name}\"/>")
}

/// An indent of the first line by two characters.
fn first_line() -> String {
    format!("<w:ind w:firstLineChars=\"200\" w:firstLine=\"{}\"/>", 2 * CELL)
}

fn style(id: &'static str, name: &'static str, paragraph: String, run: String) -> Style<'static> {
    Style {
        id,
        name,
        paragraph,
        run,
    }
}

/// A size in half points, at which characters keep their own distance.
fn size(half_points: u8) -> String {
    format!("<w:spacing w:val=\"0\"/><w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>")
}

const CENTRED: &str = "<w:jc w:val=\"center\"/>";

/// Title, what stands around it, and the headings.
fn headings(face: &dyn Fn(Face) -> String) -> Vec<Style<'static>> {
    let heading = |id, name, level: u8, run| {
        let indent = first_line();
        let paragraph = format!("<w:keepNext/>{indent}<w:outlineLvl w:val=\"{}\"/>", level - 1);
        style(id, name, paragraph, run)
    };
    let title = format!("<w:keepNext/><w:keepLines/>{CENTRED}");
    vec![
        style("Title", "Title", title, face(Face::Title) + &size(44)),
        style("Subtitle", "Subtitle", CENTRED.to_owned(), face(Face::Part)),
        style("Number", "Document Number", red_line() + CENTRED, String::new()),
        heading("Heading1", "heading 1", 1, face(Face::Section)),
        heading("Heading2", "heading 2", 2, face(Face::Part)),
        heading("Heading3", "heading 3", 3, String::new()),
        heading("Heading4", "heading 4", 4, String::new()),
    ]
}

/// Text, tables, and what stands behind them.
fn others(face: &dyn Fn(Face) -> String) -> Vec<Style<'static>> {
    let plain = String::new;
    let right = |kept: &str| format!("{kept}<w:jc w:val=\"right\"/>");
    let cell = |jc: &str| {
        format!(
            "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"{CELL_PITCH}\" w:lineRule=\"exact\"/><w:jc w:val=\"{jc}\"/>"
        )
    };
    let caption = format!("<w:keepNext/>{CENTRED}");
    let section = face(Face::Section);
    vec![
        style("Salutation", "Salutation", plain(), plain()),
        style(
            "BodyTextFirstIndent",
            "Body Text First Indent",
            first_line(),
            plain(),
        ),
        style("Caption", "caption", caption, section.clone() + &size(28)),
        style("TableUnit", "Table Unit", right("<w:keepNext/>"), size(24)),
        style(
            "TableHeading",
            "Table Heading",
            // Headings alone at the foot of a page head nothing, and `LibreOffice` loses the rows behind them.
            format!("<w:keepNext/>{}", cell("center")),
            section + &size(24),
        ),
        style("TableText", "Table Text", cell("left"), size(24)),
        style("TableFigure", "Table Figure", cell("right"), size(24)),
        style("Attachment", "Attachment", plain(), plain()),
        style("Signature", "Signature", right("<w:keepNext/>"), plain()),
        style("Date", "Date", right(""), plain()),
        style("Imprint", "Imprint", imprint(), size(28)),
        style(
            "Footer",
            "footer",
            folio(),
            both_faces(&face(Face::Folio)) + &size(28),
        ),
    ]
}

/// The page number's digits are those of its font, half as wide as they are high.
fn both_faces(east: &str) -> String {
    let name = east.split('"').nth(1).unwrap_or_default();
    format!("<w:rFonts w:ascii=\"{name}\" w:eastAsia=\"{name}\" w:hAnsi=\"{name}\"/>")
}

/// The red line under the document's number, 4 mm below it.
fn red_line() -> String {
    "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"11\" w:color=\"FF0000\"/></w:pBdr>".to_owned()
}

fn imprint() -> String {
    "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"480\" w:lineRule=\"exact\"/>".to_owned()
}

fn folio() -> String {
    format!("<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"{SMALL}\" w:lineRule=\"exact\"/>")
}
