//! What must hold whatever the rows are: a row in, a row out, a cell changed, and what is kept open comes to what is worked
//! out anew.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read its material has failed"
)]

use juyan_catalogue::{Catalogue, Source};
use juyan_model::{Key, Period, Rational, Record};
use juyan_register::{Formulas, Registers, Standing, record};
use std::collections::BTreeMap;
use std::path::Path;

const REGION: &str = "152923";

fn catalogue() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    Catalogue::load(&Source::below(&folder).unwrap()).unwrap().0
}

/// Numbers that look drawn, the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// The rows of all examples, each register's numbered through.
fn records(catalogue: &Catalogue) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let examples = catalogue
        .formulas
        .iter()
        .filter_map(|formula| formula.example.as_ref());
    for (id, rows) in examples.flat_map(|example| &example.rows) {
        for row in rows {
            let number = records.len();
            let mut record = record(catalogue.register(id).unwrap(), number, row, catalogue).unwrap();
            record.code = format!("{number}").into();
            records.push(record);
        }
    }
    records
}

/// The record with one field as another record of its register has it, or without it.
fn changed(record: &Record, all: &[Record], draw: &mut Draw) -> Record {
    let alike: Vec<&Record> = all
        .iter()
        .filter(|other| other.register == record.register)
        .collect();
    let other = alike[draw.below(alike.len())];
    let mut after = record.clone();
    let fields: Vec<_> = other.fields.keys().collect();
    let field = fields[draw.below(fields.len())];
    if draw.below(4) == 0 {
        after.fields.remove(field);
    } else {
        after.fields.insert(field.clone(), other.fields[field].clone());
    }
    after
}

fn values(standings: &[Standing<'_>]) -> BTreeMap<(String, Key), Rational> {
    let facts = standings.iter().flat_map(Standing::facts);
    facts
        .map(|fact| ((fact.formula.to_string(), fact.key), fact.value))
        .collect()
}

#[test]
fn what_is_kept_open_is_what_is_worked_out_anew() {
    let catalogue = catalogue();
    let formulas = Formulas::new(&catalogue);
    let period = Period::months(2024, 1, 6).unwrap();
    let all = records(&catalogue);
    assert!(all.len() > 200);
    let mut registers: Registers = all.iter().cloned().collect();
    let mut standings = formulas.standings(&registers, REGION, period);
    let mut draw = Draw(11);
    let mut told = 0;
    for turn in 0..600 {
        let record = &all[draw.below(all.len())];
        let before = registers.record(&record.register, &record.code).cloned();
        let after = match draw.below(5) {
            0 => None,
            _ => Some(changed(before.as_ref().unwrap_or(record), &all, &mut draw)),
        };
        match &after {
            Some(after) => registers.put(after.clone()),
            None => registers.take(&record.register, &record.code),
        };
        let was = if turn % 10 == 0 {
            values(&standings)
        } else {
            BTreeMap::new()
        };
        for standing in &mut standings {
            standing.replace(before.as_ref(), after.as_ref());
        }
        if turn % 10 == 0 && values(&standings) != was {
            told += 1;
        }
        if turn % 100 == 99 {
            let anew = formulas.standings(&registers, REGION, period);
            assert_eq!(values(&standings), values(&anew));
        }
    }
    assert!(told > 15, "only {told} of 60 changes made a difference");
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let catalogue = catalogue();
    let formulas = Formulas::new(&catalogue);
    let period = Period::months(2024, 1, 6).unwrap();
    let mut all = records(&catalogue);
    let forward: Registers = all.iter().cloned().collect();
    all.reverse();
    let backward: Registers = all.into_iter().collect();
    let facts = |registers: &Registers| formulas.evaluate_all(registers, REGION, period);
    assert_eq!(facts(&forward), facts(&backward));
}
