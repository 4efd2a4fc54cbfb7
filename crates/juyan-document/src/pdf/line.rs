//! Glyphs to lines.

/// One glyph: its sign and where it stands, in points; upwards is more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) sign: char,
    pub(super) left: f32,
    pub(super) right: f32,
    /// The base line.
    pub(super) base: f32,
    pub(super) size: f32,
}

/// Glyphs whose base lines differ by less than this, in sizes, stand in one line: an exponent does.
const SAME_LINE: f32 = 0.5;
/// A gap wider than this, in sizes, parts cells.
const CELL_GAP: f32 = 0.55;
/// A gap wider than this, in sizes, is a space between Latin words.
const WORD_GAP: f32 = 0.15;
/// A gap wider than this, in sizes, is a space between a digit and a letter, where the file has no sign of one: 5A and PM2.5 are
/// spread to fill a line, and 6G at its end fills two cells.
const MIXED_GAP: f32 = 0.5;
/// No space is as narrow as this, in sizes.
const SPACE: f32 = 0.08;
/// The same sign so near, in sizes, is printed twice to look bold.
const TWICE: f32 = 0.2;

/// A stretch of a line without a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stretch {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Where each of its signs stands: left, right, and its place in the text.
    pub(super) signs: Vec<(f32, f32, usize)>,
}

impl Stretch {
    /// The stretch in two, at the widest gap of at least `gap` in the strip `from` to `to`.
    pub(super) fn parted(&self, (from, to): (f32, f32), gap: f32) -> Option<(Self, Self)> {
        let wide = |at: &usize| {
            let both = at
                .checked_sub(1)
                .and_then(|before| self.signs.get(before))
                .zip(self.signs.get(*at));
            let (left, right) = both.map(|((_, right, _), (left, _, _))| (right.max(from), left.min(to)))?;
            (right - left >= gap).then_some(right - left)
        };
        let gaps = (1..self.signs.len()).filter_map(|at| Some((wide(&at)?, at)));
        let (_, cut) = gaps.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
        let (before, behind) = (self.signs.get(..cut)?, self.signs.get(cut..)?);
        let ((_, right, _), (left, _, at)) = (before.last()?, behind.first()?);
        let moved = behind
            .iter()
            .map(|(left, right, place)| (*left, *right, place.saturating_sub(*at)));
        Some((
            Self {
                text: self.text.get(..*at)?.trim_end().to_owned(),
                left: self.left,
                right: *right,
                signs: before.to_vec(),
            },
            Self {
                text: self.text.get(*at..)?.to_owned(),
                left: *left,
                right: self.right,
                signs: moved.collect(),
            },
        ))
    }
}

/// One line of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) stretches: Vec<Stretch>,
    pub(super) base: f32,
    /// The size of most of its glyphs.
    pub(super) size: f32,
}

impl Line {
    pub(super) fn left(&self) -> f32 {
        self.stretches.first().map_or(0.0, |first| first.left)
    }

    pub(super) fn right(&self) -> f32 {
        self.stretches.last().map_or(0.0, |last| last.right)
    }

    /// Its text; a wide gap is a space.
    pub(super) fn text(&self) -> String {
        let texts: Vec<&str> = self
            .stretches
            .iter()
            .map(|stretch| stretch.text.as_str())
            .collect();
        texts.join(" ")
    }
}

/// The lines of a page, from top to bottom.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut sorted: Vec<Glyph> = glyphs
        .iter()
        .copied()
        .filter(|glyph| !glyph.sign.is_control())
        .collect();
    sorted.sort_by(|a, b| b.base.total_cmp(&a.base).then(a.left.total_cmp(&b.left)));
    let mut lines = Vec::new();
    let mut from = 0;
    while let Some(first) = sorted.get(from) {
        let rest = sorted.get(from..).unwrap_or_default();
        let same = |glyph: &&Glyph| (first.base - glyph.base) < SAME_LINE * glyph.size.max(first.size);
        let length = rest.iter().take_while(same).count().max(1);
        lines.extend(line(rest.get(..length).unwrap_or_default()));
        from += length;
    }
    lines
}

fn line(glyphs: &[Glyph]) -> Option<Line> {
    let mut glyphs = glyphs.to_vec();
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut sizes: Vec<f32> = glyphs
        .iter()
        .filter(|glyph| !glyph.sign.is_whitespace())
        .map(|glyph| glyph.size)
        .collect();
    sizes.sort_by(f32::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied()?;
    let cell_gap = if is_spread(&glyphs, size) {
        f32::INFINITY
    } else {
        CELL_GAP * size
    };
    let base = glyphs
        .iter()
        .map(|glyph| glyph.base)
        .fold(f32::INFINITY, f32::min);
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut last: Option<Glyph> = None;
    let mut spaced = false;
    for glyph in glyphs {
        if glyph.sign.is_whitespace() {
            spaced = true;
            continue;
        }
        let twice = |last: Glyph| last.sign == glyph.sign && (glyph.left - last.left).abs() < TWICE * size;
        if last.is_some_and(twice) {
            continue;
        }
        let gap = last.map_or(f32::INFINITY, |last| glyph.left - last.right);
        match (stretches.last_mut(), last) {
            (Some(stretch), Some(last)) if gap < cell_gap => {
                // Programs put space between Han and digits that nobody wrote; between Latin words it is meant.
                let latin = last.sign.is_ascii() && glyph.sign.is_ascii();
                // The library puts spaces of no width where a file moves within a line.
                let mixed = is_mixed(last.sign, glyph.sign) || is_mixed(glyph.sign, last.sign);
                let of_word = if mixed { MIXED_GAP } else { WORD_GAP };
                let wide = gap > if spaced { SPACE } else { of_word } * size;
                if latin && wide {
                    stretch.text.push(' ');
                }
                stretch.signs.push((glyph.left, glyph.right, stretch.text.len()));
                stretch.text.push(glyph.sign);
                stretch.right = stretch.right.max(glyph.right);
            }
            _ => {
                let text = glyph.sign.to_string();
                stretches.push(Stretch {
                    text,
                    left: glyph.left,
                    right: glyph.right,
                    signs: vec![(glyph.left, glyph.right, 0)],
                });
            }
        }
        spaced = false;
        last = Some(glyph);
    }
    (!stretches.is_empty()).then_some(Line {
        stretches,
        base,
        size,
    })
}

fn is_mixed(one: char, other: char) -> bool {
    one.is_ascii_digit() && other.is_ascii_alphabetic()
}

/// Whether a line of Han characters is set wide, by a justifying program or for show, so that its gaps part nothing.
fn is_spread(glyphs: &[Glyph], size: f32) -> bool {
    let signs: Vec<&Glyph> = glyphs
        .iter()
        .filter(|glyph| !glyph.sign.is_whitespace())
        .collect();
    let han = signs.iter().filter(|glyph| !glyph.sign.is_ascii()).count();
    let wide = |pair: &&[&Glyph]| matches!(pair, [a, b] if b.left - a.right >= CELL_GAP * size);
    signs.windows(2).filter(wide).count() * 2 > signs.len() && han * 2 > signs.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, left: f32, base: f32) -> Vec<Glyph> {
        let mut at = left;
        let place = |sign: char| {
            let glyph = Glyph {
                sign,
                left: at,
                right: at + 10.0,
                base,
                size: 10.0,
            };
            at += 10.0;
            glyph
        };
        text.chars().map(place).collect()
    }

    #[test]
    fn glyphs_in_any_order_make_lines() {
        let mut page = glyphs("下行", 0.0, 80.0);
        page.extend(glyphs("上行7.9", 0.0, 100.0));
        page.extend(glyphs("右", 90.0, 100.5));
        page.push(Glyph {
            sign: '2',
            left: 50.0,
            right: 55.0,
            base: 104.0,
            size: 5.0,
        });
        let lines = lines(&page);
        assert_eq!(
            lines.iter().map(Line::text).collect::<Vec<_>>(),
            ["上行7.92 右", "下行"]
        );
        assert_eq!(lines[0].stretches.len(), 2);
    }

    #[test]
    fn a_space_of_no_width_is_none() {
        let mut page = glyphs("4", 0.0, 10.0);
        page.extend(glyphs("5.3", 10.0, 10.0));
        let space = |left: f32, right: f32| Glyph {
            sign: ' ',
            left,
            right,
            base: 10.0,
            size: 10.0,
        };
        page.push(space(10.0, 10.0));
        page.push(space(40.0, 42.5));
        page.extend(glyphs("6", 42.5, 10.0));
        assert_eq!(lines(&page)[0].text(), "45.3 6");
    }

    #[test]
    fn a_letter_spread_from_its_digit_is_of_the_same_word() {
        let told = |gap: f32, space: bool| {
            let mut page = glyphs("发6", 0.0, 10.0);
            if space {
                page.push(Glyph {
                    sign: ' ',
                    left: 20.0,
                    right: 20.0 + gap,
                    base: 10.0,
                    size: 10.0,
                });
            }
            page.extend(glyphs("G", 20.0 + gap, 10.0));
            lines(&page)[0].text()
        };
        assert_eq!(told(4.5, false), "发6G");
        assert_eq!(told(2.5, true), "发6 G");
        assert_eq!(told(5.2, false), "发6 G");
    }

    #[test]
    fn a_line_set_wide_is_one_stretch() {
        let mut page: Vec<Glyph> = glyphs("政府工作报告", 0.0, 10.0);
        for (number, glyph) in (0_u8..).zip(&mut page) {
            glyph.left += 9.0 * f32::from(number);
            glyph.right += 9.0 * f32::from(number);
        }
        assert_eq!(lines(&page)[0].stretches.len(), 1);
    }

    #[test]
    fn signs_printed_twice_are_read_once() {
        let mut page = glyphs("粗", 0.0, 10.0);
        page.extend(glyphs("粗", 0.5, 10.0));
        assert_eq!(lines(&page)[0].text(), "粗");
    }
}
