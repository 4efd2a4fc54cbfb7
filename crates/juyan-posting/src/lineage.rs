//! Why a fact is what it is: the rows that it follows from, and the cells that these rows came from.

use crate::Poster;
use juyan_catalogue::Formula;
use juyan_ledger::{Kept, KeptField, Known, Ledger, LedgerError};
use juyan_model::{Key, Period, Source};
use juyan_register::{Derived, Operand, Registers};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// How a fact follows from records.
#[derive(Debug, Clone)]
pub struct Lineage<'c> {
    /// The formula.
    pub formula: &'c Formula,
    /// What it comes to over the records, with the rows.
    pub derived: Derived,
    /// What other ways of reckoning the same come to.
    pub beside: Vec<(&'c Formula, Derived)>,
}

/// Where the fields of a record came from, by field.
pub type Origins = BTreeMap<SmolStr, Source>;

impl<'c> Poster<'c> {
    /// How `kept` follows from the records that `ledger` held as of `known`; none where it does not, or the formula is
    /// known no more.
    pub fn lineage(
        &self,
        ledger: &Ledger,
        kept: &Kept,
        known: Known,
    ) -> Result<Option<Lineage<'c>>, LedgerError> {
        let Source::Formula {
            formula,
            within: Some(within),
        } = &kept.fact.source
        else {
            return Ok(None);
        };
        let Some(formula) = self.catalogue.formula(formula) else {
            return Ok(None);
        };
        let key = kept.came_as.as_ref().unwrap_or(&kept.fact.key);
        let others = self.catalogue.formulas.iter().filter(|other| {
            let is_same = other.keys.iter().any(|own| own.indicator == key.indicator);
            other.beside && is_same
        });
        let derived = |formula: &Formula| self.derived(ledger, formula, (key, *within), known);
        let mut beside = Vec::new();
        for other in others {
            beside.extend(derived(other)?.map(|derived| (other, derived)));
        }
        Ok(derived(formula)?.map(|derived| Lineage {
            formula,
            derived,
            beside,
        }))
    }

    /// The fact of `key` that `formula` gives, asked for `within`.
    fn derived(
        &self,
        ledger: &Ledger,
        formula: &Formula,
        (key, within): (&Key, Period),
        known: Known,
    ) -> Result<Option<Derived>, LedgerError> {
        let mut records = Registers::default();
        let kept = ledger.kept_registers()?;
        let vouched = ledger.vouched(known)?;
        for part in formula.parts.iter().filter(|part| kept.contains(&part.from)) {
            records.open(&part.from);
            if let Some(vouched) = vouched.get(&part.from) {
                records.vouch(&part.from, vouched.clone());
            }
            for record in ledger.records(&part.from, known)? {
                records.put(record);
            }
        }
        let derived = self.formulas.evaluate(&formula.id, &records, &key.region, within);
        Ok(derived.into_iter().find(|derived| derived.key == *key))
    }

    /// Where the values that an operand was reckoned with came from.
    pub fn origins(&self, ledger: &Ledger, operand: &Operand, known: Known) -> Result<Origins, LedgerError> {
        let mut values = ledger.held(&operand.register, &operand.record, operand.on, known)?;
        let says = |value: &KeptField, field: &SmolStr| value.dated.cell.as_ref() == operand.cells.get(field);
        let is_held = |field: &SmolStr| values.get(field).is_some_and(|value| says(value, field));
        if !operand.cells.keys().all(is_held) {
            // What happened by then may have been told later.
            for value in ledger.field_history(&operand.register, &operand.record)? {
                let field = value.name.clone();
                let is_better = values.get(&field).is_none_or(|held| !says(held, &field));
                if value.taken_back.is_none() && says(&value, &field) && is_better {
                    values.insert(field, value);
                }
            }
        }
        let origins = values.into_iter().filter_map(|(field, value)| {
            let source = serde_json::from_str(value.origin.as_deref()?).ok()?;
            Some((field, source))
        });
        Ok(origins.collect())
    }
}
