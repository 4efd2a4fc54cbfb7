//! `juyan read`: every figure and how it was read.

use crate::args::{Read, ReadFormat};
use crate::input::Input;
use crate::output;
use crate::problem::Problem;
use crate::run::{Done, Printed, Run};
use crate::target::{self, Target};
use juyan::document::Document;
use juyan::reader::Reading;
use juyan::{Context, Language, csv, gold, wire};
use std::io::{self, Write};
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
    let work = |input: &Input| one(args.format, input, &run);
    if args.format == ReadFormat::Csv && run.target == Target::Print && !run.is_alone() {
        return run.all(extensions, work, output::table(csv::COLUMNS));
    }
    run.all(extensions, work, output::print)
}

/// The extension of the second file of an annotation.
const RELATIONS: &str = "relations.jsonl";

fn one(format: ReadFormat, input: &Input, run: &Run<'_>) -> Result<Done, Problem> {
    let name = input.name();
    let document = juyan::document::read(&input.bytes()?, &name, run.catalogue).map_err(Problem::NoReport)?;
    let reading = juyan::reader::read(&document, run.catalogue);
    let scene = Scene {
        document: &document,
        reading: &reading,
        context: run.context(&name),
        is_whole: run.target != Target::Print || run.is_alone(),
    };
    let path = run.target.path(input, extension(format));
    if path.is_none() && run.is_alone() {
        return Ok(Done {
            printed: Printed::Gone(output::stream(|mut out| scene.write(format, &mut out))),
            has_errors: false,
        });
    }
    let mut written = Vec::with_capacity(document.text.len().saturating_mul(USUAL));
    scene.write(format, &mut written).map_err(Problem::Unformed)?;
    let Some(path) = path else {
        return Ok(Done {
            printed: Printed::Kept(written),
            has_errors: false,
        });
    };
    if format == ReadFormat::Csv {
        written.splice(..0, csv::MARK.bytes());
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

/// How many bytes a result has for each of its report, about.
const USUAL: usize = 2;

/// What is written of one report.
struct Scene<'a> {
    document: &'a Document,
    reading: &'a Reading,
    context: Context<'a>,
    /// Whether what is written is all that stands in one place: then a table has the line of its columns' names.
    is_whole: bool,
}

impl Scene<'_> {
    fn write(&self, format: ReadFormat, out: &mut impl Write) -> io::Result<()> {
        let Self {
            document,
            reading,
            context,
            is_whole,
        } = *self;
        match format {
            ReadFormat::Json => wire::write_reading(out, document, reading, context),
            ReadFormat::Csv if is_whole => {
                csv::write(out, document, reading, context.name, context.catalogue)
            }
            ReadFormat::Csv => csv::write_rows(out, document, reading, context.name, context.catalogue),
            ReadFormat::Gold => gold::figures(out, document, reading, context.catalogue),
        }
    }
}

const fn extension(format: ReadFormat) -> &'static str {
    match format {
        ReadFormat::Json => "json",
        ReadFormat::Csv => "csv",
        ReadFormat::Gold => "figures.jsonl",
    }
}
