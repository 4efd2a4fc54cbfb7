//! 版记 in a Word file: a box at the foot of the type area, on the page that the text ends on. In the box stands a table, for its rules
//! are as wide as the type area and its words a character less on either side.
//!
//! A frame of Word's (`framePr`) or a table that floats does not go to the foot where `LibreOffice` lays out the page; a box does
//! in both.

use super::paper::Imprint;
use super::style::SMALL;
use super::word::{WIDE, run};
use std::fmt::Write;

/// A line of the imprint, in twentieths of a point.
const LINE: usize = 480;
/// What a table has to have behind it takes as good as no room.
const BEHIND: usize = 20;
/// A twentieth of a point in the units of drawings.
const TWENTIETH: usize = 635;
/// The widths of the outer rules and of those between, in eighths of a point.
const OUTER: u8 = 8;
const INNER: u8 = 6;

/// The run with the box; it hangs on the paragraph that it stands in.
pub(super) fn boxed(imprint: &Imprint) -> String {
    let mut rows = String::new();
    let mut lines = 0;
    if !imprint.copies.is_empty() {
        row(&mut rows, "", &run(&imprint.copies, ""));
        let a_line = (WIDE - 2 * SMALL) / SMALL;
        lines += imprint.copies.chars().count().div_ceil(a_line);
    }
    if !(imprint.printer.is_empty() && imprint.printed.is_empty()) {
        let tab = format!(
            "<w:tabs><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs>",
            WIDE - 2 * SMALL
        );
        let words = format!("{}\t{}", imprint.printer, imprint.printed);
        row(&mut rows, &tab, &run(&words, ""));
        lines += 1;
    }
    let (wide, high) = (WIDE * TWENTIETH, (lines * LINE + BEHIND) * TWENTIETH);
    format!(
        "<w:r><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><mc:Choice Requires=\"wps\"><w:drawing>\
         <wp:anchor xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" distT=\"0\" distB=\"0\" \
         distL=\"0\" distR=\"0\" simplePos=\"0\" relativeHeight=\"2\" behindDoc=\"0\" locked=\"0\" layoutInCell=\"1\" \
         allowOverlap=\"0\"><wp:simplePos x=\"0\" y=\"0\"/>\
         <wp:positionH relativeFrom=\"margin\"><wp:align>left</wp:align></wp:positionH>\
         <wp:positionV relativeFrom=\"margin\"><wp:align>bottom</wp:align></wp:positionV>\
         <wp:extent cx=\"{wide}\" cy=\"{high}\"/><wp:wrapTopAndBottom/><wp:docPr id=\"{IMPRINT}\" name=\"imprint\"/>\
         <wp:cNvGraphicFramePr/><a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData \
         uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:cNvSpPr txBox=\"1\"/><wps:spPr>\
         <a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>\
         <a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{table}</w:txbxContent></wps:txbx>\
         <wps:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"b\"><a:spAutoFit/></wps:bodyPr></wps:wsp>\
         </a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>",
        table = table(&rows),
    )
}

/// The number of the box among the drawings of a file; charts have those from 1.
const IMPRINT: u32 = 9_000;

fn table(rows: &str) -> String {
    let rule = |edge: &str, eighths: u8| {
        format!("<w:{edge} w:val=\"single\" w:sz=\"{eighths}\" w:space=\"0\" w:color=\"auto\"/>")
    };
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDE}\" w:type=\"dxa\"/><w:tblBorders>{}{}{}</w:tblBorders><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:left w:w=\"{SMALL}\" w:type=\"dxa\"/><w:right w:w=\"{SMALL}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>\
         <w:tblGrid><w:gridCol w:w=\"{WIDE}\"/></w:tblGrid>{rows}</w:tbl>\
         <w:p><w:pPr><w:pStyle w:val=\"Normal\"/><w:spacing w:line=\"{BEHIND}\" w:lineRule=\"exact\"/></w:pPr></w:p>",
        rule("top", OUTER),
        rule("bottom", OUTER),
        rule("insideH", INNER),
    )
}

fn row(rows: &mut String, more: &str, runs: &str) {
    // Writing to a string does not fail.
    let _ = write!(
        rows,
        "<w:tr><w:tc><w:tcPr><w:tcW w:w=\"{WIDE}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Imprint\"/>{more}</w:pPr>\
         {runs}</w:p></w:tc></w:tr>"
    );
}
