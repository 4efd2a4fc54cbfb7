//! A report as the paper that an office sends out, in the layout of GB/T 9704: A4, a type area of 156 by 225 mm with 22 lines of
//! 28 characters, and the faces that title, headings and text have.
//!
//! What a heading is, its number tells; the fonts' names and the paper's own words stand in `catalogue/words/official.toml` and
//! `catalogue/messages/official.toml`. The lines of a website around the report (索引号, 发布机构) are no part of the paper, but
//! for the document's number; the file keeps them among its properties.

mod aside;
mod column;
mod face;
mod imprint;
mod line;
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
mod rank;
mod sheet;
mod style;
mod title;
mod word;

pub use face::{MissingFont, missing_fonts};
#[cfg(feature = "pdf")]
pub use pdf::{Fonts, Paper, PdfError, StandIn, pdf};
pub use sheet::sheet;

use crate::chart::Chart;
use crate::docx::DocxError;
use juyan::vocabulary::Catalogue;
use juyan_document::Document;
use juyan_model::Date;

/// What the office adds to a document. What is given here goes before what the document itself says; what is not is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Office {
    /// 发文字号, above the title.
    pub number: Option<String>,
    /// 署名: who issues the document.
    pub issuer: Option<String>,
    /// 成文日期.
    pub date: Option<Date>,
    /// 附件: the names of what is attached, without numbers.
    pub attachments: Vec<String>,
    /// 抄送: who gets a copy.
    pub copies: Vec<String>,
    /// 印发机关: who prints it.
    pub printer: Option<String>,
    /// 印发日期: when that is.
    pub printed_on: Option<Date>,
}

/// How far inside the heading stands that `words` are by the number before them, from 1, the outermost; none where they are none.
///
/// ```
/// let level = |words| juyan_print::official::heading_level(words, juyan::catalogue());
/// assert_eq!([level("一、计划执行情况"), level("（二）产业结构"), level("全年")], [Some(1), Some(2), None]);
/// ```
pub fn heading_level(words: &str, catalogue: &Catalogue) -> Option<u8> {
    rank::told(words, &catalogue.numerals).map(rank::Rank::level)
}

/// Writes the document as a Word file in the official layout, each of the `charts` above its table. The same input gives the same
/// bytes.
///
/// Fails only where the archive cannot be put together.
pub fn docx(
    document: &Document,
    charts: &[Chart],
    office: &Office,
    catalogue: &Catalogue,
) -> Result<Vec<u8>, DocxError> {
    let parts = paper::parts(document, charts, office, catalogue);
    let asides = aside::asides(document, matches!(parts.first(), Some(paper::Part::Number(_))));
    word::file((document, &parts), &asides, catalogue)
}
