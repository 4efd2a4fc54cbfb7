//! Files and the standard input to bytes, with one clear message where that fails.

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
        Self { path: path.to_owned() }
    }

    pub(crate) fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }

    /// The name for messages.
    pub(crate) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The name of what is written about it, without extension.
    pub(crate) fn stem(&self) -> String {
        if self.is_stdin() {
            return "stdin".to_owned();
        }
        self.path.file_stem().map_or_else(|| "report".to_owned(), |stem| stem.to_string_lossy().into_owned())
    }

    /// Its bytes, or what is wrong and what to do.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, String> {
        let read = if self.is_stdin() { stdin() } else { file(&self.path) };
        read.map_err(|error| told(&error))
    }
}

fn stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(limit()).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn file(path: &Path) -> io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(limit())).unwrap_or_default());
    file.take(limit()).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// One byte more than is read, so that what is too large is seen to be.
fn limit() -> u64 {
    u64::try_from(juyan::document::LARGEST).unwrap_or(u64::MAX).saturating_add(1)
}

fn told(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file; check the name and the folder".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder; name the files in it".to_owned(),
        io::ErrorKind::PermissionDenied => "the file may not be read; ask its owner for permission".to_owned(),
        _ => error.to_string(),
    }
}
