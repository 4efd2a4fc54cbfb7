//! What is wrong with a catalogue.

use crate::Source;

/// A complaint about one record; names the file, the place and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {place}: {problem}")]
pub struct CatalogueError {
    /// The file.
    pub path: String,
    /// The record or line.
    pub place: String,
    /// What is wrong and what to do.
    pub problem: String,
}

impl CatalogueError {
    /// A complaint about `place` in `path`.
    pub fn new(path: &str, place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            place: place.into(),
            problem: problem.into(),
        }
    }

    /// The complaint about a file that is no TOML, or has a field that there is not.
    pub(crate) fn unreadable(source: &Source, error: &toml::de::Error) -> Self {
        let place = error.span().map_or_else(String::new, |span| {
            let before = source.text.get(..span.start).unwrap_or_default();
            format!("line {}", before.matches('\n').count() + 1)
        });
        Self::new(&source.path, place, shortened(error.message()))
    }
}

/// A message that lists what may stand there, without a list that nobody reads to its end.
fn shortened(message: &str) -> String {
    const READABLE: usize = 20;
    match message.split_once(", expected one of ") {
        Some((told, list)) if list.split(", ").count() > READABLE => {
            format!("{told}; catalogue/README.md lists those that exist")
        }
        _ => message.to_owned(),
    }
}
