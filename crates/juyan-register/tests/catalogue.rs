//! The registers and formulas of the catalogue, each by the example it carries.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its material has failed"
)]

use juyan_catalogue::{Catalogue, Sample, Source};
use juyan_model::{Date, Record};
use juyan_register::{Grid, Registers, check_rows, form, read_sheet, recognise, record, unproved};
use smol_str::SmolStr;
use std::path::Path;

fn catalogue() -> (Catalogue, Vec<Sample>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    Catalogue::load(&Source::below(&folder).unwrap()).unwrap()
}

#[test]
fn every_example_comes_to_what_it_says() {
    let (catalogue, samples) = catalogue();
    assert!(catalogue.registers.len() > 50 && catalogue.formulas.len() > 150);
    let wrong: Vec<String> = unproved(&catalogue, &samples)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The rows of the formulas' examples, written into the form of their register and read back, are the same records; and
/// the form is known for one of that register.
#[test]
fn a_filled_form_is_read_back() {
    let (catalogue, _) = catalogue();
    let examples = catalogue
        .formulas
        .iter()
        .filter_map(|formula| formula.example.as_ref());
    let mut read = 0;
    for (id, rows) in examples.flat_map(|example| &example.rows) {
        let register = catalogue.register(id).unwrap();
        let records: Vec<Record> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| record(register, at, row, &catalogue).unwrap())
            .collect();
        let form = form(register, records.iter(), Date::ZERO, &catalogue);
        let headings = form
            .columns
            .iter()
            .map(|column| SmolStr::new(&column.heading))
            .collect();
        let texts = form.rows.iter().map(|row| row.iter().map(SmolStr::new).collect());
        let grid = Grid {
            sheet: form.title.clone(),
            rows: std::iter::once(headings).chain(texts).collect(),
            ..Grid::default()
        };
        assert_eq!(recognise(&grid, &catalogue).map(|found| &found.id), Some(id));
        let sheet = read_sheet(&grid, register, &catalogue);
        assert!(sheet.complaints.is_empty(), "{id}: {:?}", sheet.complaints);
        let checked = check_rows(register, &sheet.rows, &Registers::default(), &catalogue);
        for (row, record) in checked.iter().zip(&records) {
            assert_eq!(row.record(id, None).fields, record.fields, "{id}");
            read += 1;
        }
        assert_eq!(checked.len(), records.len());
    }
    assert!(read > 200);
}

/// What the catalogue's page shows as a province's own register and formula, laid over the built-in ones, is proved too.
#[test]
fn the_page_shows_what_works() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let page = std::fs::read_to_string(root.join("README.md")).unwrap();
    let blocks = page
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next());
    let shown: Vec<&str> = blocks
        .filter(|block| block.starts_with("[[register]]") || block.starts_with("[[formula]]"))
        .collect();
    assert_eq!(shown.len(), 2);
    let own = Source {
        path: "own.toml".to_owned(),
        text: shown.concat(),
    };
    let built_in = Source::below(&root).unwrap();
    let (catalogue, samples) = Catalogue::layered(&[&built_in, &[own]]).unwrap();
    let own: Vec<Sample> = samples.into_iter().filter(|sample| sample.layer == 1).collect();
    assert_eq!((own.len(), unproved(&catalogue, &own)), (2, Vec::new()));
}
