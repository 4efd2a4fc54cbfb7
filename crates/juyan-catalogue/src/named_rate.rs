//! Rates whose name does not say what is over what: 结案率 is 审结 over 受理.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A rate by its names, and the words beside the two numbers that it is the quotient of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedRate {
    /// What the rate's own name ends with.
    pub names: Vec<SmolStr>,
    /// Words in the clause of what is above the line.
    pub parts: Vec<SmolStr>,
    /// Words in the clause of what is below it.
    pub wholes: Vec<SmolStr>,
    /// Words with which something else may be meant; where one of them stands between, nothing is said.
    #[serde(default)]
    pub unless: Vec<SmolStr>,
    /// A sentence of a report that tells the rate and both numbers, and they agree.
    pub example: SmolStr,
}

impl NamedRate {
    /// Whether a rate called `subject` is this one.
    pub fn is_called(&self, subject: &str) -> bool {
        self.names.iter().any(|name| subject.ends_with(name.as_str())) && !self.is_excluded(subject)
    }

    /// Whether `clause` tells what is above the line.
    pub fn is_part(&self, clause: &str) -> bool {
        holds(&self.parts, clause)
    }

    /// Whether `clause` tells what is below the line.
    pub fn is_whole(&self, clause: &str) -> bool {
        holds(&self.wholes, clause) && !self.is_part(clause)
    }

    /// Whether `text` speaks of something with which the rate may be another one.
    pub fn is_excluded(&self, text: &str) -> bool {
        holds(&self.unless, text)
    }
}

fn holds(words: &[SmolStr], text: &str) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}
