//! The glyphs of a PDF and where they stand, told by `mutool`.
#![allow(dead_code, reason = "each test asks for some of it")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    unreachable_pub,
    reason = "tests fail loudly; a page is measured in points"
)]

use std::path::Path;
use std::process::Command;

/// A millimetre in points.
pub(crate) const MM: f64 = 72.0 / 25.4;
/// How far a glyph may be from where it should be.
pub(crate) const NEAR: f64 = 0.5 * MM;
/// The type area: left, top, right, bottom.
pub(crate) const AREA: [f64; 4] = [28.0 * MM, 37.0 * MM, 184.0 * MM, 262.0 * MM];

/// A glyph: its character, its font, the size of that, and where it stands on the page.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    pub(crate) character: char,
    pub(crate) font: String,
    pub(crate) size: f64,
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// How far behind it the next one may begin.
    pub(crate) width: f64,
}

/// The value of an attribute of an element that `xml` begins with.
fn attribute<'a>(xml: &'a str, name: &str) -> &'a str {
    let (_, rest) = xml.split_once(&format!(" {name}=\"")).unwrap();
    rest.split('"').next().unwrap()
}

/// The glyphs of each page, as `mutool` tells them.
pub(crate) fn glyphs(pdf: &Path) -> Vec<Vec<Glyph>> {
    let told = Command::new("mutool")
        .args(["draw", "-q", "-F", "stext"])
        .arg(pdf)
        .output()
        .unwrap();
    assert!(told.status.success(), "{told:?}");
    let told = String::from_utf8(told.stdout).unwrap();
    let pages = told.split("<page ").skip(1);
    pages
        .map(|page| page.split("<font ").skip(1).flat_map(of_font).collect())
        .collect()
}

/// A character of an attribute: itself, or its number.
fn character(told: &str) -> char {
    let number = told.strip_prefix("&#x").and_then(|rest| rest.strip_suffix(';'));
    let decoded = number.and_then(|number| char::from_u32(u32::from_str_radix(number, 16).ok()?));
    decoded.or(told.chars().next()).unwrap()
}

fn of_font(xml: &str) -> Vec<Glyph> {
    let xml = format!(" {xml}");
    let (font, size) = (attribute(&xml, "name"), attribute(&xml, "size").parse().unwrap());
    let chars = xml.split("<char").skip(1).map(|char| {
        let number = |name| attribute(char, name).parse().unwrap();
        let character = character(attribute(char, "c"));
        let quad: Vec<f64> = attribute(char, "quad")
            .split(' ')
            .map(|side| side.parse().unwrap())
            .collect();
        Glyph {
            width: quad[2] - quad[0],
            character,
            font: font.to_owned(),
            size,
            x: number("x"),
            y: number("y"),
        }
    });
    chars.filter(|glyph| !glyph.character.is_whitespace()).collect()
}

/// The lines within the type area's height, from the top; each from the left.
pub(crate) fn lines(page: &[Glyph]) -> Vec<Vec<Glyph>> {
    let mut glyphs: Vec<Glyph> = page
        .iter()
        .filter(|glyph| glyph.y < AREA[3] + NEAR)
        .cloned()
        .collect();
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut().filter(|line| (line[0].y - glyph.y).abs() < 2.0) {
            Some(line) => line.push(glyph),
            None => lines.push(vec![glyph]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    lines
}

pub(crate) fn text(line: &[Glyph]) -> String {
    line.iter().map(|glyph| glyph.character).collect()
}

pub(crate) fn is_han(glyph: &Glyph) -> bool {
    matches!(glyph.character, '\u{4e00}'..='\u{9fff}')
}

/// Whether the character has a cell of its own, as Han characters and their marks have.
pub(crate) fn is_wide(glyph: &Glyph) -> bool {
    is_han(glyph) || "，。、；：？！（）《》〈〉「」“”‘’…—〔〕".contains(glyph.character)
}
