//! Of which day records speak. What rows hold that bear no day is so today; by an earlier day it may not have been, and only
//! facts that were reckoned then, for a period, can tell.

use juyan_catalogue::{Catalogue, Formula, Part};
use juyan_model::{Cell, Date, Period};
use juyan_register::{Dating, Formulas, Registers};
use std::collections::BTreeSet;

/// The days of `stretch` of which `formula` can be asked, in their order; none where its records do not tell.
pub(crate) fn speaks_of(
    formula: &Formula,
    (catalogue, formulas): (&Catalogue, &Formulas<'_>),
    registers: &Registers,
    stretch: Period,
) -> Option<BTreeSet<Date>> {
    let mut only: Option<BTreeSet<Date>> = None;
    let mut held: Option<Date> = None;
    for part in formula.parts.iter().filter(|part| part.years_before == 0) {
        match Dating::of(part, catalogue.register(&part.from)?) {
            Dating::Rows => {}
            Dating::Only(field) => {
                only.get_or_insert_default()
                    .extend(row_days(part, &[field], registers, stretch));
            }
            Dating::Fields => {
                let told = formulas.told(part, registers, stretch)?;
                held = Some(held.map_or(told, |held| held.min(told)));
            }
        }
    }
    Some(match (held, only) {
        (Some(day), _) => BTreeSet::from([day]),
        (None, Some(days)) => days,
        (None, None) => BTreeSet::from([stretch.to]),
    })
}

/// The days of `stretch` from which the fields hold what they do that a part looks at: a name that was mended says nothing of
/// the numbers. Rows that are merely counted are there from the day of any of their fields.
fn field_days(formula: &Formula, part: &Part, registers: &Registers, stretch: Period) -> BTreeSet<Date> {
    let asked = formula.looks_at(part);
    let records = registers.records(&part.from);
    let values = records.flat_map(|record| {
        let fields = record.fields.iter();
        let fields = fields.filter(|(field, _)| asked.is_empty() || asked.contains(field.as_str()));
        fields.flat_map(|(_, values)| values).collect::<Vec<_>>()
    });
    let days = values.filter_map(|dated| dated.since);
    days.filter(|day| stretch.from <= *day && *day <= stretch.to)
        .collect()
}

fn row_days(part: &Part, fields: &[&str], registers: &Registers, stretch: Period) -> BTreeSet<Date> {
    let records = registers.records(&part.from);
    let cells = records.flat_map(|record| fields.iter().filter_map(|field| record.on(field, stretch.to)));
    let days = cells.filter_map(day_of);
    days.filter(|day| stretch.from <= *day && *day <= stretch.to)
        .collect()
}

/// The days of `stretch` on which records of `formula` say something new.
pub(crate) fn days(formula: &Formula, registers: &Registers, stretch: Period) -> BTreeSet<Date> {
    let parts = formula.parts.iter().filter(|part| part.years_before == 0);
    parts
        .flat_map(|part| {
            let conditions = part.only.iter().flat_map(|condition| condition.names());
            let fields: Vec<&str> = conditions.chain(part.take.on()).collect();
            let mut days = row_days(part, &fields, registers, stretch);
            days.extend(field_days(formula, part, registers, stretch));
            days
        })
        .collect()
}

const fn day_of(cell: &Cell) -> Option<Date> {
    match cell {
        Cell::Day(day) => Some(*day),
        Cell::Text(_) | Cell::Number(_) | Cell::Code(_) | Cell::Flag(_) | Cell::Link(_) => None,
    }
}
