//! The examples of registers and formulas, tried: a row must be taken without a complaint, rows must give what they say.

use crate::cell::read;
use crate::heading::Headings;
use crate::{Entered, EnteredRow, Formulas, Place, Registers, check_rows, code};
use juyan_catalogue::{Catalogue, CatalogueError, Formula, Proves, RegisterType, Sample, WorkedExample};
use juyan_model::{Cell, Dated, PeriodName, Record};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A complaint for each of `samples` of a register or a formula that does not come to what its record says.
pub fn unproved(catalogue: &Catalogue, samples: &[Sample]) -> Vec<CatalogueError> {
    let formulas = Formulas::new(catalogue);
    let mut errors = Vec::new();
    for sample in samples {
        let (place, problems) = match &sample.proves {
            Proves::Register(id) => {
                let register = catalogue.register(id);
                let problems = register.map_or_else(Vec::new, |register| of_register(register, catalogue));
                (format!("register {id}"), problems)
            }
            Proves::Formula(id) => {
                let formula = catalogue.formula(id);
                let problems =
                    formula.map_or_else(Vec::new, |formula| of_formula(formula, &formulas, catalogue));
                (format!("formula {id}"), problems)
            }
            Proves::Unit(_)
            | Proves::Indicator(_)
            | Proves::Rate(_)
            | Proves::Difference(_)
            | Proves::Partition(_)
            | Proves::Words(_) => continue,
        };
        let tell = |problem| CatalogueError::new(&sample.path, place.as_str(), problem);
        errors.extend(problems.into_iter().map(tell));
    }
    errors
}

fn of_register(register: &RegisterType, catalogue: &Catalogue) -> Vec<String> {
    let mut problems = Vec::new();
    let mut row = EnteredRow::default();
    let headings = Headings::new(register, catalogue);
    for (words, text) in &register.example {
        let Some((field, unit)) = headings.field(words) else {
            problems.push(format!("the example's heading `{words}` is that of no field"));
            continue;
        };
        let entered = Entered {
            text: text.clone(),
            at: Place {
                cell: words.clone(),
                ..Place::default()
            },
            unit,
        };
        row.cells.insert(field.id.clone(), entered);
    }
    let checked = check_rows(register, &[row], &Registers::default(), catalogue);
    let told = checked
        .iter()
        .flat_map(|row| &row.complaints)
        .map(|complaint| complaint.said(catalogue, "en"));
    problems.extend(told);
    problems
}

fn of_formula(formula: &Formula, formulas: &Formulas<'_>, catalogue: &Catalogue) -> Vec<String> {
    let Some(example) = &formula.example else {
        return Vec::new();
    };
    match given(formula, example, formulas, catalogue) {
        Ok(given) if given == example.gives => Vec::new(),
        Ok(given) => {
            let lines = given.iter().map(|(key, said)| format!("{key} = {said}"));
            vec![format!(
                "the example gives {}",
                lines.collect::<Vec<_>>().join(", ")
            )]
        }
        Err(problem) => vec![problem],
    }
}

/// What the rows of an example come to, by key without region and period.
fn given(
    formula: &Formula,
    example: &WorkedExample,
    formulas: &Formulas<'_>,
    catalogue: &Catalogue,
) -> Result<BTreeMap<SmolStr, SmolStr>, String> {
    const NOWHERE: &str = "000000";
    let period =
        PeriodName::parse(&example.period).ok_or_else(|| format!("`{}` is no period", example.period))?;
    let mut registers = Registers::default();
    for part in &formula.parts {
        registers.open(&part.from);
    }
    for (id, rows) in &example.rows {
        let register = catalogue
            .register(id)
            .ok_or_else(|| format!("no register `{id}`"))?;
        for (position, row) in rows.iter().enumerate() {
            registers.put(record(register, position, row, catalogue)?);
        }
    }
    let facts = formulas
        .evaluate(&formula.id, &registers, NOWHERE, period.0)
        .into_iter();
    let said = facts.filter_map(|mut fact| {
        fact.key.period = None;
        let key = fact.key.to_string().replacen(&format!("@{NOWHERE}"), "", 1);
        Some((key.into(), fact.said()?.into()))
    });
    Ok(said.collect())
}

/// A record of cells by field; those that have no code are numbered.
pub fn record(
    register: &RegisterType,
    position: usize,
    row: &BTreeMap<SmolStr, SmolStr>,
    catalogue: &Catalogue,
) -> Result<Record, String> {
    let mut cells: BTreeMap<SmolStr, Cell> = BTreeMap::new();
    for (id, text) in row {
        let field = register
            .field(id)
            .ok_or_else(|| format!("register `{}` has no field `{id}`", register.id))?;
        let cell =
            read(text, field, None, catalogue).map_err(|_| format!("`{text}` is nothing for `{id}`"))?;
        cells.extend(cell.map(|cell| (id.clone(), cell)));
    }
    let number = || SmolStr::new(format!("row {}", position + 1));
    Ok(Record {
        register: register.id.clone(),
        code: code(register, &cells).unwrap_or_else(number),
        fields: cells
            .into_iter()
            .map(|(id, cell)| {
                let held = Dated {
                    since: None,
                    cell: Some(cell),
                };
                (id, vec![held])
            })
            .collect(),
    })
}
