//! Of which day records speak. What rows hold that bear no day is so today; by an earlier day it may not have been, and only
//! facts that were reckoned then, for a period, can tell.

use juyan_catalogue::{
    Catalogue, Condition, Expression, FieldKind, Formula, PERIOD_DAYS, Part, RegisterType, Test,
};
use juyan_model::{Cell, Date, Period};
use juyan_register::{Derived, Registers};
use std::collections::BTreeSet;

/// What tells the day of the rows that a part takes together.
enum Dating<'c> {
    /// The rows themselves: each is of a day of its own and stays as it is.
    Rows,
    /// The rows, and they speak of the day in this field alone: 6月末的水面.
    Only(&'c str),
    /// Nothing but the day from which their fields came to hold what they do.
    Fields,
}

/// The days of `stretch` of which `formula` can be asked, in their order; none where its records do not tell.
pub(crate) fn speaks_of(
    formula: &Formula,
    catalogue: &Catalogue,
    registers: &Registers,
    stretch: Period,
) -> Option<BTreeSet<Date>> {
    let mut only: Option<BTreeSet<Date>> = None;
    let mut held: Option<Date> = None;
    for part in formula.parts.iter().filter(|part| part.years_before == 0) {
        match dating(part, catalogue.register(&part.from)?) {
            Dating::Rows => {}
            Dating::Only(field) => {
                only.get_or_insert_default()
                    .extend(row_days(part, &[field], registers, stretch));
            }
            Dating::Fields => {
                let since = field_days(formula, part, registers, stretch)
                    .into_iter()
                    .next_back()?;
                held = held.max(Some(since));
            }
        }
    }
    Some(match (held, only) {
        (Some(day), _) => BTreeSet::from([day]),
        (None, Some(days)) => days,
        (None, None) => BTreeSet::from([stretch.to]),
    })
}

/// A row that names its day is an event and stays as it is. A day by which something is to have happened, `started <= end`,
/// tells when the row began to count, not when its numbers came to what they are: where the register has stages, its rows
/// are things that go on.
fn dating<'c>(part: &'c Part, register: &RegisterType) -> Dating<'c> {
    if let Some(field) = part.only.iter().find_map(|condition| day_itself(condition)) {
        return Dating::Only(field);
    }
    let is_within = part
        .only
        .iter()
        .any(|condition| matches!(&**condition, Condition::Within(..)));
    if is_within || part.take.on().is_some() {
        return Dating::Rows;
    }
    let is_number = |name: &&str| {
        register
            .field(name)
            .is_some_and(|field| field.kind == FieldKind::Number)
    };
    let goes_on = register.fields.iter().any(|field| field.stages);
    let numbers = part.take.names().iter().any(is_number);
    let stands_at = part.only.iter().any(|condition| is_at_stage(condition, register));
    let by_day = part.only.iter().any(|condition| names_period(condition));
    if by_day && !stands_at && !(numbers && goes_on) {
        Dating::Rows
    } else {
        Dating::Fields
    }
}

fn names_period(condition: &Condition) -> bool {
    condition.names().any(|name| PERIOD_DAYS.contains(&name))
}

/// The field of `day = end`.
fn day_itself(condition: &Condition) -> Option<&str> {
    let Condition::Compare {
        left: Expression::Name(field),
        test: Test::Is,
        right,
    } = condition
    else {
        return None;
    };
    let is_end =
        |side: &Expression| matches!(side, Expression::Name(name) if PERIOD_DAYS.contains(&name.as_str()));
    right.iter().any(is_end).then_some(field.as_str())
}

/// Whether a row has to be at a stage, which it was not always at.
fn is_at_stage(condition: &Condition, register: &RegisterType) -> bool {
    match condition {
        Condition::Compare {
            left: Expression::Name(field),
            test: Test::Is,
            ..
        } => register.field(field).is_some_and(|field| field.stages),
        _ => false,
    }
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

/// The last month or day that a fact was reckoned from, where its rows are those of months or of every day: they say
/// nothing of later ones.
pub(crate) fn last_row(formula: &Formula, fact: &Derived) -> Option<Date> {
    let within = |part: &&Part| part.years_before == 0;
    let fields = formula.parts.iter().filter(within).flat_map(|part| &part.only);
    let fields: Vec<&str> = fields
        .filter_map(|condition| match &**condition {
            Condition::Within(field, _) => Some(field.as_str()),
            Condition::Compare { .. } | Condition::Has(_) | Condition::Lacks(_) => None,
        })
        .collect();
    let operands = fact.operands();
    let cells = operands.iter().flat_map(|operand| &operand.cells);
    let days: BTreeSet<Date> = cells
        .filter(|(field, _)| fields.contains(&field.as_str()))
        .filter_map(|(_, cell)| day_of(cell))
        .collect();
    let (first, last) = (*days.first()?, *days.last()?);
    let are_months = days.iter().all(|day| *day == day.last_of_month());
    let is_daily = days.len() > A_MONTH && usize::try_from(Period::new(first, last).days()) == Ok(days.len());
    (are_months || is_daily).then_some(last)
}

/// Rows of so many days in a row are a daily series, and no chance.
const A_MONTH: usize = 28;
