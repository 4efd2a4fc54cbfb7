//! The catalogue and the registers of the example, as they stand in the files.
#![allow(dead_code, reason = "each file of tests takes what it needs")]

use juyan_catalogue::{Catalogue, Source};
use juyan_model::Period;
use juyan_monitor::Given;
use juyan_register::{Formulas, Grid, Registers, check_rows, read_sheet};
use std::path::{Path, PathBuf};

/// The region of the example.
pub(crate) const REGION: &str = "152923";

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The vocabulary.
pub(crate) fn catalogue() -> Catalogue {
    let folder = root().join("catalogue");
    let mut found = Vec::new();
    collect(&folder, &folder, &mut found);
    Catalogue::load(&found).unwrap().0
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let ending = path.extension().unwrap_or_default();
        if path.is_dir() {
            collect(root, &path, found);
        } else if ending == "toml" || ending == "tsv" {
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

/// The registers of the example.
pub(crate) fn registers(catalogue: &Catalogue) -> Registers {
    let mut registers = Registers::default();
    for entry in std::fs::read_dir(root().join("examples/ejin/registers")).unwrap() {
        let path = entry.unwrap().path();
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let register = catalogue.register(&id).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let sheet = read_sheet(&Grid::of_csv(&id, &text), register, catalogue);
        for row in check_rows(register, &sheet.rows, &Registers::default(), catalogue) {
            registers.put(row.record(&id, None));
        }
    }
    registers
}

/// The facts that a ledger with these registers keeps: those of the half-year that the report is about.
pub(crate) fn facts(catalogue: &Catalogue, registers: &Registers) -> Vec<Given> {
    let half = Period::new("2024-01-01".parse().unwrap(), "2024-06-30".parse().unwrap());
    let derived = Formulas::new(catalogue).evaluate_all(registers, REGION, half);
    let given = |derived: juyan_register::Derived| {
        Some(Given {
            number: 0,
            is_bound: false,
            fact: derived.fact()?,
            released: false,
        })
    };
    derived.into_iter().filter_map(given).collect()
}
