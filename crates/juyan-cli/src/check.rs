//! `juyan check`: what is wrong with reports.

use crate::args::{Check, CheckFormat};
use crate::input::Input;
use crate::output;
use crate::run::{self, Done};
use juyan::vocabulary::Catalogue;
use juyan::{Checked, Context, Options, wire};
use std::process::ExitCode;

pub(crate) fn run(args: &Check) -> ExitCode {
    let catalogue = juyan::catalogue();
    let options = Options { allow: args.allow.clone() };
    run::all(&args.inputs, |input| {
        one(args, input, catalogue, &options).unwrap_or_else(Done::failed)
    })
}

fn one(args: &Check, input: &Input, catalogue: &Catalogue, options: &Options) -> Result<Done, String> {
    let bytes = input.bytes()?;
    let name = input.name();
    let document = juyan::document::read(&bytes, &name, catalogue).map_err(|error| error.to_string())?;
    let checked = juyan::check(&document, catalogue, options);
    let context = Context { name: &name, catalogue, language: args.inputs.lang.into() };
    let bytes = rendered(args.format, &checked, context)?;
    let has_errors = checked.has_errors();
    Ok(match &args.output {
        Some(path) => {
            output::write_file(path, &bytes)?;
            Done { has_errors, ..Done::default() }
        }
        None => Done { printed: bytes, has_errors, problem: None },
    })
}

fn rendered(format: CheckFormat, checked: &Checked<'_>, context: Context<'_>) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    match format {
        CheckFormat::Json => wire::write_check(&mut out, checked, context).map_err(|error| error.to_string())?,
        CheckFormat::Text | CheckFormat::Sarif | CheckFormat::Html | CheckFormat::Docx => {
            return Err("this format is not written yet; use --format json".to_owned());
        }
    }
    Ok(out)
}
