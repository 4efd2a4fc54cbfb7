//! A stretch of text as words of the catalogue, the longest first, and what lies between them.

use juyan_catalogue::{Catalogue, Class, Classes, Entry};
use juyan_model::Span;

/// A word of the catalogue in the text.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it may mean.
    pub entry: &'a Entry,
}

impl Token<'_> {
    /// Whether it does what `class` says.
    pub fn is(&self, class: Class) -> bool {
        self.entry.classes.has(class)
    }

    /// Whether it does one of the things in `classes`.
    pub fn any(&self, classes: Classes) -> bool {
        self.entry.classes.any(classes)
    }
}

/// The words in `span` of `text`, left to right, the longest at each place; what is no word is passed over.
pub fn tokens<'a>(text: &'a str, span: Span, catalogue: &'a Catalogue) -> Vec<Token<'a>> {
    let mut found = Vec::new();
    let body = span.of(text);
    let mut at = 0;
    while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(hit) = catalogue.lexicon.longest(rest) {
            let start = span.start + at;
            found.push(Token { span: Span::new(start, start + hit.len), entry: hit.entry });
            at += hit.len;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}
