//! Records of several registers, together. It knows no types; whether records are right is not asked here.

use juyan_model::{Record, Vouched};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The records of the registers that are kept, by register and code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registers {
    kept: BTreeMap<SmolStr, BTreeMap<SmolStr, Record>>,
    vouched: BTreeMap<SmolStr, Vouched>,
}

impl Registers {
    /// Keeps a register, maybe without a record: nothing happened is something else than nobody noted it.
    pub fn open(&mut self, register: &str) {
        self.kept.entry(register.into()).or_default();
    }

    /// Says how far a register was kept, where rows do not tell by themselves; else it is for ever.
    pub fn vouch(&mut self, register: &str, vouched: Vouched) {
        self.vouched.insert(register.into(), vouched);
    }

    /// How far a register was kept; none where nobody said.
    pub fn vouched(&self, register: &str) -> Option<&Vouched> {
        self.vouched.get(register)
    }

    /// Whether the register is kept.
    pub fn keeps(&self, register: &str) -> bool {
        self.kept.contains_key(register)
    }

    /// Puts a record in the place of the one of its code, which is given back.
    pub fn put(&mut self, record: Record) -> Option<Record> {
        let register = self.kept.entry(record.register.clone()).or_default();
        register.insert(record.code.clone(), record)
    }

    /// Takes a record out.
    pub fn take(&mut self, register: &str, code: &str) -> Option<Record> {
        self.kept.get_mut(register)?.remove(code)
    }

    /// The record of this code.
    pub fn record(&self, register: &str, code: &str) -> Option<&Record> {
        self.kept.get(register)?.get(code)
    }

    /// All records of a register, in the order of their codes.
    pub fn records(&self, register: &str) -> impl Iterator<Item = &Record> {
        self.kept.get(register).into_iter().flat_map(BTreeMap::values)
    }
}

impl FromIterator<Record> for Registers {
    fn from_iter<I: IntoIterator<Item = Record>>(records: I) -> Self {
        let mut registers = Self::default();
        for record in records {
            registers.put(record);
        }
        registers
    }
}
