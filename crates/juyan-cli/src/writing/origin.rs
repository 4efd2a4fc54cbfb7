//! What of a report came from its template, where that is told.

use super::opened;
use crate::input::Input;
use crate::ledger::Desk;
use juyan::document::Document;
use juyan::reader::Reading;
use juyan_desk::writing::origin::Origins;
use juyan_ledger::Ledger;
use std::path::Path;
use std::process::ExitCode;

/// What of `report` came from `template`, as it writes from the ledger. Fails, having said why,
/// where the template cannot be read.
pub(crate) fn origin(
    template: &Path,
    report: (&Document, &Reading),
    ledger: &Ledger,
    desk: Desk<'_>,
) -> Result<Origins, ExitCode> {
    let input = Input::new(template);
    let name = input.name();
    let file = Desk::new(&name, desk.language());
    let bytes = input
        .bytes()
        .map_err(|problem| file.refuse(&problem.told(file.context())))?;
    let found = juyan_desk::writing::origin::origin(&bytes, report, ledger, file.context());
    found.map_err(|unopened| opened::refused(&unopened, file, desk))
}
