//! The languages that findings are told in, and the telling.

use juyan_catalogue::{Catalogue, Message};
use juyan_model::Finding;

/// A language of the catalogue's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// Its name in the catalogue: `zh`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }
}

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told<'a> {
    /// The rule's name: `sum-differs-from-parts`; its code where the catalogue does not know it.
    pub name: &'a str,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Puts `finding` into the words of the catalogue.
pub fn tell<'a>(finding: &'a Finding, catalogue: &'a Catalogue, language: Language) -> Told<'a> {
    let Some(rule) = catalogue.rules.get(&finding.rule) else {
        return Told { name: &finding.rule, message: finding.rule.to_string(), help: String::new() };
    };
    let argument = |slot: &str| {
        let found = finding.arguments.iter().find(|argument| argument.name == slot);
        found.map(|argument| argument.value.clone())
    };
    let text = rule.text(language.code());
    let filled = |template: &dyn Fn(&Message) -> &str| {
        text.map_or_else(String::new, |text| Message::fill(template(text), argument))
    };
    Told { name: &rule.name, message: filled(&|text| &text.message), help: filled(&|text| &text.help) }
}
