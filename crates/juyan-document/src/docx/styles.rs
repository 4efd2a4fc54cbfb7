//! Paragraph styles: which are headings, titles, captions, contents, and which are numbered.

use super::xml::{attribute, number};
use crate::ReadError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

/// Longer chains of styles than this are circles.
const LONGEST_CHAIN: usize = 16;

/// What a paragraph or its style says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Properties {
    /// The style's identifier.
    pub(super) style: Option<String>,
    /// The numbering, by `numId`; `0` takes an inherited one away.
    pub(super) list: Option<u32>,
    /// The level in it, from 0.
    pub(super) level: Option<usize>,
    /// The outline level, from 0; 9 is running text.
    pub(super) outline: Option<u8>,
}

impl Properties {
    /// Takes in one element below `w:pPr`.
    pub(super) fn take(&mut self, element: &BytesStart) {
        match element.local_name().as_ref() {
            b"pStyle" => self.style = attribute(element, "val"),
            b"numId" => self.list = number(element),
            b"ilvl" => self.level = number(element),
            b"outlineLvl" => self.outline = number(element),
            _ => {}
        }
    }
}

#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    properties: Properties,
}

/// The styles by identifier.
#[derive(Debug, Clone, Default)]
pub(super) struct Styles {
    styles: FxHashMap<String, Style>,
}

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Heading(u8),
    Caption,
    /// An entry of the table of contents, which repeats a heading with a page number.
    Contents,
    Text,
}

impl Styles {
    pub(super) fn read(text: &str) -> Result<Self, ReadError> {
        let mut reader = Reader::from_str(text);
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        loop {
            match reader.read_event().map_err(|_| ReadError::BrokenDocx)? {
                Event::Eof => return Ok(styles),
                Event::Start(element) if element.local_name().as_ref() == b"style" => {
                    let id = attribute(&element, "styleId").unwrap_or_default();
                    open = Some((id, Style::default()));
                }
                Event::End(element) if element.local_name().as_ref() == b"style" => {
                    styles.styles.extend(open.take());
                }
                Event::Start(element) | Event::Empty(element) => {
                    let Some((_, style)) = &mut open else { continue };
                    match element.local_name().as_ref() {
                        b"name" => style.name = attribute(&element, "val").unwrap_or_default().to_lowercase(),
                        b"basedOn" => style.based_on = attribute(&element, "val"),
                        _ => style.properties.take(&element),
                    }
                }
                _ => {}
            }
        }
    }

    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = id;
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.styles.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(LONGEST_CHAIN)
    }

    /// What the paragraph is; its own properties go before its style's.
    pub(super) fn part(&self, paragraph: &Properties) -> Part {
        let own = paragraph.outline;
        for (_, style) in self.chain(paragraph.style.as_deref()) {
            match style.name.as_str() {
                "title" => return Part::Title,
                "caption" => return Part::Caption,
                name if name.starts_with("toc ") => return Part::Contents,
                name => {
                    let by_name = name
                        .strip_prefix("heading ")
                        .and_then(|level| level.trim().parse::<u8>().ok());
                    let outline = own
                        .or(style.properties.outline)
                        .filter(|level| *level < 9)
                        .map(|level| level + 1);
                    if let Some(level) = outline.or(by_name) {
                        return Part::Heading(level);
                    }
                }
            }
        }
        own.filter(|level| *level < 9)
            .map_or(Part::Text, |level| Part::Heading(level + 1))
    }

    /// The numbering and level of the paragraph and, where a style gave it, that style.
    pub(super) fn list<'a>(
        &'a self,
        paragraph: &'a Properties,
    ) -> Option<(u32, Option<usize>, Option<&'a str>)> {
        if let Some(list) = paragraph.list {
            return (list != 0).then_some((list, paragraph.level, None));
        }
        let mut numbered = self.chain(paragraph.style.as_deref());
        let (id, style) = numbered.find(|(_, style)| style.properties.list.is_some())?;
        let list = style.properties.list.filter(|list| *list != 0)?;
        Some((list, paragraph.level.or(style.properties.level), Some(id)))
    }
}
