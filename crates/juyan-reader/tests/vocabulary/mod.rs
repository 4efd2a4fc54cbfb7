//! The catalogue of the repository, for the tests of this crate.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that stops here has failed and says where"
)]

use juyan_catalogue::{Catalogue, Source};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The repository's catalogue, read from its files.
pub(crate) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
        let mut sources = Vec::new();
        collect(&root, &root, &mut sources);
        Catalogue::load(&sources)
            .unwrap_or_else(|errors| panic!("{errors:#?}"))
            .0
    })
}

fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(root, &path, sources);
        } else if path
            .extension()
            .is_some_and(|kind| kind == "toml" || kind == "tsv")
        {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            sources.push(Source {
                path: name,
                text: std::fs::read_to_string(&path).unwrap(),
            });
        }
    }
}
