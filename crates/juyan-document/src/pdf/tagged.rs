//! Pages whose words are tagged: paragraphs and tables as the file itself tells them.

use super::line::{Glyph, Line, lines};
use super::page::{Item, Measure, Sheet, goes_on, is_large, join, measure, skeleton};
use super::rows::TableCell;
use super::tags::{Part, Place, Tags};
use crate::BlockKind;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Lines whose base lines differ by less than this, in sizes, are one: a number set before its item is.
const SAME_LINE: f32 = 0.5;
/// So many different words may be said again, in headings that a table repeats.
const MOST_AGAIN: usize = 256;
/// What so ends goes on nowhere.
const ENDS: &str = "。！？；：.!?;:”）)》";

/// A line and its page.
type Placed = (usize, Line);

/// The document's paragraphs and tables in the order of its tags; none where they leave out more than running heads, numbers of
/// pages and repeated headings.
pub(super) fn items(sheets: &[Sheet], tags: &Tags) -> Option<Vec<Item>> {
    let mut parts: Vec<Vec<Placed>> = vec![Vec::new(); tags.parts.len()];
    let mut rest: Vec<Vec<Line>> = Vec::new();
    for (page, (sheet, (foot, top))) in sheets.iter().zip(heights(sheets)).enumerate() {
        let inside = |glyph: &Glyph| {
            glyph.base > foot - SAME_LINE * glyph.size && glyph.base < top + SAME_LINE * glyph.size
        };
        let mut of: BTreeMap<Option<usize>, Vec<Glyph>> = BTreeMap::new();
        for (glyph, mark) in sheet
            .glyphs
            .iter()
            .zip(&sheet.marks)
            .filter(|(glyph, _)| inside(glyph))
        {
            let part = mark.and_then(|mark| tags.part(page, mark));
            of.entry(part).or_default().push(*glyph);
        }
        rest.push(of.remove(&None).map_or_else(Vec::new, |loose| lines(&loose)));
        for (part, glyphs) in of {
            let placed = lines(&glyphs).into_iter().map(|line| (page, line));
            if let Some(part) = part.and_then(|part| parts.get_mut(part)) {
                part.extend(placed);
            }
        }
    }
    if !tells_all(&tags.parts, &parts, &rest) {
        return None;
    }
    let measure = measure_of(sheets, tags, &parts);
    Some(Writer::new(tags, measure).write(parts))
}

/// From where to where each page goes without its number, which some programs tag like any text. A number is the page's
/// where those of pages nearby count on with it; else it may be the last figure of a table.
fn heights(sheets: &[Sheet]) -> Vec<(f32, f32)> {
    let pages: Vec<Vec<Line>> = sheets.iter().map(|sheet| lines(&sheet.glyphs)).collect();
    let tops: Vec<_> = pages.iter().map(|page| page.first().and_then(number)).collect();
    let feet: Vec<_> = pages.iter().map(|page| page.last().and_then(number)).collect();
    let height = |(at, page): (usize, &Vec<Line>)| {
        let mut kept = page.iter().skip(usize::from(counts_on(&tops, at)));
        let top = kept.next()?.base;
        let mut kept = kept.rev().skip(usize::from(counts_on(&feet, at)));
        Some((kept.next().map_or(top, |line| line.base), top))
    };
    pages
        .iter()
        .enumerate()
        .map(|page| height(page).unwrap_or_default())
        .collect()
}

/// The number that a line is, the first where it tells of how many.
fn number(line: &Line) -> Option<usize> {
    let text = line.text();
    if line.stretches.len() != 1 || skeleton(&text) != (String::new(), true) {
        return None;
    }
    let mut runs = text.split(|sign: char| !sign.is_ascii_digit());
    runs.find(|run| !run.is_empty())?.parse().ok()
}

/// Whether the number of the page `at` is as much more than that of another nearby as the page stands behind it.
fn counts_on(numbers: &[Option<usize>], at: usize) -> bool {
    const NEARBY: usize = 2;
    let Some(number) = numbers.get(at).copied().flatten() else {
        return false;
    };
    let near = numbers.iter().enumerate().take(at + NEARBY + 1);
    near.skip(at.saturating_sub(NEARBY)).any(|(other, told)| {
        other != at && told.and_then(|told| told.checked_add(at)) == number.checked_add(other)
    })
}

/// What running text has in common, cells left out.
fn measure_of(sheets: &[Sheet], tags: &Tags, parts: &[Vec<Placed>]) -> Measure {
    let mut pages = vec![Vec::new(); sheets.len()];
    let running = tags
        .parts
        .iter()
        .zip(parts)
        .filter(|(part, _)| !matches!(part, Part::Cell(_) | Part::Drawing));
    for (page, line) in running.flat_map(|(_, placed)| placed) {
        if let Some(lines) = pages.get_mut(*page) {
            lines.push(line.clone());
        }
    }
    measure(&pages, sheets.iter().map(|sheet| sheet.width).fold(0.0, f32::max))
}

/// Whether the lines without a tag are running heads and numbers of pages, or say again what a whole tagged line says: a `5` is
/// not said by `15`.
fn tells_all(kinds: &[Part], parts: &[Vec<Placed>], rest: &[Vec<Line>]) -> bool {
    let mut edges: HashMap<usize, (f32, f32)> = HashMap::new();
    for (page, line) in parts.iter().flatten() {
        let (foot, top) = edges.entry(*page).or_insert((line.base, line.base));
        (*foot, *top) = (foot.min(line.base), top.max(line.base));
    }
    if edges.is_empty() {
        return false;
    }
    let mut names: HashMap<String, usize> = HashMap::new();
    for line in rest.iter().flatten() {
        *names.entry(skeleton(&line.text()).0).or_default() += 1;
    }
    let is_running = |page: usize, line: &Line| {
        let (words, numbered) = skeleton(&line.text());
        let outside = edges
            .get(&page)
            .is_none_or(|(foot, top)| line.base < *foot || line.base > *top);
        outside && ((words.is_empty() && numbered) || names.get(&words).is_some_and(|count| *count > 1))
    };
    let placed = rest
        .iter()
        .enumerate()
        .flat_map(|(page, lines)| lines.iter().map(move |line| (page, line)));
    let others = placed.filter(|(page, line)| !is_running(*page, line));
    let again: BTreeSet<String> = others
        .flat_map(|(_, line)| &line.stretches)
        .map(|stretch| closed(&stretch.text))
        .collect();
    if again.len() > MOST_AGAIN {
        return false;
    }
    let written = kinds
        .iter()
        .zip(parts)
        .filter(|(kind, _)| **kind != Part::Drawing);
    let told: HashSet<String> = written
        .flat_map(|(_, placed)| placed)
        .flat_map(|(_, line)| {
            let stretches = line.stretches.iter().map(|stretch| closed(&stretch.text));
            stretches.chain([closed(&line.text())])
        })
        .collect();
    again.iter().all(|words| told.contains(words))
}

/// The words without the spaces between them.
fn closed(words: &str) -> String {
    words.split_whitespace().collect()
}

/// A paragraph to which more may be added.
struct Open {
    kind: BlockKind,
    text: String,
    page: usize,
    last: Line,
}

struct Writer<'a> {
    tags: &'a Tags,
    measure: Measure,
    items: Vec<Item>,
    open: Option<Open>,
    text_begun: bool,
    /// The tables among the items.
    tables: HashMap<usize, Begun>,
}

impl<'a> Writer<'a> {
    fn new(tags: &'a Tags, measure: Measure) -> Self {
        Self {
            tags,
            measure,
            items: Vec::new(),
            open: None,
            text_begun: false,
            tables: HashMap::new(),
        }
    }

    fn write(mut self, parts: Vec<Vec<Placed>>) -> Vec<Item> {
        for (part, placed) in self.tags.parts.iter().zip(parts) {
            match part {
                Part::Drawing if !says_something(&placed) => {}
                Part::Cell(place) => self.cell(*place, &placed),
                Part::Paragraph | Part::Drawing => self.paragraph(BlockKind::Paragraph, placed),
                Part::Heading(level) => self.paragraph(BlockKind::Heading(*level), placed),
                Part::Title => self.paragraph(BlockKind::Title, placed),
                Part::Caption => self.paragraph(BlockKind::Caption, placed),
            }
        }
        self.close();
        self.items
    }

    fn close(&mut self) {
        let closed = self.open.take();
        self.items
            .extend(closed.map(|Open { kind, text, .. }| Item::Paragraph { text, kind }));
    }

    fn paragraph(&mut self, kind: BlockKind, placed: Vec<Placed>) {
        let Some(text) = text(&placed) else { return };
        let mut placed = placed.into_iter();
        let Some((page, first)) = placed.next() else {
            return;
        };
        let (end, last) = placed.next_back().unwrap_or((page, first.clone()));
        let is_large = is_large(&first, self.measure);
        let kind = match kind {
            BlockKind::Paragraph if is_large && !self.text_begun => BlockKind::Title,
            kind => kind,
        };
        self.text_begun |= kind != BlockKind::Title;
        let before = self.open.as_mut();
        if let Some(open) = before.filter(|open| open.takes(kind, (page, &first), self.measure)) {
            open.text = join(&open.text, &text);
            (open.page, open.last) = (end, last);
            return;
        }
        self.close();
        self.open = Some(Open {
            kind,
            text,
            page: end,
            last,
        });
    }

    fn cell(&mut self, place: Place, placed: &[Placed]) {
        self.close();
        self.text_begun = true;
        let next = self.items.len();
        let begun = self.tables.entry(place.table).or_insert_with(|| Begun {
            at: next,
            ..Begun::default()
        });
        if begun.at == next {
            self.items.push(Item::Table {
                rows: Vec::new(),
                heads: 0,
            });
        }
        let Some(Item::Table { rows, heads }) = self.items.get_mut(begun.at) else {
            return;
        };
        rows.resize(rows.len().max(place.row + 1), Vec::new());
        let Some(row) = rows.get_mut(place.row) else {
            return;
        };
        if row.is_empty() && place.heads && *heads == place.row {
            *heads += 1;
        } else if !place.heads {
            *heads = (*heads).min(place.row);
        }
        row.push(TableCell {
            column: begun.column(row.last(), place),
            columns: place.columns,
            rows: place.rows,
            text: text(placed).unwrap_or_default(),
        });
    }
}

/// A table that is being written.
#[derive(Debug, Default)]
struct Begun {
    /// Where it stands among the items.
    at: usize,
    /// The row from which on each column is free.
    free: Vec<usize>,
}

impl Begun {
    /// The first column behind the `last` cell of a row that none from above takes; the cell takes it.
    fn column(&mut self, last: Option<&TableCell>, place: Place) -> usize {
        let mut column = last.map_or(0, |last| last.column + last.columns);
        while self.free.get(column).is_some_and(|row| *row > place.row) {
            column += 1;
        }
        let end = column + place.columns;
        self.free.resize(self.free.len().max(end), 0);
        for row in self.free.iter_mut().take(end).skip(column) {
            *row = place.row + place.rows;
        }
        column
    }
}

impl Open {
    /// Whether a paragraph goes on with this one: it stands in the same line, or a program cut one in two.
    fn takes(&self, kind: BlockKind, (page, first): (usize, &Line), measure: Measure) -> bool {
        if self.page == page
            && (self.last.base - first.base).abs() < SAME_LINE * first.size
            && self.last.right() <= first.left()
        {
            return true;
        }
        let plain = self.kind == BlockKind::Paragraph && kind == BlockKind::Paragraph;
        plain
            && !self.text.ends_with(|sign| ENDS.contains(sign))
            && !is_large(first, measure)
            && goes_on(&self.last, first, measure, self.page == page)
    }
}

/// Whether words of a drawing are more than its ornament: a text box is a drawing too, which a program describes unasked.
fn says_something(placed: &[Placed]) -> bool {
    let says = |sign: char| sign.is_numeric() || (!sign.is_ascii() && sign.is_alphabetic());
    placed.iter().any(|(_, line)| line.text().chars().any(says))
}

fn text(placed: &[Placed]) -> Option<String> {
    let texts = placed.iter().map(|(_, line)| line.text());
    texts.reduce(|text, next| join(&text, &next))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of words with their marks, from the left edge at 0 and the top at 100 on.
    fn sheet(lines: &[(&str, Option<u32>)]) -> Sheet {
        let (mut glyphs, mut marks) = (Vec::new(), Vec::new());
        let mut base = 100.0;
        for (words, mark) in lines {
            let mut left = 0.0;
            for sign in words.chars() {
                if sign != '\u{3000}' {
                    glyphs.push(Glyph {
                        sign,
                        left,
                        right: left + 10.0,
                        base,
                        size: 10.0,
                    });
                    marks.push(*mark);
                }
                left += 10.0;
            }
            base -= 15.0;
        }
        Sheet {
            glyphs,
            marks,
            rules: Vec::new(),
            width: 80.0,
        }
    }

    fn told(items: Option<Vec<Item>>) -> Vec<String> {
        let told = |item: &Item| match item {
            Item::Paragraph { text, kind } => format!("{kind:?} {text}"),
            Item::Table { rows, heads } => {
                let cell = |cell: &TableCell| format!("{}x{} {}", cell.column, cell.columns, cell.text);
                let rows = rows
                    .iter()
                    .map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | "));
                format!("{heads} {}", rows.collect::<Vec<_>>().join(" / "))
            }
        };
        items.unwrap_or_default().iter().map(told).collect()
    }

    #[test]
    fn a_full_line_ends_a_paragraph_where_the_tags_say_so() {
        let sheets = [
            sheet(&[
                ("一、情况", Some(0)),
                ("新建水库三座，总投", Some(1)),
                ("资2亿元，如期完。", Some(1)),
                ("新修公路五条，总长", Some(2)),
                ("—1—", None),
            ]),
            sheet(&[("30公里。", Some(0)), ("—2—", Some(1))]),
        ];
        let parts = vec![
            Part::Heading(1),
            Part::Paragraph,
            Part::Paragraph,
            Part::Paragraph,
        ];
        let marks = [((0, 0), 0), ((0, 1), 1), ((0, 2), 2), ((1, 0), 2), ((1, 1), 3)];
        let wanted = [
            "Heading(1) 一、情况",
            "Paragraph 新建水库三座，总投资2亿元，如期完。",
            "Paragraph 新修公路五条，总长30公里。",
        ];
        assert_eq!(told(items(&sheets, &Tags::told(parts, marks))), wanted);
    }

    /// A program that tags page by page cuts what goes over two of them.
    #[test]
    fn a_paragraph_cut_in_two_is_one() {
        let sheets = [
            sheet(&[
                ("\u{3000}新建水库三座，总", Some(0)),
                ("投资2亿元。余款", Some(0)),
            ]),
            sheet(&[("1亿元。", Some(0))]),
        ];
        let tags = Tags::told(vec![Part::Paragraph, Part::Paragraph], [((0, 0), 0), ((1, 0), 1)]);
        assert_eq!(
            told(items(&sheets, &tags)),
            ["Paragraph 新建水库三座，总投资2亿元。余款1亿元。"]
        );
    }

    #[test]
    fn cells_stand_where_those_above_leave_room() {
        let place = |row, columns, rows, heads| {
            Part::Cell(Place {
                table: 0,
                row,
                columns,
                rows,
                heads,
            })
        };
        let parts = vec![
            place(0, 1, 2, true),
            place(0, 2, 1, true),
            place(1, 1, 1, true),
            place(1, 1, 1, true),
            place(2, 1, 1, false),
            place(2, 1, 1, false),
            place(2, 1, 1, false),
        ];
        let lines = [
            ("指标", Some(0)),
            ("完成", Some(1)),
            ("计划", Some(2)),
            ("实际", Some(3)),
            ("产量", Some(4)),
            ("1.2", Some(6)),
        ];
        // What a table repeats on its next page bears no tag.
        let sheets = [sheet(&lines), sheet(&[("指标", None), ("完成", None)])];
        let marks = (0..7).map(|at| ((0, at), usize::try_from(at).unwrap()));
        let wanted = "2 0x1 指标 | 1x2 完成 / 1x1 计划 | 2x1 实际 / 0x1 产量 | 1x1  | 2x1 1.2";
        assert_eq!(told(items(&sheets, &Tags::told(parts, marks))), [wanted]);
    }

    #[test]
    fn tags_that_leave_something_out_are_not_believed() {
        let sheets = [sheet(&[
            ("新建水库三座。", Some(0)),
            ("另建一座。", None),
            ("新修公路。", Some(0)),
        ])];
        assert_eq!(
            items(&sheets, &Tags::told(vec![Part::Paragraph], [((0, 0), 0)])),
            None
        );
    }

    #[test]
    fn a_figure_is_said_again_only_by_a_whole_line() {
        let believed = |again| {
            let sheets = [sheet(&[("产量15", Some(0)), (again, None), ("已完成", Some(0))])];
            items(&sheets, &Tags::told(vec![Part::Paragraph], [((0, 0), 0)])).is_some()
        };
        assert!(believed("产量15"));
        for lost in ["5", "1", "完成", "5已"] {
            assert!(!believed(lost), "{lost}");
        }
    }

    #[test]
    fn words_of_a_drawing_are_kept_where_they_say_something() {
        let drawn = |words| {
            let sheets = [sheet(&[("新建水库。", Some(0)), (words, Some(1))])];
            let parts = vec![Part::Paragraph, Part::Drawing];
            told(items(&sheets, &Tags::told(parts, [((0, 0), 0), ((0, 1), 1)])))
        };
        assert_eq!(
            drawn("投资2亿元"),
            ["Paragraph 新建水库。", "Paragraph 投资2亿元"]
        );
        assert_eq!(drawn("logo"), ["Paragraph 新建水库。"]);
        // A drawing that is left out says nothing again.
        let sheets = [sheet(&[("logo", Some(0)), ("logo", None), ("新建。", Some(1))])];
        let tags = Tags::told(vec![Part::Drawing, Part::Paragraph], [((0, 0), 0), ((0, 1), 1)]);
        assert_eq!(items(&sheets, &tags), None);
    }

    #[test]
    fn a_figure_at_the_edge_of_a_page_is_no_number_of_it() {
        let last = |first: &str, second: &str| {
            let sheets = [
                sheet(&[("新建水库。", Some(0)), (first, Some(1))]),
                sheet(&[("新修公路。", Some(0)), (second, Some(1))]),
            ];
            let marks = [((0, 0), 0), ((0, 1), 1), ((1, 0), 2), ((1, 1), 3)];
            told(items(&sheets, &Tags::told(vec![Part::Heading(1); 4], marks))).len()
        };
        assert_eq!(last("45", "12"), 4);
        assert_eq!(last("2026", "2026"), 4);
        assert_eq!(last("45", "公路"), 4);
        assert_eq!(last("-7-", "-8-"), 2);
        assert_eq!(last("1/9", "2/9"), 2);
    }
}
