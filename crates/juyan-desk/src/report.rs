//! A report as a ledger takes it in: what it says, and the paper that is kept.

use juyan::document::{Document, Format, ReadError};
use juyan::reader::Reading;
use juyan::{Context, Stated};
use juyan_ledger::Paper;

/// A report that was read.
#[derive(Debug)]
pub struct Report {
    /// Its text and layout.
    pub document: Document,
    /// What was read in it.
    pub reading: Reading,
    /// As the ledger keeps it.
    pub paper: Paper,
    /// What it states.
    pub stated: Stated,
}

impl Report {
    /// Reads the file that is called as `context` says; it is of the region `home` where it tells none.
    pub fn read(bytes: &[u8], home: &str, context: Context<'_>) -> Result<Self, ReadError> {
        let document = juyan::document::read(bytes, context.name, context.catalogue)?;
        Ok(Self::of(document, home, context))
    }

    /// A text that was written here, under a name.
    pub fn of_text(text: &str, home: &str, context: Context<'_>) -> Self {
        let document = juyan::document::frame(juyan::document::from_text(text), context.catalogue);
        Self::of(document, home, context)
    }

    fn of(document: Document, home: &str, context: Context<'_>) -> Self {
        let catalogue = context.catalogue;
        let mut reading = juyan::reader::read(&document, catalogue);
        let paper = paper(&document, &reading, context.name);
        // 我旗 in the title is the ledger's own; that it was taken so is told.
        reading.region.get_or_insert_with(|| home.into());
        let stated = juyan::facts(&document, &reading, &paper.digest(), catalogue);
        Self {
            document,
            reading,
            paper,
            stated,
        }
    }
}

fn paper(document: &Document, reading: &Reading, name: &str) -> Paper {
    let title = reading.title.or_else(|| document.title());
    Paper {
        name: name.to_owned(),
        format: format(document).into(),
        title: title.map(|span| span.of(&document.text).split_whitespace().collect()),
        region: reading.region.clone(),
        period: reading.period,
        text: document.text.clone(),
    }
}

const fn format(document: &Document) -> &'static str {
    match document.format {
        Format::Txt => "txt",
        Format::Html => "html",
        Format::Docx => "docx",
        Format::Pdf => "pdf",
    }
}
