//! Reports and templates as the commands open them: files that a user named.

use crate::input::Input;
use crate::ledger::Desk;
use crate::problem::Problem;
use juyan::Context;
use juyan::model::Period;
use juyan_desk::writing::moment::Moment;
use juyan_desk::writing::paper::Paper;
use juyan_desk::writing::source::{Source, Unopened};
use std::path::Path;
use std::process::ExitCode;

/// The report in a file.
pub(super) fn paper(input: &Input, context: Context<'_>) -> Result<Paper, Problem> {
    Paper::read(input.bytes()?, context).map_err(Problem::NoReport)
}

/// The template in a file. Fails, having said why, where it is none.
pub(super) fn template(
    input: &Input,
    (moment, period): (&Moment<'_>, Period),
    (file, desk): (Desk<'_>, Desk<'_>),
) -> Result<Source, ExitCode> {
    let context = file.context();
    let bytes = input
        .bytes()
        .map_err(|problem| file.refuse(&problem.told(context)))?;
    let source = Source::open(&bytes, (moment, period), context);
    source.map_err(|unopened| refused(&unopened, file, desk))
}

/// Says why a template is none.
pub(super) fn refused(unopened: &Unopened, file: Desk<'_>, desk: Desk<'_>) -> ExitCode {
    match unopened {
        Unopened::Ledger(error) => desk.complain(error),
        Unopened::Flawed(told) => file.refuse(told),
    }
}

/// Refuses to write a result over what it is made of.
pub(super) fn spare(output: Option<&Path>, inputs: &[&Path], context: Context<'_>) -> Result<(), String> {
    let Some(output) = output else { return Ok(()) };
    let real = |path: &Path| path.canonicalize().ok();
    let target = real(output);
    let taken = inputs
        .iter()
        .find(|input| target.is_some() && real(input) == target);
    taken.map_or(Ok(()), |input| {
        Err(context.fill("writing.over-input", &[("path", &input.display())]))
    })
}
