//! The example of a banner's half-year: its registers are read as sheets, every row of them is right, and the figures of
//! the report follow from them as printed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read its material has failed"
)]

use juyan_catalogue::{Catalogue, Source};
use juyan_model::PeriodName;
use juyan_register::{Derived, Formulas, Grid, Registers, check_rows, read_sheet};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const REGION: &str = "152923";

/// So many figures of the report follow from registers, no fewer.
const FLOOR: usize = 147;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn catalogue() -> Catalogue {
    Catalogue::load(&Source::below(&root().join("catalogue")).unwrap())
        .unwrap()
        .0
}

fn registers(catalogue: &Catalogue) -> Registers {
    let mut registers = Registers::default();
    let mut wrong = Vec::new();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root().join("examples/ejin/registers"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let register = catalogue.register(&id).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let sheet = read_sheet(&Grid::of_csv(&id, &text), register, catalogue);
        assert_eq!(
            sheet.notes.len(),
            1,
            "{id} does not say that its rows are made up"
        );
        let checked = check_rows(register, &sheet.rows, &Registers::default(), catalogue);
        let complaints = checked
            .iter()
            .flat_map(|row| &row.complaints)
            .chain(&sheet.complaints);
        wrong.extend(complaints.map(|complaint| complaint.said(catalogue, "zh")));
        for row in &checked {
            registers.put(row.record(&id, None));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    registers
}

#[test]
fn the_figures_of_the_report_follow_from_its_registers() {
    let catalogue = catalogue();
    let formulas = Formulas::new(&catalogue);
    let registers = registers(&catalogue);
    let mut facts: BTreeMap<String, Derived> = BTreeMap::new();
    for period in ["2023", "2024H1", "2024H2"] {
        let period = PeriodName::parse(period).unwrap().0;
        let derived = formulas.evaluate_all(&registers, REGION, period).into_iter();
        // A plan of the year is asked for with its first half too.
        for fact in derived {
            facts.entry(fact.key.to_string()).or_insert(fact);
        }
    }
    let table = std::fs::read_to_string(root().join("examples/ejin/facts.csv")).unwrap();
    let rows = Grid::of_csv("facts.csv", &table).rows;
    let mut reached = 0;
    let mut wrong = Vec::new();
    for row in rows.iter().skip(1) {
        let [words, key, said, reason] = row.as_slice() else {
            wrong.push(format!("{row:?}"));
            continue;
        };
        if key.is_empty() {
            assert!(!reason.is_empty(), "{words}: why does it not follow?");
            continue;
        }
        let fact = facts.get(key.as_str());
        let today = fact.and_then(Derived::said).unwrap_or_default();
        if today == said.as_str() {
            reached += 1;
        } else {
            wrong.push(format!("{words}: {key} is {today}, not {said}"));
        }
        // No field holds what is printed: a count or a sum comes from rows.
        let rows = fact.map_or(0, |fact| fact.operands().len());
        if rows == 0 {
            wrong.push(format!("{key} comes from nothing"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(reached >= FLOOR, "{reached} figures follow");
    let operands = |key: &str| facts[key].operands().len();
    assert_eq!(operands("service_items@152923:2024-06-30"), 1677);
    assert_eq!(operands("labor_cases@152923:2024H1"), 94);
    assert_eq!(operands("key_project@152923:2024H1"), 18);
}
