//! The vocabulary of a run: the built-in one, or that with the user's own laid over it.

use crate::output;
use crate::run::UNUSABLE;
use juyan::Language;
use juyan::vocabulary::{Catalogue, Source};
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// The vocabulary with the files of `folder` laid over it; complains about files that cannot be used.
pub(crate) fn load(folder: Option<&Path>, _language: Language) -> Result<&'static Catalogue, ExitCode> {
    let Some(folder) = folder else { return Ok(juyan::catalogue()) };
    let mut sources = Vec::new();
    if let Err(error) = collect(folder, folder, &mut sources) {
        output::complain(&folder.display().to_string(), &error.to_string());
        return Err(ExitCode::from(UNUSABLE));
    }
    match juyan::catalogue_with(&sources) {
        // It is read once and used until the program ends, as the built-in one is.
        Ok(catalogue) => Ok(Box::leak(Box::new(catalogue))),
        Err(errors) => {
            for error in errors {
                let file = folder.join(&error.path);
                output::complain(&file.display().to_string(), &format!("{}: {}", error.place, error.problem));
            }
            Err(ExitCode::from(UNUSABLE))
        }
    }
}

/// The catalogue files of `folder` and the folders in it, by their paths below `root`.
fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, sources)?;
        } else if path.extension().is_some_and(|kind| kind == "toml" || kind == "tsv") {
            let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
            let text = std::fs::read_to_string(&path).map_err(named)?;
            let below = path.strip_prefix(root).unwrap_or(&path);
            sources.push(Source { path: below.to_string_lossy().replace('\\', "/"), text });
        }
    }
    Ok(())
}
