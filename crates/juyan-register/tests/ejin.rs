//! The example of a banner's half-year: its registers are read as sheets, every row of them is right, and the figures of
//! the report follow from them as printed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read its material has failed"
)]

use juyan_catalogue::{Aggregate, Catalogue, Source};
use juyan_model::{Cell, PeriodName, Rational};
use juyan_register::{Derived, Formulas, Grid, Operand, Registers, check_rows, read_sheet};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const REGION: &str = "152923";

/// So many figures of the report follow from registers, no fewer; and so many of them from what no single cell holds.
const FLOOR: usize = 147;
const GATHERED: usize = 141;

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

/// All facts that follow, by their keys. A plan of the year is asked for with its first half too.
fn following(catalogue: &Catalogue, registers: &Registers) -> BTreeMap<String, Derived> {
    let formulas = Formulas::new(catalogue);
    let mut facts = BTreeMap::new();
    for period in ["2023", "2024H1", "2024H2"] {
        let period = PeriodName::parse(period).unwrap().0;
        for fact in formulas.evaluate_all(registers, REGION, period) {
            facts.entry(fact.key.to_string()).or_insert(fact);
        }
    }
    facts
}

/// A figure of the report: its words, the key, what follows from the registers, and why nothing does or why one cell holds it.
fn figures() -> Vec<[String; 4]> {
    let table = std::fs::read_to_string(root().join("examples/ejin/facts.csv")).unwrap();
    let rows = Grid::of_csv("facts.csv", &table).rows;
    let cells = |row: &Vec<_>| {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        cells.try_into().unwrap()
    };
    rows.iter().skip(1).map(cells).collect()
}

/// Whether a cell of a row that took part is printed as the fact is. One thing is one row, and no total.
fn is_in_one_cell(fact: &Derived) -> bool {
    let printed = fact.printed.unwrap();
    let decimals = printed.digits.scale();
    let is_it = |value: &Rational| {
        juyan_register::printed(value, printed.scale, decimals, printed.exact)
            .is_some_and(|cell| cell.digits == printed.digits)
    };
    let holds = |operand: &Operand| {
        let mut cells = operand.cells.values();
        operand.gives.as_ref().is_some_and(is_it)
            || cells.any(|cell| matches!(cell, Cell::Number(number) if *number == printed.digits))
    };
    fact.value != Rational::one() && fact.operands().into_iter().any(holds)
}

/// Of all rows that are gone through for a fact there are as many as it counts, and two or more of what it adds up.
fn is_gathered(fact: &Derived, catalogue: &Catalogue) -> bool {
    let parts = &catalogue.formula(&fact.formula).unwrap().parts;
    parts.iter().all(|part| {
        let Some(taken) = fact.working.part(&part.id) else {
            return true;
        };
        let mut rows: Vec<_> = taken.operands.iter().map(|row| &row.record).collect();
        rows.sort();
        rows.dedup();
        let rows = Rational::whole(i128::try_from(rows.len()).unwrap());
        match &*part.take {
            Aggregate::Count => rows == taken.value,
            Aggregate::Distinct(_) => rows.cmp(&taken.value).is_ge(),
            _ => taken.value == Rational::one() || rows.cmp(&Rational::whole(2)).is_ge(),
        }
    })
}

#[test]
fn the_figures_of_the_report_follow_from_its_registers() {
    let catalogue = catalogue();
    let facts = following(&catalogue, &registers(&catalogue));
    let (mut reached, mut gathered) = (0, 0);
    let mut wrong = Vec::new();
    for [words, key, said, reason] in figures() {
        if key.is_empty() {
            assert!(!reason.is_empty(), "{words}: why does it not follow?");
            continue;
        }
        let Some(fact) = facts.get(&key) else {
            wrong.push(format!("{words}: {key} does not follow"));
            continue;
        };
        let today = fact.said().unwrap_or_default();
        if today == said {
            reached += 1;
        } else {
            wrong.push(format!("{words}: {key} is {today}, not {said}"));
        }
        // No field holds what is printed: a count or a sum comes from rows. What is read off one gauge or said of one thing has
        // its reason in the table.
        let is_one = is_in_one_cell(fact) || !is_gathered(fact, &catalogue);
        gathered += usize::from(!is_one);
        if is_one == reason.is_empty() {
            let operands: Vec<&str> = fact
                .operands()
                .iter()
                .map(|row| row.record.as_str())
                .take(4)
                .collect();
            wrong.push(format!(
                "{words}: {key} is in one cell: {is_one}, said: {reason:?} {operands:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        reached >= FLOOR && gathered >= GATHERED,
        "{reached} figures follow, {gathered} from several rows"
    );
    let rows = |key: &str| facts[key].operands().len();
    assert_eq!(rows("service_items@152923:2024-06-30"), 1677);
    assert_eq!(rows("labor_cases@152923:2024H1"), 94);
    assert_eq!(rows("key_project@152923:2024H1"), 18);
}

/// The freight reached ten million tons 65 days earlier than in the year before: by the days of both years.
#[test]
fn the_day_of_ten_million_tons_comes_from_two_series_of_days() {
    let catalogue = catalogue();
    let facts = following(&catalogue, &registers(&catalogue));
    let fact = &facts["\"提早完成千万吨过货量\"@152923:2024H1"];
    for year in ["2023", "2024"] {
        let days = fact.operands();
        let days = days.iter().filter(|day| day.record.starts_with(year));
        assert!(days.count() > 100, "{year} has a day a row");
    }
}
