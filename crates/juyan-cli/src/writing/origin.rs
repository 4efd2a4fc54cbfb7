//! From which facts a report was written, where its template is told.

use super::opened;
use crate::input::Input;
use crate::ledger::Desk;
use juyan::document::Document;
use juyan::model::Span;
use juyan::reader::Reading;
use juyan_ledger::Ledger;
use juyan_publish::Origin;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

/// From which facts the figures of `report` are that `template` writes from the ledger, by where they stand. Fails, having said why,
/// where the template cannot be read.
pub(crate) fn origin(
    template: &Path,
    report: (&Document, &Reading),
    ledger: &Ledger,
    desk: Desk<'_>,
) -> Result<BTreeMap<Span, Origin>, ExitCode> {
    let input = Input::new(template);
    let name = input.name();
    let file = Desk::new(&name, desk.language());
    let bytes = input
        .bytes()
        .map_err(|problem| file.refuse(&problem.told(file.context())))?;
    let found = juyan_desk::writing::origin::origin(&bytes, report, ledger, file.context());
    found.map_err(|unopened| opened::refused(&unopened, file, desk))
}
