//! What can be wrong with types of registers: headings that clash, fields that lead nowhere, rules about what is not there.

use crate::builder::Origins;
use crate::check::{base_unit, is_key_name, odd_name};
use crate::{
    ANSWERS, Catalogue, CatalogueError, Choice, Condition, Expression, Field, FieldKind, Operator,
    PERIOD_DAYS, RegisterType, Test, Unit, folded,
};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// The units of the catalogue by all their names.
pub(crate) type Units<'a> = BTreeMap<&'a str, &'a Unit>;

/// Everything that is wrong with the types of registers.
pub(crate) fn registers(catalogue: &Catalogue, origins: &Origins, units: &Units<'_>) -> Vec<CatalogueError> {
    let mut errors = Vec::new();
    for (register, path) in catalogue.registers.iter().zip(&origins.registers) {
        let mut problems = of_register(register);
        for field in &register.fields {
            let told = of_field(field, register, catalogue, units).into_iter();
            problems.extend(told.map(|problem| format!("{}: {problem}", field.id)));
        }
        for rule in &register.rules {
            for condition in std::iter::once(&rule.holds).chain(&rule.only) {
                let told = of_condition(condition, register, catalogue, units, &[]).into_iter();
                problems.extend(told.map(|problem| format!("`{}`: {problem}", condition.text())));
            }
        }
        let tell = |problem: String| CatalogueError::new(path, register.id.as_str(), problem);
        errors.extend(problems.into_iter().map(tell));
    }
    errors
}

fn of_register(register: &RegisterType) -> Vec<String> {
    let mut problems = Vec::new();
    if !is_key_name(&register.id) {
        problems.push(odd_id(&register.id));
    }
    problems.extend(odd_name(&register.zh));
    if register.code.is_empty() {
        problems.push("no code; name the fields that tell one record from another".to_owned());
    }
    for field in &register.code {
        match register.field(field) {
            None => problems.push(no_field(field, register)),
            Some(known) if !known.required => {
                problems.push(format!("`{field}` is of the code; say `required = true` there"));
            }
            Some(_) => {}
        }
    }
    let unknown = register
        .names
        .iter()
        .filter(|field| register.field(field).is_none());
    problems.extend(unknown.map(|field| no_field(field, register)));
    problems.extend(twice(register.names.iter()));
    if register.example.is_empty() {
        problems.push("no example; write a row of a sheet, heading = cell".to_owned());
    }
    problems.extend(twice(register.fields.iter().map(|field| field.id.as_str())));
    let headings = register.fields.iter().flat_map(Field::headings).map(folded);
    problems.extend(twice(headings));
    problems
}

fn odd_id(id: &str) -> String {
    format!("`{id}` is no name; begin with a small letter, go on with small letters, digits and _")
}

fn no_field(field: &str, register: &RegisterType) -> String {
    format!(
        "register `{}` has no field `{field}`; write one that it has, or add it",
        register.id
    )
}

/// Words of a list that may stand in it once.
fn twice<T: Ord + std::fmt::Display>(words: impl Iterator<Item = T>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut twice = Vec::new();
    for word in words {
        if seen.contains(&word) {
            twice.push(format!("`{word}` stands twice; take it out of one of them"));
        } else {
            seen.insert(word);
        }
    }
    twice
}

fn of_field(field: &Field, register: &RegisterType, catalogue: &Catalogue, units: &Units<'_>) -> Vec<String> {
    let mut problems: Vec<String> = field.headings().filter_map(odd_name).collect();
    if !is_key_name(&field.id)
        || PERIOD_DAYS.contains(&field.id.as_str())
        || ANSWERS.contains(&field.id.as_str())
    {
        problems.push(odd_id(&field.id));
    }
    let is_code = field.kind == FieldKind::Code;
    if is_code == field.codes.is_empty() {
        problems.push("a field has codes where its kind is code, and only there".to_owned());
    }
    if !field.unit.is_empty() {
        if field.kind != FieldKind::Number {
            problems.push("only numbers have a unit".to_owned());
        } else if base_unit(&field.unit, catalogue, units).is_none() {
            problems.push(no_unit(&field.unit));
        }
    }
    let leads = catalogue.registers.iter().any(|other| other.id == field.register);
    if (field.kind == FieldKind::Link) != leads {
        problems.push(format!(
            "no register `{}`; a link, and only a link, names one that exists",
            field.register
        ));
    }
    let known = |id: &SmolStr| catalogue.dimensions.iter().any(|dimension| dimension.id == *id);
    if !field.dimension.is_empty() && !known(&field.dimension) {
        problems.push(format!(
            "no dimension `{}`; write one of dimensions.toml, or add it",
            field.dimension
        ));
    }
    if !field.reason.is_empty() && register.field(&field.reason).is_none() {
        problems.push(no_field(&field.reason, register));
    }
    problems.extend(of_unit_elsewhere(field, register, catalogue));
    problems.extend(of_other_kinds(field));
    problems.extend(of_codes(field, register));
    problems
}

/// What is wrong with where the unit of a number stands, and what it measures.
fn of_unit_elsewhere(field: &Field, register: &RegisterType, catalogue: &Catalogue) -> Vec<String> {
    let mut problems = Vec::new();
    let is_borrowed = !field.unit_in.is_empty();
    if is_borrowed && (field.kind != FieldKind::Number || !field.unit.is_empty()) {
        problems.push("`unit_in` is for numbers without a unit of their own".to_owned());
    }
    if is_borrowed {
        problems.extend(match field.unit_in.split_once('.') {
            Some((link, unit)) => match led_to(link, register, catalogue) {
                Some(owner) => of_kind(unit, FieldKind::Text, owner),
                None => vec![format!(
                    "`{link}` leads to no register; name a field that is a link"
                )],
            },
            None => of_kind(&field.unit_in, FieldKind::Text, register),
        });
    }
    if !field.measures.is_empty() && !is_borrowed {
        problems.push("`measures` is for numbers that have `unit_in`".to_owned());
    }
    if !field.measures.is_empty() {
        problems.extend(of_kind(&field.measures, FieldKind::Text, register));
    }
    problems
}

/// The register that a link leads to.
fn led_to<'c>(link: &str, register: &RegisterType, catalogue: &'c Catalogue) -> Option<&'c RegisterType> {
    let link = register.field(link)?;
    catalogue.registers.iter().find(|other| other.id == link.register)
}

/// What is said of a field that only one of another kind can be.
fn of_other_kinds(field: &Field) -> Vec<String> {
    let mut problems = Vec::new();
    if field.series.is_some() && field.kind != FieldKind::Date {
        problems.push("only days are those of a series".to_owned());
    }
    if field.cumulates.is_some() && field.kind != FieldKind::Number {
        problems.push("only numbers are added up".to_owned());
    }
    if field.signed && field.kind != FieldKind::Number {
        problems.push("only numbers may be below nought".to_owned());
    }
    if field.ahead && field.kind != FieldKind::Date {
        problems.push("only days are told ahead".to_owned());
    }
    if field.stages && field.kind != FieldKind::Code {
        problems.push("only codes are stages".to_owned());
    }
    if field.annual && field.kind != FieldKind::Number {
        problems.push("only numbers are told for each year anew".to_owned());
    }
    if field.ends && field.kind != FieldKind::Date {
        problems.push("only days end a record".to_owned());
    }
    if field.snapshot && field.kind != FieldKind::Date {
        problems.push("only days are those of snapshots".to_owned());
    }
    problems
}

/// A complaint about a unit that there is not.
pub(crate) fn no_unit(unit: &str) -> String {
    format!("no unit `{unit}`; write one that catalogue/units has, or add it there")
}

fn of_codes(field: &Field, register: &RegisterType) -> Vec<String> {
    let ids = field.codes.iter().map(|choice| choice.id.as_str());
    let mut problems = twice(ids.clone());
    problems.extend(ids.filter(|id| !is_key_name(id)).map(odd_id));
    problems.extend(twice(field.codes.iter().flat_map(Choice::words).map(folded)));
    for choice in &field.codes {
        if (choice.withdraws || !choice.reached.is_empty()) && !field.stages {
            problems.push(format!("`{}` is a stage; say `stages = true`", choice.id));
        }
        if choice.withdraws && field.reason.is_empty() {
            problems.push(format!(
                "`{}` ends a record; name the field of the `reason`",
                choice.id
            ));
        }
        let day = register.field(&choice.reached);
        if !choice.reached.is_empty() && day.is_none_or(|day| day.kind != FieldKind::Date) {
            problems.push(format!(
                "`{}` is no field of a date; name the field of the day on which `{}` was reached",
                choice.reached, choice.id
            ));
        }
    }
    problems
}

/// What is wrong with a condition on rows of `register`, in which `days` may be named.
pub(crate) fn of_condition(
    condition: &Condition,
    register: &RegisterType,
    catalogue: &Catalogue,
    units: &Units<'_>,
    days: &[&str],
) -> Vec<String> {
    match condition {
        Condition::Has(field) | Condition::Lacks(field) => register
            .field(field)
            .map_or_else(|| vec![no_field(field, register)], |_| Vec::new()),
        Condition::Within(field, _) => of_kind(field, FieldKind::Date, register),
        Condition::Compare { left, test, right } => {
            let words = named_field(left, register).filter(|field| is_of_words(field.kind));
            if let Some(field) = words {
                return of_words(field, *test, right);
            }
            let sides = std::iter::once(left).chain(right);
            let mut problems: Vec<String> = sides
                .clone()
                .flat_map(|side| of_values(side, register, days))
                .collect();
            if problems.is_empty() {
                let places = Places {
                    register,
                    catalogue,
                    units,
                };
                problems.extend(places.alike(sides));
            }
            problems
        }
    }
}

const fn is_of_words(kind: FieldKind) -> bool {
    match kind {
        FieldKind::Text | FieldKind::Code | FieldKind::Flag | FieldKind::Link => true,
        FieldKind::Number | FieldKind::Date => false,
    }
}

fn named_field<'a>(side: &Expression, register: &'a RegisterType) -> Option<&'a Field> {
    match side {
        Expression::Name(name) => register.field(name),
        Expression::Number(_) | Expression::Words(_) | Expression::Reckoned(_) => None,
    }
}

/// A field of words is one of some words, or none of them.
fn of_words(field: &Field, test: Test, right: &[Expression]) -> Vec<String> {
    if !matches!(test, Test::Is | Test::IsNot) {
        return vec![format!("`{}` has no order; compare it by = or !=", field.id)];
    }
    let wrong = |side: &&Expression| match (field.kind, side) {
        (FieldKind::Code, Expression::Name(code)) => field.choice(code).is_none(),
        (FieldKind::Flag, Expression::Name(answer)) => !ANSWERS.contains(&answer.as_str()),
        (FieldKind::Text | FieldKind::Link, Expression::Words(_)) => false,
        _ => true,
    };
    let wanted = match field.kind {
        FieldKind::Code => "one of its codes",
        FieldKind::Flag => "yes or no",
        FieldKind::Text | FieldKind::Link | FieldKind::Number | FieldKind::Date => "words in quotation marks",
    };
    let told = |_: &Expression| format!("`{}` is compared with {wanted}", field.id);
    right.iter().filter(wrong).map(told).collect()
}

/// The names in arithmetic are fields with numbers or days, or days of the period.
fn of_values(side: &Expression, register: &RegisterType, days: &[&str]) -> Vec<String> {
    let names = side.names().into_iter().filter(|name| !days.contains(name));
    names
        .filter_map(|name| match register.field(name) {
            None => Some(no_field(name, register)),
            Some(field) if is_of_words(field.kind) => Some(format!(
                "`{name}` is no number and no day; nothing can be reckoned with it"
            )),
            Some(_) => None,
        })
        .collect()
}

/// What is wrong with `field` where a field of `kind` is wanted.
pub(crate) fn of_kind(field: &str, kind: FieldKind, register: &RegisterType) -> Vec<String> {
    match register.field(field) {
        None => vec![no_field(field, register)],
        Some(known) if known.kind != kind => {
            let wanted = format!("{kind:?}").to_lowercase();
            vec![format!("`{field}` is no {wanted}; name a field that is one")]
        }
        Some(_) => Vec::new(),
    }
}

/// What is wrong with what is added up or averaged over rows of `register`.
pub(crate) fn of_amount(
    amount: &Expression,
    register: &RegisterType,
    catalogue: &Catalogue,
    units: &Units<'_>,
) -> Vec<String> {
    let names = amount.names();
    let mut problems: Vec<String> = names
        .into_iter()
        .flat_map(|name| of_kind(name, FieldKind::Number, register))
        .collect();
    if problems.is_empty() {
        let places = Places {
            register,
            catalogue,
            units,
        };
        problems.extend(places.alike(std::iter::once(amount)));
    }
    problems
}

/// The base unit of what is added up or averaged; none where it may be any, or is wrong by itself.
pub(crate) fn unit_of_amount(
    amount: &Expression,
    register: &RegisterType,
    catalogue: &Catalogue,
    units: &Units<'_>,
) -> Option<String> {
    let places = Places {
        register,
        catalogue,
        units,
    };
    places.unit(amount).ok().flatten()
}

/// Where names in an expression lead.
struct Places<'a> {
    register: &'a RegisterType,
    catalogue: &'a Catalogue,
    units: &'a Units<'a>,
}

impl Places<'_> {
    /// A complaint where the sides, or what is added within them, are measured in different units.
    fn alike<'e>(&self, sides: impl Iterator<Item = &'e Expression>) -> Option<String> {
        let mut known: Option<String> = None;
        for side in sides {
            match (self.unit(side), &known) {
                (Err(problem), _) => return Some(problem),
                (Ok(Some(unit)), Some(other)) if unit != *other => return Some(differ(&unit, other)),
                (Ok(Some(unit)), _) => known = Some(unit),
                (Ok(None), _) => {}
            }
        }
        None
    }

    /// The base unit of an expression; none where it may be any.
    fn unit(&self, side: &Expression) -> Result<Option<String>, String> {
        match side {
            Expression::Number(_) | Expression::Words(_) => Ok(None),
            Expression::Name(name) => {
                let field = self.register.field(name);
                let unit = field.and_then(|field| base_unit(&field.unit, self.catalogue, self.units));
                Ok(unit.map(|unit| unit.name.to_string()))
            }
            Expression::Reckoned(both) => {
                let (left, right) = (self.unit(&both.left)?, self.unit(&both.right)?);
                match (both.operator, left, right) {
                    (Operator::Multiply | Operator::Divide, _, _) => Ok(None),
                    (_, Some(left), Some(right)) if left != right => Err(differ(&left, &right)),
                    (_, left, right) => Ok(left.or(right)),
                }
            }
        }
    }
}

/// A complaint about two units where one is wanted.
pub(crate) fn differ(one: &str, other: &str) -> String {
    format!("{one} and {other} are compared; give both fields one unit, with whatever scale")
}
