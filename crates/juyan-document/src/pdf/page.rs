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
/// A unit and the mark behind it have fewer signs than this: 万头（只），
const LONGEST_UNIT: usize = 7;
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

/// How wide the number with which a line begins is, in sizes, with its unit and the mark behind it; 0 where it begins with none.
fn number(line: &Line) -> f32 {
    let Some(first) = line.stretches.first() else {
        return 0.0;
    };
    let of_number = |sign: &char| sign.is_ascii_digit() || ".,%-—∶:：/～~".contains(*sign);
    let signs = first.text.chars().take_while(of_number).count();
    let unit = first.text.chars().skip(signs).take(LONGEST_UNIT);
    let marked = unit.take_while(|sign| !"，。、；".contains(*sign)).count();
    let ends = first
        .text
        .chars()
        .nth(signs + marked)
        .filter(|_| marked < LONGEST_UNIT);
    let taken = signs + if ends.is_some() { marked + 1 } else { 0 };
    let last = taken.checked_sub(1).filter(|_| signs > 0);
    let end = last.and_then(|last| first.signs.get(last));
    end.map_or(0.0, |(_, right, _)| (right - first.left) / line.size.max(1.0))
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
