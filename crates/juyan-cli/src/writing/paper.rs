//! A report as these commands need it: read, with the time that it is of.

use crate::input::Input;
use crate::problem::Problem;
use juyan::Context;
use juyan::document::{Charset, Document, Format};
use juyan::model::{Period, PeriodName};
use juyan::reader::Reading;
use juyan_writer::Report;
use std::path::Path;

/// A report that was read.
pub(super) struct Paper {
    pub(super) bytes: Vec<u8>,
    pub(super) document: Document,
    pub(super) reading: Reading,
}

impl Paper {
    /// Reads a file.
    pub(super) fn open(input: &Input, context: Context<'_>) -> Result<Self, Problem> {
        let bytes = input.bytes()?;
        let document =
            juyan::document::read(&bytes, context.name, context.catalogue).map_err(Problem::NoReport)?;
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
    pub(super) fn of_text(text: &str, context: Context<'_>) -> Self {
        let document = juyan::document::frame(juyan::document::from_text(text), context.catalogue);
        Self::of(Vec::new(), document, context)
    }

    /// A text that was read and checked.
    pub(super) const fn checked(document: Document, reading: Reading) -> Self {
        Self {
            bytes: Vec::new(),
            document,
            reading,
        }
    }

    /// How its characters stand in its bytes; of a file that is no plain text as those of most do.
    pub(super) fn charset(&self) -> Charset {
        let charset = (self.document.format == Format::Txt).then(|| Charset::of(&self.bytes));
        charset.and_then(Result::ok).unwrap_or_default()
    }

    /// The same of the region `home`, where it tells none.
    pub(super) fn at(mut self, home: &str) -> Self {
        self.reading.region.get_or_insert_with(|| home.into());
        self
    }

    /// The report, of the time that `given` says or its title tells; what to do where neither does.
    pub(super) fn report<'a>(
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
pub(super) fn period(words: &str, context: Context<'_>) -> Result<Period, String> {
    // No report is of a day.
    let named = PeriodName::parse(words)
        .map(|name| name.0)
        .filter(|period| !period.is_instant());
    named.ok_or_else(|| context.fill("writing.bad-period", &[("words", &words)]))
}

/// Refuses to write a result over what it is made of.
pub(super) fn spare(output: Option<&Path>, inputs: &[&Path], context: Context<'_>) -> Result<(), String> {
    let Some(output) = output else { return Ok(()) };
    let real = |path: &Path| path.canonicalize().ok();
    let target = real(output);
    let taken = inputs
        .iter()
        .find(|input| target.is_some() && real(input) == target);
    taken.map_or(Ok(()), |input| {
        Err(context.fill("writing.over-input", &[("path", &input.display())]))
    })
}
