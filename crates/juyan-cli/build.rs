//! Takes the example of a banner's half-year into the program, every sheet of its registers as it lies there.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("../../examples/ejin");
    let registers = folder.join("registers");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(&registers)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        names.extend(
            path.extension()
                .is_some_and(|kind| kind == "csv")
                .then(|| name.into_owned()),
        );
    }
    names.sort();
    let mut source = String::new();
    writeln!(source, "/// The sheets, by the name of their file.")?;
    writeln!(
        source,
        "pub(super) const SHEETS: [(&str, &str); {}] = [",
        names.len()
    )?;
    for name in &names {
        writeln!(
            source,
            "    ({name:?}, include_str!({:?})),",
            whole(&registers.join(name))?
        )?;
    }
    writeln!(source, "];")?;
    for (name, file) in [
        ("REPORT", "report.txt"),
        ("BINDINGS", "bindings.csv"),
        ("RELEASES", "releases.csv"),
    ] {
        let path = whole(&folder.join(file))?;
        writeln!(
            source,
            "/// `{file}`.\npub(super) const {name}: &str = include_str!({path:?});"
        )?;
    }
    std::fs::write(
        PathBuf::from(std::env::var("OUT_DIR")?).join("example.rs"),
        source,
    )?;
    Ok(())
}

fn whole(path: &Path) -> std::io::Result<String> {
    Ok(path.canonicalize()?.to_string_lossy().into_owned())
}
