//! What can go wrong with one file, and how it is told.

use crate::reason;
use crate::target::Clash;
use juyan::Context;
use juyan::document::ReadError;
use juyan_desk::writing::told;
use juyan_print::docx::DocxError;
use std::io;
use std::path::Path;

/// Why a file was not read or written.
#[derive(Debug)]
pub(crate) enum Problem {
    /// It could not be opened or read.
    Unread(io::Error),
    /// It was read, but is no report.
    NoReport(ReadError),
    /// The comments could not be written into the Word document.
    NoComments(DocxError),
    /// The official paper could not be put together.
    NoPaper,
    /// The PDF could not be made; in these words.
    #[cfg(feature = "pdf-out")]
    NoPdf(String),
    /// The result could not be put into its form.
    Unformed(io::Error),
    /// The result could not be written to this path.
    Unwritten(String, io::Error),
    /// Its result would take the place of a report, or of another's result.
    Clashing(Clash),
    /// A ledger stands at the path that its result was to go to.
    OverLedger(String),
    /// The program itself gave up on it.
    OurMistake,
    /// Several results need a folder, and this is none.
    NoFolder(String),
    /// The file that a result was to go to has no folder; this one is missing.
    FolderMissing(String),
    /// So many results need a folder, and this is named as a file is.
    Several(usize, String),
}

impl Problem {
    /// A complaint about writing `path`.
    pub(crate) fn unwritten(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |error| Self::Unwritten(path.display().to_string(), error)
    }

    /// What is wrong and what to do.
    pub(crate) fn told(&self, context: Context<'_>) -> String {
        match self {
            Self::Unread(error) => match error.kind() {
                io::ErrorKind::NotFound => context.fill("file.absent", &[]),
                io::ErrorKind::IsADirectory => context.fill("file.folder", &[("path", &context.name)]),
                io::ErrorKind::PermissionDenied => context.fill("file.denied", &[]),
                _ => context.fill("file.other", &[("reason", &reason::told(error, context))]),
            },
            Self::NoReport(error) => told::unread(*error, context),
            Self::NoComments(error) => told::no_comments(error, context),
            Self::NoPaper => context.fill("file.no-paper", &[]),
            #[cfg(feature = "pdf-out")]
            Self::NoPdf(words) => words.clone(),
            Self::Unformed(error) => {
                context.fill("file.unformed", &[("reason", &reason::told(error, context))])
            }
            Self::Unwritten(path, error) => {
                let reason = reason::told(error, context);
                context.fill("file.unwritten", &[("path", path), ("reason", &reason)])
            }
            Self::Clashing(Clash::Report(path, other)) => {
                context.fill("file.over-report", &[("path", path), ("other", other)])
            }
            Self::Clashing(Clash::Result(path, other)) => {
                context.fill("file.over-result", &[("path", path), ("other", other)])
            }
            Self::OverLedger(path) => context.fill("file.over-ledger", &[("path", path)]),
            Self::OurMistake => context.fill("file.our-mistake", &[]),
            Self::Several(count, path) => context.fill("file.several", &[("count", count), ("path", path)]),
            Self::FolderMissing(folder) => context.fill("file.folder-missing", &[("path", folder)]),
            Self::NoFolder(path) => context.fill("file.no-folder", &[("path", path)]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use juyan::Language;

    /// What is wrong, and behind a semicolon what to do.
    #[test]
    fn whatever_cannot_be_read_is_told_with_its_remedy() {
        let errors = [
            ReadError::Empty,
            ReadError::Encoding,
            ReadError::Binary,
            ReadError::Workbook,
            ReadError::Misnamed,
            ReadError::Unsupported,
            ReadError::PdfNotBuilt,
            ReadError::BrokenZip,
            ReadError::BrokenDocx,
            ReadError::BrokenPdf,
            ReadError::ZipBomb,
            ReadError::Encrypted,
            ReadError::Scan,
            ReadError::TooDeep,
            ReadError::TooLarge,
            ReadError::TooManyNumbers,
            ReadError::Big5,
        ];
        for error in errors {
            for (language, part) in [(Language::Zh, '；'), (Language::En, ';')] {
                let context = Context {
                    name: "a.txt",
                    catalogue: juyan::catalogue(),
                    language,
                };
                let told = Problem::NoReport(error).told(context);
                let remedy = told.rsplit(part).next().unwrap_or_default();
                assert!(remedy.len() < told.len() && remedy.len() > 6, "{told}");
                assert!(!told.contains('{') && !told.contains("file."), "{told}");
            }
        }
    }
}
