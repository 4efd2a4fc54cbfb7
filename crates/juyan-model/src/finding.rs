//! What Juyan has to say.

use crate::Span;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// How sure and how grave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Only the drafter can tell.
    Question,
    /// Most likely wrong.
    Warning,
    /// Wrong whatever was meant.
    Error,
}

/// A value for a slot of a message, by the slot's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// The slot's name in the message template.
    pub name: SmolStr,
    /// What goes into it: words of the report, a number, or the id of a wording.
    pub value: String,
    /// Whether the value is the id of a wording of the catalogue, to be told in the language of the message.
    pub is_wording: bool,
}

/// One finding, before its message is put into words by the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's code: `J0301`.
    pub rule: SmolStr,
    /// How sure and how grave.
    pub severity: Severity,
    /// Exactly the figures or words that take part, in text order.
    pub spans: Vec<Span>,
    /// The sum that does not come out; empty for findings about words.
    pub arithmetic: String,
    /// What fills the slots of the message.
    pub arguments: Vec<Argument>,
    /// The refuted claim, by its position in the list.
    pub claim: Option<usize>,
}

impl Finding {
    /// A finding of `rule` about `spans`.
    pub fn new(rule: &str, severity: Severity, mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        spans.dedup();
        Self {
            rule: SmolStr::new(rule),
            severity,
            spans,
            arithmetic: String::new(),
            arguments: Vec::new(),
            claim: None,
        }
    }

    /// The same with `value` for the slot `name`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.arguments.push(Argument {
            name: SmolStr::new(name),
            value: value.into(),
            is_wording: false,
        });
        self
    }

    /// The same with the catalogue's words for `id`, whatever the language, for the slot `name`.
    #[must_use]
    pub fn with_wording(mut self, name: &str, id: &str) -> Self {
        self.arguments.push(Argument {
            name: SmolStr::new(name),
            value: id.to_owned(),
            is_wording: true,
        });
        self
    }
}
