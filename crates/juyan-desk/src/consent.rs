//! Consents to a report: that nothing in it is secret, that who answers for it signed.

use crate::report::Report;
use juyan::vocabulary::Catalogue;
use juyan_ledger::{Act, Change, Consent, Ledger, LedgerError};
use juyan_publish::{Stop, one_person};

/// Why a consent is not kept.
#[derive(Debug)]
pub enum Refused {
    /// The catalogue has no rules of publishing for the ledger's region.
    NoRules,
    /// Something stands against it.
    Stop(Stop),
}

/// Keeps that the act's person consents to this text of a report. Refused where the same person alone gave the other consent; fails
/// where the ledger cannot be written.
pub fn give(
    ledger: &mut Ledger,
    act: &Act,
    consent: Consent,
    report: &Report,
    catalogue: &Catalogue,
) -> Result<Result<Change, Refused>, LedgerError> {
    let Some(rules) = catalogue.disclosure(&ledger.region()?) else {
        return Ok(Err(Refused::NoRules));
    };
    let given = ledger.consents(&report.paper.digest())?;
    if let Some(stop) = one_person(&given, consent, &act.person, rules) {
        return Ok(Err(Refused::Stop(stop)));
    }
    let (change, ()) = ledger.change(act, |change| {
        let digest = change.paper(&report.paper)?;
        change.consent(consent, &digest)
    })?;
    Ok(Ok(change))
}
