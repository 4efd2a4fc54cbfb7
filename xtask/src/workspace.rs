//! How fast the workspace answers over a large ledger, as `benches/workspace.rs` finds with tools that are not ours.

use crate::Measured;
use crate::process::bench;
use anyhow::{Context, bail};

/// What the benchmark tells, under the names that it has here.
const NAMES: [&str; 8] = [
    "web-start",
    "web-start-overview",
    "web-overview",
    "web-register",
    "web-register-sorted",
    "web-save",
    "web-check",
    "web-memory",
];

/// Measures the workspace in the browser; makes the ledger first, which takes some time.
pub fn workspace() -> anyhow::Result<Vec<Measured>> {
    let printed = bench(&["-p", "juyan-cli", "--bench", "workspace"])?;
    let mut measured = Vec::new();
    for line in printed.lines().filter_map(|line| line.strip_prefix("measure\t")) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, value, counts] = columns[..] else {
            bail!("no measure: {line}")
        };
        let known = NAMES.iter().find(|known| **known == name);
        let name = known.with_context(|| format!("no such measure: {name}"))?;
        measured.push(Measured::new(name, value.parse()?, counts));
    }
    // What is no number reaches no floor.
    for name in NAMES {
        if measured.iter().all(|one| one.name != name) {
            measured.push(Measured::new(name, f64::NAN, "not told by the benchmark"));
        }
    }
    Ok(measured)
}
