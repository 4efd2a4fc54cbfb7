//! The faces of an official document, and the names that their fonts go by.

use juyan::vocabulary::Catalogue;
use std::ops::Deref;

/// What a stretch of text is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Face {
    /// 小标宋, of the title.
    Title,
    /// 仿宋, of the running text.
    Body,
    /// 黑体, of headings with 一、.
    Section,
    /// 楷体, of headings with （一）.
    Part,
    /// 宋体, of page numbers.
    Folio,
    /// Digits and Latin letters, wherever they stand.
    Figures,
}

impl Face {
    /// All of them.
    pub(super) const ALL: [Self; 6] = [
        Self::Title,
        Self::Body,
        Self::Section,
        Self::Part,
        Self::Folio,
        Self::Figures,
    ];

    /// The list of the catalogue with the names that the right font goes by.
    const fn list(self) -> &'static str {
        match self {
            Self::Title => "official.fonts.title",
            Self::Body => "official.fonts.body",
            Self::Section => "official.fonts.section",
            Self::Part => "official.fonts.part",
            Self::Folio => "official.fonts.folio",
            Self::Figures => "official.fonts.figures",
        }
    }

    /// The list of the catalogue with the fonts that stand in for it.
    const fn stand_ins(self) -> &'static str {
        match self {
            Self::Title => "official.stand-ins.title",
            Self::Body => "official.stand-ins.body",
            Self::Section => "official.stand-ins.section",
            Self::Part => "official.stand-ins.part",
            Self::Folio => "official.stand-ins.folio",
            Self::Figures => "official.stand-ins.figures",
        }
    }

    /// The names that the right font goes by.
    pub(super) fn names(self, catalogue: &Catalogue) -> impl Iterator<Item = &str> {
        catalogue.list(self.list()).iter().map(Deref::deref)
    }

    /// What stands in for it, the best first.
    pub(super) fn substitutes(self, catalogue: &Catalogue) -> impl Iterator<Item = &str> {
        catalogue.list(self.stand_ins()).iter().map(Deref::deref)
    }

    /// The name that the font has in a Word file.
    pub(super) fn name(self, catalogue: &Catalogue) -> &str {
        self.names(catalogue).next().unwrap_or_default()
    }

    /// What else the font is called and, behind that, what stands in for it.
    pub(super) fn others(self, catalogue: &Catalogue) -> impl Iterator<Item = &str> {
        self.names(catalogue).skip(1).chain(self.substitutes(catalogue))
    }
}
