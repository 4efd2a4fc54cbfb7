//! The vocabulary of a run: the built-in one, or that with the user's own laid over it.

use crate::run::UNUSABLE;
use crate::{output, reason};
use juyan::vocabulary::{Catalogue, Source, Unread};
use juyan::{Context, Language};
use std::path::Path;
use std::process::ExitCode;

/// The vocabulary with the files of `folder` laid over it, where there is one; complains about every file that cannot be used.
pub(crate) fn load(folder: Option<&Path>, language: Language) -> Result<Option<Catalogue>, ExitCode> {
    let Some(folder) = folder else {
        return Ok(None);
    };
    let name = folder.display().to_string();
    let context = Context {
        name: &name,
        catalogue: juyan::catalogue(),
        language,
    };
    let sources = Source::below(folder).map_err(|Unread { path, error }| {
        let told = context.fill("catalogue.unread", &[("reason", &reason::told(&error, context))]);
        output::complain(&path.display().to_string(), &told);
        ExitCode::from(UNUSABLE)
    })?;
    if sources.is_empty() {
        output::complain(&name, &context.fill("catalogue.empty", &[]));
        return Err(ExitCode::from(UNUSABLE));
    }
    juyan::catalogue_with(&sources).map(Some).map_err(|errors| {
        for error in errors {
            let line = error.place.strip_prefix("line ");
            let place = line.map(|line| context.fill("catalogue.line", &[("line", &line)]));
            // What a record says amiss is told in English; what is no record, in the user's own language.
            let is_toml = Path::new(&error.path)
                .extension()
                .is_none_or(|ending| ending != "tsv");
            let form = form(&error.problem, line.is_some() && is_toml, context);
            let wording = if form.is_some() {
                "catalogue.form"
            } else {
                "catalogue.wrong"
            };
            let arguments: [(&str, &dyn std::fmt::Display); 3] = [
                ("path", &error.path),
                ("place", &place.unwrap_or(error.place)),
                ("problem", &form.unwrap_or(error.problem)),
            ];
            output::complain(&name, &context.fill(wording, &arguments));
        }
        ExitCode::from(UNUSABLE)
    })
}

/// What is said of a line of a table, between the number of its columns and their names.
const COLUMNS: &str = " columns are wanted: ";

/// What the reader of TOML says of a record that has not the form of one, in the user's words; none where it says it
/// otherwise. `placed` says that it names a line.
fn form(problem: &str, placed: bool, context: Context<'_>) -> Option<String> {
    if let Some((count, names)) = problem.split_once(COLUMNS) {
        return Some(context.fill("catalogue.columns", &[("count", &count), ("names", &names)]));
    }
    let (what, rest) = problem
        .split_once(", expected ")
        .or_else(|| problem.split_once("; "))
        .unwrap_or((problem, ""));
    let (told, name) = what.split_once('`').unwrap_or((what, ""));
    let name = name.trim_end_matches('`');
    let names = rest.trim_start_matches("one of ").replace('`', "");
    let may_be = |told: String| {
        let listed = problem.contains(", expected ") && !names.is_empty();
        let names = listed.then(|| context.fill("catalogue.may-be", &[("names", &names)]));
        told + &names.unwrap_or_default()
    };
    match told.trim_end() {
        "unknown field" => Some(may_be(
            context.fill("catalogue.unknown-field", &[("name", &name)]),
        )),
        "unknown variant" => Some(may_be(
            context.fill("catalogue.unknown-value", &[("name", &name)]),
        )),
        "missing field" => Some(context.fill("catalogue.missing-field", &[("name", &name)])),
        _ => match what.strip_prefix("invalid type: ") {
            Some(type_) => {
                let type_ = type_.replace('`', "");
                Some(context.fill("catalogue.wrong-type", &[("name", &type_), ("names", &names)]))
            }
            None => placed.then(|| context.fill("catalogue.no-toml", &[("name", &problem)])),
        },
    }
}
