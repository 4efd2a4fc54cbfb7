//! Whose report it is: the region that the title names, else the issuer, else the lines at the head.

use crate::phrase;
use crate::token::tokens;
use juyan_catalogue::{Catalogue, Region};
use juyan_document::{Document, FieldKind};
use juyan_model::Span;
use smol_str::SmolStr;

/// How many blocks at the head may name the region.
const HEAD_BLOCKS: usize = 8;

/// The GB/T 2260 code of the reporting region; none where no region is named in full, or the name is open.
pub(crate) fn region(document: &Document, title: Option<Span>, catalogue: &Catalogue) -> Option<SmolStr> {
    let issuer = document
        .header
        .iter()
        .filter(|field| field.kind == FieldKind::Issuer)
        .map(|field| field.value);
    let head = document.blocks.iter().take(HEAD_BLOCKS).map(|block| block.span);
    let mut places = title.into_iter().chain(issuer).chain(head);
    places
        .find_map(|span| named(&document.text, span, catalogue))
        .map(|region| region.code.clone())
}

/// Whether a name of two characters is the end of a longer one, for a letter of no longer word stands right before it: 南县 of 岭南县.
fn is_inside(text: &str, (before, name): (Span, Span)) -> bool {
    let short = name.of(text).chars().nth(2).is_none();
    let letters = text.get(..name.start).unwrap_or_default();
    let word = before.end == name.start && before.of(text).chars().nth(1).is_some();
    short && !word && letters.ends_with(phrase::is_ideograph)
}

/// The region named in full in `span`: the lowest of those that stand one in the other (湖南省岳阳市).
fn named<'a>(text: &str, span: Span, catalogue: &'a Catalogue) -> Option<&'a Region> {
    let mut lowest: Option<&Region> = None;
    let words = tokens(text, span, catalogue);
    let mut before = Span::new(span.start, span.start);
    for token in &words {
        let inside = is_inside(text, (before, token.span));
        before = token.span;
        if token.entry.regions.is_empty() || inside {
            continue;
        }
        let within = lowest.map(|region| region.code.as_str());
        let name = token.span.of(text);
        let Some(region) = catalogue
            .region(name, within)
            .filter(|region| region.name == name)
        else {
            continue;
        };
        if lowest.is_none_or(|outer| region.is_within(&outer.code)) {
            lowest = Some(region);
        }
    }
    lowest
}
