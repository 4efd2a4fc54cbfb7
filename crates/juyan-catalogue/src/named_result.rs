//! Results whose name does not say what they are reckoned from: 结案率 is 审结 over 受理, 顺差 is 出口 less 进口.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A rate or a difference by its names, and the words beside the two numbers that it is reckoned from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedResult {
    /// What the result is called.
    pub names: Vec<SmolStr>,
    /// Words in the clause of what is above the line, or is taken off.
    pub parts: Vec<SmolStr>,
    /// Words in the clause of what is below it, or what is left was part of.
    pub wholes: Vec<SmolStr>,
    /// Words that hold both: 进出口 is neither 进口 nor 出口.
    #[serde(default)]
    pub both: Vec<SmolStr>,
    /// Words with which something else may be meant; where one of them stands between, nothing is said.
    #[serde(default)]
    pub unless: Vec<SmolStr>,
    /// Whether more than the two numbers may belong to it (what was left from before), so that a wrong one is only asked about.
    #[serde(default)]
    pub doubtful: bool,
    /// A sentence of a report that tells the result and both numbers, and they agree.
    pub example: SmolStr,
}

impl NamedResult {
    /// Whether a rate called `subject` is this one.
    pub fn is_called(&self, subject: &str) -> bool {
        self.names.iter().any(|name| subject.ends_with(name.as_str())) && !self.is_excluded(subject)
    }

    /// Whether `clause` tells what is above the line or taken off.
    pub fn is_part(&self, clause: &str) -> bool {
        holds(&self.parts, clause) && !holds(&self.both, clause)
    }

    /// Whether `clause` tells what is below the line or taken from.
    pub fn is_whole(&self, clause: &str) -> bool {
        holds(&self.wholes, clause) && !self.is_part(clause) && !holds(&self.both, clause)
    }

    /// Whether `text` speaks of something with which another result may be meant.
    pub fn is_excluded(&self, text: &str) -> bool {
        holds(&self.unless, text)
    }
}

fn holds(words: &[SmolStr], text: &str) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}
