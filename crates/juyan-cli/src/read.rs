//! `juyan read`: every figure and how it was read.

use crate::args::{Read, ReadFormat};
use crate::input::Input;
use crate::output;
use crate::run::{self, Done};
use juyan::document::Document;
use juyan::reader::Reading;
use juyan::vocabulary::Catalogue;
use juyan::{Context, wire};
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(args: &Read) -> ExitCode {
    let catalogue = juyan::catalogue();
    run::all(&args.inputs, |input| {
        one(args, input, catalogue).unwrap_or_else(Done::failed)
    })
}

fn one(args: &Read, input: &Input, catalogue: &Catalogue) -> Result<Done, String> {
    let bytes = input.bytes()?;
    let document =
        juyan::document::read(&bytes, &input.name(), catalogue).map_err(|error| error.to_string())?;
    let reading = juyan::reader::read(&document, catalogue);
    let name = input.name();
    let context = Context { name: &name, catalogue, language: args.inputs.lang.into() };
    match &args.output {
        Some(folder) => to_folder(args.format, folder, input, (&document, &reading), context).map(|()| Done::default()),
        None => Ok(Done { printed: printed(args.format, &document, &reading, context)?, ..Done::default() }),
    }
}

fn printed(
    format: ReadFormat,
    document: &Document,
    reading: &Reading,
    context: Context<'_>,
) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(document.text.len() * 4);
    let written = match format {
        ReadFormat::Json => wire::write_reading(&mut out, document, reading, context),
        ReadFormat::Csv => return Err("csv".to_owned()),
        ReadFormat::Gold => juyan::gold::figures(&mut out, &document.text, reading),
    };
    written.map_err(|error| error.to_string())?;
    Ok(out)
}

fn to_folder(
    format: ReadFormat,
    folder: &Path,
    input: &Input,
    (document, reading): (&Document, &Reading),
    context: Context<'_>,
) -> Result<(), String> {
    let stem = input.stem();
    let extension = match format {
        ReadFormat::Json => "json",
        ReadFormat::Csv => "csv",
        ReadFormat::Gold => "figures.jsonl",
    };
    output::write_file(&folder.join(format!("{stem}.{extension}")), &printed(format, document, reading, context)?)?;
    if format == ReadFormat::Gold {
        let mut relations = Vec::new();
        juyan::gold::relations(&mut relations, reading).map_err(|error| error.to_string())?;
        output::write_file(&folder.join(format!("{stem}.relations.jsonl")), &relations)?;
    }
    Ok(())
}
