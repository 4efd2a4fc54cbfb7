//! Writes figures and relations in the form of hand annotation: the folder to write to, then files.
//!
//! The same as `juyan read --format gold -o FOLDER FILES`, quick to build while one works on the reader.
#![allow(clippy::print_stderr, reason = "a tool for the terminal")]

use std::io::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Error> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = arguments
        .next()
        .ok_or_else(|| Error::other("the folder to write to, then files"))?;
    for path in arguments {
        write(&path, &folder)?;
    }
    Ok(())
}

fn write(path: &Path, folder: &Path) -> Result<(), Error> {
    let catalogue = juyan::catalogue();
    let name = path.to_string_lossy();
    let document = match juyan::document::read(&std::fs::read(path)?, &name, catalogue) {
        Ok(document) => document,
        Err(error) => {
            eprintln!("{name}: {error}");
            return Ok(());
        }
    };
    let reading = juyan::reader::read(&document, catalogue);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let (mut figures, mut relations) = (Vec::new(), Vec::new());
    juyan::gold::figures(&mut figures, &document.text, &reading)?;
    juyan::gold::relations(&mut relations, &reading)?;
    std::fs::write(folder.join(format!("{stem}.figures.jsonl")), figures)?;
    std::fs::write(folder.join(format!("{stem}.relations.jsonl")), relations)
}
