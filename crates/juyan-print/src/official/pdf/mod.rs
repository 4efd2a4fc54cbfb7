//! The paper's parts as PDF, for printing and for the archive (PDF/A-2b).
//!
//! Lines are broken here, by [`line`](super::line), and each character is given its place on the grid; Typst parts pages, sets
//! tables and writes the file. Why, stands in `docs/decisions/0019-pdf-by-typst-on-our-own-lines.md`.

mod fonts;
mod group;
mod sheet;
mod world;

pub use fonts::Fonts;

use super::Office;
use super::paper::{self, Part};
use crate::chart::Chart;
use fonts::Faces;
use group::Setter;
use juyan::vocabulary::Catalogue;
use juyan_document::Document;
use juyan_model::Date;
use sheet::Sheet;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use world::Desk;

/// A paper as PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Whether it is PDF/A-2b. It is not where no day is known: neither the office nor the signature says one.
    pub is_archival: bool,
    /// The fonts that stand in for those of the standard.
    pub stand_ins: Vec<StandIn>,
}

/// A font that stands in for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// The name of the right font.
    pub wanted: String,
    /// The name of the one that is used.
    pub used: String,
}

/// Why there is no paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// None of the fonts has Chinese characters.
    #[error("there is no font with Chinese characters")]
    NoFont,
    /// No font has these characters.
    #[error("no font has these characters: {0}")]
    NoGlyph(String),
    /// Typst could not set the paper.
    #[error("the PDF could not be put together: {0}")]
    Unset(String),
}

/// Writes the document as PDF in the official layout, in the best of `fonts`, each of the `charts` above its table. The same input gives the same bytes.
///
/// Fails where the fonts do not suffice; the error names what they lack.
pub fn pdf(
    document: &Document,
    charts: &[Chart],
    office: &Office,
    catalogue: &Catalogue,
    fonts: &Fonts,
) -> Result<Paper, PdfError> {
    let faces = Faces::choose(fonts, catalogue)?;
    let parts = paper::parts(document, charts, office, catalogue);
    let mut setter = Setter::new(&faces);
    let inputs = Sheet::new(document, catalogue, &mut setter).paper(&parts);
    if !setter.missing.is_empty() {
        return Err(PdfError::NoGlyph(setter.missing.into_iter().collect()));
    }
    let day = office.date.or(office.printed_on).or_else(|| signed_on(&parts));
    let set = typst::compile::<PagedDocument>(&Desk::new(inputs, &faces)).output;
    let set = set.map_err(|errors| unset(&errors))?;
    let pdf = typst_pdf::pdf(&set, &options(day)?);
    // What is kept of one paper is of no use for another.
    typst::comemo::evict(0);
    Ok(Paper {
        pdf: pdf.map_err(|errors| unset(&errors))?,
        pages: set.pages().len(),
        is_archival: day.is_some(),
        stand_ins: faces.stand_ins,
    })
}

fn unset(errors: &[typst::diag::SourceDiagnostic]) -> PdfError {
    let told: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    PdfError::Unset(told.join("; "))
}

/// Files for the archive bear a day.
fn options(day: Option<Date>) -> Result<PdfOptions, PdfError> {
    let timestamp = day.and_then(|day| {
        let number = |number: i8| u8::try_from(number).ok();
        let day = Datetime::from_ymd(day.year().into(), number(day.month())?, number(day.day())?)?;
        Some(Timestamp::new_utc(day))
    });
    let standard = if timestamp.is_some() {
        PdfStandard::A_2b
    } else {
        PdfStandard::V_1_7
    };
    let standards = PdfStandards::new(&[standard]);
    Ok(PdfOptions {
        creator: Smart::Custom(Some("Juyan".to_owned())),
        timestamp,
        standards: standards.map_err(|error| PdfError::Unset(error.message().to_string()))?,
        ..PdfOptions::default()
    })
}

/// The day of the paper's own signature.
fn signed_on(parts: &[Part]) -> Option<Date> {
    let words = parts.iter().rev().find_map(|part| match part {
        Part::Signed(signed) if signed.is_day => Some(&signed.words),
        _ => None,
    })?;
    let mut numbers = words
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty());
    let (year, month, day) = (numbers.next()?, numbers.next()?, numbers.next()?);
    format!("{year}-{month:0>2}-{day:0>2}").parse().ok()
}
