//! Where results go: the standard output, a file, or files in a folder.

#![allow(clippy::print_stderr, reason = "the one place of the program that speaks to its user")]

use std::io::{self, Write};
use std::path::Path;

/// One complaint about one file, on the standard error.
pub(crate) fn complain(name: &str, problem: &str) {
    eprintln!("juyan: {name}: {problem}");
}

/// Writes `bytes` to `path`, making its folder where there is none.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes to the standard output; whether anybody still listens.
pub(crate) fn print(bytes: &[u8]) -> bool {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).is_ok()
}
