//! The zip archive around a Word document: its parts and how they point at each other. Unpacks within limits only.

use crate::{LARGEST, ReadError};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// More parts than this no document has.
const MOST_PARTS: usize = 20_000;
/// A part that unpacks to more than this many times its size is suspect; XML reaches about a hundred.
const HIGHEST_RATIO: u64 = 300;
/// A small part may be packed as tight as it likes.
const SMALL: u64 = 4 << 20;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// The document part's usual place.
const USUAL: &str = "word/document.xml";

/// An opened Word document.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    main: String,
}

impl std::fmt::Debug for Package<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Package")
            .field("main", &self.main)
            .finish_non_exhaustive()
    }
}

/// One pointer from a part to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// Its name: `rId3`.
    pub id: String,
    /// The last step of its type: `comments`.
    pub kind: String,
    /// The path of the part that it points at.
    pub target: String,
}

impl<'a> Package<'a> {
    /// Opens the archive and finds the document in it.
    ///
    /// Fails where the archive is damaged, encrypted, a bomb, or holds something else than a Word document.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::BrokenZip)?;
        if archive.len() > MOST_PARTS {
            return Err(ReadError::ZipBomb);
        }
        let mut package = Self {
            archive,
            main: USUAL.to_owned(),
        };
        if let Some(relationships) = package.part("_rels/.rels")? {
            let found = relationships_of("", &relationships)?
                .into_iter()
                .find(|one| one.kind == "officeDocument");
            package.main = found.map_or_else(|| USUAL.to_owned(), |one| one.target);
        }
        let known = package.archive.index_for_name(&package.main).is_some();
        let foreign = package.main.starts_with("xl/") || package.main.starts_with("ppt/");
        let word = package.archive.file_names().any(|name| name.starts_with("word/"));
        match (known && !foreign, word) {
            (true, _) => Ok(package),
            (false, true) => Err(ReadError::BrokenDocx),
            (false, false) if package.archive.file_names().any(|name| name.starts_with("xl/")) => {
                Err(ReadError::Workbook)
            }
            (false, false) => Err(ReadError::Unsupported),
        }
    }

    /// The path of the part that holds the text.
    pub fn main(&self) -> &str {
        &self.main
    }

    /// The paths of all parts, in the archive's order.
    pub fn names(&self) -> Vec<String> {
        (0..self.archive.len())
            .filter_map(|number| self.archive.name_for_index(number))
            .map(str::to_owned)
            .collect()
    }

    /// A part's bytes as text, less a byte order mark; nothing where there is no such part.
    pub fn part(&mut self, path: &str) -> Result<Option<String>, ReadError> {
        let file = match self.archive.by_name(path) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(ReadError::Encrypted);
            }
            Err(_) => return Err(ReadError::BrokenZip),
        };
        let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX);
        let (packed, declared) = (file.compressed_size(), file.size());
        let allowed = packed.saturating_mul(HIGHEST_RATIO).max(SMALL).min(limit);
        if declared > allowed {
            return Err(ReadError::ZipBomb);
        }
        let mut bytes = Vec::new();
        // The declared size is the archive's own word; what comes out is counted.
        file.take(allowed + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| ReadError::BrokenZip)?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > allowed {
            return Err(ReadError::ZipBomb);
        }
        // The XML reader does not count a byte order mark, which would shift every place behind it.
        if bytes.starts_with(BYTE_ORDER_MARK) {
            bytes.drain(..BYTE_ORDER_MARK.len());
        }
        let text = String::from_utf8(bytes).map_err(|_| ReadError::BrokenDocx)?;
        Ok(Some(text))
    }

    /// The part of the properties that somebody gave the file, where it has one.
    pub(super) fn custom_properties(&mut self) -> Result<Option<String>, ReadError> {
        let Some(pointers) = self.part("_rels/.rels")? else {
            return Ok(None);
        };
        let pointers = relationships_of("", &pointers)?;
        let found = pointers.iter().find(|one| one.kind == "custom-properties");
        found.map_or(Ok(None), |one| self.part(&one.target))
    }

    /// What the main part points at.
    pub fn relationships(&mut self) -> Result<Vec<Relationship>, ReadError> {
        let path = relationships_path(&self.main);
        let folder = self
            .main
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned();
        self.part(&path)?
            .map_or(Ok(Vec::new()), |text| relationships_of(&folder, &text))
    }
}

/// The path of the part that holds the pointers of the part at `path`.
pub fn relationships_path(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if folder.is_empty() {
        format!("_rels/{name}.rels")
    } else {
        format!("{folder}/_rels/{name}.rels")
    }
}

fn relationships_of(folder: &str, text: &str) -> Result<Vec<Relationship>, ReadError> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        let (Event::Start(element) | Event::Empty(element)) = (match reader.read_event() {
            Ok(Event::Eof) => return Ok(found),
            Ok(event @ (Event::Start(_) | Event::Empty(_))) => event,
            Ok(_) => continue,
            Err(_) => return Err(ReadError::BrokenDocx),
        }) else {
            continue;
        };
        let value = |name: &str| super::xml::attribute(&element, name).unwrap_or_default();
        let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
        if element.local_name().as_ref() == b"Relationship" && value("TargetMode") != "External" {
            found.push(Relationship {
                id: value("Id"),
                kind,
                target: resolve(folder, &value("Target")),
            });
        }
    }
}

/// A target, which is relative to its part's folder or begins at the root.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_the_part() {
        assert_eq!(resolve("word", "comments.xml"), "word/comments.xml");
        assert_eq!(resolve("word", "../custom/a.xml"), "custom/a.xml");
        assert_eq!(resolve("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(
            relationships_path("word/document2.xml"),
            "word/_rels/document2.xml.rels"
        );
    }
}
