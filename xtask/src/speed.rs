//! How fast, and how much memory: whole processes, as a user runs them.

use crate::process::{Cost, cost};
use crate::{Measured, files};
use std::path::Path;

/// Measures the command. `scratch` is a folder to write to.
pub fn speed(juyan: &Path, shared: &Path, scratch: &Path) -> anyhow::Result<Vec<Measured>> {
    let mut joined = Vec::new();
    for path in files(&shared.join("corpus"), ".txt")? {
        joined.extend(std::fs::read(path)?);
        joined.push(b'\n');
    }
    let path = scratch.join("joined.txt");
    std::fs::write(&path, &joined)?;
    let megabytes = megabytes(joined.len());
    let read = cost(
        juyan,
        &[
            &["read", "--jobs", "1", "--format", "json"].map(String::from)[..],
            &[text(&path)],
        ]
        .concat(),
        3,
    )?;
    let ejin = shared.join("gold/ejin-2024-h1.txt");
    let check = |path: &Path, times| cost(juyan, &["check".to_owned(), text(path)], times);
    let once: Cost = check(&ejin, 20)?;
    let (small, large) = (scratch.join("once.txt"), scratch.join("ten-times.txt"));
    // Whole texts of about a megabyte, so that starting the program weighs nothing.
    let once_text = joined.get(..nearest_line(&joined, 1_000_000)).unwrap_or(&joined);
    std::fs::write(&small, once_text)?;
    std::fs::write(&large, once_text.repeat(10))?;
    let times = (check(&small, 5)?.cpu, check(&large, 2)?.cpu);
    Ok(vec![
        Measured::new(
            "read-speed",
            megabytes / read.cpu,
            format!("{megabytes:.2} MB in {:.3} CPU s", read.cpu),
        ),
        Measured::new("check-time", once.wall * 1000.0, "best of 20"),
        Measured::new("check-memory", once.memory, "at the most"),
        Measured::new(
            "ten-times",
            times.1 / times.0,
            format!("{:.3} s and {:.3} s", times.0, times.1),
        ),
    ])
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The end of the first line that ends at or behind `place`.
fn nearest_line(bytes: &[u8], place: usize) -> usize {
    let rest = bytes.get(place..).unwrap_or_default();
    place
        + rest
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(rest.len(), |at| at + 1)
}

fn megabytes(bytes: usize) -> f64 {
    u32::try_from(bytes).map_or(f64::INFINITY, f64::from) / 1e6
}
