//! What can be wrong with formulas: parts, registers, fields and indicators that there are not, keys that two claim.

use crate::builder::Origins;
use crate::check::{base_unit, is_key_name};
use crate::check_register::{Units, differ, no_unit, of_amount, of_condition, of_kind, unit_of_amount};
use crate::{
    Aggregate, Catalogue, CatalogueError, Expression, FieldKind, Formula, Operator, PERIOD_DAYS, Part,
    Pattern, RegisterType, Slot, UnitClass,
};
use juyan_model::Term;
use std::collections::BTreeMap;

/// Everything that is wrong with the formulas.
pub(crate) fn formulas(catalogue: &Catalogue, origins: &Origins, units: &Units<'_>) -> Vec<CatalogueError> {
    let mut errors = Vec::new();
    let mut owners: BTreeMap<&str, &Formula> = BTreeMap::new();
    for (formula, path) in catalogue.formulas.iter().zip(&origins.formulas) {
        let mut problems = of_formula(formula, catalogue, units);
        for key in &formula.keys {
            problems.extend(of_pattern(key, formula, catalogue));
            if catalogue.measures(&key.indicator, key.measures.clone()) != key.measures {
                let key = key.text();
                problems.push(format!(
                    "`{key}`: the name says already that it is a progress; leave that out"
                ));
            }
            let owner = owners.entry(key.text()).or_insert(formula);
            if owner.id != formula.id && !formula.beside && !owner.beside {
                problems.push(format!(
                    "`{}` is also what `{}` gives; say `beside = true` in the one that is not told",
                    key.text(),
                    owner.id
                ));
            }
        }
        for part in &formula.parts {
            let told = of_part(part, catalogue, units).into_iter();
            problems.extend(told.map(|problem| format!("{}: {problem}", part.id)));
        }
        if problems.is_empty() {
            problems.extend(unlike_parts(&formula.is, formula, catalogue, units).err());
        }
        let tell = |problem: String| CatalogueError::new(path, formula.id.as_str(), problem);
        errors.extend(problems.into_iter().map(tell));
    }
    errors
}

fn of_formula(formula: &Formula, catalogue: &Catalogue, units: &Units<'_>) -> Vec<String> {
    let mut problems = Vec::new();
    if !is_key_name(&formula.id) {
        problems
            .push("an id begins with a small letter and goes on with small letters, digits and _".to_owned());
    }
    if formula.keys.is_empty() {
        problems.push("no key; say what the facts are called".to_owned());
    }
    let unknown = formula
        .is
        .names()
        .into_iter()
        .filter(|name| formula.part(name).is_none());
    problems.extend(unknown.map(|name| format!("no part `{name}`; add it, or write one that there is")));
    let named = formula.is.names();
    let idle = formula
        .parts
        .iter()
        .filter(|part| !named.contains(&part.id.as_str()));
    problems.extend(idle.map(|part| format!("the part `{}` is not used; take it out", part.id)));
    if !formula.unit.is_empty() && base_unit(&formula.unit, catalogue, units).is_none() {
        problems.push(no_unit(&formula.unit));
    }
    if formula.decimals > MOST_DECIMALS {
        problems.push(format!(
            "{} decimals are more than a fact can have",
            formula.decimals
        ));
    }
    if formula.example.is_none() {
        problems.push("no example; write a few rows and what they give".to_owned());
    }
    problems.extend(strange_alike(formula, catalogue));
    problems
}

/// Fields in which rows are to be alike and that a register of the formula does not have.
fn strange_alike(formula: &Formula, catalogue: &Catalogue) -> Vec<String> {
    let registers = formula.parts.iter().filter_map(|part| register(part, catalogue));
    let both = registers.flat_map(|register| formula.alike.iter().map(move |field| (register, field)));
    let strange = both.filter(|(register, field)| register.field(field).is_none());
    strange
        .map(|(register, field)| {
            format!(
                "`alike` names `{field}`, which register `{}` does not have",
                register.id
            )
        })
        .collect()
}

const MOST_DECIMALS: u32 = 10;

fn of_pattern(pattern: &Pattern, formula: &Formula, catalogue: &Catalogue) -> Vec<String> {
    let mut problems = Vec::new();
    if let Term::Id(id) = &pattern.indicator
        && catalogue.indicator(id).is_none()
    {
        problems.push(format!(
            "no indicator `{id}`; write the id of one that exists, or add it"
        ));
    }
    for (name, slot) in &pattern.dimensions {
        if !catalogue.dimensions.iter().any(|dimension| dimension.id == *name) {
            problems.push(format!(
                "no dimension `{name}`; write one of dimensions.toml, or add it"
            ));
        }
        if let Slot::Field(field) = slot {
            problems.extend(formula.parts.iter().filter_map(|part| {
                let register = register(part, catalogue)?;
                let known = register
                    .field(field)
                    .is_some_and(|field| field.dimension == *name);
                (!known).then(|| {
                    format!(
                        "`{field}` of register `{}` feeds no dimension `{name}`; say so in the field",
                        register.id
                    )
                })
            }));
        }
    }
    problems
}

/// The base unit of what is reckoned over parts; fails where parts of different units are added, or make up a share.
fn unlike_parts(
    is: &Expression,
    formula: &Formula,
    catalogue: &Catalogue,
    units: &Units<'_>,
) -> Result<Option<String>, String> {
    match is {
        Expression::Number(_) | Expression::Words(_) => Ok(None),
        Expression::Name(name) => Ok(formula.part(name).and_then(|part| {
            let register = register(part, catalogue)?;
            unit_of_amount(part.take.value()?, register, catalogue, units)
        })),
        Expression::Reckoned(both) => {
            let left = unlike_parts(&both.left, formula, catalogue, units)?;
            let right = unlike_parts(&both.right, formula, catalogue, units)?;
            let unit = base_unit(&formula.unit, catalogue, units);
            let is_share = unit.is_some_and(|unit| unit.class == UnitClass::Ratio);
            let alike = match both.operator {
                Operator::Add | Operator::Subtract => true,
                Operator::Divide => is_share,
                Operator::Multiply => false,
            };
            match (&left, &right) {
                (Some(one), Some(other)) if alike && one != other => Err(differ(one, other)),
                _ if matches!(both.operator, Operator::Multiply | Operator::Divide) => Ok(None),
                _ => Ok(left.or(right)),
            }
        }
    }
}

fn register<'a>(part: &Part, catalogue: &'a Catalogue) -> Option<&'a RegisterType> {
    catalogue
        .registers
        .iter()
        .find(|register| register.id == part.from)
}

fn of_part(part: &Part, catalogue: &Catalogue, units: &Units<'_>) -> Vec<String> {
    let Some(register) = register(part, catalogue) else {
        return vec![format!(
            "no register `{}`; write the id of one that exists, or add it",
            part.from
        )];
    };
    let mut problems = of_take(&part.take, register, catalogue, units);
    for condition in &part.only {
        let told = of_condition(condition, register, catalogue, units, &PERIOD_DAYS).into_iter();
        problems.extend(told.map(|problem| format!("`{}`: {problem}", condition.text())));
    }
    problems
}

fn of_take(
    take: &Aggregate,
    register: &RegisterType,
    catalogue: &Catalogue,
    units: &Units<'_>,
) -> Vec<String> {
    let mut problems = Vec::new();
    if let Some(value) = take.value() {
        problems.extend(of_amount(value, register, catalogue, units));
    }
    if let Some(day) = take.on() {
        problems.extend(of_kind(day, FieldKind::Date, register));
    }
    match take {
        Aggregate::Distinct(field) if register.field(field).is_none() => {
            problems.push(format!("register `{}` has no field `{field}`", register.id));
        }
        Aggregate::Mean(_, Some(weight)) => problems.extend(of_amount(weight, register, catalogue, units)),
        Aggregate::Streak { unless, .. } => {
            problems.extend(of_condition(unless, register, catalogue, units, &[]));
        }
        Aggregate::Distinct(_)
        | Aggregate::Count
        | Aggregate::Sum(_)
        | Aggregate::Mean(_, None)
        | Aggregate::Last { .. }
        | Aggregate::Crossing { .. } => {}
    }
    problems
}
