//! Why a fact is what it is: the rows that it follows from, and the cells that these rows came from.

use crate::Poster;
use crate::post::put;
use juyan_catalogue::Formula;
use juyan_ledger::{Kept, Known, Ledger, LedgerError};
use juyan_model::{Period, Source};
use juyan_register::{Derived, Registers};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// How a fact follows from records.
#[derive(Debug, Clone)]
pub struct Lineage<'c> {
    /// The formula.
    pub formula: &'c Formula,
    /// What it comes to over the records of today, with the rows.
    pub derived: Derived,
    /// What other ways of reckoning the same come to.
    pub beside: Vec<(&'c Formula, Derived)>,
}

/// Where the fields of a record came from, by field.
pub type Origins = BTreeMap<SmolStr, Source>;

impl<'c> Poster<'c> {
    /// How `kept` follows from the records that `ledger` holds; none where it does not, or the formula is known no more.
    pub fn lineage(&self, ledger: &Ledger, kept: &Kept) -> Result<Option<Lineage<'c>>, LedgerError> {
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
        let others = self.catalogue.formulas.iter().filter(|other| {
            let is_same = other
                .keys
                .iter()
                .any(|key| key.indicator == kept.fact.key.indicator);
            other.beside && is_same
        });
        let mut beside = Vec::new();
        for other in others {
            let derived = self.derived(ledger, other, *within, kept)?;
            beside.extend(derived.map(|derived| (other, derived)));
        }
        let derived = self.derived(ledger, formula, *within, kept)?;
        Ok(derived.map(|derived| Lineage {
            formula,
            derived,
            beside,
        }))
    }

    /// The fact of `kept`'s key that `formula` gives.
    fn derived(
        &self,
        ledger: &Ledger,
        formula: &Formula,
        within: Period,
        kept: &Kept,
    ) -> Result<Option<Derived>, LedgerError> {
        let mut records = Registers::default();
        let kept_registers = ledger.kept_registers()?;
        for part in formula
            .parts
            .iter()
            .filter(|part| kept_registers.contains(&part.from))
        {
            records.open(&part.from);
            for record in ledger.records(&part.from, Known::Now)? {
                put(&mut records, record);
            }
        }
        let key = &kept.fact.key;
        let derived = self.formulas.evaluate(&formula.id, &records, &key.region, within);
        Ok(derived.into_iter().find(|derived| derived.key == *key))
    }

    /// Where what a record holds came from.
    pub fn origins(&self, ledger: &Ledger, register: &str, code: &str) -> Result<Origins, LedgerError> {
        let values = ledger.field_history(register, code)?.into_iter();
        let standing = values.filter(|value| value.taken_back.is_none());
        let origins = standing.filter_map(|value| {
            let source = serde_json::from_str(value.origin.as_deref()?).ok()?;
            Some((value.name, source))
        });
        Ok(origins.collect())
    }
}
