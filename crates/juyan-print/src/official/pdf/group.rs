//! Words as groups of characters that stand on the grid: Han characters a cell each, narrow ones together in whole cells.

use super::fonts::Faces;
use crate::official::face::Face;
use crate::official::line::{CELL, breadth, is_wide};
use std::collections::BTreeSet;
use typst::foundations::{Array, Dict, IntoValue, array, dict};

/// A space as wide as a Han character.
const WIDE_SPACE: char = '\u{3000}';
/// The advance of a character that fills its square, in thousandths of the size.
const SQUARE: usize = 1000;

/// Characters that stand in cells of their own, next to each other or in the middle of them.
#[derive(Debug, Default)]
struct Group {
    /// How wide its cells are together, in quarters of one.
    width: usize,
    /// How wide its characters are, in thousandths of their size.
    natural: usize,
    /// Whether each character stands in a cell.
    in_cells: bool,
    /// Where it stands among its cells.
    side: Side,
    /// Whether a line begins or ends with it.
    at_edge: bool,
    /// Stretches of one font.
    parts: Vec<(usize, String)>,
}

/// Where the room goes that narrow characters leave of their cells: away from the edges of the page, and from marks, which have
/// room of their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Side {
    #[default]
    Centre,
    Left,
    Right,
}

impl Side {
    const fn name(self) -> &'static str {
        match self {
            Self::Centre => "centre",
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

impl Group {
    fn push(&mut self, font: usize, character: char) {
        match self.parts.last_mut().filter(|(known, _)| *known == font) {
            Some((_, words)) => words.push(character),
            None => self.parts.push((font, character.to_string())),
        }
    }

    fn value(self) -> Dict {
        let parts = self.parts.into_iter();
        let parts: Array = parts
            .map(|(font, words)| array![Faces::key(font), words].into_value())
            .collect();
        dict! {
            "width" => self.width,
            "natural" => self.natural,
            "in-cells" => self.in_cells,
            "side" => self.side.name(),
            "edge" => self.at_edge,
            "parts" => parts,
        }
    }
}

/// Puts words into the fonts of a paper, and keeps account of what has none.
#[derive(Debug)]
pub(super) struct Setter<'a> {
    faces: &'a Faces,
    /// The characters that no font has.
    pub(super) missing: BTreeSet<char>,
}

impl<'a> Setter<'a> {
    pub(super) fn new(faces: &'a Faces) -> Self {
        Self {
            faces,
            missing: BTreeSet::new(),
        }
    }

    /// The words as groups. Those before the byte `head` are set in its face, what is behind in that of running text.
    pub(super) fn groups(&mut self, words: &str, (head, face, behind): (usize, Face, Face)) -> Array {
        let mut groups: Vec<Group> = Vec::new();
        let mut is_narrow = false;
        for (at, character) in words.char_indices() {
            let character = if character == '\t' { ' ' } else { character };
            let wide = is_wide(character);
            if breadth(character) == 0 {
                continue;
            }
            let face = if at < head { face } else { behind };
            let own_figures = wide || face == Face::Title;
            let face = if own_figures { face } else { Face::Figures };
            if character == WIDE_SPACE {
                groups.push(Group {
                    width: CELL,
                    ..Group::default()
                });
            } else if let Some(font) = self.faces.of_character(face, character) {
                self.add(&mut groups, (font, character), is_narrow);
            } else {
                self.missing.insert(character);
            }
            is_narrow = !wide;
        }
        stand(&mut groups);
        groups
            .into_iter()
            .map(|group| group.value().into_value())
            .collect()
    }

    /// The fonts that `words` need, in the order of their use.
    pub(super) fn fonts(&mut self, words: &str, face: Face) -> Array {
        let mut fonts: Vec<usize> = Vec::new();
        for character in words.chars() {
            match self.faces.of_character(face, character) {
                Some(font) if fonts.contains(&font) => {}
                Some(font) => fonts.push(font),
                None => {
                    self.missing.insert(character);
                }
            }
        }
        fonts
            .into_iter()
            .map(|font| Faces::key(font).into_value())
            .collect()
    }

    /// Adds a character to the last group, where it goes together with it, or to one of its own.
    fn add(&self, groups: &mut Vec<Group>, (font, character): (usize, char), after_narrow: bool) {
        let natural = self.faces.advance(font, character);
        let in_cells = is_wide(character) && character.is_alphanumeric() && natural == SQUARE;
        let narrow = !is_wide(character);
        let same_font = |group: &Group| group.parts.last().is_some_and(|(known, _)| *known == font);
        let goes_on =
            |group: &Group| (narrow && after_narrow) || (in_cells && group.in_cells && same_font(group));
        if !groups.last().is_some_and(goes_on) {
            groups.push(Group {
                in_cells,
                ..Group::default()
            });
        }
        if let Some(group) = groups.last_mut() {
            group.width += breadth(character);
            group.natural += natural;
            group.push(font, character);
        }
    }
}

/// Gives groups whole cells, and their characters a place among these.
fn stand(groups: &mut [Group]) {
    let in_cells: Vec<bool> = groups.iter().map(|group| group.in_cells).collect();
    for (at, group) in groups.iter_mut().enumerate() {
        group.width = group.width.next_multiple_of(CELL);
        let before = at.checked_sub(1).and_then(|at| in_cells.get(at));
        let behind = in_cells.get(at + 1);
        group.at_edge = before.is_none() || behind.is_none();
        group.side = match (before, behind) {
            (None, _) | (Some(false), Some(true)) => Side::Left,
            (_, None) | (Some(true), Some(false)) => Side::Right,
            _ => Side::Centre,
        };
    }
}
