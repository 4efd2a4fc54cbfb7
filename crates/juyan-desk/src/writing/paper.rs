//! A report as those who write need it: read, with the time that it is of.

use juyan::Context;
use juyan::document::{Charset, Document, Format, ReadError};
use juyan::model::{Period, PeriodName};
use juyan::reader::Reading;
use juyan_writer::Report;

/// A report that was read.
#[derive(Debug)]
pub struct Paper {
    /// Its file; empty where it was written a moment ago.
    pub bytes: Vec<u8>,
    /// Its text and layout.
    pub document: Document,
    /// What was read in it.
    pub reading: Reading,
}

impl Paper {
    /// Reads a file, which is called as `context` says.
    pub fn read(bytes: Vec<u8>, context: Context<'_>) -> Result<Self, ReadError> {
        let document = juyan::document::read(&bytes, context.name, context.catalogue)?;
        Ok(Self::of(bytes, document, context))
    }

    fn of(bytes: Vec<u8>, document: Document, context: Context<'_>) -> Self {
        let reading = juyan::reader::read(&document, context.catalogue);
        Self {
            bytes,
            document,
            reading,
        }
    }

    /// Reads a text that was written a moment ago.
    pub fn of_text(text: &str, context: Context<'_>) -> Self {
        let document = juyan::document::frame(juyan::document::from_text(text), context.catalogue);
        Self::of(Vec::new(), document, context)
    }

    /// A text that was read and checked.
    pub const fn checked(document: Document, reading: Reading) -> Self {
        Self {
            bytes: Vec::new(),
            document,
            reading,
        }
    }

    /// How its characters stand in its bytes; of a file that is no plain text as those of most do.
    pub fn charset(&self) -> Charset {
        let charset = (self.document.format == Format::Txt).then(|| Charset::of(&self.bytes));
        charset.and_then(Result::ok).unwrap_or_default()
    }

    /// The same of the region `home`, where it tells none.
    #[must_use]
    pub fn at(mut self, home: &str) -> Self {
        self.reading.region.get_or_insert_with(|| home.into());
        self
    }

    /// The report, of the time that `given` says or its title tells; what to do where neither does.
    pub fn report<'a>(
        &'a self,
        given: Option<Period>,
        home: &'a str,
        context: Context<'_>,
    ) -> Result<Report<'a>, String> {
        let period = given.or(self.reading.period);
        let period = period.ok_or_else(|| context.fill("writing.no-period", &[]))?;
        Ok(Report {
            document: &self.document,
            reading: &self.reading,
            period,
            home,
        })
    }
}

/// The period that a user named.
pub fn period(words: &str, context: Context<'_>) -> Result<Period, String> {
    // No report is of a day.
    let named = PeriodName::parse(words)
        .map(|name| name.0)
        .filter(|period| !period.is_instant());
    named.ok_or_else(|| context.fill("writing.bad-period", &[("words", &words)]))
}
