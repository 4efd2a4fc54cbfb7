//! Footnotes and endnotes: which lines each has, by its number.

use super::body::Body;
use super::numbering::Numbering;
use super::styles::Styles;
use crate::ReadError;
use std::collections::BTreeMap;

/// In which part a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Foot,
    End,
}

/// The notes of a document, each its lines.
#[derive(Debug, Default)]
pub(super) struct Notes(BTreeMap<(Kind, String), String>);

impl Notes {
    /// Adds the notes of a part.
    pub(super) fn read(&mut self, kind: Kind, part: &str) -> Result<(), ReadError> {
        let (text, begins) = Body::notes(part)?;
        let mut from = 0;
        for (id, to) in begins {
            let lines = text.get(from..to).unwrap_or_default().trim();
            if !lines.is_empty() {
                self.0.insert((kind, id), lines.to_owned());
            }
            from = to;
        }
        Ok(())
    }

    /// Takes out the note of this number: what is cited twice stands in the text once.
    pub(super) fn take(&mut self, kind: Kind, id: String) -> Option<String> {
        self.0.remove(&(kind, id))
    }
}

/// What a part that surrounds the text says on every page: the lines of a header or footer that hold words. Page numbers
/// hold none.
pub(super) fn surroundings(part: &str) -> Result<Vec<String>, ReadError> {
    let (document, _, _) = Body::read(
        part,
        (Styles::default(), Numbering::default(), Notes::default()),
        Vec::new(),
    )?;
    let lines = document.text.lines().map(str::trim);
    let words = lines.filter(|line| line.chars().filter(|c| c.is_alphabetic()).count() > 1);
    Ok(words.map(str::to_owned).collect())
}
