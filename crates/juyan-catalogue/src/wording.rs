//! What the program says besides findings: labels, summaries, complaints about files.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// One sentence or label in every language; slots stand in braces, see [`crate::Message::fill`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Its name in code: `severity.error`.
    pub id: SmolStr,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// Says that the record takes the place of one below it.
    #[serde(default)]
    pub replaces: bool,
}

impl Wording {
    /// The words in `language`, in Chinese where there are none.
    pub fn text(&self, language: &str) -> &str {
        match language {
            "en" => &self.en,
            _ => &self.zh,
        }
    }
}
