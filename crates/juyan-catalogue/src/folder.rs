//! The files of a catalogue's folder, as they lie on a disk.

use crate::Source;
use std::io;
use std::path::{Path, PathBuf};

/// Folders inside each other that are looked into; a link may lead round in a circle.
const DEEPEST: usize = 8;

/// A file or folder that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {error}", path.display())]
pub struct Unread {
    /// Where it lies.
    pub path: PathBuf,
    /// Why not.
    pub error: io::Error,
}

impl Source {
    /// The files of the catalogue's kinds below `folder`, in the order of their paths.
    ///
    /// # Errors
    ///
    /// The first file or folder that cannot be read.
    ///
    /// ```
    /// let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue");
    /// let sources = juyan_catalogue::Source::below(folder.as_ref())?;
    /// assert!(sources.iter().any(|source| source.path == "units/area.toml"));
    /// # Ok::<(), juyan_catalogue::Unread>(())
    /// ```
    pub fn below(folder: &Path) -> Result<Vec<Self>, Unread> {
        let mut sources = Vec::new();
        collect(folder, folder, DEEPEST, &mut sources)?;
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(sources)
    }
}

fn collect(root: &Path, folder: &Path, depth: usize, sources: &mut Vec<Source>) -> Result<(), Unread> {
    let unread = |path: &Path| {
        let path = path.to_owned();
        move |error| Unread { path, error }
    };
    for entry in folder.read_dir().map_err(unread(folder))? {
        let path = entry.map_err(unread(folder))?.path();
        if path.is_dir() && depth > 0 {
            collect(root, &path, depth.saturating_sub(1), sources)?;
        } else if path
            .extension()
            .is_some_and(|kind| kind == "toml" || kind == "tsv")
        {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy();
            let name = name.replace('\\', "/");
            let text = std::fs::read_to_string(&path).map_err(unread(&path))?;
            sources.push(Source { path: name, text });
        }
    }
    Ok(())
}
