//! What is wrong with a catalogue.

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
}
