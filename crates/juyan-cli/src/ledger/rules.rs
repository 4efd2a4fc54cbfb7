//! Rule sets of lights: by name, or as a file of one's own, whose faults are told to who wrote it.

use super::Desk;
use crate::input::Input;
use juyan::vocabulary::{CatalogueError, Lights, Source};
use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

/// The rule set that `name` names, or that a file holds; the usual one where there is none.
pub(super) fn rules(name: Option<&str>, desk: Desk<'_>) -> Result<Lights, ExitCode> {
    let context = desk.context();
    if let Some(lights) = context.catalogue.lights(name) {
        return Ok(lights.clone());
    }
    let name = name.unwrap_or_default();
    let path = Path::new(name);
    // What is spelled like a file is missing as one.
    let is_file = path.extension().is_some() || path.components().count() > 1;
    if !is_file && !path.is_file() {
        let names: Vec<&str> = context
            .catalogue
            .lights
            .iter()
            .flat_map(|lights| [lights.id.as_str(), lights.zh.as_str()])
            .collect();
        let names = names.join(context.say("watch.comma"));
        let at = Desk::new("--rules", desk.language);
        return Err(at.refuse(&context.fill("watch.no-rules", &[("name", &name), ("names", &names)])));
    }
    own(path, desk)
}

fn own(path: &Path, desk: Desk<'_>) -> Result<Lights, ExitCode> {
    let name = path.display().to_string();
    let file = Desk::new(&name, desk.language);
    let context = file.context();
    let unusable = |problem: &str| file.refuse(&context.fill("watch.bad-rules", &[("problem", &problem)]));
    let bytes = Input::new(path)
        .bytes()
        .map_err(|problem| file.refuse(&problem.told(context)))?;
    let text = String::from_utf8(bytes).map_err(|_| unusable(context.say("toml.not-utf8")))?;
    // Editors of Chinese systems put the mark there.
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let sets = Lights::read(&Source {
        path: name.clone(),
        text,
    })
    .map_err(|errors| {
        let told: Vec<String> = errors.iter().map(|error| fault(error, file)).collect();
        unusable(&told.join("\n"))
    })?;
    match sets.as_slice() {
        [only] => Ok(only.clone()),
        several => {
            let names: Vec<&str> = several.iter().map(|lights| lights.id.as_str()).collect();
            let names = names.join(", ");
            Err(file.refuse(&context.fill("watch.several-rules", &[("names", &names)])))
        }
    }
}

/// What is wrong, where, and what to do.
fn fault(error: &CatalogueError, file: Desk<'_>) -> String {
    let context = file.context();
    let problem = error.said.as_ref().map(|said| {
        let mut slots: Vec<(&str, &dyn Display)> = Vec::new();
        for (slot, words) in &said.slots {
            slots.push((slot, words));
        }
        context.fill(said.id, &slots)
    });
    let problem = problem.unwrap_or_else(|| error.problem.clone());
    let place = match error.place.strip_prefix("line ") {
        Some(line) => context.fill("toml.line", &[("line", &line)]),
        None => error.place.clone(),
    };
    if place.is_empty() {
        problem
    } else {
        context.fill("toml.fault", &[("place", &place), ("problem", &problem)])
    }
}
