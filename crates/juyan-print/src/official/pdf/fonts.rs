//! The fonts of a paper: which of those at hand is right for each face, and what stands in where the right one is not there.
//!
//! Opens no file: whoever writes a paper brings the fonts along.

use super::{PdfError, StandIn};
use crate::official::face::Face;
use juyan::vocabulary::Catalogue;
use ttf_parser::Permissions;
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{
    Font, FontBook, FontInstance, FontStretch, FontStyle, FontVariant, FontVariations, FontWeight,
};

/// Where the names of a font stand in its table: family, whole name, the name for `PostScript`, and the family of all weights.
const NAMES: [u16; 4] = [1, 4, 6, 16];
/// The upright font of usual weight.
const PLAIN: FontVariant = FontVariant {
    style: FontStyle::Normal,
    weight: FontWeight::REGULAR,
    stretch: FontStretch::NORMAL,
};

/// Fonts that may be used. More than are needed do no harm: a paper holds only what it uses of them.
#[derive(Debug, Clone, Default)]
pub struct Fonts {
    fonts: Vec<Font>,
}

impl Fonts {
    /// Takes the fonts of a file (otf, ttf, ttc), and says how many these are. What is no font, and what its maker does not let
    /// anybody put into files, is passed over.
    pub fn add(&mut self, file: Vec<u8>) -> usize {
        let before = self.fonts.len();
        let fonts = Font::iter(Bytes::new(file));
        self.fonts.extend(fonts.filter(may_go_into_files));
        self.fonts.len() - before
    }

    /// The names that fonts of a paper are looked for under, the right ones and those that stand in.
    pub fn wanted(catalogue: &Catalogue) -> impl Iterator<Item = &str> {
        let of_face = |face: Face| face.names(catalogue).chain(face.substitutes(catalogue));
        Face::ALL.into_iter().flat_map(of_face)
    }

    /// The best font that goes by the name.
    fn named(&self, name: &str) -> Option<usize> {
        let fonts = self.fonts.iter().enumerate();
        let known = fonts.filter(|(_, font)| goes_by(font, name));
        let best = known.min_by_key(|(_, font)| strangeness(font.info().variant));
        best.map(|(at, _)| at)
    }

    /// The font of a face, and the name that it goes by where it only stands in.
    fn of_face(&self, face: Face, catalogue: &Catalogue) -> Option<(usize, Option<String>)> {
        let mut right = face.names(catalogue).filter_map(|name| self.named(name));
        if let Some(at) = right.next() {
            return Some((at, None));
        }
        let mut others = face.substitutes(catalogue);
        let known = others.find_map(|name| Some((self.named(name)?, Some(name.to_owned()))));
        known.or_else(|| {
            let body = Some(Face::Body).filter(|body| *body != face);
            let body = body.and_then(|body| self.of_face(body, catalogue));
            let any = || {
                let han = han(catalogue)?;
                self.fonts.iter().position(|font| has(&instance(font), han))
            };
            let at = body.map_or_else(any, |(at, _)| Some(at))?;
            Some((at, Some(self.fonts.get(at)?.info().family.clone())))
        })
    }
}

fn instance(font: &Font) -> FontInstance {
    font.clone()
        .instantiate(PLAIN, Abs::zero(), &FontVariations::default())
}

/// A character that every font for Chinese has.
fn han(catalogue: &Catalogue) -> Option<char> {
    catalogue.say("official.attachment", "zh").chars().next()
}

fn has(font: &FontInstance, character: char) -> bool {
    font.ttf().glyph_index(character).is_some()
}

/// Whether the font's maker lets others put it into files.
fn may_go_into_files(font: &Font) -> bool {
    instance(font).ttf().permissions() != Some(Permissions::Restricted)
}

fn goes_by(font: &Font, name: &str) -> bool {
    let font = instance(font);
    let mut names = font.ttf().names().into_iter();
    names.any(|known| {
        NAMES.contains(&known.name_id)
            && known
                .to_string()
                .is_some_and(|known| known.eq_ignore_ascii_case(name))
    })
}

/// How far a font is from upright and usual weight.
fn strangeness(variant: FontVariant) -> (bool, u16) {
    let weight = variant.weight.to_number();
    (
        variant.style != FontStyle::Normal,
        weight.abs_diff(PLAIN.weight.to_number()),
    )
}

/// A font for each face, and behind these all others, for characters that those do not have.
#[derive(Debug)]
pub(super) struct Faces {
    fonts: Vec<FontInstance>,
    /// The font of each face, in the order of [`Face::ALL`].
    of_face: Vec<usize>,
    /// What stands in for what.
    pub(super) stand_ins: Vec<StandIn>,
}

impl Faces {
    /// Chooses among `fonts`. Fails where none of them has Han characters.
    pub(super) fn choose(fonts: &Fonts, catalogue: &Catalogue) -> Result<Self, PdfError> {
        let mut of_face = Vec::new();
        let mut stand_ins: Vec<StandIn> = Vec::new();
        for face in Face::ALL {
            let (at, used) = fonts.of_face(face, catalogue).ok_or(PdfError::NoFont)?;
            of_face.push(at);
            let wanted = face.name(catalogue).to_owned();
            let stand_in = used.map(|used| StandIn { wanted, used });
            stand_ins.extend(stand_in.filter(|new| !stand_ins.contains(new)));
        }
        let fonts: Vec<FontInstance> = fonts.fonts.iter().map(instance).collect();
        let faces = Self {
            fonts,
            of_face,
            stand_ins,
        };
        let body = faces.of(Face::Body).and_then(|at| faces.fonts.get(at));
        if body.zip(han(catalogue)).is_some_and(|(font, han)| has(font, han)) {
            Ok(faces)
        } else {
            Err(PdfError::NoFont)
        }
    }

    fn of(&self, face: Face) -> Option<usize> {
        let place = Face::ALL.iter().position(|known| *known == face)?;
        self.of_face.get(place).copied()
    }

    /// The font in which the character is set: that of its face, of the running text or, where neither has it, any.
    pub(super) fn of_character(&self, face: Face, character: char) -> Option<usize> {
        let can = |at: &usize| self.fonts.get(*at).is_some_and(|font| has(font, character));
        let first = [face, Face::Body].into_iter().filter_map(|face| self.of(face));
        first.chain(0..self.fonts.len()).find(can)
    }

    /// How far the next character begins behind this one, in thousandths of the size.
    pub(super) fn advance(&self, font: usize, character: char) -> usize {
        let advance = self.fonts.get(font).and_then(|font| {
            let glyph = font.ttf().glyph_index(character)?;
            let units = usize::from(font.ttf().glyph_hor_advance(glyph)?);
            Some(units * 1000 / usize::from(font.ttf().units_per_em()).max(1))
        });
        advance.unwrap_or(1000)
    }

    /// The name by which the sheet calls the font.
    pub(super) fn key(font: usize) -> String {
        format!("font{font}")
    }

    /// The fonts under those names.
    pub(super) fn book(&self) -> FontBook {
        let named = |(at, font): (usize, &FontInstance)| {
            let mut info = font.font().info().clone();
            info.family = Self::key(at);
            info
        };
        FontBook::from_infos(self.fonts.iter().enumerate().map(named))
    }

    pub(super) fn font(&self, at: usize) -> Option<Font> {
        self.fonts.get(at).map(|font| font.font().clone())
    }
}
