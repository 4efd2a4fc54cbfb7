//! What is wrong with a row or a sheet, before it is put into words.

use crate::Place;
use juyan_catalogue::{Catalogue, Message};
use juyan_model::Argument;
use smol_str::SmolStr;

/// What is wrong, and where 不合格.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Where.
    pub at: Place,
    /// The field; empty where the whole row or sheet is meant.
    pub field: SmolStr,
    /// What is said.
    pub text: Text,
    /// What fills the slots.
    pub arguments: Vec<Argument>,
    /// Whether the row can be taken all the same.
    pub mild: bool,
}

/// Where the words of a complaint stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Text {
    /// The wording of the catalogue with this id.
    Wording(SmolStr),
    /// A rule of the type of a register, by its position.
    Rule(SmolStr, usize),
}

impl Complaint {
    /// A complaint with the words of wording `id`.
    pub(crate) fn new(id: &str, field: &str, at: &Place) -> Self {
        Self {
            at: at.clone(),
            field: field.into(),
            text: Text::Wording(id.into()),
            arguments: Vec::new(),
            mild: false,
        }
    }

    /// The same with `value` for the slot `name`.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.arguments.push(Argument {
            name: name.into(),
            value: value.into(),
            is_wording: false,
        });
        self
    }

    /// The same with what a cell shows for the slot `name`; an empty one has a word too.
    #[must_use]
    pub(crate) fn with_what_is_there(mut self, name: &str, shown: Option<String>) -> Self {
        let is_wording = shown.is_none();
        self.arguments.push(Argument {
            name: name.into(),
            value: shown.unwrap_or_else(|| "import.empty".to_owned()),
            is_wording,
        });
        self
    }

    /// The same about the cell at `place`.
    #[must_use]
    pub(crate) fn at(mut self, place: &Place) -> Self {
        self.at = place.clone();
        self
    }

    /// The name of what is said: the wording's id, or `register.rule`.
    pub fn id(&self) -> &str {
        match &self.text {
            Text::Wording(id) => id,
            Text::Rule(..) => "register.rule",
        }
    }

    /// The same, without which the row can be taken.
    #[must_use]
    pub(crate) const fn mild(mut self) -> Self {
        self.mild = true;
        self
    }

    /// The complaint in `language`, behind the place: `盟级重点项目.xlsx 工作表1!F7：…`.
    pub fn said(&self, catalogue: &Catalogue, language: &str) -> String {
        let template = match &self.text {
            Text::Wording(id) => catalogue.say(id, language),
            Text::Rule(register, position) => {
                let register = catalogue.register(register);
                let rule = register.and_then(|register| register.rules.get(*position));
                rule.map_or("", |rule| if language == "en" { &rule.en } else { &rule.zh })
            }
        };
        let text = Message::fill(template, |slot| self.argument(slot, catalogue, language));
        let at = self.at.to_string();
        if at.is_empty() {
            return text;
        }
        Message::fill(catalogue.say("register.at", language), |slot| match slot {
            "at" => Some(at.clone()),
            "text" => Some(text.clone()),
            _ => None,
        })
    }

    fn argument(&self, slot: &str, catalogue: &Catalogue, language: &str) -> Option<String> {
        let argument = self.arguments.iter().find(|argument| argument.name == slot)?;
        Some(if argument.is_wording {
            catalogue.say(&argument.value, language).to_owned()
        } else {
            argument.value.clone()
        })
    }
}
