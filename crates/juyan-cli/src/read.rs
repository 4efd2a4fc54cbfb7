//! `juyan read`: every figure and how it was read.

use crate::args::{Read, ReadFormat};
use crate::input::Input;
use crate::output;
use crate::problem::Problem;
use crate::run::{Done, Run};
use crate::target::{self, Target};
use juyan::document::Document;
use juyan::reader::Reading;
use juyan::{Language, csv, gold, wire};
use std::io;
use std::process::ExitCode;

/// Reads all files that `args` name.
pub(crate) fn run(args: &Read, language: Language) -> ExitCode {
    let target = match (args.format, args.output.as_deref()) {
        (ReadFormat::Gold, Some(folder)) => Target::folder(folder),
        (_, path) => Target::new(path, args.inputs.files.len()),
    };
    let run = match Run::new(&args.inputs, language, target) {
        Ok(run) => run,
        Err(status) => return status,
    };
    let extensions: &[&str] = match args.format {
        ReadFormat::Gold => &[extension(args.format), RELATIONS],
        ReadFormat::Json | ReadFormat::Csv => &[extension(args.format)],
    };
    run.all(extensions, |input| one(args.format, input, &run), output::print)
}

/// The extension of the second file of an annotation.
const RELATIONS: &str = "relations.jsonl";

fn one(format: ReadFormat, input: &Input, run: &Run<'_>) -> Result<Done, Problem> {
    let name = input.name();
    let document =
        juyan::document::read(&input.bytes()?, &name, &run.catalogue).map_err(Problem::NoReport)?;
    let reading = juyan::reader::read(&document, &run.catalogue);
    let mut written = written(format, &document, &reading, run, &name).map_err(Problem::Unformed)?;
    let Some(path) = run.target.path(input, extension(format)) else {
        return Ok(Done {
            printed: written,
            has_errors: false,
        });
    };
    if format == ReadFormat::Csv {
        // Without the mark spreadsheets of Chinese systems take the file for GBK.
        written.splice(..0, "\u{feff}".bytes());
    }
    target::write(&path, &written)?;
    if format == ReadFormat::Gold {
        let mut relations = Vec::new();
        gold::relations(&mut relations, &reading).map_err(Problem::Unformed)?;
        target::write(
            &path.with_file_name(format!("{}.{RELATIONS}", input.stem())),
            &relations,
        )?;
    }
    Ok(Done::default())
}

fn written(
    format: ReadFormat,
    document: &Document,
    reading: &Reading,
    run: &Run<'_>,
    name: &str,
) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(document.text.len().saturating_mul(4));
    match format {
        ReadFormat::Json => wire::write_reading(&mut out, document, reading, run.context(name))?,
        ReadFormat::Csv => csv::write(&mut out, document, reading, name, run.context(name).catalogue)?,
        ReadFormat::Gold => gold::figures(&mut out, document, reading)?,
    }
    Ok(out)
}

const fn extension(format: ReadFormat) -> &'static str {
    match format {
        ReadFormat::Json => "json",
        ReadFormat::Csv => "csv",
        ReadFormat::Gold => "figures.jsonl",
    }
}
