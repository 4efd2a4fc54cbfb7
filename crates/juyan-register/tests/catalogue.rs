//! The registers and formulas of the catalogue, each by the example it carries.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its material has failed"
)]

use juyan_catalogue::{Catalogue, Source};
use juyan_register::unproved;
use std::path::Path;

/// The files below `catalogue/`.
fn sources(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(root, &path, found);
        } else if path
            .extension()
            .is_some_and(|kind| kind == "toml" || kind == "tsv")
        {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            let text = std::fs::read_to_string(&path).unwrap();
            found.push(Source { path: name, text });
        }
    }
}

#[test]
fn every_example_comes_to_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let mut found = Vec::new();
    sources(&root, &root, &mut found);
    let (catalogue, samples) = Catalogue::load(&found).unwrap();
    assert!(catalogue.registers.len() > 50);
    let wrong: Vec<String> = unproved(&catalogue, &samples)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
