//! The faces of an official document, and the names that their fonts go by.

use juyan::vocabulary::Catalogue;
use std::ops::Deref;

/// A font of an official paper that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingFont {
    /// The name of the right font.
    pub wanted: String,
    /// The first that stands in for it; none where none of those is there either.
    pub used: Option<String>,
}

/// The fonts of an official paper that are not there; `is_there` tells of a name whether a font goes by it.
pub fn missing_fonts(catalogue: &Catalogue, is_there: &dyn Fn(&str) -> bool) -> Vec<MissingFont> {
    let missing = Face::ALL
        .into_iter()
        .filter(|face| !face.names(catalogue).any(is_there));
    let stand_in = |face: Face| {
        let mut names = face.substitutes(catalogue);
        names.find(|name| is_there(name)).map(str::to_owned)
    };
    let told = missing.map(|face| MissingFont {
        wanted: face.name(catalogue).to_owned(),
        used: stand_in(face),
    });
    told.collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_font_that_is_not_there_is_named_once_with_what_stands_in() {
        let catalogue = juyan::catalogue();
        let none = missing_fonts(catalogue, &|_| false);
        assert!(
            none.len() >= 4 && none.iter().all(|font| font.used.is_none()),
            "{none:?}"
        );
        let wanted: std::collections::BTreeSet<&str> = none.iter().map(|font| font.wanted.as_str()).collect();
        assert_eq!(wanted.len(), none.len(), "each once: {none:?}");
        assert!(missing_fonts(catalogue, &|_| true).is_empty());
        let body = Face::Body.name(catalogue);
        let stand_in = Face::Body.substitutes(catalogue).last().unwrap_or_default();
        let all = missing_fonts(catalogue, &|name| name == stand_in);
        let told = all.iter().find(|font| font.wanted == body);
        assert_eq!(told.and_then(|font| font.used.as_deref()), Some(stand_in));
    }
}
