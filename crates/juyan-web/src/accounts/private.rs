//! A file that its owner alone may read.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

/// Begins the file at `path` where it is not there; nobody else may read it. Fails where it cannot be written.
#[cfg(unix)]
pub(super) fn begin(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    const OWNER_ALONE: u32 = 0o600;
    let mut options = OpenOptions::new();
    options.append(true).create(true).mode(OWNER_ALONE);
    options.open(path).map(drop)
}

/// Begins the file at `path` where it is not there. Elsewhere the folder's rights hold for it.
#[cfg(not(unix))]
pub(super) fn begin(path: &Path) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(path).map(drop)
}
