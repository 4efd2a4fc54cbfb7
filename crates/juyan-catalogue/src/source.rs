//! One file of the catalogue, as text.

/// A catalogue file: its path below the catalogue's folder, and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path with `/`, used in messages and to tell the kind of file: `units/area.toml`.
    pub path: String,
    /// The file's text.
    pub text: String,
}
