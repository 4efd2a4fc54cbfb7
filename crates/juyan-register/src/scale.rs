//! Columns in another unit than they say 量级: every number some ten thousand times what is known, or a ten-thousandth of it, as where
//! 亿元 stands over numbers of 万元. Nothing but the unit makes all of a column change so. A number whose unit stands beside it is meant.

use crate::cell::{own_unit, shown};
use crate::check::{Check, CheckedRow, EnteredRow};
use crate::{Complaint, Place};
use juyan_catalogue::{Field, FieldKind, UnitClass};
use juyan_model::{Cell, Decimal, Rational, rational};

/// Rows, with their places, as [`Check::judge`] goes through them.
type Rows<'a, 'r> = [(&'a EnteredRow, &'r mut CheckedRow)];

/// Numbers of a column that are held against what is known.
struct Number<'r> {
    row: usize,
    at: &'r Place,
    is: Decimal,
    /// What the record held.
    was: Option<Decimal>,
}

/// Scale words are ten thousand apart; so many times more or less on either side is no chance.
const NEAR: [(i128, i128); 2] = [(2_000, 50_000), (20_000_000, 500_000_000)];

/// So many numbers show a scale of their own where no record is known to hold them against.
const FEWEST: usize = 3;

/// Of each column that is out of all scale a complaint, with the place of its first row.
pub(crate) fn out_of_scale(check: &Check<'_>, rows: &Rows<'_, '_>) -> Vec<(usize, Complaint)> {
    let amounts = check.register.fields.iter();
    let amounts = amounts.filter(|field| field.kind == FieldKind::Number && field.unit_in.is_empty());
    let is_share = |field: &Field| {
        let unit = check.catalogue.scaled_unit(&field.unit);
        unit.is_none_or(|(_, unit)| unit.class == UnitClass::Ratio)
    };
    let columns = amounts.filter(|field| !is_share(field));
    columns
        .filter_map(|field| of_column(check, field, &numbers(check, field, rows)))
        .collect()
}

/// The numbers of a column that say no unit themselves.
fn numbers<'r>(check: &Check<'_>, field: &Field, rows: &'r Rows<'_, '_>) -> Vec<Number<'r>> {
    let told = rows.iter().enumerate().filter_map(|(row, (entered, checked))| {
        let cell = entered.cells.get(&field.id)?;
        let is = amount(checked.cells.get(&field.id))?;
        let record = check.known.record(&check.register.id, &checked.code);
        let number = Number {
            row,
            at: &cell.at,
            is,
            was: amount(check.held(record, &field.id)),
        };
        own_unit(&cell.text, check.catalogue).is_none().then_some(number)
    });
    told.collect()
}

fn amount(cell: Option<&Cell>) -> Option<Decimal> {
    match cell? {
        Cell::Number(number) if !number.is_zero() => Some(number.abs()),
        _ => None,
    }
}

fn of_column(check: &Check<'_>, field: &Field, numbers: &[Number<'_>]) -> Option<(usize, Complaint)> {
    let pairs: Vec<(&Number<'_>, Decimal)> = numbers
        .iter()
        .filter_map(|number| Some((number, number.was?)))
        .collect();
    let (first, was) = match pairs.as_slice() {
        [] => {
            let (mut own, mut others) = (numbers.iter().collect::<Vec<_>>(), known(check, field));
            if own.len() < FEWEST || others.len() < FEWEST {
                return None;
            }
            own.sort_by_key(|number| number.is);
            others.sort();
            let (own, other) = (*own.get(own.len() / 2)?, *others.get(others.len() / 2)?);
            is_apart(own.is, other).then_some((own, other))?
        }
        [(only, was)] => {
            let is_power = |one: Decimal, other: Decimal| other.checked_mul(10_000.into()) == Some(one);
            (is_power(only.is, *was) || is_power(*was, only.is)).then_some((*only, *was))?
        }
        [(first, was), ..] => {
            let is_more = first.is > *was;
            let all = pairs.iter();
            let mut apart =
                all.map(|(number, was)| is_apart(number.is, *was) && (number.is > *was) == is_more);
            apart.all(|apart| apart).then_some((*first, *was))?
        }
    };
    let told = |number: Decimal| {
        let number = shown(&Cell::Number(number), field, check.catalogue);
        format!("{number}{}", field.unit)
    };
    let id = if first.is > was {
        "register.scale-more"
    } else {
        "register.scale-less"
    };
    let complaint = Complaint::new(id, &field.id, first.at)
        .with("field", field.zh.as_str())
        .with("is", told(first.is))
        .with("was", told(was));
    Some((first.row, complaint))
}

/// What other records of the register hold.
fn known(check: &Check<'_>, field: &Field) -> Vec<Decimal> {
    let records = check.known.records(&check.register.id);
    records
        .filter_map(|record| amount(check.held(Some(record), &field.id)))
        .collect()
}

/// Whether two numbers lie so far from each other as scale words do.
fn is_apart(one: Decimal, other: Decimal) -> bool {
    let (less, more) = (rational(one.min(other)), rational(one.max(other)));
    let times = |times: i128| &less * &Rational::whole(times);
    NEAR.iter()
        .any(|(from, to)| times(*from) <= more && more <= times(*to))
}
