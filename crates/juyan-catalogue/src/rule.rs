//! The rules by which findings are made, and what they say.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The texts of a rule in one language; slots stand in braces: `{total}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// What is wrong, in one line that can stand alone.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A rule record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// `J0301`. Numbers are never used again.
    pub code: SmolStr,
    /// Reads well after "allow": `sum-differs-from-parts`.
    pub name: SmolStr,
    /// Its texts by language: `zh`, `en`.
    pub texts: BTreeMap<SmolStr, Message>,
    /// Its page, `docs/findings/CODE.md`; filled in when the image is made.
    #[serde(default)]
    pub page: String,
}

impl Rule {
    /// The rule's texts in `language`, else in Chinese.
    pub fn text(&self, language: &str) -> Option<&Message> {
        self.texts.get(language).or_else(|| self.texts.get("zh"))
    }
}

impl Message {
    /// Puts `arguments` into the slots of `template`; a slot without an argument stays as it is.
    ///
    /// ```
    /// use juyan_catalogue::Message;
    /// let told = Message::fill("{n}个分项", |slot| (slot == "n").then(|| "3".to_owned()));
    /// assert_eq!(told, "3个分项");
    /// ```
    pub fn fill(template: &str, argument: impl Fn(&str) -> Option<String>) -> String {
        let mut out = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((slot, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            if let Some(value) = argument(slot) {
                out.push_str(&value);
            } else {
                out.push('{');
                out.push_str(slot);
                out.push('}');
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}
