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
            found.push(Token {
                span: Span::new(start, start + hit.len),
                entry: hit.entry,
            });
            at += hit.len;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// How far back, in characters, the end of a phrase is looked at.
const LONGEST_END: usize = 8;

/// Whether a phrase ends in a word of `class`, be it the end of a longer word (日均过货能力 ends in 能力).
pub(crate) fn ends(text: &str, phrase: Span, class: Class, catalogue: &Catalogue) -> bool {
    let body = phrase.of(text);
    let starts = body.char_indices().rev().take(LONGEST_END).map(|(at, _)| at);
    starts
        .filter_map(|at| catalogue.lexicon.get(body.get(at..)?))
        .any(|entry| entry.classes.has(class))
}

/// The longest word of one of `classes` with which a phrase ends.
pub(crate) fn ending<'a>(
    text: &str,
    phrase: Span,
    classes: Classes,
    catalogue: &'a Catalogue,
) -> Option<&'a Entry> {
    let body = phrase.of(text);
    let starts = body.char_indices().rev().take(LONGEST_END).map(|(at, _)| at);
    starts
        .filter_map(|at| catalogue.lexicon.get(body.get(at..)?))
        .filter(|entry| entry.classes.any(classes))
        .last()
}
