//! A file that its owner alone may read.

use std::io;
use std::path::Path;
use tempfile::NamedTempFile;

/// Begins the file at `path` where it is not there: made as files are that nobody else may look into, it gets its name then, so that
/// it is never open to others. Where the system has no such rights those of the folder hold. Fails where it cannot be written.
pub(crate) fn begin(path: &Path) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    match file.persist_noclobber(path) {
        // Somebody else began it meanwhile.
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        put => put.map(drop).map_err(|error| error.error),
    }
}
