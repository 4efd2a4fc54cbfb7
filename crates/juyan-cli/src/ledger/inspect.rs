//! `juyan verify`, `juyan backup`.

use super::{Desk, trouble};
use crate::args::{Backup, Verify};
use crate::output;
use juyan::Language;
use juyan_ledger::LedgerError;
use std::process::ExitCode;

/// The exit status where a ledger is not what it was.
const FLAWED: u8 = 1;

/// Looks a ledger through; says what is wrong, or its head.
pub(crate) fn verify(args: &Verify, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let verified = desk.open_to_read(&args.ledger).and_then(|ledger| {
        let verified = ledger.verify(args.head.as_deref());
        verified.map_err(|error| desk.complain(&error))
    });
    match verified {
        Ok(verified) if verified.flaws.is_empty() => {
            desk.tell(
                "ledger.sound",
                &[("changes", &verified.changes), ("head", &verified.head)],
            );
            ExitCode::SUCCESS
        }
        Ok(verified) => {
            for flaw in &verified.flaws {
                output::complain(&name, &trouble::flaw(flaw, desk.context()));
            }
            ExitCode::from(FLAWED)
        }
        Err(status) => status,
    }
}

/// Copies a ledger while others may be writing to it.
pub(crate) fn backup(args: &Backup, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let copied = desk.open_to_read(&args.ledger).and_then(|ledger| {
        let head = ledger.backup(&args.file).and_then(|()| ledger.head());
        head.map_err(|error: LedgerError| desk.complain(&error))
    });
    match copied {
        Ok(head) => {
            let head = head.map(|head| head.hash).unwrap_or_default();
            desk.tell(
                "ledger.copied",
                &[("path", &args.file.display()), ("head", &head)],
            );
            ExitCode::SUCCESS
        }
        Err(status) => status,
    }
}
