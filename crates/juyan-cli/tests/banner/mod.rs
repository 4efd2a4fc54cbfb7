//! A ledger of the banner with the registers of the example in it, posted as `juyan import` posts them, on a day of 2024.
#![allow(dead_code, reason = "each file of tests takes what it needs")]

use crate::desk::folder;
use juyan::model::Period;
use juyan_ledger::{Act, ActKind, Ledger};
use juyan_posting::{Poster, PosterSheet, Posting};
use juyan_register::Grid;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What is done to the ledger of the test.
pub(crate) fn act() -> Act {
    Act::new(ActKind::Enter, "统计科", "2024-07-05T00:00:00Z".parse().unwrap())
}

/// A folder of the test's own with a filled ledger and the report in it.
pub(crate) fn begun(test: &str) -> PathBuf {
    let folder = folder(test);
    std::fs::copy(filled(), folder.join("旗.juyan")).unwrap();
    std::fs::copy(root().join("examples/ejin/report.txt"), folder.join("report.txt")).unwrap();
    folder
}

/// An empty ledger of the banner at `path`.
pub(crate) fn empty(path: &Path) -> Ledger {
    if path.exists() {
        std::fs::remove_file(path).unwrap();
    }
    let act = Act {
        kind: ActKind::Init,
        ..act()
    };
    Ledger::create(path, "152923", &act).unwrap()
}

/// One with all registers of the example, and the facts of the half-year that follow; made once for a file of tests.
fn filled() -> &'static Path {
    static FILLED: OnceLock<PathBuf> = OnceLock::new();
    FILLED.get_or_init(|| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.juyan", std::process::id()));
        let mut ledger = empty(&path);
        let poster = Poster::new(juyan::catalogue());
        let sheets = sheets(&poster);
        let half = Period::new("2024-01-01".parse().unwrap(), "2024-06-30".parse().unwrap());
        let posting = Posting {
            periods: vec![half],
            ..Posting::of(&sheets)
        };
        let done = ledger.attempt(&act(), |change| poster.post(change, &posting));
        assert!(done.is_ok(), "{done:?}");
        path
    })
}

fn sheets<'p>(poster: &Poster<'p>) -> Vec<PosterSheet<'p>> {
    let folder = root().join("examples/ejin/registers");
    let entries = folder.read_dir().unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let sheet = |path: PathBuf| {
        let id = path.file_stem().unwrap().to_str().unwrap();
        let register = juyan::catalogue().register(id);
        let text = std::fs::read_to_string(&path).unwrap();
        poster.sheet(&Grid::of_csv(id, &text), register).unwrap()
    };
    paths.into_iter().map(sheet).collect()
}
