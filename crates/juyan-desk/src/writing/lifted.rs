//! A report lifted: its figures bound to the facts of a ledger.

use super::moment::Moment;
use juyan::model::{FigureId, Key};
use juyan_ledger::{Ledger, LedgerError};
use juyan_writer::{Lifted, Registers, Report, Voice};
use std::collections::BTreeMap;

/// Lifts a report.
pub fn lifted(report: Report<'_>, ledger: &Ledger, voice: Voice<'_>) -> Result<Lifted, LedgerError> {
    let moment = Moment::now(ledger, voice.catalogue)?;
    let all = moment.all()?;
    let renamed = |key: &Key| all.renamed.get(key).cloned();
    let keys: BTreeMap<FigureId, Key> = juyan_writer::keys(report, voice.catalogue, &renamed).collect();
    let registers = Registers::new(all.around(report), voice.catalogue);
    let ledger = juyan_writer::Ledger {
        held: &moment.settled(all.facts)?,
        registers: &registers,
    };
    Ok(juyan_writer::lift(
        report,
        &|id| keys.get(&id).cloned(),
        ledger,
        voice,
    ))
}
