//! A ledger with the registers of the example in it.
#![allow(dead_code, reason = "each file of tests takes what it needs")]

use juyan_ledger::{Act, ActKind, FieldChange, Ledger};
use juyan_register::{Grid, Registers, check_rows, read_sheet};
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What is done to the ledger of the test.
pub(crate) fn act() -> Act {
    Act::new(ActKind::Enter, "统计科", "2024-07-05T00:00:00Z".parse().unwrap())
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

/// One with all registers of the example.
pub(crate) fn filled(path: &Path) -> Ledger {
    let mut ledger = empty(path);
    let catalogue = juyan::catalogue();
    let folder = root().join("examples/ejin/registers");
    let mut sheets: Vec<PathBuf> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    sheets.sort();
    let write = |change: &mut juyan_ledger::Writing<'_>| {
        for sheet in &sheets {
            let id = sheet.file_stem().unwrap().to_str().unwrap();
            let register = catalogue.register(id).unwrap();
            let text = std::fs::read_to_string(sheet).unwrap();
            let read = read_sheet(&Grid::of_csv(id, &text), register, catalogue);
            for row in check_rows(register, &read.rows, &Registers::default(), catalogue) {
                for (name, cell) in &row.cells {
                    change.field(&FieldChange {
                        register: id,
                        code: &row.code,
                        name,
                        since: None,
                        cell: Some(cell),
                        origin: None,
                    })?;
                }
            }
        }
        Ok(())
    };
    ledger.change(&act(), write).unwrap();
    ledger
}
