//! Facts as they leave the program, for spreadsheets and other programs: all that a fact says of itself, one a row.

use crate::shown;
use juyan::Context;
use juyan::model::{Fact, Mode, PeriodName, Secrecy, Source, Value, Worth};
use juyan_ledger::{Kept, Ledger, LedgerError};
use serde::Serialize;

/// Facts as CSV, a heading first.
pub fn csv(facts: &[Kept], ledger: &Ledger, context: Context<'_>) -> Result<String, LedgerError> {
    lines_of_csv(facts, ledger, context, true)
}

/// Facts as CSV that goes on behind others.
pub fn more_csv(facts: &[Kept], ledger: &Ledger, context: Context<'_>) -> Result<String, LedgerError> {
    lines_of_csv(facts, ledger, context, false)
}

fn lines_of_csv(
    facts: &[Kept],
    ledger: &Ledger,
    context: Context<'_>,
    has_heading: bool,
) -> Result<String, LedgerError> {
    let mut out = csv::WriterBuilder::new()
        .has_headers(has_heading)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for kept in facts {
        // Writing to memory does not fail.
        let _ = out.serialize(Wire::of(kept, ledger, context)?);
    }
    let bytes = out.into_inner().unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Facts as lines of JSON.
pub fn json(facts: &[Kept], ledger: &Ledger, context: Context<'_>) -> Result<String, LedgerError> {
    let mut out = String::new();
    for kept in facts {
        out += &serde_json::to_string(&Wire::of(kept, ledger, context)?).unwrap_or_default();
        out.push('\n');
    }
    Ok(out)
}

/// A fact as it leaves the program, to be written in whatever form.
pub fn of(kept: &Kept, ledger: &Ledger, context: Context<'_>) -> Result<impl Serialize, LedgerError> {
    Wire::of(kept, ledger, context)
}

/// A fact as it leaves the program.
#[derive(Debug, Serialize)]
struct Wire {
    fact: i64,
    key: String,
    name: String,
    region: String,
    period: String,
    mode: Mode,
    value: String,
    value_to: String,
    class: String,
    unit: String,
    printed: String,
    bound: String,
    prices: String,
    note: String,
    department: String,
    openness: &'static str,
    source_kind: &'static str,
    source: String,
    change: i64,
}

impl Wire {
    fn of(kept: &Kept, ledger: &Ledger, context: Context<'_>) -> Result<Self, LedgerError> {
        let row = shown::Row::of(kept, ledger)?;
        let (value, value_to, class) = worth(&kept.fact.worth);
        let (fact, key) = (&kept.fact, &kept.fact.key);
        let period = key.period.map(|period| PeriodName(period).to_string());
        Ok(Self {
            fact: kept.seq,
            key: key.to_string(),
            name: shown::called(key, context),
            region: key.region.to_string(),
            period: period.unwrap_or_default(),
            mode: key.mode,
            value,
            value_to,
            class,
            unit: fact.unit.as_deref().unwrap_or_default().to_owned(),
            printed: row.value,
            bound: named(fact.limit),
            prices: named(fact.prices),
            note: note(fact, context),
            department: context.catalogue.department(&fact.department, &key.region),
            openness: match (fact.secrecy, kept.released) {
                (Secrecy::Public, _) => "public",
                (Secrecy::Internal, true) => "released",
                (Secrecy::Internal, false) => "internal",
            },
            source_kind: match &fact.source {
                Source::Document { .. } => "document",
                Source::Cell { .. } => "cell",
                Source::Formula { .. } => "formula",
                Source::Entry => "entry",
            },
            source: row.source,
            change: kept.change,
        })
    }
}

fn worth(worth: &Worth) -> (String, String, String) {
    let none = String::new;
    match worth {
        Worth::Number(Value::One(value)) => (value.normalize().to_string(), none(), none()),
        Worth::Number(Value::Range(from, to)) => {
            (from.normalize().to_string(), to.normalize().to_string(), none())
        }
        Worth::Class(class) => (none(), none(), class.to_string()),
    }
}

/// What a fact covers: what it was told with, else how it is reckoned.
fn note(fact: &Fact, context: Context<'_>) -> String {
    match &fact.source {
        Source::Formula { formula, .. } if fact.note.is_empty() => {
            let formula = context.catalogue.formula(formula);
            let told = formula.map(|formula| context.either(&formula.zh, &formula.en));
            told.unwrap_or_default().to_owned()
        }
        _ => fact.note.to_string(),
    }
}

/// The name that a choice of the model has in files; empty where nothing was told.
fn named<T: Serialize>(choice: Option<T>) -> String {
    let name = choice.and_then(|choice| serde_json::to_value(choice).ok());
    name.as_ref()
        .and_then(|name| name.as_str())
        .unwrap_or_default()
        .to_owned()
}
