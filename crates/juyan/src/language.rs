//! The languages that findings are told in, and the telling.

use juyan_catalogue::{Catalogue, Message, Rule};
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

/// Where a document came from, and in which words to speak of it.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The file's name as the user gave it; empty where there is none.
    pub name: &'a str,
    /// The vocabulary.
    pub catalogue: &'a Catalogue,
    /// The language of messages.
    pub language: Language,
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

impl<'a> Context<'a> {
    /// The catalogue's words for `id`; the id itself where it has none.
    pub fn say(self, id: &'a str) -> &'a str {
        self.catalogue.say(id, self.language.code())
    }

    /// The catalogue's words for `id` with `arguments`, name and value, in its slots.
    pub fn fill(self, id: &str, arguments: &[(&str, &dyn std::fmt::Display)]) -> String {
        let template = self.catalogue.say(id, self.language.code());
        Message::fill(template, |slot| {
            let found = arguments.iter().find(|(name, _)| *name == slot);
            found.map(|(_, value)| value.to_string())
        })
    }

    /// What a record of the catalogue is called: the Chinese name, or the English one.
    pub const fn either<'w>(self, zh: &'w str, en: &'w str) -> &'w str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// The page of `rule` in Markdown. The pages are Chinese; in other languages it is what the catalogue has of the rule.
    pub fn page(self, rule: &Rule) -> String {
        if self.language == Language::Zh {
            return rule.page.clone();
        }
        let Some(text) = rule.text(self.language.code()) else {
            return String::new();
        };
        let message = Message::fill(&text.message, |_| Some("…".to_owned()));
        let arguments: [(&str, &dyn std::fmt::Display); 4] = [
            ("code", &rule.code),
            ("name", &rule.name),
            ("message", &message),
            ("help", &text.help),
        ];
        self.fill("rule.page", &arguments)
    }

    /// Puts `finding` into the words of the catalogue.
    pub fn tell(self, finding: &'a Finding) -> Told<'a> {
        let Some(rule) = self.catalogue.rules.get(&finding.rule) else {
            return Told {
                name: &finding.rule,
                message: finding.rule.to_string(),
                help: String::new(),
            };
        };
        let argument = |slot: &str| {
            let found = finding.arguments.iter().find(|argument| argument.name == slot);
            found.map(|argument| {
                if argument.is_wording {
                    self.say(&argument.value).to_owned()
                } else {
                    argument.value.clone()
                }
            })
        };
        let text = rule.text(self.language.code());
        Told {
            name: &rule.name,
            message: text.map_or_else(String::new, |text| Message::fill(&text.message, argument)),
            help: text.map_or_else(String::new, |text| Message::fill(&text.help, argument)),
        }
    }
}
