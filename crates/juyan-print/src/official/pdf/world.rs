//! What Typst may see: one sheet, the fonts of the paper, and nothing else.

use super::fonts::Faces;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// The sheet on which the parts of every paper are set.
const SHEET: &str = include_str!("../../../assets/official.typ");

pub(super) struct Desk<'a> {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    sheet: Source,
    faces: &'a Faces,
}

impl<'a> Desk<'a> {
    /// The sheet with what is set on it.
    pub(super) fn new(paper: Dict, faces: &'a Faces) -> Self {
        Self {
            library: LazyHash::new(Library::builder().with_inputs(paper).build()),
            book: LazyHash::new(faces.book()),
            sheet: Source::detached(SHEET),
            faces,
        }
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.sheet.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.sheet.id() {
            Ok(self.sheet.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
