//! Lines to paragraphs: joined across line and page breaks, page numbers and running heads left out.

use super::line::{Glyph, Line, lines};
use super::rows::{self, TableCell};
use super::ruled::{Rule, Ruled, tables};
use crate::BlockKind;

/// One page.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) glyphs: Vec<Glyph>,
    /// The mark that the file's tags know each by.
    pub(super) marks: Vec<Option<u32>>,
    /// Its straight lines.
    pub(super) rules: Vec<Rule>,
    /// Its width in points; 0 where it is not known.
    pub(super) width: f32,
}

/// What stands in the document.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    /// Title, heading, caption or running text.
    Paragraph { text: String, kind: BlockKind },
    /// Rows of cells, of which so many are told to head the others.
    Table { rows: Vec<Vec<TableCell>>, heads: usize },
}

/// A line indented by more than this, in sizes, begins a paragraph.
const INDENT: f32 = 1.0;
/// A line that ends this far before the right edge, in sizes, ends a paragraph.
const SHORT: f32 = 2.5;
/// What may hang between a line's end and its edge, in sizes, beside a number that had no room there.
const HANGING: f32 = 1.0;
/// A unit has fewer signs than this; where words follow it without a mark, it is taken for so long: 万千瓦.
const LONGEST_UNIT: usize = 6;
const USUAL_UNIT: usize = 3;
/// Lines further apart than this, in usual distances, belong to different paragraphs.
const APART: f32 = 1.5;
/// Sizes that differ by more than this part are different.
const SIZE: f32 = 0.08;
/// A title is larger than the text by more than this part.
const TITLE: f32 = 0.15;

/// What the lines of running text have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    left: f32,
    right: f32,
    size: f32,
    pitch: f32,
}

/// The document's paragraphs and tables.
pub(super) fn items(sheets: &[Sheet]) -> Vec<Item> {
    let (ruled, mut pages): (Vec<Vec<Ruled>>, Vec<Vec<Line>>) = sheets
        .iter()
        .map(|sheet| {
            let (ruled, rest) = tables(&sheet.rules, &sheet.glyphs);
            (ruled, lines(&rest))
        })
        .unzip();
    drop_running(&mut pages);
    let width = sheets.iter().map(|sheet| sheet.width).fold(0.0, f32::max);
    let measure = measure(&pages, width);
    let mut items = Vec::new();
    let mut open: Option<(Line, String)> = None;
    let mut text_begun = false;
    for (page, ruled) in pages.iter().zip(ruled) {
        let mut at = 0;
        let mut ruled = ruled.into_iter().peekable();
        loop {
            let next = page.get(at);
            let is_above = |table: &Ruled| next.is_none_or(|line| line.base < table.top);
            if let Some(table) = ruled.next_if(is_above) {
                items.extend(open.take().map(|open| paragraph(&open, &mut text_begun, measure)));
                set(&mut items, table.rows, at == 0);
                continue;
            }
            let Some(line) = next else { break };
            let rest = page.get(at..).unwrap_or_default();
            if let Some((table, length)) = rows::table(rest) {
                items.extend(open.take().map(|open| paragraph(&open, &mut text_begun, measure)));
                items.push(Item::Table {
                    rows: table,
                    heads: 0,
                });
                at += length;
                continue;
            }
            let same_page = at > 0;
            open = Some(match open.take() {
                Some((last, text)) if goes_on(&last, line, measure, same_page) => {
                    (line.clone(), join(&text, &line.text()))
                }
                Some(done) => {
                    items.push(paragraph(&done, &mut text_begun, measure));
                    (line.clone(), line.text())
                }
                None => (line.clone(), line.text()),
            });
            at += 1;
        }
    }
    items.extend(open.map(|open| paragraph(&open, &mut text_begun, measure)));
    items
}

/// Sets a table behind the others. At the head of a page it may go on with that of the page before, whose headings it repeats.
fn set(items: &mut Vec<Item>, mut rows: Vec<Vec<TableCell>>, heads_page: bool) {
    let columns = |rows: &[Vec<TableCell>]| {
        let ends = rows.iter().flatten().map(|cell| cell.column + cell.columns);
        ends.max()
    };
    match items.last_mut() {
        Some(Item::Table { rows: above, .. }) if heads_page && columns(above) == columns(&rows) => {
            let same = above
                .iter()
                .zip(&rows)
                .take_while(|(above, row)| above == row)
                .count();
            above.extend(rows.drain(same..));
        }
        _ => items.push(Item::Table { rows, heads: 0 }),
    }
}

fn paragraph((last, text): &(Line, String), text_begun: &mut bool, measure: Measure) -> Item {
    let title = !*text_begun && is_large(last, measure);
    *text_begun |= !title;
    Item::Paragraph {
        text: text.clone(),
        kind: if title {
            BlockKind::Title
        } else {
            BlockKind::Paragraph
        },
    }
}

/// Whether a line is larger than the text, as a title is.
pub(super) fn is_large(line: &Line, measure: Measure) -> bool {
    line.size > measure.size * (1.0 + TITLE)
}

fn alike(a: f32, b: f32) -> bool {
    (a - b).abs() <= SIZE * a.max(b)
}

/// Whether `next` goes on with the paragraph that `last` stands in.
pub(super) fn goes_on(last: &Line, next: &Line, measure: Measure, same_page: bool) -> bool {
    let distance = last.base - next.base;
    let near = !same_page || distance < APART * measure.pitch.max(last.size);
    if !alike(last.size, next.size) || !near {
        return false;
    }
    if is_large(last, measure) {
        return true;
    }
    // A number that the line has no room for goes to the next whole.
    let room = (number(next) + HANGING).max(SHORT) * last.size;
    let full = last.right() > measure.right - room;
    let indented = next.left() > measure.left + INDENT * next.size;
    full && !indented
}

/// How wide the number with which a line begins is, in sizes, with its unit, a bracket before and the mark behind it; 0 where it begins
/// with none, or with that of an item.
fn number(line: &Line) -> f32 {
    let Some(first) = line.stretches.first() else {
        return 0.0;
    };
    // Each sign has its place; spaces between them have none.
    let signs: Vec<char> = first.text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let reach = |from: usize, most: usize, is: &dyn Fn(char) -> bool| {
        let rest = signs.iter().skip(from).take(most);
        from + rest.take_while(|sign| is(**sign)).count()
    };
    let begin = reach(0, 1, &|sign| "（(“《".contains(sign));
    let digits = reach(begin, usize::MAX, &|sign| {
        is_digit(sign) || ".．,%-—∶:：/～~".contains(sign)
    });
    let of_number = signs.get(begin..digits).unwrap_or_default();
    let behind = signs.get(digits).copied().unwrap_or(' ');
    let is_item = of_number.last().is_some_and(|sign| ".．".contains(*sign))
        || ("、)）".contains(behind) && of_number.iter().copied().all(is_digit));
    if is_item || !of_number.iter().copied().any(is_digit) {
        return 0.0;
    }
    let unit = reach(digits, LONGEST_UNIT, &char::is_alphabetic);
    let unit = if unit - digits < LONGEST_UNIT {
        unit
    } else {
        digits + USUAL_UNIT
    };
    let end = reach(unit, 1, &|sign| "，。、；,;%％）)".contains(sign));
    let last = end.checked_sub(1).and_then(|last| first.signs.get(last));
    last.map_or(0.0, |(_, right, _)| (right - first.left) / line.size.max(1.0))
}

fn is_digit(sign: char) -> bool {
    sign.is_ascii_digit() || ('\u{ff10}'..='\u{ff19}').contains(&sign)
}

/// Lines are joined without a space but between Latin words.
pub(super) fn join(text: &str, next: &str) -> String {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let space = if latin(text.chars().next_back()) && latin(next.chars().next()) {
        " "
    } else {
        ""
    };
    format!("{text}{space}{next}")
}

/// The middle of some values.
fn middle(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

pub(super) fn measure(pages: &[Vec<Line>], width: f32) -> Measure {
    let all = || pages.iter().flatten();
    // Weighted by length, so that a short title does not count like a line of text.
    let sizes = all().flat_map(|line| {
        line.stretches
            .iter()
            .flat_map(|stretch| stretch.text.chars())
            .map(|_| line.size)
    });
    let size = middle(sizes.collect()).unwrap_or(0.0);
    let of_text = || all().filter(|line| alike(line.size, size));
    let left = of_text().map(Line::left).fold(f32::INFINITY, f32::min);
    let right = of_text().map(Line::right).fold(0.0, f32::max);
    // Lines that all end early fill nothing: the edge is then where the left margin says it must be.
    let by_margin = if width > 0.0 {
        width - left - SHORT * size
    } else {
        0.0
    };
    let pairs = pages.iter().flat_map(|page| page.windows(2));
    let distances = pairs.filter_map(|pair| match pair {
        [above, below] if alike(above.size, size) && alike(below.size, size) => Some(above.base - below.base),
        _ => None,
    });
    Measure {
        left,
        right: right.max(by_margin),
        size,
        pitch: middle(distances.collect()).unwrap_or(size * 1.8),
    }
}

/// Takes away the first and last lines that repeat from page to page, numbers aside, and lone page numbers.
fn drop_running(pages: &mut [Vec<Line>]) {
    for last in [false, true] {
        let edge =
            |page: &[Line]| if last { page.last() } else { page.first() }.map(|line| skeleton(&line.text()));
        let edges: Vec<Option<(String, bool)>> = pages.iter().map(|page| edge(page)).collect();
        let repeats = |words: &str| edges.iter().flatten().filter(|(other, _)| other == words).count() > 1;
        let drops: Vec<bool> = edges
            .iter()
            .map(|edge| {
                let Some((words, numbered)) = edge else {
                    return false;
                };
                let short = words.chars().count() <= 30;
                (words.is_empty() && *numbered) || (short && repeats(words))
            })
            .collect();
        for (page, _) in pages
            .iter_mut()
            .zip(&drops)
            .filter(|(page, drop)| **drop && page.len() > 1)
        {
            if last {
                page.pop();
            } else {
                page.remove(0);
            }
        }
    }
}

/// A line without its digits, dashes and spaces, and whether it had a digit.
pub(super) fn skeleton(text: &str) -> (String, bool) {
    let numbered = text.chars().any(|c| c.is_ascii_digit());
    let dash = |c: char| {
        c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '—' | '–' | '－' | '·' | '/' | '―')
    };
    (text.chars().filter(|c| !dash(*c)).collect(), numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signs of a size, the narrow ones half as wide; spaces take room and are no signs.
    fn line(words: &str) -> Line {
        let mut left = 0.0;
        let glyph = |sign: char| {
            let wide = if sign.is_ascii() { 5.0 } else { 10.0 };
            left += wide;
            Glyph {
                sign,
                left: left - wide,
                right: left,
                base: 0.0,
                size: 10.0,
            }
        };
        let glyphs: Vec<Glyph> = words.chars().map(glyph).collect();
        lines(&glyphs).remove(0)
    }

    #[test]
    fn a_number_is_as_wide_as_what_is_not_parted_from_it() {
        for (words, width) in [
            ("8.83万亩,全旗", 4.5),
            ("42.76亿元(同比增长", 4.5),
            ("１１６８亿美元。", 8.0),
            ("1148.9亿元主要用于安排", 6.0),
            ("（2.6%）增长", 4.0),
            ("8 %—10 %。需求", 5.5),
            ("98.5%；化解", 3.5),
            ("1.新建水库", 0.0),
            ("2、新建水库", 0.0),
            ("（3）新建水库", 0.0),
            ("新建水库3座", 0.0),
        ] {
            assert!(
                (number(&line(words)) - width).abs() < 0.01,
                "{words}: {}",
                number(&line(words))
            );
        }
    }
}
