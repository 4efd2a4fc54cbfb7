//! One file of the catalogue, as text.

use serde::{Deserialize, Serialize};

/// A catalogue file: its path below the catalogue's folder, and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Path with `/`, used in messages and to tell the kind of file: `units/area.toml`.
    pub path: String,
    /// The file's text.
    pub text: String,
}

impl Source {
    /// Many sources as bytes, to be carried inside a program.
    pub fn pack(sources: &[Self]) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(sources)
    }

    /// The sources that [`Source::pack`] wrote.
    pub fn unpack(bytes: &[u8]) -> Result<Vec<Self>, postcard::Error> {
        postcard::from_bytes(bytes)
    }
}
