//! A stretch of text as words of the catalogue, the longest first, and what lies between them.

use juyan_catalogue::{Catalogue, Class, Classes, Entry, Hit};
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
    words(text, span, catalogue).collect()
}

/// The same, one after the other.
pub(crate) fn words<'a>(
    text: &'a str,
    span: Span,
    catalogue: &'a Catalogue,
) -> impl Iterator<Item = Token<'a>> + Clone {
    let mut rest = span.of(text);
    let mut start = span.start;
    std::iter::from_fn(move || {
        while let Some(first) = rest.chars().next() {
            let hit = catalogue.lexicon.longest(rest);
            let (at, len) = (start, hit.map_or(first.len_utf8(), |hit| hit.len));
            (start, rest) = (at + len, rest.get(len..)?);
            if let Some(Hit { entry, .. }) = hit {
                let span = Span::new(at, start);
                return Some(Token { span, entry });
            }
        }
        None
    })
}

/// How far back, in characters, the end of a phrase is looked at.
const LONGEST_END: usize = 8;

/// Whether a phrase ends in a word of `class`, be it the end of a longer word (日均过货能力 ends in 能力).
pub(crate) fn ends(text: &str, phrase: Span, class: Class, catalogue: &Catalogue) -> bool {
    let mut endings = catalogue.lexicon.endings(phrase.of(text), class, LONGEST_END);
    endings.next().is_some()
}

/// The longest word of one of `classes` with which a phrase ends.
pub(crate) fn ending<'a>(
    text: &str,
    phrase: Span,
    classes: Classes,
    catalogue: &'a Catalogue,
) -> Option<&'a Entry> {
    let endings = catalogue.lexicon.endings(phrase.of(text), classes, LONGEST_END);
    endings.last()
}
