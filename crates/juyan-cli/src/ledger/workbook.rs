//! `juyan workbook`: the form of a register as a workbook, with what the ledger holds.

use super::Desk;
use crate::args::Workbook;
use crate::problem::Problem;
use crate::target;
use juyan::Language;
use juyan_ledger::Known;
use juyan_register::form;
use std::process::ExitCode;

/// Writes the form, unless there is a folder or no room where it goes.
pub(crate) fn workbook(args: &Workbook, language: Language) -> ExitCode {
    let (name, path) = (
        args.ledger.display().to_string(),
        args.output.display().to_string(),
    );
    let (desk, at) = (Desk::new(&name, language), Desk::new(&path, language));
    match written(args, desk, at) {
        Ok(rows) => {
            desk.tell("workbook.written", &[("path", &path), ("rows", &rows)]);
            ExitCode::SUCCESS
        }
        Err(status) => status,
    }
}

/// Writes the form; gives how many rows are filled.
fn written(args: &Workbook, desk: Desk<'_>, at: Desk<'_>) -> Result<usize, ExitCode> {
    let is_book = |ending: &std::ffi::OsStr| ending.eq_ignore_ascii_case("xlsx");
    if !args.output.extension().is_some_and(is_book) {
        return Err(at.refuse(at.context().say("workbook.no-xlsx")));
    }
    let register = super::import::register(args.register.as_deref().unwrap_or_default(), desk)?;
    let ledger = desk.open_to_read(&args.ledger)?;
    let records = ledger
        .records(&register.id, Known::Now)
        .map_err(|error| desk.complain(&error))?;
    let form = form(register, records.iter(), super::today(), desk.context().catalogue);
    let refused = |problem: &Problem| at.refuse(&problem.told(at.context()));
    let bytes = juyan_workbook::write(&form)
        .map_err(|error| at.refuse(&at.context().fill(&format!("file.{}", error.code()), &[])))?;
    target::write_telling(&args.output, &bytes, at.context()).map_err(|problem| refused(&problem))?;
    Ok(form.rows.len())
}
