//! Why a file could not be read.

/// Why bytes did not become a document; the message at the rim names the file and says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The bytes are text in no encoding that is known here.
    #[error("the text is in no encoding that could be recognised")]
    Encoding,
}
