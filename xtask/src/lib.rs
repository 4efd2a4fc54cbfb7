//! What is measured of the program, and how: scores against annotated reports, counts over the corpus, speed.
//!
//! Drives the built command and the scorers beside the workspace; knows nothing of the program's insides. The tests of
//! `juyan-cli` hold the floors with [`scores`]; `cargo xtask measure` prints everything.

mod corpus;
mod fifteen;
mod floors;
mod honest;
mod judged;
mod process;
mod scores;
mod speed;
mod trips;
mod workspace;

pub use corpus::corpus;
pub use fifteen::fifteen_pages;
pub use floors::{Direction, Floor, floors};
pub use honest::honest;
pub use scores::scores;
pub use speed::speed;
pub use workspace::workspace;

use anyhow::Context;
use std::path::{Path, PathBuf};

/// A measured value under the name that it has in `spec/floors.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The floor's name.
    pub name: &'static str,
    /// Today's figure; no number where there was nothing to measure it on.
    pub value: f64,
    /// The counts behind it: `662/741`.
    pub counts: String,
}

impl Measured {
    fn new(name: &'static str, value: f64, counts: impl Into<String>) -> Self {
        Self {
            name,
            value,
            counts: counts.into(),
        }
    }

    fn share(name: &'static str, part: f64, whole: f64) -> Self {
        Self::new(name, quotient(part, whole), format!("{part}/{whole}"))
    }
}

/// `part` of `whole`; of nothing it is no number, which reaches no floor whichever way is better.
fn quotient(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { f64::NAN } else { part / whole }
}

/// The workspace's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder of annotated reports and scorers beside the workspace; none where it is absent, as it is for most.
pub fn shared() -> Option<PathBuf> {
    let folder = root().parent()?.join("shared");
    folder.join("gold").is_dir().then_some(folder)
}

/// The files of `folder` whose names end in `ending`, in order.
fn files(folder: &Path, ending: &str) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    Ok(paths)
}
