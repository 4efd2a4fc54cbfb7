//! What is wrong with a catalogue.

use crate::Source;

/// A complaint about one record; names the file, the place and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {place}: {problem}")]
pub struct CatalogueError {
    /// The file.
    pub path: String,
    /// The record or line.
    pub place: String,
    /// What is wrong and what to do.
    pub problem: String,
    /// How it is said to who wrote the file and need not read English; none of what only a catalogue's authors meet.
    pub said: Option<Said>,
}

/// A wording of the catalogue, and what goes into its slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The wording's id.
    pub id: &'static str,
    /// Each slot with its words.
    pub slots: Vec<(&'static str, String)>,
}

impl CatalogueError {
    /// A complaint about `place` in `path`.
    pub fn new(path: &str, place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            place: place.into(),
            problem: problem.into(),
            said: None,
        }
    }

    /// The same complaint with how it is said.
    pub(crate) fn said(mut self, id: &'static str, slots: &[(&'static str, &str)]) -> Self {
        let slots = slots.iter().map(|(slot, words)| (*slot, (*words).to_owned()));
        self.said = Some(Said {
            id,
            slots: slots.collect(),
        });
        self
    }

    /// The complaint about a file that is no TOML, or has a field that there is not.
    pub(crate) fn unreadable(source: &Source, error: &toml::de::Error) -> Self {
        let place = error.span().map_or_else(String::new, |span| {
            let before = source.text.get(..span.start).unwrap_or_default();
            format!("line {}", before.matches('\n').count() + 1)
        });
        let (id, slots) = meaning(error.message());
        Self::new(&source.path, place, shortened(error.message())).said(id, &slots)
    }
}

/// What the parser's message comes to: the wording that says it, and its slots.
fn meaning(message: &str) -> (&'static str, Vec<(&'static str, &str)>) {
    let named = |start: &str| message.strip_prefix(start)?.split_once('`').map(|(name, _)| name);
    let known = message.split_once("expected ").map_or("", |(_, known)| known);
    let known = known.strip_prefix("one of ").unwrap_or(known);
    if let Some(name) = named("unknown field `") {
        ("toml.unknown-field", vec![("name", name), ("known", known)])
    } else if let Some(name) = named("unknown variant `") {
        ("toml.unknown-word", vec![("name", name), ("known", known)])
    } else if let Some(name) = named("missing field `") {
        ("toml.missing-field", vec![("name", name)])
    } else if let Some(name) = named("duplicate field `").or_else(|| named("duplicate key `")) {
        ("toml.duplicate-field", vec![("name", name)])
    } else if let Some(told) = message.strip_prefix("invalid type: ") {
        let wanted = match known {
            "a boolean" => "toml.wanted-boolean",
            "a sequence" => "toml.wanted-list",
            "a string" | "a borrowed string" => "toml.wanted-string",
            _ => return ("toml.type", vec![("told", told)]),
        };
        (wanted, vec![("told", told)])
    } else if let Some(text) = named("`") {
        // What is written in a text of its own begins with that: a condition, a key.
        ("toml.condition", vec![("text", text)])
    } else {
        ("toml.syntax", vec![("told", message)])
    }
}

/// A message that lists what may stand there, without a list that nobody reads to its end.
fn shortened(message: &str) -> String {
    const READABLE: usize = 20;
    match message.split_once(", expected one of ") {
        Some((told, list)) if list.split(", ").count() > READABLE => {
            format!("{told}; catalogue/README.md lists those that exist")
        }
        _ => message.to_owned(),
    }
}
