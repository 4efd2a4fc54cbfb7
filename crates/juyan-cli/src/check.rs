//! `juyan check`: what is wrong with reports.

use crate::args::{Check, CheckFormat};
use crate::input::Input;
use crate::ledger::Against;
use crate::problem::Problem;
use crate::run::{Done, Printed, Run, UNUSABLE};
use crate::target::{self, Target};
use crate::{explain, output};
use juyan::document::Format;
use juyan::{Checked, Language, Options, csv, wire};
use juyan_print::sarif;
use juyan_print::text::Style;
use std::cell::Cell;
use std::io::{self, Write};
use std::process::ExitCode;

/// Checks all files that `args` name.
pub(crate) fn run(args: &Check, language: Language) -> ExitCode {
    let target = Target::new(args.output.as_deref(), args.inputs.files.len());
    let run = match Run::new(&args.inputs, language, target) {
        Ok(run) => run,
        Err(status) => return status,
    };
    let allowed = args
        .allow
        .iter()
        .map(|rule| Ok(explain::find(rule, run.context("--allow"))?.code.clone()));
    let options = match allowed.collect() {
        Ok(allow) => Options { allow },
        Err(status) => return status,
    };
    if args.proofs && args.format != CheckFormat::Text {
        let context = run.context("--proofs");
        output::complain(context.name, context.say("usage.proofs"));
        return ExitCode::from(UNUSABLE);
    }
    let is_printed = run.target == Target::Print;
    if is_printed && args.format == CheckFormat::Docx && output::is_terminal() {
        let context = run.context("--format docx");
        output::complain(context.name, context.say("file.not-for-terminal"));
        return ExitCode::from(UNUSABLE);
    }
    if is_printed && args.inputs.files.len() > 1 && is_whole(args.format) {
        let format = format!("--format {}", extension(args.format));
        let context = run.context(&format);
        output::complain(context.name, context.say("file.one-at-a-time"));
        return ExitCode::from(UNUSABLE);
    }
    let against = match Against::new(args.ledger.as_deref(), &args.with, run.catalogue, language) {
        Ok(against) => against,
        Err(status) => return status,
    };
    let style = Style {
        width: if is_printed {
            output::width()
        } else {
            Style::default().width
        },
        colour: is_printed && output::shows_colours(),
        proofs: args.proofs,
        is_watched: is_printed && output::is_terminal(),
    };
    let extensions = [extension(args.format)];
    let work = |input: &Input| one(args.format, input, &run, (&options, &against), style);
    match args.format {
        CheckFormat::Text => run.all(&extensions, work, output::print_words),
        CheckFormat::Sarif if is_printed => one_log(&run, |print| run.all(&extensions, work, print)),
        CheckFormat::Csv if is_printed => run.all(&extensions, work, output::table(csv::FINDINGS)),
        _ => run.all(&extensions, work, output::print),
    }
}

/// Prints the runs of several reports as one log, which is what programs that read logs ask for.
fn one_log(run: &Run<'_>, all: impl FnOnce(&dyn Fn(&[u8]) -> io::Result<()>) -> ExitCode) -> ExitCode {
    let began = Cell::new(false);
    let status = all(&|report| {
        if report.is_empty() {
            return Ok(());
        }
        let before = if began.replace(true) { "," } else { sarif::OPENING };
        output::print(before.as_bytes())?;
        output::print(report)
    });
    let ended = if began.get() {
        output::print(sarif::END.as_bytes())
    } else {
        Ok(())
    };
    match ended {
        Err(error) if output::is_lost(&error, run.context("")) => ExitCode::from(UNUSABLE),
        Ok(()) | Err(_) => status,
    }
}

fn one(
    format: CheckFormat,
    input: &Input,
    run: &Run<'_>,
    (options, against): (&Options, &Against),
    style: Style,
) -> Result<Done, Problem> {
    let name = input.name();
    let bytes = input.bytes()?;
    let document = juyan::document::read(&bytes, &name, run.catalogue).map_err(Problem::NoReport)?;
    let checked = if against.is_empty() {
        juyan::check(&document, run.catalogue, options)
    } else {
        let period = juyan::reader::read(&document, run.catalogue).period;
        let before = against.before(&document.text, period, run.catalogue);
        let keys = |facts: &[_]| against.keys(facts, &document.text);
        juyan::check_against(&document, run.catalogue, options, &before, keys)
    };
    let written = match format {
        CheckFormat::Docx => commented(&bytes, &checked, run, &name)?,
        _ => written(format, &checked, run, &name, style).map_err(Problem::Unformed)?,
    };
    let has_errors = checked.has_errors();
    match run.target.path(input, extension(format)) {
        Some(path) => target::write(&path, &written).map(|()| Done {
            has_errors,
            ..Done::default()
        }),
        None => Ok(Done {
            printed: Printed::Kept(written),
            has_errors,
        }),
    }
}

fn written(
    format: CheckFormat,
    checked: &Checked<'_>,
    run: &Run<'_>,
    name: &str,
    style: Style,
) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let context = run.context(name);
    match format {
        CheckFormat::Text => juyan_print::text::write(&mut out, checked, context, style)?,
        CheckFormat::Json => wire::write_check(&mut out, checked, context)?,
        CheckFormat::Csv if run.target == Target::Print => csv::write_findings(&mut out, checked, context)?,
        CheckFormat::Csv => {
            write!(out, "{}{}", csv::MARK, csv::FINDINGS)?;
            csv::write_findings(&mut out, checked, context)?;
        }
        CheckFormat::Html => juyan_print::html::write(&mut out, checked, context)?,
        CheckFormat::Sarif if run.target == Target::Print => sarif::write_run(&mut out, checked, context)?,
        CheckFormat::Sarif => sarif::write(&mut out, checked, context)?,
        CheckFormat::Docx => {}
    }
    Ok(out)
}

/// The user's own Word document with comments; for other files a plain one with their text.
fn commented(bytes: &[u8], checked: &Checked<'_>, run: &Run<'_>, name: &str) -> Result<Vec<u8>, Problem> {
    let comments = juyan_print::docx::comments(checked, run.context(name));
    match checked.document.format {
        Format::Docx => juyan_print::docx::annotate(bytes, checked.document, &comments),
        Format::Txt | Format::Html | Format::Pdf => juyan_print::docx::plain(checked.document, &comments),
    }
    .map_err(Problem::NoComments)
}

/// Whether two results one behind the other are none: no browser and no word processor opens them.
const fn is_whole(format: CheckFormat) -> bool {
    matches!(format, CheckFormat::Html | CheckFormat::Docx)
}

const fn extension(format: CheckFormat) -> &'static str {
    match format {
        CheckFormat::Text => "findings.txt",
        CheckFormat::Json => "json",
        CheckFormat::Csv => "findings.csv",
        CheckFormat::Sarif => "sarif",
        CheckFormat::Html => "html",
        CheckFormat::Docx => "docx",
    }
}
