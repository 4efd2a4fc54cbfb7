//! Files and the standard input to bytes.

use crate::problem::Problem;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    path: PathBuf,
}

impl Input {
    /// What the user named; `-` is the standard input.
    pub(crate) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// The file; none for the standard input.
    pub(crate) fn path(&self) -> Option<&Path> {
        (self.path.as_os_str() != "-").then_some(&self.path)
    }

    /// The name for messages.
    pub(crate) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The name of what is written about it, without extension.
    pub(crate) fn stem(&self) -> String {
        let stem = self.path().map_or(Some("stdin".as_ref()), Path::file_stem);
        stem.map_or_else(|| "report".to_owned(), |stem| stem.to_string_lossy().into_owned())
    }

    /// Its length in bytes as far as it can be known; for showing progress.
    pub(crate) fn length(&self) -> u64 {
        self.path()
            .and_then(|path| path.metadata().ok())
            .map_or(0, |metadata| metadata.len())
    }

    /// Its bytes, or what is wrong.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Problem> {
        self.path().map_or_else(stdin, file).map_err(Problem::Unread)
    }
}

fn stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(limit()).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn file(path: &Path) -> io::Result<Vec<u8>> {
    // Asked before opening, because some systems do not open a folder at all and say something else.
    let metadata = path.metadata()?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(limit())).unwrap_or_default());
    std::fs::File::open(path)?.take(limit()).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// One byte more than is read, so that what is too large is seen to be.
fn limit() -> u64 {
    u64::try_from(juyan::document::LARGEST)
        .unwrap_or(u64::MAX)
        .saturating_add(1)
}
