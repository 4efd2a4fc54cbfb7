//! The charts' library that the program carries is what `npm run make` makes of what stands in `charts`.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

use sm3::{Digest, Sm3};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What it is made of, and what is made.
const FILES: [&str; 4] = [
    "echarts.js",
    "package.json",
    "package-lock.json",
    "../assets/echarts.js",
];

fn charts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("charts")
}

/// Where nobody can make it anew: who changes an input or the library, and not the other, is told.
#[test]
fn what_it_was_made_of_is_what_stands_there() {
    let mut told = String::new();
    for name in FILES {
        let bytes = std::fs::read(charts().join(name)).unwrap();
        for byte in Sm3::digest(&bytes) {
            write!(told, "{byte:02x}").unwrap();
        }
        writeln!(told, "  {name}").unwrap();
    }
    let kept = std::fs::read_to_string(charts().join("made.sm3")).unwrap();
    assert_eq!(
        told, kept,
        "after `npm ci && npm run make` in charts, the lines on the left belong into made.sm3"
    );
}

#[test]
fn it_is_what_is_made_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let (own, assets) = (folder.path().join("charts"), folder.path().join("assets"));
    std::fs::create_dir(&own).unwrap();
    std::fs::create_dir(&assets).unwrap();
    for name in ["echarts.js", "package.json", "package-lock.json"] {
        std::fs::copy(charts().join(name), own.join(name)).unwrap();
    }
    // Packages are fetched only where somebody asks for that; without it the test above holds alone.
    if std::env::var_os("JUYAN_NPM").is_none() {
        return eprintln!("skipped: JUYAN_NPM is not set");
    }
    let npm = |arguments: &[&str]| Command::new("npm").args(arguments).current_dir(&own).output();
    let done = npm(&["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let made = npm(&["run", "--silent", "make"]).unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let carried = std::fs::read(charts().join("../assets/echarts.js")).unwrap();
    let made = std::fs::read(assets.join("echarts.js")).unwrap();
    assert!(
        made == carried,
        "{} bytes were made, {} are carried",
        made.len(),
        carried.len()
    );
}
