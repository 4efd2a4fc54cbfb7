//! What the rules look at.

use juyan_catalogue::{Catalogue, Region};
use juyan_document::{Block, BlockKind, Document};
use juyan_model::{Figure, Span};
use juyan_reader::Reading;
use smol_str::SmolStr;

/// A document with what was understood of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence<'a> {
    pub(crate) document: &'a Document,
    pub(crate) reading: &'a Reading,
    pub(crate) catalogue: &'a Catalogue,
}

impl<'a> Evidence<'a> {
    pub(crate) fn text(&self) -> &'a str {
        &self.document.text
    }

    pub(crate) fn list(&self, id: &str) -> &'a [SmolStr] {
        self.catalogue.list(id)
    }

    /// The entries `left=right` of a list.
    pub(crate) fn pairs(&self, id: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.list(id).iter().filter_map(|entry| entry.split_once('='))
    }

    /// The blocks that are the report's own sentences and headings: no table, header or site's frame.
    pub(crate) fn prose(&self) -> impl Iterator<Item = Span> + 'a {
        self.blocks().map(|block| block.span)
    }

    pub(crate) fn blocks(&self) -> impl Iterator<Item = &'a Block> + 'a {
        self.document.blocks.iter().filter(|block| {
            matches!(
                block.kind,
                BlockKind::Title | BlockKind::Heading(_) | BlockKind::Paragraph
            )
        })
    }

    /// The figures that stand in `span`.
    pub(crate) fn figures(&self, span: Span) -> &'a [Figure] {
        let figures = &self.reading.figures;
        let first = figures.partition_point(|figure| figure.span.start < span.start);
        let last = figures.partition_point(|figure| figure.span.start < span.end);
        figures.get(first..last).unwrap_or_default()
    }

    /// Whether a time is one up to which something is told: 截至2023年6月底.
    pub(crate) fn is_until(&self, time: &Figure) -> bool {
        let before = self.text().get(..time.span.start).unwrap_or_default();
        let mut words = self.list("years.until").iter();
        words.any(|word| before.ends_with(word.as_str()))
    }

    /// The title, as the file or the reader has it.
    pub(crate) fn title(&self) -> Option<Span> {
        self.document.title().or(self.reading.title)
    }

    /// The reporting region: the reader's, else the one that the title names first.
    pub(crate) fn region(&self) -> Option<&'a Region> {
        let known = self.reading.region.as_deref();
        let coded = known.and_then(|code| self.catalogue.region_of(code).filter(|region| region.in_force));
        coded.or_else(|| self.region_in(self.title()?))
    }

    /// The first region that is named in full in `span`.
    pub(crate) fn region_in(&self, span: Span) -> Option<&'a Region> {
        let mut named = juyan_reader::tokens(self.text(), span, self.catalogue)
            .into_iter()
            .filter(|token| !token.entry.regions.is_empty())
            .map(|token| token.span.of(self.text()));
        named.find_map(|name| {
            self.catalogue
                .region(name, None)
                .filter(|region| region.name == name)
        })
    }
}
