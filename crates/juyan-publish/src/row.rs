//! One list of what a release tells: the page and every file of data are made of it, so that their values are the same.

use juyan_model::{Accrual, Decimal, Fact, Limit, Mode, Period, Secrecy, Span};
use serde::{Deserialize, Serialize};

/// A fact as a release tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its place among the release's rows, from 1: what links and files name it by.
    pub number: usize,
    /// The fact's name.
    pub key: String,
    /// What is measured: the name of the catalogue's indicator in keys, or own words.
    pub indicator: String,
    /// What is measured, in words.
    pub name: String,
    /// What tells it apart, by the name of the dimension.
    pub parts: Vec<(String, String)>,
    /// Which value of it, as keys say it: `growth(yoy)`; `level` for the thing itself.
    pub measure: String,
    /// The same in words.
    pub measure_name: String,
    /// The code of the region.
    pub region: String,
    /// Its name.
    pub region_name: String,
    /// When.
    pub period: Option<Period>,
    /// The same in words.
    pub time: String,
    /// Whether it accrues within its period.
    pub accrual: Accrual,
    /// Whether it is done, wanted, possible or foreseen.
    pub mode: Mode,
    /// What it comes to in the base unit, as exactly as it was printed; the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range.
    pub value_to: Option<Decimal>,
    /// The base unit.
    pub unit: String,
    /// The figure as the paper prints it.
    pub printed: String,
    /// Which way it is loose.
    pub limit: Option<Limit>,
    /// What it covers.
    pub note: String,
    /// Who reported it.
    pub department: String,
    /// What it stands on.
    pub basis: Basis,
    /// Why it may be public.
    #[serde(default, skip_serializing_if = "Openness::is_public")]
    pub openness: Openness,
    /// The number of the fact in the ledger.
    pub fact: i64,
    /// The sentence that tells it.
    pub sentence: Span,
    /// Everywhere the paper prints it, in the order of the text.
    pub places: Vec<Span>,
}

impl Row {
    /// The number of a fact that follows from others and that the ledger does not have yet.
    pub const NOT_KEPT: i64 = 0;

    /// The figure as the paper prints it, with the sign that the words around it give: of 下降0.6% the number alone does not tell.
    pub fn signed(&self) -> String {
        signed(&self.printed, self.value)
    }
}

/// What is printed of a value, with the sign that it has.
pub(crate) fn signed(printed: &str, value: Decimal) -> String {
    let is_signed = printed.starts_with(['-', '\u{2212}', '\u{ff0d}']);
    if value.is_sign_negative() && !value.is_zero() && !is_signed {
        format!("\u{2212}{printed}")
    } else {
        printed.to_owned()
    }
}

/// Why everybody may know a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Openness {
    /// It is public by what it measures.
    #[default]
    Public,
    /// It is not, and a recorded act released it.
    Released,
}

impl Openness {
    /// That of a figure that these facts tell: what is not public stands in a release only where it was released.
    pub(crate) fn of(facts: &[&Fact]) -> Self {
        let is_public = facts.iter().all(|fact| fact.secrecy == Secrecy::Public);
        if is_public { Self::Public } else { Self::Released }
    }

    /// Its name in data and in the catalogue's wordings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Released => "released",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde asks with")]
    const fn is_public(&self) -> bool {
        matches!(self, Self::Public)
    }
}

/// What a published figure stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Records of registers.
    Register,
    /// Other figures that are known: a progress of what was done and what was planned.
    Reckoned,
    /// Another paper, a workbook, or what somebody entered.
    Ledger,
    /// The report's own word, taken down in the ledger.
    Report,
}

impl Basis {
    /// Its name in data and in the catalogue's wordings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Reckoned => "reckoned",
            Self::Ledger => "ledger",
            Self::Report => "report",
        }
    }
}

/// The name of an accrual in data.
pub(crate) const fn accrual_name(accrual: Accrual) -> &'static str {
    match accrual {
        Accrual::Period => "period",
        Accrual::Cumulative => "cumulative",
    }
}
